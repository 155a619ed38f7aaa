#include "siting/cover_order.hpp"

#include <algorithm>

namespace todoku::siting {

std::vector<Pick> in_order(const CoverProblem& problem, const CoverRules& rules,
                           std::span<const std::uint8_t> demanded,
                           std::vector<std::uint32_t> sites) {
    std::vector<double> left = problem.weights;
    const auto share = [&problem](std::size_t i) {
        return problem.shares.empty() ? 1.0 : static_cast<double>(problem.shares[i]);
    };
    const auto gain_of = [&](std::uint32_t s) {
        double gain = 0.0;
        for (auto i = static_cast<std::size_t>(problem.begin[s]); i < problem.begin[s + 1]; ++i) {
            gain += left[problem.demands[i]] * share(i);
        }
        return gain;
    };
    std::sort(sites.begin(), sites.end());
    std::vector<Pick> order;
    double covered = 0.0;
    while (!sites.empty()) {
        std::size_t next = 0;
        double most = -1.0;
        bool must_found = false;
        for (std::size_t k = 0; k < sites.size(); ++k) {
            const double gain = gain_of(sites[k]) / static_cast<double>(rules.cost(sites[k]));
            const bool must = demanded[sites[k]] != 0;
            if ((must && !must_found) || (must == must_found && gain > most)) {
                next = k;
                most = gain;
                must_found = must;
            }
        }
        const std::uint32_t site = sites[next];
        const double gain = gain_of(site);
        for (auto i = static_cast<std::size_t>(problem.begin[site]); i < problem.begin[site + 1];
             ++i) {
            left[problem.demands[i]] *= 1.0 - share(i);
        }
        covered += gain;
        order.push_back({site, gain, covered});
        sites.erase(sites.begin() + static_cast<std::ptrdiff_t>(next));
    }
    return order;
}

} // namespace todoku::siting
