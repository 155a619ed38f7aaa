// Shapes on the ground: points, lines, polygons in geographic JGD2011, and the plain questions
// asked of them.
#pragma once

#include "core/units.hpp"
#include "geo/box.hpp"
#include "geo/lat_lng.hpp"

#include <optional>
#include <variant>
#include <vector>

namespace todoku::geo {

/// A closed line; the last vertex joins the first whether or not it repeats it. Orientation carries
/// no meaning.
using Ring = std::vector<LatLng>;

/// An outer ring and the holes in it. Nothing guarantees validity: rings may cross themselves and
/// each other.
struct Polygon {
    Ring outer;
    std::vector<Ring> holes;
};

/// Polygons that belong together; they may overlap.
struct MultiPolygon {
    std::vector<Polygon> polygons;
    [[nodiscard]] bool empty() const { return polygons.empty(); }
};

using Line = std::vector<LatLng>;

struct MultiLine {
    std::vector<Line> lines;
};

/// What one feature of a vector file holds; monostate for an absent geometry.
using Geometry = std::variant<std::monostate, LatLng, MultiLine, MultiPolygon>;

Box bounds(const Ring& ring);
Box bounds(const Polygon& polygon);
Box bounds(const MultiPolygon& shape);
Box bounds(const MultiLine& lines);
Box bounds(const Geometry& geometry);

/// Even-odd test against all rings; points exactly on an edge may fall on either side.
bool contains(const Polygon& polygon, LatLng point);
bool contains(const MultiPolygon& shape, LatLng point);

/// Area on the ellipsoid of the ring's interior, edges straight in longitude and authalic latitude;
/// never negative.
SquareMetres area(const Ring& ring);
/// Outer less holes, summed over the polygons (overlaps count as often as they occur).
SquareMetres area(const Polygon& polygon);
SquareMetres area(const MultiPolygon& shape);

/// Geodesic length.
Metres length(const Line& line);
Metres length(const MultiLine& lines);

/// A point certainly inside the largest polygon of the shape (for labels); nothing for an empty
/// shape.
std::optional<LatLng> label_point(const MultiPolygon& shape);

/// The shape's nearest point to `point`: distance in metres, 0 inside.
Metres distance(const MultiPolygon& shape, LatLng point);

} // namespace todoku::geo
