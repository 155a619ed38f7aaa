// What lies around a plan: more and fewer sites, other plans, phases, the sites a target would
// take.
#pragma once

#include "siting/cover_rules.hpp"
#include "siting/plan.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::siting {

struct OutlookRequest {
    const CoverProblem& problem;
    std::span<const std::uint32_t> usable; ///< asset of each site
    CoverRules rules;                      ///< the plan's; without costs its budget is the number
    std::span<const std::uint32_t> costs;  ///< by site, also where the number is what is given
    std::vector<std::uint32_t> must;
    std::vector<std::uint32_t> must_not;
    std::span<const std::size_t> phases;
    double target_ratio = 0.0;
    double target_people = 0.0; ///< newly covered that the target takes
    std::uint64_t seed = 1;
    Threads threads = {};
};

/// Fills curve, front, others, phases and target of a plan whose sites are chosen. Curve, front,
/// other plans and phases keep no floors and no pairs: they say what could be had without. The
/// target counts sites, whatever they cost. @throws Interrupted
void add_outlook(CarrierPlan& plan, std::span<const std::uint32_t> order,
                 const OutlookRequest& request, const Progress& progress);

} // namespace todoku::siting
