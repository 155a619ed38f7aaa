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

Text cost_note(const ClassCosts& costs) {
    return costs == kClassCosts
               ? Text{"この費用は、設備と足りないもの（電源、光回線、柱など）を一つ1と数えた目安で"
                      "、金"
                      "額ではありません（class_costs で変えられます）。",
                      "These costs are house values, one each for the equipment and what is "
                      "missing "
                      "(power, fibre, mast...), not money; class_costs sets others."}
               : Text{};
}

} // namespace todoku::siting
