#include "siting/shared_plan.hpp"

#include "siting/plan_problem.hpp"
#include "siting/plan_rules.hpp"
#include "siting/plan_wishes.hpp"
#include "siting/ruled_cover.hpp"

#include <algorithm>
#include <set>

namespace todoku::siting {

namespace {

constexpr std::size_t kRounds = 2;
/// Pairs touched where there is a budget or a separation.
constexpr std::uint64_t kWork = 200'000'000;

/// The carriers' problems as one: the same sites, each carrier's people demands of their own.
struct Joined {
    CoverProblem problem;
    std::vector<std::uint32_t> carrier; ///< of each demand
};

Joined joined(const PlanRequest& request, std::span<const std::uint32_t> usable) {
    Joined all;
    std::vector<CoverProblem> parts;
    std::vector<std::set<std::uint32_t>> apart; // by carrier: assets it does not use
    for (const std::string& carrier : request.coverage.carriers) {
        const std::vector<double> left =
            shares_left_out(request.grid, request.coverage, request.rule, carrier);
        const std::vector<CellPart> cells = demands_of(request, demand_of(request, left), false);
        parts.push_back(problem_of(request, usable, cells));
        std::set<std::uint32_t>& near = apart.emplace_back();
        for (const NearStation& station : near_stations(request, carrier, usable)) {
            near.insert(station.asset);
        }
    }
    std::vector<std::uint32_t> first;
    for (std::size_t c = 0; c < parts.size(); ++c) {
        first.push_back(static_cast<std::uint32_t>(all.problem.weights.size()));
        all.problem.weights.insert(all.problem.weights.end(), parts[c].weights.begin(),
                                   parts[c].weights.end());
        all.carrier.resize(all.problem.weights.size(), static_cast<std::uint32_t>(c));
    }
    all.problem.begin.push_back(0);
    for (std::size_t s = 0; s < usable.size(); ++s) {
        for (std::size_t c = 0; c < parts.size(); ++c) {
            const CoverProblem& part = parts[c];
            for (auto i = static_cast<std::size_t>(part.begin[s]);
                 !apart[c].contains(usable[s]) && i < part.begin[s + 1]; ++i) {
                all.problem.demands.push_back(first[c] + part.demands[i]);
                all.problem.shares.push_back(part.shares[i]);
            }
        }
        all.problem.begin.push_back(all.problem.demands.size());
    }
    return all;
}

} // namespace

SharedPlan shared_plan(const PlanRequest& request, Progress& progress) {
    SharedPlan plan;
    if (request.coverage.carriers.size() < 2) {
        return plan;
    }
    plan.carriers = request.coverage.carriers;
    progress.begin({"共用する候補地点の選定", "choosing sites to share"}, 0);
    const std::vector<std::uint32_t> usable = usable_assets(request);
    const PlanWishes wishes(request, usable);
    wishes.check_budget();
    const Joined all = joined(request, usable);

    std::vector<Pick> order;
    Progress silent;
    if (request.rules.budget == 0 && request.rules.separation_m <= 0.0) {
        CoverRequest cover;
        cover.sites = request.sites;
        cover.must = wishes.demanded();
        cover.must_not = wishes.excluded();
        cover.improve = request.improve;
        cover.rounds = kRounds;
        cover.seed = request.seed;
        cover.threads = request.threads;
        CoverResult result = solve(all.problem, cover, silent);
        order = std::move(result.order);
        plan.upper_bound = result.upper_bound;
    } else {
        RuledRequest ruled;
        ruled.rules.budget = request.sites;
        if (request.rules.budget > 0) {
            ruled.rules.budget = request.rules.budget;
            for (const std::uint32_t asset : usable) {
                ruled.rules.costs.push_back(request.costs[asset]);
            }
        }
        if (request.rules.separation_m > 0.0) {
            ruled.rules.apart =
                pairs_nearer_than(request.rules.separation_m, request.assets, usable);
        }
        ruled.must = wishes.demanded();
        ruled.must_not = wishes.excluded();
        ruled.work = kWork;
        ruled.seed = request.seed;
        ruled.threads = request.threads;
        RuledResult result = solve_ruled(all.problem, ruled, silent);
        order = std::move(result.order);
        plan.upper_bound = result.upper_bound;
    }

    std::vector<double> left = all.problem.weights;
    double sum = 0.0;
    for (const Pick& pick : order) {
        SharedSite site;
        site.asset = usable[pick.site];
        site.cost = request.costs.empty() ? 1 : request.costs[site.asset];
        site.gains.assign(plan.carriers.size(), 0.0);
        for (auto i = static_cast<std::size_t>(all.problem.begin[pick.site]);
             i < all.problem.begin[pick.site + 1]; ++i) {
            const std::uint32_t d = all.problem.demands[i];
            const double gain = left[d] * static_cast<double>(all.problem.shares[i]);
            site.gains[all.carrier[d]] += gain;
            left[d] -= gain;
            sum += gain;
        }
        site.cumulative = sum;
        plan.sites.push_back(std::move(site));
    }
    plan.upper_bound = std::max(plan.upper_bound, sum); // rounding of the last digit
    progress.end();
    return plan;
}

} // namespace todoku::siting
