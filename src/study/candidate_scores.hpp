// What speaks for and against each candidate of a finished study, its score and how firm its rank
// is.
#pragma once

#include "siting/rank_stability.hpp"
#include "study/result_tables.hpp"

namespace todoku::study {

struct PlanScores {
    siting::CarrierCriteria criteria; ///< in the order of the plan's values, as the next
    siting::CarrierScores scores;
    std::vector<siting::RankStability> stability; ///< empty for a lexicographic order
};

/// One entry a plan. The draws of weights start anew from the study's seed for each carrier.
std::vector<PlanScores> score_plans(const Results& results);

} // namespace todoku::study
