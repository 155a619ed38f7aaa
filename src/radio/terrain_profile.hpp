// The terrain under the straight line between two places, in double: the plain way, also the oracle
// of the fast one.
#pragma once

#include "core/units.hpp"
#include "geo/height_grid.hpp"

#include <cstddef>
#include <vector>

namespace todoku::radio {

/// Step of profiles where there is no terrain to give one.
inline constexpr Metres kFlatStep = Metres(50.0);

/// The line is straight in latitude and longitude. In Japan one of 10 km stays within 3 m of the
/// geodesic, and its length, by the mid-latitude formula, agrees to 2 parts in 10^7.
struct GroundLine {
    geo::LatLng from;
    geo::LatLng to;
    double length_m = 0.0;
};
GroundLine ground_line(geo::LatLng from, geo::LatLng to);

struct TerrainProfile {
    std::vector<double> at_m;     ///< n + 1 places at equal distances, the ends included
    std::vector<double> height_m; ///< sea level where the terrain is void or ends
};
/// Number of equal steps of at most `step` on a line.
std::size_t steps_on(double length_m, Metres step);
/// Bilinear samples of the terrain; none: flat ground at sea level. @pre the line has a length
TerrainProfile sample_terrain(const geo::HeightGrid* terrain, const GroundLine& line, Metres step);

/// The terrain's own step, or `kFlatStep` without terrain.
Metres profile_step(const geo::HeightGrid* terrain);

} // namespace todoku::radio
