#include "siting/cover_core.hpp"

#include <algorithm>

namespace todoku::siting {

CoverCore shrunk(const CoverCore& core, std::span<const std::uint32_t> keep) {
    CoverCore small;
    small.cover = merged(core.cover.problem, keep);
    std::vector<double> prices(small.cover.problem.weights.size(), 0.0);
    for (std::size_t d = 0; d < core.prices.size(); ++d) {
        if (small.cover.place[d] != kNoDemand) {
            prices[small.cover.place[d]] +=
                static_cast<double>(core.prices[d]) * core.cover.problem.weights[d];
        }
    }
    for (std::size_t d = 0; d < prices.size(); ++d) {
        small.prices.push_back(
            std::min(1.0F, static_cast<float>(prices[d] / small.cover.problem.weights[d])));
    }
    small.scope.free = core.scope.free;
    for (const std::uint32_t s : keep) {
        small.site.push_back(core.site[s]);
        small.scope.must.push_back(core.scope.must[s]);
    }
    return small;
}

} // namespace todoku::siting
