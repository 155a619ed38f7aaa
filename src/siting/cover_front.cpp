#include "siting/cover_front.hpp"

#include "siting/cover_allowed.hpp"
#include "siting/cover_proof.hpp"
#include "siting/ruled_cover.hpp"

#include <algorithm>
#include <set>

namespace todoku::siting {

namespace {

/// Budgets looked at: enough to see where the front bends.
constexpr std::uint64_t kBudgets = 12;
/// Pairs touched for each: some tenths of a second.
constexpr std::uint64_t kWork = 40'000'000;

/// A choice that was found.
struct Seen {
    std::uint64_t cost = 0;
    std::uint32_t sites = 0;
    double covered = 0.0;
};

} // namespace

std::vector<FrontPoint> pareto_front(const CoverProblem& problem, const FrontRequest& request,
                                     const Progress& progress) {
    const AllowedCover allowed(problem, request.must_not);
    const CoverProblem& cover = allowed.cover.problem;
    CoverRules rules;
    for (const std::uint32_t s : allowed.site) {
        rules.costs.push_back(request.costs[s]);
    }
    const std::vector<std::uint32_t> must = allowed.numbers(request.must);
    std::uint64_t demanded = 0;
    for (const std::uint32_t s : must) {
        demanded += rules.costs[s];
    }
    std::set<std::uint64_t> levels;
    for (std::uint64_t k = 1; k <= kBudgets; ++k) {
        levels.insert(
            std::max<std::uint64_t>(demanded, (request.most * k + kBudgets - 1) / kBudgets));
    }
    levels.erase(0);
    const std::vector<std::uint64_t> budgets(levels.begin(), levels.end());
    if (cover.weights.empty() || rules.costs.empty()) {
        return {};
    }

    std::vector<RuledResult> results(budgets.size());
    parallel_for(budgets.size(), request.threads, [&](std::size_t k) {
        progress.check();
        RuledRequest ruled;
        ruled.rules = rules;
        ruled.rules.budget = budgets[k];
        ruled.must = must;
        ruled.work = kWork;
        ruled.seed = request.seed;
        ruled.threads = Threads{1};
        Progress silent;
        results[k] = solve_ruled(cover, ruled, silent);
    });

    std::vector<Seen> seen;
    for (const RuledResult& result : results) {
        seen.push_back(
            {result.cost, static_cast<std::uint32_t>(result.order.size()), result.objective});
    }
    // The first sites of the choice given are choices too, once they hold those demanded.
    const std::vector<std::uint32_t> order = allowed.numbers(request.order);
    const std::vector<double> sums = cumulative_cover(cover, order);
    std::uint64_t cost = 0;
    for (std::size_t k = 0; k < order.size(); ++k) {
        cost += rules.costs[order[k]];
        if (k + 1 >= must.size()) {
            seen.push_back({cost, static_cast<std::uint32_t>(k + 1), sums[k]});
        }
    }

    BoundScope scope;
    scope.must.assign(allowed.site.size(), 0);
    for (const std::uint32_t s : must) {
        scope.must[s] = 1;
    }
    scope.costs = rules.costs;
    std::vector<FrontPoint> front;
    for (std::size_t k = 0; k < budgets.size(); ++k) {
        FrontPoint point;
        point.budget = budgets[k];
        for (const Seen& choice : seen) {
            if (choice.cost <= point.budget &&
                (choice.covered > point.covered ||
                 (choice.covered == point.covered && choice.cost < point.cost))) {
                point.cost = choice.cost;
                point.sites = choice.sites;
                point.covered = choice.covered;
            }
        }
        point.upper_bound = results[k].upper_bound;
        // Prices of a neighbouring budget prove something of this one too.
        scope.free = budgets[k] - demanded;
        for (const std::size_t other : {k - 1, k + 1}) {
            if (other < budgets.size() && !results[other].prices.empty()) {
                const auto proof = prove(cover, results[other].prices, scope, request.threads);
                point.upper_bound =
                    std::min(point.upper_bound, proof ? proof->bound : point.upper_bound);
            }
        }
        front.push_back(point);
    }
    // A smaller budget never buys more.
    for (std::size_t k = front.size(); k > 1; --k) {
        front[k - 2].upper_bound = std::min(front[k - 2].upper_bound, front[k - 1].upper_bound);
    }
    std::vector<FrontPoint> kept;
    for (FrontPoint& point : front) {
        point.upper_bound =
            std::max(point.upper_bound, point.covered); // rounding of the last digit
        if (point.sites > 0 && (kept.empty() || point.covered > kept.back().covered)) {
            kept.push_back(point);
        }
    }
    return kept;
}

} // namespace todoku::siting
