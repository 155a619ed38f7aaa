// Builds the study's cells: which cells there are, how each divides among municipalities, who lives
// there.
#pragma once

#include "core/issue.hpp"
#include "core/parallel.hpp"
#include "domain/municipality.hpp"
#include "domain/population_grid.hpp"
#include "domain/study_grid.hpp"

#include <span>

namespace todoku::overlay {

/// All cells of the population's level that touch a municipality, and all populated cells.
/// A cell's parts are its areas inside the municipalities, scaled to add up to 1 (sea and
/// neighbours do not count). A populated cell that touches none goes to the nearest municipality
/// within `reach` (generalised coast lines) and is noted; farther ones keep no municipality, count
/// in no table and are listed as rejected with their people.
Loaded<domain::StudyGrid> make_study_grid(const domain::PopulationGrid& population,
                                          std::span<const domain::Municipality> municipalities,
                                          Metres reach = Metres(2000.0), Threads threads = {});

} // namespace todoku::overlay
