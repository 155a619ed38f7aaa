// Ground where building needs a procedure or is unwise: nature parks in three zones, slopes that
// may slide.
#pragma once

#include "geo/geometry.hpp"
#include "synth/census.hpp"
#include "synth/prefecture.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace todoku::synth {

struct ParkZone {
    std::string park;
    std::string zone; ///< 特別保護地区, 特別地域, 普通地域
    geo::Polygon ground;
};
/// The zones of a park lie around one another without overlap.
std::vector<ParkZone> draw_parks(std::uint64_t seed);

/// 土砂災害特別警戒区域, below steep slopes beside inhabited cells.
std::vector<geo::Polygon> draw_slides(const Prefecture& prefecture,
                                      std::span<const CensusCell> residents, std::uint64_t seed);

} // namespace todoku::synth
