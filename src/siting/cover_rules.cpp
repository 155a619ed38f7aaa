#include "siting/cover_rules.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace todoku::siting {

void check_rules(const CoverProblem& problem, const CoverRules& rules) {
    if (!rules.costs.empty() && rules.costs.size() != problem.sites()) {
        throw UsageError(
            {fmt::format("候補は{}件ですが、費用は{}件です。", problem.sites(), rules.costs.size()),
             fmt::format("there are {} sites but {} costs", problem.sites(), rules.costs.size())});
    }
    for (std::size_t s = 0; s < rules.costs.size(); ++s) {
        if (rules.costs[s] == 0) {
            throw UsageError({fmt::format("候補{}の費用が0です。1以上にしてください。", s + 1),
                              fmt::format("site {} costs 0; costs are 1 or more", s + 1)});
        }
    }
    for (const auto& [one, other] : rules.apart) {
        if (one >= problem.sites() || other >= problem.sites() || one == other) {
            throw UsageError(
                {fmt::format("離すべき組（{}と{}）が正しくありません。", one + 1, other + 1),
                 fmt::format("{} and {} are no two different sites to keep apart", one + 1,
                             other + 1)});
        }
    }
    for (std::size_t f = 0; f < rules.floors.size(); ++f) {
        const CoverFloor& floor = rules.floors[f];
        const bool rising = std::adjacent_find(floor.demands.begin(), floor.demands.end(),
                                               std::greater_equal<>()) == floor.demands.end();
        if (!rising || (!floor.demands.empty() && floor.demands.back() >= problem.weights.size()) ||
            !std::isfinite(floor.least)) {
            throw UsageError({fmt::format("下限{}の対象が正しくありません。", f + 1),
                              fmt::format("floor {} does not list demands there are, each once, "
                                          "rising, with a finite least weight",
                                          f + 1)});
        }
    }
}

std::vector<std::vector<std::uint32_t>> kept_apart(const CoverRules& rules, std::size_t sites) {
    std::vector<std::vector<std::uint32_t>> apart(sites);
    for (const auto& [one, other] : rules.apart) {
        apart[one].push_back(other);
        apart[other].push_back(one);
    }
    for (std::vector<std::uint32_t>& others : apart) {
        std::sort(others.begin(), others.end());
        others.erase(std::unique(others.begin(), others.end()), others.end());
    }
    return apart;
}

} // namespace todoku::siting
