// The pipeline as it reads in the design: each step takes values and returns values; none knows the
// next.
#pragma once

#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "overlay/measures.hpp"
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

/// What coverage is measured on. Refers to the inputs, which must outlive it.
struct CoverGround {
    domain::StudyGrid grid;
    std::vector<Issue> issues;
    ReadCounts counts;
    domain::StudyGrid other_border; ///< cells on borders given the other way
    std::vector<overlay::Zones> zones;
    std::vector<geo::LatLng> places;
    overlay::MinistryGround ministry;
    std::vector<overlay::Shift> shifts; ///< none where no sensitivity is wanted
    std::vector<std::string> moved_technologies;
    std::vector<overlay::StrengthLayers> strengths;
    domain::StudyGrid deployment; ///< of 1 km; without cells where no Sub6 is stated
};

// The cover step in three: the ground, the measuring, the figures. Only the measuring needs the
// carriers' polygons, and it can be divided among primary meshes (overlay/shards.hpp).
CoverGround cover_ground(const StudyFile& study, const Inputs& inputs, Threads threads);
overlay::MeasureRequest measure_request(const CoverGround& ground, const Inputs& inputs);
Covered cover(const StudyFile& study, const Inputs& inputs, CoverGround ground,
              overlay::Measures measures, Threads threads);

Compared compare_with_measured(const StudyFile& study, const Inputs& inputs,
                               const Covered& covered);
Gapped find_gaps(const StudyFile& study, const Inputs& inputs, const Covered& covered,
                 Threads threads);
Reached predict_reach(const StudyFile& study, const Inputs& inputs, const Covered& covered,
                      radio::ReachParts& parts, Threads threads, Progress& progress);

/// Every asset with whether it may be asked for: restrictions, and a place on the prefecture's
/// land.
std::vector<siting::Candidate> usable_candidates(const Inputs& inputs);

/// What to change about the study's choice.
struct ChooseChange {
    std::vector<std::string> with = {};    ///< asset ids that must be in
    std::vector<std::string> without = {}; ///< asset ids that must not
    std::size_t sites = 0;                 ///< 0: as the study says
    std::uint64_t budget = 0;              ///< in place of the number; 0: as the study says
    /// By carrier: assets of the plan to begin from, best first.
    std::vector<std::vector<std::uint32_t>> start = {};
    bool outlook = false; ///< also what more and fewer sites bring, other plans, phases, the target
};
Chosen choose(const StudyFile& study, const Inputs& inputs, const Covered& covered,
              const Gapped& gapped, const Reached& reached, const ChooseChange& change,
              Progress& progress);

} // namespace todoku::study
