// The way down to low prices: from coarse groups of demands to single ones.
#pragma once

#include "siting/cover_prices.hpp"

#include <cstdint>
#include <functional>

namespace todoku::siting {

/// Prices that could be lowered by less than this part of what lies between their bound and the
/// best choice known are as good as the best.
inline constexpr double kNearEnough = 0.02;

struct PriceEffort {
    std::uint64_t work = 0;          ///< pairs touched at most, unless `elapsed` is given
    std::function<double()> elapsed; ///< instead: how much of the time is over, 1 = all
};

/// PriceSearch::approach() with groups of sixteen and then four neighbours, then demand by demand,
/// beside `known`, the value of the best set known.
void find_prices(PriceSearch& search, std::size_t demands, const PriceEffort& effort, double known,
                 const Progress& progress);

} // namespace todoku::siting
