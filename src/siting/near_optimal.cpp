#include "siting/near_optimal.hpp"

#include <algorithm>

namespace todoku::siting {

namespace {

constexpr double kOnePerson = 1.0;

double people_of(const CarrierPlan& plan) {
    return plan.sites.empty() ? 0.0 : plan.sites.back().cumulative;
}

} // namespace

const char* name_of(Standing standing) {
    switch (standing) {
    case Standing::MustHave:
        return "must-have";
    case Standing::Usual:
        return "usual";
    case Standing::Tie:
        return "tie";
    }
    return "";
}

NearOptimal near_optimal(const CarrierPlan& plan, std::size_t assets) {
    NearOptimal near;
    near.with.assign(assets, 0);
    if (plan.sites.empty()) {
        return near;
    }
    const double people = people_of(plan);
    const double least = people * (1.0 - kNearlyAsGood);
    near.plans = 1;
    std::vector<std::uint32_t> exchanges(plan.sites.size(), 0); // that leave the site out
    for (std::size_t k = 0; k < plan.sites.size(); ++k) {
        for (const PlanAlternate& other : plan.sites[k].alternates) {
            if (people - other.loss >= least) {
                ++near.plans;
                ++exchanges[k];
                ++near.with[other.asset];
            }
        }
    }
    for (std::size_t k = 0; k < plan.sites.size(); ++k) {
        near.with[plan.sites[k].asset] += near.plans - exchanges[k];
    }
    for (const OtherPlan& other : plan.others) {
        if (other.covered >= least) {
            ++near.plans;
            for (const std::uint32_t asset : other.assets) {
                ++near.with[asset];
            }
        }
    }
    return near;
}

Standing standing_of(const CarrierPlan& plan, const PlanSite& site) {
    if (site.at_most_without && *site.at_most_without < people_of(plan)) {
        return Standing::MustHave;
    }
    const bool tie =
        std::any_of(site.alternates.begin(), site.alternates.end(),
                    [](const PlanAlternate& other) { return other.loss < kOnePerson; });
    return tie ? Standing::Tie : Standing::Usual;
}

} // namespace todoku::siting
