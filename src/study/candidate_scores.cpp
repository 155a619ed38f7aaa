#include "study/candidate_scores.hpp"

#include "study/pipeline.hpp"

#include <algorithm>

namespace todoku::study {

namespace {

/// People by day of each cell of the grid: of a cell on the prefecture's border the part that the
/// study has of its residents. Empty where the study gives none.
std::vector<double> daytime_by_cell(const Results& results) {
    const domain::PopulationGrid& day = results.inputs.daytime;
    const domain::PopulationGrid& night = results.inputs.population;
    const domain::StudyGrid& grid = results.covered.grid;
    std::vector<double> people;
    if (day.size() == 0) {
        return people;
    }
    const auto row = [](const domain::PopulationGrid& of, domain::MeshCell cell) {
        const auto at = std::lower_bound(of.cells.begin(), of.cells.end(), cell);
        return at != of.cells.end() && *at == cell
                   ? of.population[static_cast<std::size_t>(at - of.cells.begin())]
                   : 0.0;
    };
    for (std::size_t i = 0; i < grid.size(); ++i) {
        const double residents = row(night, grid.cells[i]);
        people.push_back(
            residents > 0.0 ? row(day, grid.cells[i]) * (grid.population[i] / residents) : 0.0);
    }
    return people;
}

} // namespace

std::vector<PlanScores> score_plans(const Results& results) {
    const std::vector<double> daytime = daytime_by_cell(results);
    const SitingSettings& settings = results.study.siting;
    std::vector<siting::CarrierCriteria> criteria =
        siting::measure_criteria({.grid = results.covered.grid,
                                  .assets = results.inputs.assets,
                                  .candidates = results.chosen.candidates,
                                  .restrictions = results.inputs.restrictions,
                                  .coverage = results.covered.at_most(),
                                  .gaps = results.gapped.gaps,
                                  .places = results.inputs.places,
                                  .roads = results.inputs.roads,
                                  .reach = results.reached.reach,
                                  .reach_cells = results.reached.cells,
                                  .rule = population_rule(results.study.rules),
                                  .preset = 0,
                                  .plans = results.chosen.plans,
                                  .stations = results.inputs.stations,
                                  .daytime = daytime});
    std::vector<PlanScores> all;
    for (std::size_t p = 0; p < criteria.size(); ++p) {
        siting::CarrierCriteria& carrier = criteria[p];
        // Within a budget as many are wanted as the plan has.
        const std::size_t sites =
            settings.budget > 0 ? results.chosen.plans[p].sites.size() : settings.sites;
        siting::References references = siting::reference_points(carrier.left_out, sites);
        for (std::size_t i = 0; i < siting::kCriteria; ++i) {
            references[i] = settings.scores.references[i].value_or(references[i]);
        }
        PlanScores plan;
        plan.scores = siting::score_candidates(carrier, references, settings.scores.rules);
        plan.criteria = std::move(carrier);
        plan.stability =
            siting::rank_stability(plan.scores, settings.scores.rules.method, settings.seed);
        all.push_back(std::move(plan));
    }
    return all;
}

} // namespace todoku::study
