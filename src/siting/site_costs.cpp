#include "siting/site_costs.hpp"

#include "siting/criteria.hpp"

#include <algorithm>

namespace todoku::siting {

std::uint32_t site_cost(const domain::Asset& asset, const ClassCosts& costs) {
    if (asset.cost) {
        return *asset.cost;
    }
    const auto highest = static_cast<std::size_t>(cost_class(asset).high);
    return costs[std::clamp<std::size_t>(highest, 1, costs.size()) - 1];
}

} // namespace todoku::siting
