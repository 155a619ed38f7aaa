// The results as the map of index.html draws them. For the prefecture alone: it tells of all
// carriers.
#pragma once

#include "report/index_map.hpp"
#include "study/map_grounds.hpp"
#include "study/result_tables.hpp"

#include <vector>

namespace todoku::study {

/// Borrows from `results`. @param grounds of the overview: of a far-flung prefecture the page opens
/// on the first
report::IndexMap index_map(const Results& results, const std::vector<MapGround>& grounds);

} // namespace todoku::study
