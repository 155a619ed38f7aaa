// Invented but plausible names of quarters, made of common place words.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace todoku::synth {

/// `count` different names; the first is 本町. The same for the same seed and municipality. @pre
/// count is below 500
std::vector<std::string> quarter_names(std::size_t count, std::uint64_t seed,
                                       std::size_t municipality);

} // namespace todoku::synth
