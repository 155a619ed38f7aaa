// Maximal covering: choose sites so that the weight they cover together is largest; order, value
// and a proven bound.
#pragma once

#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "siting/cover_problem.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace todoku::siting {

struct Pick {
    std::uint32_t site = 0;
    double gain = 0.0;       ///< newly covered at its place in the order
    double cumulative = 0.0; ///< covered by it and all before
};

struct CoverRequest {
    std::size_t sites = 1; ///< how many to choose; more than there are: all that add anything
    std::vector<std::uint32_t> must; ///< chosen first, in this order, whatever they add
    std::vector<std::uint32_t> must_not;
    std::vector<std::uint32_t> start; ///< sites of a good choice known before, best first: the
                                      ///< search begins there where greedy does not find better
    double time_limit_s =
        0.0; ///< 0: a fixed amount of work; otherwise improvement uses this time (not reproducible)
    std::uint64_t seed = 1;
    bool improve =
        false; ///< after greedy, exchange, tear down and rebuild while time or work is left
    std::size_t rounds = 16;      ///< of the search at most, where no time is given
    std::optional<double> wanted; ///< ends once this much is covered, or proved out of reach
    bool certify = false;         ///< gives prices that prove a bound of the whole problem
    bool best_on_stop = false;    ///< asked to stop, answers with the best so far instead of
                                  ///< throwing Interrupted
    Threads threads = {};
};

struct CoverResult {
    std::vector<Pick> order; ///< stops early where nothing more can be gained
    double objective = 0.0;
    double upper_bound = 0.0; ///< no choice of as many sites covers more
    /// Where certified: prices as parts of the weight in [0, 1], by demand, for prove(). Their
    /// bound may be higher than `upper_bound`, which also rests on sites given up (next) and on
    /// branches.
    std::vector<float> prices;
    /// Where certified and sites were given up: more such prices, one list after the other. Those
    /// of a list prove that sites stand in no choice better than this one (with_site); the next
    /// list is for the problem without those sites, and the last one proves `upper_bound` but for
    /// branches and the rounding of joined demands.
    std::vector<std::vector<float>> later_prices;
    bool stopped = false; ///< before its work was done, on request
    [[nodiscard]] double gap() const {
        return upper_bound > 0.0 ? (upper_bound - objective) / upper_bound : 0.0;
    }
};

/// Greedy (Minoux 1978), ties to the lower site; with `improve`, a search among the sites that are
/// worthy at the prices of a Lagrangian bound and, where all weights are whole, all shares 1 and
/// little is in doubt, branch and bound; the same for the same seed and any number of threads where
/// no time limit is given. The bound is proved in integers. With shares of 1 and whole weights
/// every sum is exact. See docs/methods/siting.md.
/// @throws Interrupted; UsageError where the problem contradicts itself (a demand out of range or
/// twice in a site, weights
///         negative or not finite, shares outside (0, 1]) or the request does (unknown sites, a
///         site both in must and must_not or twice in must, more must than sites)
CoverResult solve(CoverProblem problem, const CoverRequest& request, Progress& progress);

} // namespace todoku::siting
