// Which municipality each node of land belongs to: territories grow from the offices and meet on
// ridges.
#pragma once

#include "synth/landscape.hpp"

#include <cstdint>
#include <vector>

namespace todoku::synth {

/// Labels of nodes: 0 sea, 1 land outside the prefecture, 2 + i the i-th municipality of the table.
struct Territories {
    static constexpr std::uint8_t kSea = 0;
    static constexpr std::uint8_t kOutside = 1;
    static constexpr std::uint8_t kFirst = 2;

    std::vector<std::uint8_t> label;
    /// Effort of growing to a node; two neighbours of different labels share their border where the
    /// efforts meet.
    Field arrival;
    Field effort; ///< of one step onto the node
};

/// Each municipality's land is one patch on the mainland (and islands); its size approaches that of
/// the table.
Territories grow_territories(const Landscape& landscape, std::uint64_t seed);

} // namespace todoku::synth
