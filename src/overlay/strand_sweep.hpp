// The sweep of a part of a cell in which very many edges run beside each other and seldom cross.
#pragma once

#include "overlay/cell_part.hpp"
#include "overlay/row_area.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace todoku::overlay {

struct StrandArea {
    std::uint32_t mask = 0; ///< layers
    double units = 0.0;     ///< an integer (kSweepUnits)
};

/// Up to where edges cross, what lies west and east of an edge is the same all along it. A
/// parallel moves from south to north over the part; edges on it are kept in their order from west
/// to east, and each is compared with its neighbours alone (Shamos and Hoey 1976); two that cross
/// are divided where they do (Bentley and Ottmann 1979). Time n log n for n edges and crossings,
/// where the sweep by slabs (overlay/cell_sweep.hpp) takes n times the edges beside each other.
///
/// Areas by set of layers, without that of no layer. Nothing where there are more crossings than
/// edges; where edges touch but at common ends, or are too close to tell; where horizontal edges
/// begin or end inside the part; and where several polygons of one layer have edges in it.
/// @param layers by polygon
std::optional<std::vector<StrandArea>> areas_between_strands(const CellPart& part,
                                                             std::span<const std::uint32_t> layers,
                                                             const RowArea& row_area);

} // namespace todoku::overlay
