// Bullington's construction on many profiles from one site, in float and without per-point
// divisions.
//
// Over the effective Earth a point's height is y = h - d^2 / 2 ae: in these heights the Earth is
// flat, lines of sight are straight, and every slope is a running maximum. On equal steps the
// factors 1/i, 1/(n-i) and 1/sqrt(i (n-i)) come from tables. What remains per point is a few
// multiplications, which the compiler turns into vector code. Only maxima are taken, never sums, so
// the lanes' order cannot change a bit.
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

/// Factors by number of steps, for profiles of up to `most` steps.
class ScanTables {
public:
    explicit ScanTables(std::size_t most);

private:
    friend class ProfileScan;
    std::size_t most_;
    std::vector<float> index_;        ///< i
    std::vector<float> inverse_;      ///< 1 / i
    std::vector<float> inverse_back_; ///< 1 / (most - j)
    std::vector<float> root_;         ///< 1 / sqrt(i)
    std::vector<float> root_back_;    ///< 1 / sqrt(most - j)
};

/// One profile, scanned for any antenna heights and then valued at any frequency.
class ProfileScan {
public:
    ProfileScan(const ScanTables& tables, double effective_radius_m);

    /// Where the n + 1 heights of the next profile are written. @pre n is at most the tables' size
    float* heights(std::size_t n);
    /// Call after the heights are written. @param step_m distance of the samples
    void prepare(double step_m);

    /// Diffraction parameter times sqrt(wavelength in metres) for antennas at these heights above
    /// ground; -infinity where nothing lies between.
    [[nodiscard]] double parameter(double first_height_m, double second_height_m) const;
    [[nodiscard]] double first_ground_m() const { return static_cast<double>(first_ground_); }
    [[nodiscard]] double second_ground_m() const { return static_cast<double>(second_ground_); }

private:
    const ScanTables& tables_;
    double effective_radius_m_;
    double step_m_ = 0.0;
    std::size_t n_ = 0;
    float first_ground_ = 0.0F;
    float second_ground_ = 0.0F;
    std::vector<float> y_; ///< heights, then heights over the flattened Earth
};

} // namespace todoku::radio
