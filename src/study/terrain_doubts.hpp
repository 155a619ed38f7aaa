// What makes heights look like something other than ground in metres.
#pragma once

#include "core/issue.hpp"
#include "geo/height_grid.hpp"

#include <string>
#include <vector>

namespace todoku::study {

/// Ground steeper than this over more than `kSteepShare` of the posts is no ground in metres: house
/// values. Real mountains (White Mountains, 90 m posts) hold nothing over 60 degrees in metres and
/// 1.8 % where their heights are taken for feet; Japan's hold slopes of 30 degrees and more in
/// great parts, which in feet are over 60.
inline constexpr double kSteep_deg = 60.0;
inline constexpr double kSteepShare = 0.05;
/// A single value at more of the posts than this is looked at: a lake, or a value for "no data".
inline constexpr double kPlateauShare = 0.01;
/// No plain of Japan lies lower: 大潟村 and the towns below sea level around the great bays reach
/// -4 m (国土地理院); open pits go deeper, but not at one height.
inline constexpr float kLowestPlain_m = -10.0F;

/// Doubts about heights above sea level, in metres: a plateau of one value (not 0) that lies below
/// every plain, that ends in cliffs on most sides, or that is all there is (a value for "no data");
/// slopes as in `kSteep_deg` (feet, or another unit). Lakes have shores and are no doubt. Feet in
/// gentle country cannot be told from metres.
std::vector<Issue> terrain_doubts(const std::string& file, const geo::HeightGrid& heights);

} // namespace todoku::study
