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
    case Standing::Hard:
        return "hard-to-replace";
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
    if (tie) {
        return Standing::Tie;
    }
    const double spare = kNearlyAsGood * people_of(plan);
    const bool done_without =
        // Where nobody else serves its people it is missed by what it adds, at most.
        (site.alternates.empty() && site.gain <= spare) ||
        std::any_of(site.alternates.begin(), site.alternates.end(),
                    [spare](const PlanAlternate& other) { return other.loss <= spare; }) ||
        std::any_of(plan.others.begin(), plan.others.end(), [&](const OtherPlan& other) {
            return other.covered >= people_of(plan) - spare &&
                   std::find(other.assets.begin(), other.assets.end(), site.asset) ==
                       other.assets.end();
        });
    return done_without ? Standing::Usual : Standing::Hard;
}

} // namespace todoku::siting
