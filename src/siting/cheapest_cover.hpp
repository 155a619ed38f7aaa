// As few sites, or as little cost, as it takes to cover so much.
#pragma once

#include "siting/ruled_cover.hpp"

#include <cstdint>
#include <vector>

namespace todoku::siting {

struct CheapestRequest {
    double target = 0.0; ///< weight to be covered
    CoverRules rules; ///< of it costs, apart and floors; its budget is the most that may be spent
    std::vector<std::uint32_t> must;
    std::vector<std::uint32_t> must_not;
    double time_limit_s = 0.0; ///< for each look; 0: a fixed amount of work
    std::uint64_t seed = 1;
    bool best_on_stop = false; ///< asked to stop, answers with what is known so far instead of
                               ///< throwing Interrupted
    Threads threads = {};
};

struct CheapestResult {
    bool reached = false;
    bool proved_impossible = false; ///< no choice in the budget reaches the target and the floors
    std::uint64_t cost = 0;         ///< of the plan: sites, or units of cost
    std::uint64_t proved_least = 0; ///< no choice of less cost reaches the target
    std::uint64_t greedy_cost = 0;  ///< of always taking what adds most for its cost; 0 where that
                                    ///< does not get there
    double most = 0.0;              ///< what all usable sites together cover
    RuledResult plan;               ///< where not reached: the most found in the budget
    bool stopped = false;           ///< before its work was done, on request
};

/// Looks between what is proved too little and what is known to do, by halving: each look is
/// solve() where sites only are counted, else solve_ruled(). @throws as those
CheapestResult cheapest_cover(const CoverProblem& problem, const CheapestRequest& request,
                              Progress& progress);

} // namespace todoku::siting
