// One carrier's coverage taken for another's: the same file in two places of a study.
#pragma once

#include "core/issue.hpp"
#include "domain/coverage_layer.hpp"
#include "study/study_file.hpp"

#include <vector>

namespace todoku::study {

/// A notice for each file, layer and condition that two carriers or technologies share (or one has
/// twice), for each two carriers whose names are of one operator, and for each two layers with the
/// same polygons from different files.
std::vector<Issue> coverage_given_twice(const StudyFile& study,
                                        const std::vector<domain::CoverageLayer>& layers);

} // namespace todoku::study
