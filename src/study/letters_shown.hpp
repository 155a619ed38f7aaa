// Letters in the study's names that this machine's fonts cannot draw: told, since maps and reports
// show a box in their place.
#pragma once

#include "core/text.hpp"
#include "study/result_tables.hpp"

namespace todoku::study {

/// Which letters, the first name that holds each, and what helps; empty where all are drawn. Looked
/// at are names of municipalities, of places named on maps and lists, of assets of the plans.
Text letters_not_shown(const Results& results);

} // namespace todoku::study
