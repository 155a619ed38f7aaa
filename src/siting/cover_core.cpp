#include "siting/cover_core.hpp"

#include <algorithm>

namespace todoku::siting {

std::vector<float> joined_prices(const MergedCover& joined, std::span<const double> weights,
                                 std::span<const float> prices) {
    std::vector<double> sums(joined.problem.weights.size(), 0.0);
    for (std::size_t d = 0; d < prices.size(); ++d) {
        if (joined.place[d] != kNoDemand) {
            sums[joined.place[d]] += static_cast<double>(prices[d]) * weights[d];
        }
    }
    std::vector<float> parts;
    for (std::size_t d = 0; d < sums.size(); ++d) {
        parts.push_back(std::min(1.0F, static_cast<float>(sums[d] / joined.problem.weights[d])));
    }
    return parts;
}

std::vector<float> spread(std::span<const std::uint32_t> place, std::span<const float> prices) {
    std::vector<float> parts;
    parts.reserve(place.size());
    for (const std::uint32_t at : place) {
        parts.push_back(at == kNoDemand ? 1.0F : prices[at]);
    }
    return parts;
}

CoverCore shrunk(const CoverCore& core, std::span<const std::uint32_t> keep) {
    CoverCore small;
    small.cover = merged(core.cover.problem, keep);
    small.prices = joined_prices(small.cover, core.cover.problem.weights, core.prices);
    small.scope.free = core.scope.free;
    for (const std::uint32_t s : keep) {
        small.site.push_back(core.site[s]);
        small.scope.must.push_back(core.scope.must[s]);
    }
    return small;
}

} // namespace todoku::siting
