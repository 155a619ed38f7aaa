// Numbers drawn by lot, the same on every machine (the standard's distributions are not).
#pragma once

#include <cstddef>
#include <cstdint>

namespace todoku::siting {

/// The finisher of SplitMix64 (Steele, Lea & Flood 2014): every bit of the value moves every bit.
constexpr std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
}

/// SplitMix64 (Steele, Lea & Flood 2014).
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() { return mixed(state_ += 0x9E3779B97F4A7C15ULL); }
    /// [0, n). @pre 0 < n < 2^32
    std::size_t below(std::size_t n) {
        return static_cast<std::size_t>(((next() >> 32U) * n) >> 32U);
    }
    /// [0, 1)
    double share() { return static_cast<double>(next() >> 11U) * 0x1p-53; }

private:
    std::uint64_t state_;
};

} // namespace todoku::siting
