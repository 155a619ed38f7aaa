// What is left of a covering problem once sites that no better choice can hold are out.
#pragma once

#include "siting/cover_merge.hpp"
#include "siting/cover_prices.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::siting {

/// A problem to be searched, with where its sites and prices come from.
struct CoverCore {
    MergedCover cover;
    std::vector<std::uint32_t> site; ///< in the whole problem
    std::vector<float> prices;       ///< as parts of the weight, by demand
    BoundScope scope;
};

/// Prices of demands that were joined: the mean of theirs by weight, as parts of the weight.
/// @param weights, prices of the demands joined
std::vector<float> joined_prices(const MergedCover& joined, std::span<const double> weights,
                                 std::span<const float> prices);

/// Prices by other demands: those of demands that stand in no place pay themselves (1, as no site
/// earns it). @param place by demand: where its price stands, or kNoDemand
std::vector<float> spread(std::span<const std::uint32_t> place, std::span<const float> prices);

/// The core of the sites `keep` (rising); demands that only the others told apart are joined, at
/// the mean of their prices.
CoverCore shrunk(const CoverCore& core, std::span<const std::uint32_t> keep);

} // namespace todoku::siting
