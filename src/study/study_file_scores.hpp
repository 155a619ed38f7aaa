// The keys of [siting] that say how single candidates are scored.
#pragma once

#include "study/study_file.hpp"
#include "study/toml_section.hpp"

namespace todoku::study {

/// `method`, `weights` or `pairwise`, `order`, `references`. Faults go to the section's list.
ScoreSettings read_scores(TomlSection& section);

} // namespace todoku::study
