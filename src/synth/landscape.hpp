// The shape of the synthetic land: plain and bay in the north-east, ranges west and south, drowned
// valleys along the coast.
#pragma once

#include "synth/node_grid.hpp"

#include <cstdint>
#include <vector>

namespace todoku::synth {

struct Landscape {
    NodeGrid grid;
    Field height;                   ///< metres; negative at sea
    std::vector<std::uint8_t> land; ///< 1 where height is above the sea
    Field upstream;                 ///< nodes drained through a node (1 at a summit)
    Field slope;                    ///< rise over run, of the steepest side
    Field from_sea_m;               ///< distance to the sea; 0 at sea
};

/// Raises, cuts and drowns the land. Depends on the seed only.
Landscape shape_landscape(std::uint64_t seed);

} // namespace todoku::synth
