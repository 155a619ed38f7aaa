// Hand-drawn lines along which each territory of the synthetic prefecture lies: where it starts to
// grow from.
#pragma once

#include "geo/geometry.hpp"

#include <vector>

namespace todoku::synth {

/// Lines of the i-th municipality of the table (schematic: main town, main valley, arms); on land,
/// a few points each.
const std::vector<geo::Line>& heartland(std::size_t municipality);

} // namespace todoku::synth
