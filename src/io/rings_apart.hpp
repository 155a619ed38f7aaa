// A quick proof that polygons are valid and apart, for the polygons that coverage is made of:
// hundreds of thousands of vertices and thousands of holes.
#pragma once

#include "geo/geometry.hpp"

#include <span>

namespace todoku::io {

/// True where it is certain that no ring crosses or touches itself or another, every hole lies in
/// its outer ring and none in another hole, and no polygon lies in another but in its holes: valid
/// polygons (OGC simple features) without common ground. False where one of these is wrong or too
/// close to tell: somebody slower must decide.
/// @pre no ring is broken. Time grows with the vertices where edges are short beside the polygons;
/// memory is 23 bytes a vertex.
bool surely_apart(std::span<const geo::Polygon* const> polygons);
bool surely_apart(const geo::Polygon& polygon);

} // namespace todoku::io
