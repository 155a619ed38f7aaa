#include "study/candidate_scores.hpp"

#include "study/pipeline.hpp"

namespace todoku::study {

std::vector<PlanScores> score_plans(const Results& results) {
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
                                  .stations = results.inputs.stations});
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
