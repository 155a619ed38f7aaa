// People against cost: what each budget can have at most, found and proved.
#pragma once

#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "siting/cover_problem.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::siting {

/// The best known within a budget, and what no choice within it exceeds.
struct FrontPoint {
    std::uint64_t budget = 0;
    std::uint64_t cost = 0; ///< of that choice
    std::uint32_t sites = 0;
    double covered = 0.0;
    double upper_bound = 0.0;
};

struct FrontRequest {
    std::span<const std::uint32_t> costs; ///< by site, at least 1
    std::span<const std::uint32_t> order; ///< a choice, by what each adds after those before it
    std::span<const std::uint32_t> must;
    std::span<const std::uint32_t> must_not;
    std::uint64_t most = 0; ///< the largest budget looked at
    std::uint64_t seed = 1;
    Threads threads = {};
};

/// The epsilon constraint method (Haimes, Lasdon & Wismer 1971): one choice for each of a dozen
/// budgets that rise evenly to `most`; those that cover no more than a smaller one are left out.
/// Covered and bounds rise. The same for any number of threads.
/// @pre check_problem() passes @throws Interrupted
std::vector<FrontPoint> pareto_front(const CoverProblem& problem, const FrontRequest& request,
                                     const Progress& progress);

} // namespace todoku::siting
