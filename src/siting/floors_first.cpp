#include "siting/floors_first.hpp"

#include <algorithm>
#include <cstddef>
#include <queue>
#include <utility>

namespace todoku::siting {

std::vector<std::uint32_t> floors_first(const CoverProblem& problem, const CoverRules& rules,
                                        std::span<const std::uint8_t> keep,
                                        std::span<const std::uint32_t> allowed,
                                        std::span<const std::vector<std::uint32_t>> apart,
                                        const Progress& progress) {
    std::vector<std::vector<std::uint32_t>> floors_of(problem.weights.size());
    std::vector<double> lacks;
    for (std::size_t f = 0; f < rules.floors.size(); ++f) {
        lacks.push_back(rules.floors[f].least);
        for (const std::uint32_t d : rules.floors[f].demands) {
            floors_of[d].push_back(static_cast<std::uint32_t>(f));
        }
    }
    std::vector<double> left = problem.weights;
    std::vector<std::uint32_t> sites;
    std::vector<std::uint8_t> barred(problem.sites(), 0);
    std::uint64_t budget = rules.budget;
    std::vector<double> adds(rules.floors.size());
    const auto take = [&](std::uint32_t s) {
        for (auto i = static_cast<std::size_t>(problem.begin[s]); i < problem.begin[s + 1]; ++i) {
            const std::uint32_t d = problem.demands[i];
            const double gain =
                left[d] * (problem.shares.empty() ? 1.0 : static_cast<double>(problem.shares[i]));
            left[d] -= gain;
            for (const std::uint32_t f : floors_of[d]) {
                lacks[f] -= gain;
            }
        }
        sites.push_back(s);
        barred[s] = 1;
        for (const std::uint32_t other : apart[s]) {
            barred[other] = 1;
        }
        budget -= rules.cost(s);
    };
    for (std::uint32_t s = 0; s < keep.size(); ++s) {
        if (keep[s] != 0) {
            take(s);
        }
    }
    const auto gain_of = [&](std::uint32_t s) {
        std::fill(adds.begin(), adds.end(), 0.0);
        for (auto i = static_cast<std::size_t>(problem.begin[s]); i < problem.begin[s + 1]; ++i) {
            const std::uint32_t d = problem.demands[i];
            for (const std::uint32_t f : floors_of[d]) {
                adds[f] += left[d] *
                           (problem.shares.empty() ? 1.0 : static_cast<double>(problem.shares[i]));
            }
        }
        double gain = 0.0;
        for (std::size_t f = 0; f < adds.size(); ++f) {
            gain += std::min(adds[f], std::max(0.0, lacks[f]));
        }
        return gain / static_cast<double>(rules.cost(s));
    };
    // What a site adds never grows: old values are bounds (Minoux 1978); ties to the lower.
    std::priority_queue<std::pair<double, std::int64_t>> offers;
    for (const std::uint32_t s : allowed) {
        offers.emplace(gain_of(s), -std::int64_t{s});
    }
    while (!offers.empty() && offers.top().first > 0.0) {
        progress.check();
        auto offer = offers.top();
        offers.pop();
        const auto s = static_cast<std::uint32_t>(-offer.second);
        if (barred[s] != 0 || rules.cost(s) > budget) {
            continue;
        }
        offer.first = gain_of(s);
        if (offers.empty() || offer >= offers.top()) {
            if (offer.first > 0.0) {
                take(s);
            }
        } else {
            offers.push(offer);
        }
    }
    return sites;
}

} // namespace todoku::siting
