// Rivers cut a rising land: the stream power law, solved implicitly (Braun and Willett 2013), with
// depressions drained by a priority flood (Barnes, Lehman, Mulla 2014). It gives valleys, ridges
// and flat mouths as a map reader expects them.
#pragma once

#include "synth/node_grid.hpp"

#include <cstdint>
#include <vector>

namespace todoku::synth {

/// Which way the water leaves each node.
struct Drainage {
    std::vector<std::size_t> order;    ///< every node, each after the one it drains to
    std::vector<std::size_t> receiver; ///< itself at a base node
    Field area;                        ///< nodes upstream, the node included
};

/// @param base nodes whose height is given: the sea and the edge of the stage
Drainage drain(const NodeGrid& grid, const std::vector<std::uint8_t>& base, const Field& height);

/// Lets the land rise by `uplift` and the rivers cut it, `steps` times. Base nodes keep their
/// height.
void erode(const NodeGrid& grid, const std::vector<std::uint8_t>& base, const Field& uplift,
           int steps, Field& height);

} // namespace todoku::synth
