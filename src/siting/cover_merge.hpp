// Demands that the same sites cover to the same shares are one demand: the first step of every
// large instance.
#pragma once

#include "siting/cover_problem.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace todoku::siting {

inline constexpr std::uint32_t kNoDemand = std::numeric_limits<std::uint32_t>::max();

/// A problem of fewer demands, those that many of the same sites cover near each other, so that
/// neighbours in the list may be looked at together.
struct MergedCover {
    CoverProblem problem;             ///< each site's demands rising
    std::vector<std::uint32_t> place; ///< by old demand: the new one, or kNoDemand
    std::vector<std::uint32_t> patch; ///< by new demand, rising: those of one patch have at least
                                      ///< one site in common
};

/// The problem of the sites `keep` alone (rising, numbered anew): demands that
/// no site tells apart joined (weights added in their order), those without weight or site left
/// out. Every set of the kept sites covers the same weight in both. Equal demands are found by a
/// hash of their sites and then compared, so that no two are joined wrongly.
/// @pre check_problem() passes
/// @complexity pairs, and sorting the demands; works in the memory of what it is given
MergedCover merged(CoverProblem problem, std::span<const std::uint32_t> keep);

/// Of all sites.
MergedCover merged(CoverProblem problem);

} // namespace todoku::siting
