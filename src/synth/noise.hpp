// Smooth noise over the plane, by value on a hashed lattice: the grain of land, soil and
// settlement.
#pragma once

#include <cstdint>

namespace todoku::synth {

/// Value noise in [-1, 1] with one lattice point per unit of x and y, smooth to the first
/// derivative.
double noise(std::uint64_t seed, double x, double y);

/// Octaves of noise, each twice as fine and half as strong; in [-1, 1].
double fractal_noise(std::uint64_t seed, double x, double y, int octaves);

} // namespace todoku::synth
