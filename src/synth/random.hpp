// Random numbers that are the same on every machine and with every number of threads: counters
// through SplitMix64.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace todoku::synth {

/// The finalizer of SplitMix64 (Steele, Lea, Flood 2014): every input bit moves about half of the
/// output bits.
constexpr std::uint64_t mixed(std::uint64_t x) {
    x ^= x >> 30U;
    x *= 0xbf58476d1ce4e5b9ULL;
    x ^= x >> 27U;
    x *= 0x94d049bb133111ebULL;
    return x ^ (x >> 31U);
}

/// A number that depends on a seed and up to three counters only; neighbours in a counter are
/// unrelated.
constexpr std::uint64_t hashed(std::uint64_t seed, std::uint64_t a, std::uint64_t b = 0,
                               std::uint64_t c = 0) {
    constexpr std::uint64_t kStep =
        0x9e3779b97f4a7c15ULL; // 2^64 divided by the golden ratio, SplitMix64's step
    return mixed(mixed(mixed(mixed(seed + kStep) + kStep * (a + 1)) + kStep * (b + 1)) +
                 kStep * (c + 1));
}

/// 64 bits as a number in [0, 1).
constexpr double unit_interval(std::uint64_t bits) {
    return static_cast<double>(bits >> 11U) * 0x1.0p-53;
}

/// A stream of random numbers (SplitMix64). Each purpose takes its own stream, so that adding one
/// moves no other.
class Random {
public:
    constexpr Random(std::uint64_t seed, std::string_view purpose, std::uint64_t number = 0) {
        std::uint64_t name = 0xcbf29ce484222325ULL; // FNV-1a
        for (const char c : purpose) {
            name = (name ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
        }
        state_ = hashed(seed, name, number);
    }

    constexpr std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15ULL;
        return mixed(state_);
    }
    /// In [0, 1).
    constexpr double uniform() { return unit_interval(next()); }
    /// In [low, high).
    constexpr double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// In [0, n). @pre n > 0
    constexpr std::size_t below(std::size_t n) {
        return static_cast<std::size_t>(uniform() * static_cast<double>(n));
    }
    /// In [low, high].
    constexpr int between(int low, int high) {
        return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1)));
    }
    constexpr bool chance(double probability) { return uniform() < probability; }
    /// Nearly normal, mean 0 and deviation 1, within (-6, 6): the sum of twelve uniform numbers
    /// needs no library function.
    constexpr double bell() {
        double sum = -6.0;
        for (int i = 0; i < 12; ++i) {
            sum += uniform();
        }
        return sum;
    }
    template <class Container>
    constexpr const auto& pick(const Container& choices) {
        return choices[below(choices.size())];
    }

private:
    std::uint64_t state_ = 0;
};

} // namespace todoku::synth
