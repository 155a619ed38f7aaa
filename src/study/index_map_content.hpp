// The results as the map of index.html draws them. For the prefecture alone: it tells of all
// carriers.
#pragma once

#include "report/index_map.hpp"
#include "study/result_tables.hpp"

namespace todoku::study {

/// Borrows from `results`.
report::IndexMap index_map(const Results& results);

} // namespace todoku::study
