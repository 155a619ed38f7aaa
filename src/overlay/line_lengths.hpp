// Length of lines in each mesh cell, cut exactly at the cells' edges.
#pragma once

#include "domain/mesh.hpp"
#include "geo/geometry.hpp"

#include <functional>

namespace todoku::overlay {

/// Calls visit(cell, metres) for each stretch of the lines inside one cell of the window, in order
/// along the lines; a cell may come several times. Edges are straight in longitude and latitude;
/// lengths are geodesic. A stretch along a border belongs to the cell north or east of it, so
/// nothing is counted twice. Edges with a vertex that is not a number are left out.
void for_each_length(const geo::MultiLine& lines, const domain::MeshWindow& window,
                     const std::function<void(domain::MeshCell, double)>& visit);

} // namespace todoku::overlay
