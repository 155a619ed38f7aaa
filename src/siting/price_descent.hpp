// The way down to low prices: from coarse groups of demands to single ones.
#pragma once

#include "siting/cover_prices.hpp"

#include <cstdint>
#include <functional>

namespace todoku::siting {

/// Pace of PriceSearch::descend() at first, and where it is not worth going on.
inline constexpr double kFirstPace = 0.1;
inline constexpr double kLeastPace = 0.002;

struct PriceEffort {
    std::uint64_t smooth_work = 0;     ///< pairs touched by smooth steps, unless `over` is given
    std::size_t steps = 0;             ///< of the subgradient way at most
    std::function<bool()> smooth_over; ///< instead of smooth_work: says when its time is over
    std::function<bool()> over;        ///< says when all time is over
};

/// smooth() with groups of sixteen and then four neighbours, narrowing, then descend() demand by
/// demand towards `known`, the value of the best set known.
void find_prices(PriceSearch& search, std::size_t demands, const PriceEffort& effort, double known,
                 const Progress& progress);

} // namespace todoku::siting
