// How often an asset stands in plans that are nearly as good as the one chosen.
#pragma once

#include "siting/plan.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace todoku::siting {

/// Plans that reach at most this part fewer people are nearly as good: house value, less than what
/// the way to predict reach changes.
inline constexpr double kNearlyAsGood = 0.01;

enum class Standing {
    MustHave, ///< proved: no plan without it reaches as many
    Hard,     ///< not proved, but no plan without it was found that is nearly as good
    Usual,    ///< others reach nearly as many without it, but fewer
    Tie       ///< another asset does as much in its place, to the person
};

/// "must-have", "hard-to-replace", "usual", "tie".
const char* name_of(Standing standing);

struct NearOptimal {
    /// The plan, those with one of its sites exchanged for an alternate, and the other plans, as
    /// far as they are nearly as good.
    std::uint32_t plans = 0;
    std::vector<std::uint32_t> with; ///< by asset: how many of those it stands in
};

/// @param assets how many the study has
NearOptimal near_optimal(const CarrierPlan& plan, std::size_t assets);

/// Of a site of the plan.
Standing standing_of(const CarrierPlan& plan, const PlanSite& site);

} // namespace todoku::siting
