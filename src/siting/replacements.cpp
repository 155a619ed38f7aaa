#include "siting/replacements.hpp"

#include "siting/cover_state.hpp"

#include <algorithm>

namespace todoku::siting {

namespace {

/// Gains are sums of shares: a difference under this part of the lost weight is rounding.
constexpr double kRounding = 1e-9;

struct Taker {
    std::uint32_t site = 0;
    double taken_over = 0.0; ///< of the weight lost with the chosen site
    double loss = 0.0;
};

} // namespace

std::vector<std::vector<Replacement>> replacements(const CoverProblem& problem,
                                                   std::span<const std::uint32_t> chosen,
                                                   std::span<const std::uint32_t> must_not,
                                                   std::size_t most) {
    const CoverIndex index(problem);
    std::vector<std::uint8_t> allowed(index.sites(), 1);
    for (const std::uint32_t site : must_not) {
        allowed[site] = 0;
    }
    CoverState state(index, std::move(allowed));
    for (const std::uint32_t site : chosen) {
        state.insert(site);
    }
    std::vector<double> added(index.sites()); // beside the whole choice
    for (std::uint32_t site = 0; site < index.sites(); ++site) {
        added[site] = state.gain(site);
    }
    std::vector<std::vector<Replacement>> result;
    for (const std::uint32_t site : chosen) {
        const double lost = state.remove(site);
        std::vector<Taker> takers;
        for (std::uint32_t other = 0; other < index.sites(); ++other) {
            if (other == site || !state.available(other)) {
                continue;
            }
            const double gain = state.gain(other);
            if (gain - added[other] > kRounding * lost) {
                takers.push_back({other, gain - added[other], lost - gain});
            }
        }
        std::sort(takers.begin(), takers.end(), [](const Taker& a, const Taker& b) {
            return a.taken_over != b.taken_over ? a.taken_over > b.taken_over : a.site < b.site;
        });
        takers.resize(std::min(takers.size(), most));
        std::vector<Replacement>& list = result.emplace_back();
        for (const Taker& taker : takers) {
            list.push_back({taker.site, taker.loss});
        }
        state.insert(site);
    }
    return result;
}

} // namespace todoku::siting
