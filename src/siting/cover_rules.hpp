// What a choice of sites must hold to beside covering much: what it may cost, sites that must not
// stand together, and groups of demands of which at least so much is to be covered.
#pragma once

#include "siting/cover_problem.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace todoku::siting {

/// At least `least` of the weight of these demands is to be covered (a municipality's people).
struct CoverFloor {
    std::vector<std::uint32_t> demands; ///< rising, each once
    double least = 0.0;
};

struct CoverRules {
    std::uint64_t budget = 0;         ///< what all chosen sites may cost, demanded ones included
    std::vector<std::uint32_t> costs; ///< by site, in whole units, at least 1; empty: each costs 1
    std::vector<std::pair<std::uint32_t, std::uint32_t>> apart; ///< pairs: not both
    std::vector<CoverFloor> floors;
    [[nodiscard]] std::uint64_t cost(std::size_t site) const {
        return costs.empty() ? 1 : costs[site];
    }
};

/// @throws UsageError where the rules do not fit the problem: as many costs as sites, none of them
///         0; pairs of two different sites there are; floors of demands there are, rising, of
///         finite least weight
void check_rules(const CoverProblem& problem, const CoverRules& rules);

/// By site: those that must not stand beside it, rising.
std::vector<std::vector<std::uint32_t>> kept_apart(const CoverRules& rules, std::size_t sites);

} // namespace todoku::siting
