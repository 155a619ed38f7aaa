// Maximal covering under rules: a budget, sites kept apart, floors for groups of demands.
#pragma once

#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "siting/cover_rules.hpp"
#include "siting/max_cover.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace todoku::siting {

struct RuledRequest {
    CoverRules rules;
    std::vector<std::uint32_t> must; ///< chosen whatever they add
    std::vector<std::uint32_t> must_not;
    double time_limit_s = 0.0; ///< 0: a fixed amount of work; otherwise not reproducible
    std::uint64_t work = 0;    ///< without a time limit: pairs the search touches; 0: a thousand
                               ///< million. The bound takes half as many.
    std::uint64_t seed = 1;
    std::optional<double> wanted; ///< ends once a plan that keeps the rules covers this much, or
                                  ///< none can
    bool best_on_stop = false;    ///< asked to stop, answers with the best so far instead of
                                  ///< throwing Interrupted
    Threads threads = {};
};

/// How far a floor is kept, and what stands against it.
struct FloorOutcome {
    double least = 0.0;
    double covered = 0.0;
    double most_of_all = 0.0;    ///< all usable sites together, whatever they cost
    double most_in_budget = 0.0; ///< proved: no choice in the budget covers more, were it alone
};

struct RuledResult {
    std::vector<Pick> order; ///< demanded sites, then what adds most for its cost
    double objective = 0.0;
    double upper_bound = 0.0; ///< no choice that keeps the rules covers more
    std::uint64_t cost = 0;
    std::vector<FloorOutcome> floors; ///< as in the rules
    /// Prices as parts of the weight in [0, 1], by demand, that prove a bound within the budget
    /// with prove(): where there are floors, of the problem whose weights are raised by
    /// `multipliers` (in a floor: weight x (1 + multiplier)), less multiplier x least of every
    /// floor.
    std::vector<float> prices;
    std::vector<double> multipliers; ///< by floor, 0 and more
    /// All floors kept. Otherwise the plan is the one found that keeps the worst kept floor best.
    bool kept = true;
    /// Some floor alone, or all together at the bound, cannot be kept: no better plan exists.
    bool proved_impossible = false;
    /// The part of every floor that the plan reaches, at most 1.
    double common_part = 1.0;
    bool stopped = false; ///< before its work was done, on request
    /// 0 where floors are not kept: the bound is of plans that keep them.
    [[nodiscard]] double gap() const {
        return kept && upper_bound > 0.0 ? (upper_bound - objective) / upper_bound : 0.0;
    }
};

/// Greedy by what a site adds for its cost, then ruin and rebuild; floors by raising the weights of
/// demands in floors that are not kept (Lagrangian multipliers), bounds by prices as in max_cover,
/// in integers. Sites kept apart are not used by the bound, which holds all the same. The same for
/// the same seed and any number of threads where no time limit is given.
/// @throws Interrupted; UsageError as check_problem() and check_rules(), for unknown sites, sites
///         both in must and must_not, must that costs more than the budget or is to stand apart
RuledResult solve_ruled(const CoverProblem& problem, const RuledRequest& request,
                        Progress& progress);

} // namespace todoku::siting
