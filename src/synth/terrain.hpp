// Heights of the synthetic land at posts one arc-second apart (about 30 m), as a national elevation
// model gives them.
#pragma once

#include "core/parallel.hpp"
#include "geo/height_grid.hpp"
#include "synth/prefecture.hpp"

#include <cstdint>

namespace todoku::synth {

/// Whole metres, 0 at sea, over the prefecture and some kilometres around. The same for any number
/// of threads.
geo::HeightGrid draw_terrain(const Prefecture& prefecture, std::uint64_t seed, Threads threads);

} // namespace todoku::synth
