// What other ways to predict reach would change about the order of the candidates.
#pragma once

#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "study/inputs.hpp"
#include "study/step_results.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace todoku::study {

/// The places looked at: as many as a list of candidates shows first.
inline constexpr std::size_t kFirstCandidates = 20;
/// The best candidates of each carrier by the study's model; only these are predicted again, so
/// that it costs little. Who stands behind them and would come forward is not seen.
inline constexpr std::size_t kComparedCandidates = 60;

/// Each carrier's candidates by the people that each alone would newly reach, under the models
/// p1812, p526 and los and, where something stands on the ground, with 0 m and 50 m free of it
/// around both ends (`clear_m`); what the study itself has is left out. A row per carrier and
/// alternative; no rows for a carrier without candidates.
std::vector<ReachAlternative> reach_alternatives(const StudyFile& study, const Inputs& inputs,
                                                 const Covered& covered, const Reached& reached,
                                                 const Chosen& chosen, Threads threads,
                                                 Progress& progress);

inline constexpr std::string_view kOrderSure = "候補の順位の確かさ";

/// 見通し, 両端の空き50m... of `ReachAlternative::model` and `alternative`.
Text label_of_alternative(std::string_view id);

/// One carrier's rows in a sentence that begins with `kOrderSure`; empty without rows.
Text told(std::span<const ReachAlternative> rows, std::string_view carrier);

} // namespace todoku::study
