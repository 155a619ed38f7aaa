// A quick proof that a polygon is valid, for the polygons that coverage is made of: hundreds of
// thousands of vertices and thousands of holes.
#pragma once

#include "geo/geometry.hpp"

namespace todoku::io {

/// True where it is certain that no ring crosses or touches itself or another, every hole lies in
/// the outer ring and none in another hole: a valid polygon (OGC simple features). False where one
/// of these is wrong or too close to tell: somebody slower must decide.
/// @pre no ring is broken. Time grows with the vertices where edges are short beside the polygon.
bool surely_apart(const geo::Polygon& polygon);

} // namespace todoku::io
