#include "siting/backup_search.hpp"
#include "siting/cover_order.hpp"
#include "siting/cover_proof.hpp"
#include "siting/cover_twice.hpp"
#include "siting/plan.hpp"
#include "siting/plan_outlook.hpp"
#include "siting/plan_problem.hpp"
#include "siting/plan_rules.hpp"
#include "siting/plan_wishes.hpp"
#include "siting/replacements.hpp"
#include "siting/ruled_cover.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <optional>

namespace todoku::siting {

namespace {

void count_unknown(const PlanRequest& request, std::span<const double> left, CarrierPlan& plan) {
    for (std::size_t cell = 0; cell < left.size(); ++cell) {
        plan.uncovered += left[cell] * request.grid.population[cell];
        if (left[cell] > 0.0 && request.grid.population[cell] > 0.0) {
            plan.cells_without_households += std::isnan(request.grid.households[cell]) ? 1U : 0U;
            plan.cells_without_65plus += std::isnan(request.grid.population_65plus[cell]) ? 1U : 0U;
        }
    }
}

/// Pairs touched for a choice of the moment, which a person waits for.
constexpr std::uint64_t kWorkOfTheMoment = 60'000'000;
constexpr std::size_t kRoundsOfTheMoment = 1;

struct Chosen {
    std::vector<Pick> order;
    double upper_bound = 0.0;
    bool kept = true;
    std::vector<FloorOutcome> floors;
    std::vector<float> prices; ///< that prove a bound; empty where there are floors
};

/// By the number alone where there is no other rule: that solver is the better one.
/// @param start sites of a plan known before
Chosen chosen_by(const PlanRequest& request, const CoverProblem& problem, const CoverRules& rules,
                 std::vector<std::uint32_t> start, const std::vector<std::uint32_t>& must,
                 const std::vector<std::uint32_t>& must_not) {
    Progress silent; // the carriers are what is counted
    if (rules.apart.empty() && rules.floors.empty() && rules.costs.empty()) {
        CoverRequest wanted;
        wanted.sites = request.sites;
        wanted.must = must;
        wanted.must_not = must_not;
        wanted.start = std::move(start);
        wanted.improve = request.improve;
        wanted.certify = request.outlook;
        if (!request.outlook) {
            wanted.rounds = kRoundsOfTheMoment;
        }
        wanted.time_limit_s = request.time_limit_s;
        wanted.seed = request.seed;
        wanted.threads = request.threads;
        CoverResult result = solve(problem, wanted, silent);
        return {std::move(result.order), result.upper_bound, true, {}, std::move(result.prices)};
    }
    RuledRequest ruled;
    ruled.rules = rules;
    ruled.must = must;
    ruled.must_not = must_not;
    ruled.time_limit_s = request.time_limit_s;
    ruled.work = request.outlook ? 0 : kWorkOfTheMoment;
    ruled.seed = request.seed;
    ruled.threads = request.threads;
    RuledResult result = solve_ruled(problem, ruled, silent);
    return {std::move(result.order), result.upper_bound, result.kept, std::move(result.floors),
            std::move(result.prices)};
}

/// Exchanges sites of a plan by number alone for people reached twice, and says what they cost.
void add_backup(CarrierPlan& plan, Chosen& chosen, const PlanRequest& request,
                const CoverProblem& problem, const std::vector<std::uint32_t>& must,
                const std::vector<std::uint32_t>& must_not) {
    BackupRequest wanted;
    for (const Pick& pick : chosen.order) {
        wanted.sites.push_back(pick.site);
    }
    if (wanted.sites.empty()) {
        return;
    }
    plan.backup =
        PlanBackup{chosen.order.back().cumulative, covered_twice(problem, wanted.sites).back()};
    wanted.must = must;
    wanted.must_not = must_not;
    wanted.least = plan.backup->best * (1.0 - request.rules.backup_within);
    Progress silent;
    const BackupPlan found = search_backup(problem, wanted, silent);
    std::vector<std::uint8_t> demanded(problem.sites(), 0);
    for (const std::uint32_t s : must) {
        demanded[s] = 1;
    }
    chosen.order = in_order(problem, {}, demanded, found.sites);
}

/// What the prices prove of choices within the rules that hold a site, and of those without it.
std::optional<CoverProof> proof_by_site(const CoverProblem& problem, const CoverRules& rules,
                                        std::span<const std::uint32_t> must,
                                        std::span<const float> prices) {
    if (prices.empty()) {
        return std::nullopt;
    }
    BoundScope scope{rules.budget, std::vector<std::uint8_t>(problem.sites(), 0), rules.costs};
    for (const std::uint32_t s : must) {
        scope.must[s] = 1;
        scope.free -= rules.cost(s);
    }
    return prove(problem, prices, scope, Threads{1});
}

/// Fills at_most_with and at_most_without.
void add_bounds(CarrierPlan& plan, const CoverProof& proof, std::span<const std::uint32_t> usable) {
    const auto site_of = [&](std::uint32_t asset) {
        const auto site = std::lower_bound(usable.begin(), usable.end(), asset);
        return static_cast<std::size_t>(site - usable.begin());
    };
    // The plan's own bound may rest on more than one proof.
    for (const CandidateValue& value : plan.values) {
        plan.at_most_with.push_back(
            std::min(proof.with_site[site_of(value.asset)], plan.upper_bound));
    }
    for (PlanSite& site : plan.sites) {
        site.at_most_without = std::min(proof.without_site[site_of(site.asset)], plan.upper_bound);
    }
}

/// The usable sites of the plan known before for a carrier.
std::vector<std::uint32_t> known_before(const PlanRequest& request, const std::string& carrier,
                                        std::span<const std::uint32_t> usable) {
    std::vector<std::uint32_t> sites;
    const auto& carriers = request.coverage.carriers;
    const auto at = static_cast<std::size_t>(std::find(carriers.begin(), carriers.end(), carrier) -
                                             carriers.begin());
    if (at < request.start.size()) {
        for (const std::uint32_t asset : request.start[at]) {
            const auto found = std::lower_bound(usable.begin(), usable.end(), asset);
            if (found != usable.end() && *found == asset) {
                sites.push_back(static_cast<std::uint32_t>(found - usable.begin()));
            }
        }
    }
    return sites;
}

/// People still to be reached until `ratio` of all are covered.
double lacking(const domain::StudyGrid& grid, std::span<const double> left, double ratio) {
    double all = 0.0;
    double out = 0.0;
    for (std::size_t cell = 0; cell < left.size(); ++cell) {
        if (!grid.parts_of(cell).empty()) {
            all += grid.population[cell];
            out += left[cell] * grid.population[cell];
        }
    }
    return std::max(0.0, out - (1.0 - ratio) * all);
}

CarrierPlan plan_for(const PlanRequest& request, const std::string& carrier,
                     std::span<const std::uint32_t> usable, const PlanWishes& wishes,
                     const Progress& progress) {
    CarrierPlan plan;
    plan.carrier = carrier;
    plan.preset = request.reach.presets[request.preset].id;
    const std::vector<double> left =
        shares_left_out(request.grid, request.coverage, request.rule, carrier);
    count_unknown(request, left, plan);
    const PlanDemand demand = demand_of(request, left);
    plan.values = values_of(request, usable, demand, carrier);

    const std::vector<std::uint32_t> must = wishes.demanded();
    std::vector<std::uint32_t> must_not = wishes.excluded();
    plan.near_stations = near_stations(request, carrier, usable);
    for (const NearStation& near : plan.near_stations) {
        const auto site = static_cast<std::uint32_t>(
            std::lower_bound(usable.begin(), usable.end(), near.asset) - usable.begin());
        if (std::find(must.begin(), must.end(), site) == must.end()) { // who demands it knows
            must_not.push_back(site);
        }
    }
    std::vector<std::uint32_t> costs;
    for (const std::uint32_t asset : usable) {
        costs.push_back(request.costs.empty() ? 1 : request.costs[asset]);
    }
    if (request.rules.floor_ratio > 0.0) {
        plan.floors = municipality_floors(request.grid, left, request.rules.floor_ratio);
    }
    const std::vector<CellPart> parts = demands_of(request, demand, !plan.floors.empty());
    const CoverProblem problem = problem_of(request, usable, parts);
    const std::vector<double> by_itself = alone(problem);
    CoverRules rules;
    rules.budget = request.rules.budget > 0 ? request.rules.budget : request.sites;
    if (request.rules.budget > 0) {
        rules.costs = costs;
        plan.budget = rules.budget;
    }
    if (request.rules.separation_m > 0.0) {
        rules.apart = pairs_nearer_than(request.rules.separation_m, request.assets, usable);
    }
    rules.floors = as_cover_floors(plan.floors, parts);
    Chosen result =
        chosen_by(request, problem, rules, known_before(request, carrier, usable), must, must_not);
    if (request.rules.backup_within > 0.0) {
        add_backup(plan, result, request, problem, must, must_not);
    }
    plan.rules_kept = result.kept;
    for (std::size_t f = 0; f < plan.floors.size(); ++f) {
        plan.floors[f].covered = result.floors[f].covered;
        plan.floors[f].most = result.floors[f].most_in_budget;
    }
    plan.upper_bound = result.upper_bound;
    std::vector<std::uint32_t> chosen;
    for (const Pick& pick : result.order) {
        chosen.push_back(pick.site);
    }
    const auto stand_ins = stand_ins_for(problem, rules, chosen, must_not);
    const std::vector<double> twice = covered_twice(problem, chosen);
    for (const Pick& pick : result.order) {
        PlanSite site;
        site.rank = static_cast<std::uint32_t>(plan.sites.size()) + 1;
        site.asset = usable[pick.site];
        site.alone = by_itself[pick.site];
        site.gain = pick.gain;
        site.cumulative = pick.cumulative;
        site.cost = costs[pick.site];
        site.twice = twice[plan.sites.size()];
        plan.cost += site.cost;
        for (const Replacement& replacement : stand_ins[plan.sites.size()]) {
            site.alternates.push_back({usable[replacement.site], replacement.loss});
        }
        plan.sites.push_back(std::move(site));
    }
    if (const auto proof = proof_by_site(problem, rules, must, result.prices)) {
        add_bounds(plan, *proof, usable);
    }
    if (request.outlook) {
        OutlookRequest outlook{.problem = problem,
                               .usable = usable,
                               .rules = std::move(rules),
                               .costs = costs,
                               .must = must,
                               .must_not = must_not,
                               .phases = request.rules.phases,
                               .target_ratio = request.rules.target_ratio,
                               .seed = request.seed,
                               .threads = request.threads};
        outlook.target_people = lacking(request.grid, left, request.rules.target_ratio);
        add_outlook(plan, chosen, outlook, progress);
    }
    return plan;
}

} // namespace

std::vector<double> shares_left_out(const domain::StudyGrid& grid,
                                    const overlay::Coverage& coverage,
                                    const overlay::PopulationRule& rule,
                                    const std::string& carrier) {
    const auto layer = coverage.layer(carrier, domain::kAny5g);
    std::vector<double> shares(grid.size(), 0.0);
    for (std::size_t cell = 0; cell < shares.size(); ++cell) {
        if (!grid.parts_of(cell).empty()) {
            shares[cell] = layer ? 1.0 - rule.covered(coverage.shares[*layer][cell]) : 1.0;
        }
    }
    return shares;
}

std::vector<CarrierPlan> choose_sites(const PlanRequest& request, Progress& progress) {
    assert(request.reach.sites == request.assets.size());
    assert(request.preset < request.reach.presets.size());
    const std::vector<std::uint32_t> usable = usable_assets(request);
    const PlanWishes wishes(request, usable);
    wishes.check_budget();
    std::vector<CarrierPlan> plans;
    progress.begin({"候補地点の選定", "choosing sites"},
                   static_cast<std::int64_t>(request.coverage.carriers.size()));
    // Carriers side by side: what each does by itself is rarely long enough for several threads.
    const std::size_t carriers = request.coverage.carriers.size();
    PlanRequest each = request;
    each.threads = Threads{
        std::max<std::size_t>(1, request.threads.resolved() / std::max<std::size_t>(1, carriers))};
    plans.resize(carriers);
    parallel_for(carriers, request.threads, [&](std::size_t c) {
        progress.check();
        plans[c] = plan_for(each, request.coverage.carriers[c], usable, wishes, progress);
        progress.advance();
    });
    progress.end();
    return plans;
}

} // namespace todoku::siting
