// The heights around one site, copied so that rays from it stay in cache, and sampled along them in
// vector code.
#pragma once

#include "geo/height_grid.hpp"

#include <cstddef>
#include <vector>

namespace todoku::radio {

/// Heights around one site, voids and what lies beyond the terrain as sea level, copied so that
/// rays stay in cache. Positions are counted in posts from the window's north-west.
class TerrainWindow {
public:
    /// The posts within `radius_m` of the place. Without terrain, everything is 0.
    TerrainWindow(const geo::HeightGrid* terrain, geo::LatLng centre, double radius_m);

    /// Writes `n + 1` bilinear heights at equal steps from the centre to `to`.
    void sample(geo::LatLng to, std::size_t n, float* heights) const;

private:
    const geo::HeightGrid* terrain_;
    geo::LatLng centre_;
    bool whole_ = false; ///< no sample can miss the terrain
    std::size_t columns_ = 0;
    double row_ = 0.0; ///< of the centre
    double column_ = 0.0;
    float last_row_ = 0.0F; ///< of the terrain's posts in the window
    float last_column_ = 0.0F;
    std::vector<float> heights_; ///< one row and one column more; empty: sea level everywhere
};

} // namespace todoku::radio
