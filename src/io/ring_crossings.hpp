// How often a polygon's rings cross: what is cut at every crossing takes time and memory by it.
#pragma once

#include "geo/geometry.hpp"

#include <cstddef>

namespace todoku::io {

/// Places where two edges of the rings cross or touch, shared vertices not counted; `most` where
/// there are as many, and where looking for them would take more than some seconds.
/// @pre no ring is broken. Time grows with the edges above each meridian; memory is 64 bytes a
/// vertex.
std::size_t crossings_up_to(std::size_t most, const geo::Polygon& polygon);

/// True from 20,000 crossings on: cutting the ground there takes half a second and 100 MB, and 10
/// to 20 times that for ten times as many.
bool cross_often(const geo::Polygon& polygon);

} // namespace todoku::io
