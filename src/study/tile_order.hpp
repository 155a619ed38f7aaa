// The order of tile numbers that would put a folder of tiles on the study's ground.
#pragma once

#include "geo/geometry.hpp"

#include <filesystem>
#include <string>

namespace todoku::study {

/// "{z}/{x}/{-y}.png" for a folder whose tiles, read by `pattern` ("" for {z}/{x}/{y}), lie in
/// `box` off the ground, where rows counted from the south (as TMS and gdal2tiles have them) or
/// columns and rows exchanged put them on it; "" where neither does.
std::string order_on_ground(const std::filesystem::path& folder, const std::string& pattern,
                            const geo::Box& box, const geo::Box& ground);

} // namespace todoku::study
