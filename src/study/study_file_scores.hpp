// The keys of [siting] that say how single candidates are scored.
#pragma once

#include "core/issue.hpp"
#include "study/study_file.hpp"
#include "study/toml_section.hpp"

#include <vector>

namespace todoku::study {

/// `method`, `weights` or `pairwise`, `order`, `references`. Faults go to the section's list.
ScoreSettings read_scores(TomlSection& section);

/// Where the comparisons behind the weights contradict each other (consistency ratio over 0.1):
/// which to look at again. Empty otherwise.
Text weights_doubt(const ScoreSettings& settings);
/// The same as what check and run list; none where there is no doubt.
std::vector<Issue> weights_issues(const StudyFile& study);

} // namespace todoku::study
