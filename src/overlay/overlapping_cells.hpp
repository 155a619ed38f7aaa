// Cells of two levels that share ground, whether or not the levels nest.
#pragma once

#include "domain/mesh.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::overlay {

/// Cells of `level` that share ground with the cell: the smallest window that covers it.
domain::MeshWindow cells_on(domain::MeshCell cell, domain::MeshLevel level);

/// The share of `part` that lies on `cell`, exact in rows and columns; [0, 1].
double share_on(domain::MeshCell part, domain::MeshCell cell);

/// For each of `cells`, 1 where it shares ground with one of `grid`, else 0.
/// @param cells of one level, in any order
/// @param grid of one level, rising
std::vector<char> which_touch(std::span<const domain::MeshCell> cells,
                              std::span<const domain::MeshCell> grid);

} // namespace todoku::overlay
