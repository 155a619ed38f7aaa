// Which mesh cells people of an area may be put in, so that every rule for border cells gives the
// area its people.
#pragma once

#include "domain/mesh.hpp"
#include "geo/geometry.hpp"

#include <span>
#include <vector>

namespace todoku::synth {

/// For each area the cells whose centre lies in it and which no other area's boundary crosses
/// (coast cells may be cut by the area's own boundary). Where an area has none: the cells whose
/// centre lies in it; where none either: the cell of its label point. Cells rise south to north,
/// west to east; no cell belongs to two areas.
std::vector<std::vector<domain::MeshCell>> habitable_cells(std::span<const geo::MultiPolygon> areas,
                                                           domain::MeshLevel level);

} // namespace todoku::synth
