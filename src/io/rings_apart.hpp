// A quick proof that polygons are valid and apart, for the polygons that coverage is made of:
// hundreds of thousands of vertices and thousands of holes.
#pragma once

#include "geo/geometry.hpp"

#include <optional>
#include <span>

namespace todoku::io {

/// What can be said of rings in time n log n.
struct ApartProof {
    /// It is certain that no ring crosses or touches itself or another, every hole lies in its
    /// outer ring and none in another hole, and no polygon lies in another but in its holes: valid
    /// polygons (OGC simple features) without common ground. Where this is false, one of these is
    /// wrong or too close to tell: somebody slower must decide.
    bool sure = false;
    /// Where that is, in rings of more than 200,000 edges that pass by each other in such crowds
    /// that whoever compares edges by their extents (GEOS) takes time by the square.
    std::optional<geo::LatLng> crowded_at;
};

/// @pre no ring is broken. Memory is 23 bytes a vertex, 70 where edges are crowded.
ApartProof prove_apart(std::span<const geo::Polygon* const> polygons);
ApartProof prove_apart(const geo::Polygon& polygon);

/// The first of these.
bool surely_apart(std::span<const geo::Polygon* const> polygons);
bool surely_apart(const geo::Polygon& polygon);

} // namespace todoku::io
