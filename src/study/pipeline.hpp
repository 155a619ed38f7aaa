// The pipeline as it reads in the design: each step takes values and returns values; none knows the
// next.
#pragma once

#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "overlay/study_grid.hpp"
#include "study/inputs.hpp"
#include "study/step_results.hpp"

namespace todoku::study {

/// How cells beside and on the borders of municipalities count.
overlay::StudyGridRules study_grid_rules(const StudyFile& study);

overlay::PopulationRule population_rule(const RuleSettings& settings);
overlay::EvidenceRule evidence_rule(const StudyFile& study);

/// The rules every coverage table is given by, beside the ministry's: the study's majority, area,
/// centroid.
std::vector<overlay::PopulationRule> table_rules(const StudyFile& study);

Covered cover(const StudyFile& study, const Inputs& inputs, Threads threads, Progress& progress);
Compared compare_with_measured(const StudyFile& study, const Inputs& inputs,
                               const Covered& covered);
Gapped find_gaps(const StudyFile& study, const Inputs& inputs, const Covered& covered,
                 Threads threads);
Reached predict_reach(const StudyFile& study, const Inputs& inputs, const Covered& covered,
                      Threads threads, Progress& progress);

/// Every asset with whether it may be asked for: restrictions, and a place on the prefecture's
/// land.
std::vector<siting::Candidate> usable_candidates(const Inputs& inputs);

/// What to change about the study's choice.
struct ChooseChange {
    std::vector<std::string> with;    ///< asset ids that must be in
    std::vector<std::string> without; ///< asset ids that must not
    std::size_t sites = 0;            ///< 0: as the study says
};
Chosen choose(const StudyFile& study, const Inputs& inputs, const Covered& covered,
              const Gapped& gapped, const Reached& reached, const ChooseChange& change,
              Progress& progress);

} // namespace todoku::study
