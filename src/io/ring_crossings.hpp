// Whether a polygon's rings cross so often that cutting the ground along them would take long.
#pragma once

#include "geo/geometry.hpp"

namespace todoku::io {

/// True above 20,000 places where two edges of the rings cross or touch, shared vertices not
/// counted, and where looking for them would take more than some seconds. Cutting the ground there
/// takes 10 to 20 times the memory and time of 20,000 (100 MB and half a second).
/// @pre no ring is broken. Time grows with the edges above each meridian; memory is 64 bytes a
/// vertex.
bool cross_often(const geo::Polygon& polygon);

} // namespace todoku::io
