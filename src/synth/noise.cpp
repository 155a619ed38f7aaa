#include "synth/noise.hpp"

#include "synth/random.hpp"

#include <cmath>

namespace todoku::synth {

namespace {

double lattice(std::uint64_t seed, std::int64_t i, std::int64_t j) {
    return 2.0 * unit_interval(
                     hashed(seed, static_cast<std::uint64_t>(i), static_cast<std::uint64_t>(j))) -
           1.0;
}

double smooth(double t) {
    return t * t * (3.0 - 2.0 * t);
}

} // namespace

double noise(std::uint64_t seed, double x, double y) {
    const double column = std::floor(x);
    const double row = std::floor(y);
    const auto i = static_cast<std::int64_t>(column);
    const auto j = static_cast<std::int64_t>(row);
    const double u = smooth(x - column);
    const double v = smooth(y - row);
    const double south = lattice(seed, i, j) * (1.0 - u) + lattice(seed, i + 1, j) * u;
    const double north = lattice(seed, i, j + 1) * (1.0 - u) + lattice(seed, i + 1, j + 1) * u;
    return south * (1.0 - v) + north * v;
}

double fractal_noise(std::uint64_t seed, double x, double y, int octaves) {
    double sum = 0.0;
    double strength = 1.0;
    double total = 0.0;
    for (int octave = 0; octave < octaves; ++octave) {
        sum += strength * noise(seed + static_cast<std::uint64_t>(octave), x, y);
        total += strength;
        strength *= 0.5;
        x = 2.0 * x + 17.3; // shifted, so that the lattices of the octaves do not meet in one point
        y = 2.0 * y - 9.7;
    }
    return sum / total;
}

} // namespace todoku::synth
