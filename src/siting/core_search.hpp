// One search for a better set among the sites of a core.
#pragma once

#include "core/progress.hpp"
#include "siting/cover_core.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace todoku::siting {

struct CoreSearch {
    std::uint64_t seed = 1;
    double good_enough = 0.0;        ///< ends once so much is covered
    std::uint64_t work = 0;          ///< pairs to touch at most, where no time is given
    std::function<double()> elapsed; ///< part of the time that is over; empty: no limit of time
    bool exact = false;              ///< whole weights, shares of 1
    double total = 0.0;              ///< all weight
};

/// Ruin and rebuild from `start`, as many sites as those, demanded ones kept: with a table of what
/// each exchange brings where sums are exact and the table is not too large, else without.
/// @return the best set found, by number in the core
std::vector<std::uint32_t> search_core(const CoverCore& core,
                                       const std::vector<std::uint32_t>& start,
                                       const CoreSearch& search, Progress& progress);

/// Which sites of a core are worth a search: those chosen, those that the relaxed choice takes,
/// most first, and where `breadth` is over 1 so many times as many, the most worthy of the rest.
/// @param chosen, amounts, worths by site of the core; amounts as PriceSearch::taken_shares()
/// @return rising; never more than a house value for each site chosen
std::vector<std::uint32_t> sites_to_search(std::span<const std::uint8_t> chosen,
                                           std::span<const double> amounts,
                                           std::span<const double> worths, std::size_t breadth);

} // namespace todoku::siting
