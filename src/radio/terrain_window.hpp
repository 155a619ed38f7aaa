// The heights around one site, copied so that rays from it stay in cache, and sampled along them in
// vector code.
#pragma once

#include "geo/height_grid.hpp"

#include <cstddef>
#include <vector>

namespace todoku::radio {

/// Heights around one site, voids as sea level, copied so that rays stay in cache. Positions are
/// counted in posts from the window's north-west.
class TerrainWindow {
public:
    /// The posts within `radius_m` of the place. Without terrain, everything is 0.
    TerrainWindow(const geo::HeightGrid* terrain, geo::LatLng centre, double radius_m);

    /// Writes `n + 1` bilinear heights at equal steps from the centre to `to`.
    void sample(geo::LatLng to, std::size_t n, float* heights) const;

private:
    void sample_checked(geo::LatLng to, std::size_t n, float* heights) const;

    const geo::HeightGrid* terrain_;
    geo::LatLng centre_;
    bool whole_ = false; ///< the window lies inside the terrain: no sample can miss
    std::size_t columns_ = 0;
    double row_ = 0.0; ///< of the centre
    double column_ = 0.0;
    std::vector<float> heights_;
};

} // namespace todoku::radio
