#include "core/error.hpp"
#include "siting/cover_proof.hpp"
#include "siting/plan.hpp"
#include "siting/plan_outlook.hpp"
#include "siting/plan_rules.hpp"
#include "siting/replacements.hpp"
#include "siting/ruled_cover.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

namespace todoku::siting {

namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

[[noreturn]] void reject(std::string ja, std::string en) {
    throw UsageError({std::move(ja), std::move(en)});
}

/// What one carrier leaves out, by reach cell.
struct Demand {
    std::vector<double> people;
    std::vector<double> households;        ///< 0 where unknown
    std::vector<double> population_65plus; ///< 0 where unknown
};

double known(double value) {
    return std::isnan(value) ? 0.0 : value;
}

Demand demand_of(const PlanRequest& request, std::span<const double> left) {
    Demand demand;
    for (const std::uint32_t cell : request.reach_cells) {
        demand.people.push_back(left[cell] * request.grid.population[cell]);
        demand.households.push_back(left[cell] * known(request.grid.households[cell]));
        demand.population_65plus.push_back(left[cell] *
                                           known(request.grid.population_65plus[cell]));
    }
    return demand;
}

/// Which of a carrier's gap areas each reach cell belongs to, with the part of its people there.
class GapsByCell {
public:
    GapsByCell(const PlanRequest& request, const std::string& carrier)
        : gaps_(request.gaps.size(), 0.0) {
        std::vector<std::uint32_t> reach_cell(request.grid.size(), kNone);
        for (std::size_t k = 0; k < request.reach_cells.size(); ++k) {
            reach_cell[request.reach_cells[k]] = static_cast<std::uint32_t>(k);
        }
        parts_.resize(request.reach_cells.size());
        for (std::size_t g = 0; g < request.gaps.size(); ++g) {
            const overlay::GapArea& gap = request.gaps[g];
            if (gap.carrier != carrier) {
                continue;
            }
            for (const std::uint32_t cell : gap.cells) {
                if (reach_cell[cell] == kNone) {
                    continue;
                }
                double weight = 0.0;
                for (const domain::MunicipalityPart& part : request.grid.parts_of(cell)) {
                    weight += part.municipality == gap.municipality ? part.weight : 0.0;
                }
                parts_[reach_cell[cell]].push_back({static_cast<std::uint32_t>(g), weight});
            }
        }
    }

    /// The gap areas among these cells, by falling people reached, ties by position.
    std::vector<std::uint32_t> reached(const radio::Reach::Entries& entries,
                                       std::span<const double> people) {
        std::vector<std::uint32_t> found;
        std::vector<std::uint8_t>& seen = seen_;
        seen.assign(gaps_.size(), 0);
        for (std::size_t k = 0; k < entries.cells.size(); ++k) {
            for (const auto& [gap, weight] : parts_[entries.cells[k]]) {
                if (seen[gap] == 0) {
                    seen[gap] = 1;
                    gaps_[gap] = 0.0;
                    found.push_back(gap);
                }
                gaps_[gap] +=
                    people[entries.cells[k]] * weight * static_cast<double>(entries.shares[k]);
            }
        }
        std::sort(found.begin(), found.end(), [&](std::uint32_t a, std::uint32_t b) {
            return gaps_[a] != gaps_[b] ? gaps_[a] > gaps_[b] : a < b;
        });
        return found;
    }

private:
    std::vector<std::vector<std::pair<std::uint32_t, double>>> parts_;
    std::vector<double> gaps_; ///< people reached, while one candidate is looked at
    std::vector<std::uint8_t> seen_;
};

/// The people left out as demands: a cell each, or a cell's part in each municipality where floors
/// are kept.
std::vector<CellPart> demands_of(const PlanRequest& request, const Demand& demand, bool by_part) {
    std::vector<CellPart> parts;
    for (std::uint32_t cell = 0; cell < demand.people.size(); ++cell) {
        if (!(demand.people[cell] > 0.0)) {
            continue;
        }
        if (!by_part) {
            parts.push_back({cell, kNone, demand.people[cell]});
            continue;
        }
        for (const domain::MunicipalityPart& part :
             request.grid.parts_of(request.reach_cells[cell])) {
            parts.push_back({cell, part.municipality, part.weight * demand.people[cell]});
        }
    }
    return parts;
}

/// The usable candidates as sites of a covering problem over the cells that still need cover.
CoverProblem problem_of(const PlanRequest& request, std::span<const std::uint32_t> usable,
                        std::span<const CellPart> parts) {
    CoverProblem problem;
    std::vector<std::uint32_t> first(request.reach_cells.size() + 1, 0); // demand of each cell
    for (const CellPart& part : parts) {
        problem.weights.push_back(part.people);
        ++first[part.cell + 1];
    }
    std::partial_sum(first.begin(), first.end(), first.begin());
    problem.begin.push_back(0);
    for (const std::uint32_t asset : usable) {
        const auto entries = request.reach.of(asset, request.preset);
        for (std::size_t k = 0; k < entries.cells.size(); ++k) {
            for (std::uint32_t d = first[entries.cells[k]]; d < first[entries.cells[k] + 1]; ++d) {
                problem.demands.push_back(d);
                problem.shares.push_back(entries.shares[k]);
            }
        }
        problem.begin.push_back(problem.demands.size());
    }
    return problem;
}

/// Asset ids of the request as positions among the usable candidates.
class Wishes {
public:
    Wishes(const PlanRequest& request, std::span<const std::uint32_t> usable) : request_(request) {
        for (std::size_t a = 0; a < request.assets.size(); ++a) {
            asset_of_[request.assets[a].id] = static_cast<std::uint32_t>(a);
        }
        site_of_.assign(request.assets.size(), kNone);
        for (std::size_t s = 0; s < usable.size(); ++s) {
            site_of_[usable[s]] = static_cast<std::uint32_t>(s);
        }
    }

    [[nodiscard]] std::vector<std::uint32_t> demanded() const {
        std::vector<std::uint32_t> sites;
        for (const std::string& id : request_.must) {
            const std::uint32_t asset = find(id);
            if (site_of_[asset] == kNone) {
                const Text reason = reason_of(asset);
                reject("必須に指定された資産「" + id + "」は候補にできません: " + reason.ja,
                       "asset \"" + id + "\" is demanded but may not be used: " + reason.en);
            }
            if (std::find(request_.must_not.begin(), request_.must_not.end(), id) !=
                request_.must_not.end()) {
                reject("資産「" + id + "」は必須と除外の両方に指定されています。",
                       "asset \"" + id + "\" is both demanded and excluded");
            }
            // Named twice is wished once.
            if (std::find(sites.begin(), sites.end(), site_of_[asset]) == sites.end()) {
                sites.push_back(site_of_[asset]);
            }
        }
        return sites;
    }

    [[nodiscard]] std::vector<std::uint32_t> excluded() const {
        std::vector<std::uint32_t> sites;
        for (const std::string& id : request_.must_not) {
            const std::uint32_t asset = find(id);
            if (site_of_[asset] != kNone) { // others are out already
                sites.push_back(site_of_[asset]);
            }
        }
        return sites;
    }

private:
    [[nodiscard]] std::uint32_t find(const std::string& id) const {
        const auto found = asset_of_.find(id);
        if (found == asset_of_.end()) {
            reject("資産「" + id + "」はありません。資産の台帳のIDを確かめてください。",
                   "there is no asset \"" + id + "\": check the ids of the asset ledgers");
        }
        return found->second;
    }

    [[nodiscard]] Text reason_of(std::uint32_t asset) const {
        for (const Candidate& candidate : request_.candidates) {
            if (candidate.asset == asset) {
                return candidate.reason;
            }
        }
        return {"候補の一覧にありません。", "it is not among the candidates"};
    }

    const PlanRequest& request_;
    std::map<std::string, std::uint32_t> asset_of_;
    std::vector<std::uint32_t> site_of_;
};

std::vector<CandidateValue> values_of(const PlanRequest& request,
                                      std::span<const std::uint32_t> usable, const Demand& demand,
                                      GapsByCell& gaps) {
    std::vector<CandidateValue> values;
    for (const std::uint32_t asset : usable) {
        const auto entries = request.reach.of(asset, request.preset);
        CandidateValue value;
        value.asset = asset;
        for (std::size_t k = 0; k < entries.cells.size(); ++k) {
            const double share = static_cast<double>(entries.shares[k]);
            value.newly_covered += demand.people[entries.cells[k]] * share;
            value.households += demand.households[entries.cells[k]] * share;
            value.population_65plus += demand.population_65plus[entries.cells[k]] * share;
        }
        if (request.indoor_preset) {
            const auto inside = request.reach.of(asset, *request.indoor_preset);
            for (std::size_t k = 0; k < inside.cells.size(); ++k) {
                value.indoors +=
                    demand.people[inside.cells[k]] * static_cast<double>(inside.shares[k]);
            }
        }
        value.gaps = gaps.reached(entries, demand.people);
        values.push_back(std::move(value));
    }
    std::sort(values.begin(), values.end(), [](const CandidateValue& a, const CandidateValue& b) {
        return a.newly_covered != b.newly_covered ? a.newly_covered > b.newly_covered
                                                  : a.asset < b.asset;
    });
    return values;
}

void count_unknown(const PlanRequest& request, std::span<const double> left, CarrierPlan& plan) {
    for (std::size_t cell = 0; cell < left.size(); ++cell) {
        plan.uncovered += left[cell] * request.grid.population[cell];
        if (left[cell] > 0.0 && request.grid.population[cell] > 0.0) {
            plan.cells_without_households += std::isnan(request.grid.households[cell]) ? 1U : 0U;
            plan.cells_without_65plus += std::isnan(request.grid.population_65plus[cell]) ? 1U : 0U;
        }
    }
}

struct Chosen {
    std::vector<Pick> order;
    double upper_bound = 0.0;
    bool kept = true;
    std::vector<FloorOutcome> floors;
    std::vector<float> prices; ///< that prove a bound; empty where there are floors
};

/// By the number alone where there is no other rule: that solver is the better one.
Chosen chosen_by(const PlanRequest& request, const CoverProblem& problem, const CoverRules& rules,
                 const std::vector<std::uint32_t>& must,
                 const std::vector<std::uint32_t>& must_not) {
    Progress silent; // the carriers are what is counted
    if (rules.apart.empty() && rules.floors.empty()) {
        CoverRequest wanted;
        wanted.sites = request.sites;
        wanted.must = must;
        wanted.must_not = must_not;
        wanted.improve = request.improve;
        wanted.certify = request.outlook;
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
    ruled.seed = request.seed;
    ruled.threads = request.threads;
    RuledResult result = solve_ruled(problem, ruled, silent);
    return {std::move(result.order), result.upper_bound, result.kept, std::move(result.floors),
            std::move(result.prices)};
}

/// For each candidate valued: no choice within the rules that holds it brings more. Empty where
/// nothing is proved.
std::vector<double> bounds_with(const CoverProblem& problem, const CoverRules& rules,
                                std::span<const std::uint32_t> must, std::span<const float> prices,
                                std::span<const std::uint32_t> usable,
                                std::span<const CandidateValue> values) {
    std::vector<double> bounds;
    if (prices.empty()) {
        return bounds;
    }
    BoundScope scope{rules.budget - must.size(), std::vector<std::uint8_t>(problem.sites(), 0)};
    for (const std::uint32_t s : must) {
        scope.must[s] = 1;
    }
    const auto proof = prove(problem, prices, scope, Threads{1});
    for (std::size_t k = 0; proof && k < values.size(); ++k) {
        const auto site = std::lower_bound(usable.begin(), usable.end(), values[k].asset);
        bounds.push_back(proof->with_site[static_cast<std::size_t>(site - usable.begin())]);
    }
    return bounds;
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
                     std::span<const std::uint32_t> usable, const Wishes& wishes,
                     const Progress& progress) {
    CarrierPlan plan;
    plan.carrier = carrier;
    plan.preset = request.reach.presets[request.preset].id;
    const std::vector<double> left =
        shares_left_out(request.grid, request.coverage, request.rule, carrier);
    count_unknown(request, left, plan);
    const Demand demand = demand_of(request, left);
    GapsByCell gaps(request, carrier);
    plan.values = values_of(request, usable, demand, gaps);

    const std::vector<std::uint32_t> must = wishes.demanded();
    const std::vector<std::uint32_t> must_not = wishes.excluded();
    if (request.rules.floor_ratio > 0.0) {
        plan.floors = municipality_floors(request.grid, left, request.rules.floor_ratio);
    }
    const std::vector<CellPart> parts = demands_of(request, demand, !plan.floors.empty());
    const CoverProblem problem = problem_of(request, usable, parts);
    const std::vector<double> by_itself = alone(problem);
    CoverRules rules;
    rules.budget = request.sites;
    if (request.rules.separation_m > 0.0) {
        rules.apart = pairs_nearer_than(request.rules.separation_m, request.assets, usable);
    }
    rules.floors = as_cover_floors(plan.floors, parts);
    const Chosen result = chosen_by(request, problem, rules, must, must_not);
    plan.rules_kept = result.kept;
    plan.at_most_with = bounds_with(problem, rules, must, result.prices, usable, plan.values);
    for (double& bound : plan.at_most_with) {
        bound = std::min(bound, result.upper_bound); // which may rest on more than one proof
    }
    for (std::size_t f = 0; f < plan.floors.size(); ++f) {
        plan.floors[f].covered = result.floors[f].covered;
        plan.floors[f].most = result.floors[f].most_in_budget;
    }
    plan.upper_bound = result.upper_bound;
    std::vector<std::uint32_t> chosen;
    for (const Pick& pick : result.order) {
        chosen.push_back(pick.site);
    }
    const auto stand_ins = replacements(problem, chosen, must_not, kAlternates);
    for (const Pick& pick : result.order) {
        PlanSite site{static_cast<std::uint32_t>(plan.sites.size()) + 1,
                      usable[pick.site],
                      by_itself[pick.site],
                      pick.gain,
                      pick.cumulative,
                      {}};
        for (const Replacement& replacement : stand_ins[plan.sites.size()]) {
            site.alternates.push_back({usable[replacement.site], replacement.loss});
        }
        plan.sites.push_back(std::move(site));
    }
    if (request.outlook) {
        OutlookRequest outlook{.problem = problem,
                               .usable = usable,
                               .rules = std::move(rules),
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
    std::vector<std::uint32_t> usable;
    for (const Candidate& candidate : request.candidates) {
        if (candidate.usable) {
            usable.push_back(candidate.asset);
        }
    }
    std::sort(usable.begin(), usable.end());
    const Wishes wishes(request, usable);
    std::vector<CarrierPlan> plans;
    progress.begin({"候補地点の選定", "choosing sites"},
                   static_cast<std::int64_t>(request.coverage.carriers.size()));
    for (const std::string& carrier : request.coverage.carriers) {
        progress.check();
        plans.push_back(plan_for(request, carrier, usable, wishes, progress));
        progress.advance();
    }
    progress.end();
    return plans;
}

} // namespace todoku::siting
