// Main roads of the synthetic prefecture: the least tiring ways between the offices.
#pragma once

#include "geo/geometry.hpp"
#include "synth/prefecture.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace todoku::synth {

struct MadeRoad {
    std::string name; ///< 国道42号（模擬）
    geo::Line line;
    bool emergency = false; ///< 第1次緊急輸送道路
};

/// Roads follow valleys, avoid slopes and join each other; each only in name a road of the real
/// Mie.
std::vector<MadeRoad> lay_roads(const Prefecture& prefecture, std::uint64_t seed);

/// Distance of each node to the nearest road, metres.
Field road_distance(const NodeGrid& grid, const std::vector<MadeRoad>& roads);

} // namespace todoku::synth
