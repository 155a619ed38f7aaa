// OGR geometries to the program's shapes and back.
#pragma once

#include "core/text.hpp"
#include "geo/crs.hpp"
#include "geo/geometry.hpp"

#include <memory>
#include <optional>
#include <string>

class OGRGeometry;

namespace todoku::io {

/// What became of one geometry.
struct ShapeRead {
    geo::Geometry geometry; ///< monostate where nothing could be used
    std::string code;       ///< of the issue; empty where there is nothing to say
    Text problem;
    Text action;
};

/// Converts geometries of one layer to JGD2011. Curves are straightened, Z and M dropped. Of a
/// collection the parts of the highest dimension are taken. A geometry with a coordinate that is
/// not finite, not convertible or no latitude and longitude is not used at all.
class GeometryReader {
public:
    /// @param transform to JGD2011; must outlive the reader
    /// @param swapped true where the first coordinate is latitude or northing
    GeometryReader(const geo::ToJgd2011& transform, bool swapped)
        : transform_(&transform), swapped_(swapped) {}

    [[nodiscard]] ShapeRead read(const OGRGeometry& geometry) const;

private:
    const geo::ToJgd2011* transform_;
    bool swapped_;
};

/// Polygons as MultiPolygon (outer rings clockwise, holes the other way, as Shapefiles want them),
/// lines as MultiLineString, points as Point; nothing for monostate.
std::unique_ptr<OGRGeometry> to_ogr(const geo::Geometry& geometry);

} // namespace todoku::io
