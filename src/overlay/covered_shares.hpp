// The exact share of each mesh cell that polygons cover: their union under the non-zero winding rule, true area.
#pragma once

#include "core/parallel.hpp"
#include "domain/mesh.hpp"
#include "geo/geometry.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace todoku::overlay {

struct CellShare {
    domain::MeshCell cell;
    double share = 0.0; ///< (0, 1]
};

/// Shares of all cells of `window` that the shape touches with an area above 0, cells rising.
/// Overlapping polygons count once; holes are cut from their own polygon only; invalid rings have the area their winding
/// gives. The same bits for any number of threads and any order of polygons.
std::vector<CellShare> covered_shares(const geo::MultiPolygon& shape, const domain::MeshWindow& window, Threads threads = {});

/// How a cell divides among the combinations of several layers: bit k of `mask` says that layer k covers that part.
struct CombinationPart {
    std::uint32_t mask = 0;
    double share = 0.0;
};

/// Calls `visit(cell index in the window, parts)` once for each cell of the window that any layer touches; the parts
/// (mask 0 left out) are exact, rising by mask, and with the uncovered rest add up to 1. Up to 32 layers.
/// Calls come in any order and from several threads at once, never twice for a cell.
void for_each_combination(std::span<const geo::MultiPolygon* const> layers, const domain::MeshWindow& window, Threads threads,
                          const std::function<void(std::size_t, std::span<const CombinationPart>)>& visit);

} // namespace todoku::overlay
