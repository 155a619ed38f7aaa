// The table of gap areas in the open-data edition, with the people of small ones left out.
#pragma once

#include "study/open_data_coverage.hpp"

namespace todoku::study {

/// @param open whose hidden municipalities hide their gaps
/// @param least counts of people over nothing and below it are not shown
void fill_gaps(const Results& results, const OpenCoverage& open, double least, OpenTables& tables);

} // namespace todoku::study
