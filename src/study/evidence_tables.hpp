// Tables of measured evidence beside the carriers' statements. For whoever ordered the study; no
// package holds them.
#pragma once

#include "study/result_tables.hpp"

#include <vector>

namespace todoku::study {

/// Cells and samples by carrier, technology, statement and measurement.
ResultTable agreement_table(const Results& results);
/// One row a cell, carrier and technology that was measured.
ResultTable measured_cells_table(const Results& results);
/// Cells where statement and measurement certainly differ: most people first, then most samples.
std::vector<const overlay::ComparedCell*> disputed_cells(const Results& results);
/// The same as rows of measured_cells_table().
ResultTable disputed_cells_table(const Results& results);

} // namespace todoku::study
