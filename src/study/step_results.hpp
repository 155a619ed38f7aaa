// What each step of the pipeline hands to the next, and the names of the steps.
#pragma once

#include "core/issue.hpp"
#include "domain/study_grid.hpp"
#include "overlay/coverage.hpp"
#include "overlay/deployment.hpp"
#include "overlay/gaps.hpp"
#include "overlay/measured_agreement.hpp"
#include "overlay/sensitivity.hpp"
#include "overlay/statistics.hpp"
#include "radio/reach.hpp"
#include "siting/plan.hpp"
#include "siting/shared_plan.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace todoku::study {

enum class Step { Read, Cover, Compare, Gaps, Reach, Choose, Report };

inline constexpr Step kSteps[] = {Step::Read,  Step::Cover,  Step::Compare, Step::Gaps,
                                  Step::Reach, Step::Choose, Step::Report};

/// "read" "cover" "compare" "gaps" "reach" "choose" "report".
const char* name_of(Step step);
std::optional<Step> step_of(std::string_view name);
/// 入力を読む, エリアを重ねる...
Text label_of(Step step);

/// Who is covered at least that strongly, by carrier and class of those who say strengths.
struct StrengthRows {
    domain::Strength least = domain::Strength::Good;
    std::vector<overlay::CoverageRow> rows;
};

/// cover: the cells, the shares of them each layer covers, and who and what that reaches.
struct Covered {
    domain::StudyGrid grid;
    overlay::Coverage coverage;
    /// With the ground that carriers do not know of taken as covered; without layers where there is
    /// none.
    overlay::Coverage with_unknown;
    std::vector<overlay::CoverageRow> statistics; ///< by every rule, the ministry's included
    /// By the study's rule, with cells on borders given the other way; without layers of zones.
    std::vector<overlay::CoverageRow> other_border;
    std::vector<overlay::SensitivityRow> sensitivity;
    std::vector<StrengthRows> by_strength; ///< strongest first
    std::vector<overlay::DeploymentRow> deployment;
    std::vector<Issue> issues;
    ReadCounts counts; ///< of populated cells placed in municipalities

    [[nodiscard]] bool all_known() const { return with_unknown.layers.empty(); }
    /// The most that may be covered: what lies outside is known not to be.
    [[nodiscard]] const overlay::Coverage& at_most() const {
        return all_known() ? coverage : with_unknown;
    }
};

/// compare: what was measured beside what the carriers state.
struct Compared {
    overlay::Agreement agreement;
};

/// gaps: areas of every carrier and of "any".
struct Gapped {
    std::vector<overlay::GapArea> gaps;
};

/// reach: populated cells each asset would serve, by band preset.
struct Reached {
    radio::Reach reach;
    std::vector<std::uint32_t> cells; ///< grid index of each reach cell
    bool terrain = false;             ///< false: computed over flat ground
};

/// What another way to predict reach would change about the order of a carrier's candidates by the
/// people that each alone would newly reach.
struct ReachAlternative {
    std::string carrier;
    std::string preset;         ///< the plan's band
    std::string model;          ///< what the band's reach is predicted with: "p1812"
    std::string alternative;    ///< "p526", "los", "clear_m=50"
    std::uint32_t first = 0;    ///< the first places looked at: 20, or all where there are fewer
    std::uint32_t compared = 0; ///< the best candidates by the study's model, predicted again
    std::uint32_t changed = 0;  ///< of the first, no longer among the first
    /// By place of the study's model (from 1): the asset and its place by the alternative.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> places = {};

    /// Whether others stand behind the first that could take their places.
    [[nodiscard]] bool tells() const { return compared > first; }
};

/// choose: what may be used and the plan of each carrier.
struct Chosen {
    std::vector<siting::Candidate> candidates;
    std::vector<siting::CarrierPlan> plans;
    siting::SharedPlan shared;                  ///< empty in a choice of the moment
    std::vector<ReachAlternative> alternatives; ///< likewise
};

} // namespace todoku::study
