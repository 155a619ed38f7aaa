// What makes a raster of things that stand on the ground look like something else.
#pragma once

#include "core/issue.hpp"
#include "geo/height_grid.hpp"

#include <string>
#include <vector>

namespace todoku::study {

/// Doubts about heights above ground, in metres, none of them negative: a raster of one row or
/// column holds nothing between its posts; more than one post in a hundred above 100 m is no town
/// (a house value: buildings so high are rare, while heights above sea level and heights in feet
/// exceed it).
std::vector<Issue> clutter_doubts(const std::string& file, const geo::HeightGrid& heights);

} // namespace todoku::study
