// What a carrier leaves out as a covering problem, and what each candidate would bring of it.
#pragma once

#include "siting/plan.hpp"
#include "siting/plan_rules.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace todoku::siting {

/// What one carrier leaves out, by reach cell.
struct PlanDemand {
    std::vector<double> people;
    std::vector<double> households;        ///< 0 where unknown
    std::vector<double> population_65plus; ///< 0 where unknown
};

/// Assets of the usable candidates, rising.
std::vector<std::uint32_t> usable_assets(const PlanRequest& request);

/// @param left share of each grid cell's people left out (shares_left_out())
PlanDemand demand_of(const PlanRequest& request, std::span<const double> left);

/// The people left out as demands, by rising cell: a cell each, or (`by_part`) a cell's part in
/// each municipality where floors are kept.
std::vector<CellPart> demands_of(const PlanRequest& request, const PlanDemand& demand,
                                 bool by_part);

/// The usable candidates as sites of a covering problem over the cells that still need cover.
CoverProblem problem_of(const PlanRequest& request, std::span<const std::uint32_t> usable,
                        std::span<const CellPart> parts);

/// What each usable candidate would bring by itself, by falling people (ties by asset).
std::vector<CandidateValue> values_of(const PlanRequest& request,
                                      std::span<const std::uint32_t> usable,
                                      const PlanDemand& demand, const std::string& carrier);

} // namespace todoku::siting
