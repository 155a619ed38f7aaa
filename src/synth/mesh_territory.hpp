// Which mesh cells people of an area may be put in: counted by the centres of cells, each area has
// its people. Cells that a border crosses are among them, as everywhere people live.
#pragma once

#include "domain/mesh.hpp"
#include "geo/geometry.hpp"

#include <span>
#include <vector>

namespace todoku::synth {

/// For each area the cells whose centre lies in it; where an area has none, the cell of its label
/// point. Cells rise south to north, west to east; no centre counts for two areas.
std::vector<std::vector<domain::MeshCell>> habitable_cells(std::span<const geo::MultiPolygon> areas,
                                                           domain::MeshLevel level);

} // namespace todoku::synth
