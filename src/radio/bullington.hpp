// Bullington's construction: a whole terrain profile as one equivalent knife edge (ITU-R P.526,
// section 4.5.1).
//
// Equation numbers are those of P.526-14 (01/2018); section numbers are the same in editions 14, 15
// and 16. P.1812-8 states the same construction in its section 4.3.1.
#pragma once

#include "core/units.hpp"

#include <span>

namespace todoku::radio {

/// Loss of a knife edge at the diffraction parameter v, dB; 0 for v <= -0.78 (eq. 31 and the line
/// below it).
double knife_edge_loss_db(double v);

/// At this parameter 0.6 of the first Fresnel zone is clear, from where on a path counts as free of
/// obstacles (ITU-R P.526, section 2.2 and 4.1: v is sqrt 2 times the obstruction in radii).
inline constexpr double kClearParameter = -0.6 * 1.4142135623730951;

/// What a knife edge becomes on a path of this length: the empirical correction of eq. 57, dB.
double bullington_correction_db(double knife_edge_db, double path_m);

/// Heights above sea level over equal columns: `at_m` rises from 0 (the first antenna's foot) to
/// the path's length.
struct ProfileView {
    std::span<const double> at_m;
    std::span<const double> height_m; ///< of terrain or of what stands on it
    double first_antenna_m = 0.0;     ///< above sea level
    double second_antenna_m = 0.0;    ///< above sea level
    [[nodiscard]] double length_m() const { return at_m.back(); }
};

/// Every intermediate value, named as in the Recommendation (slopes in metres per metre, not per
/// kilometre).
struct Bullington {
    bool line_of_sight = true;
    double slope_tim = 0.0; ///< steepest line from the first antenna to a point (eq. 49)
    double slope_tr = 0.0;  ///< line from antenna to antenna (eq. 50)
    double slope_rim = 0.0; ///< steepest line from the second antenna (eq. 53); 0 in line of sight
    double point_m = 0.0; ///< Bullington point from the first antenna (eq. 54); 0 in line of sight
    double v = 0.0;       ///< diffraction parameter (eq. 51 or 55)
    double knife_edge_db = 0.0; ///< Luc (eq. 52 or 56)
    double loss_db = 0.0;       ///< Lb (eq. 57)
};

/// @pre at least two points, distances strictly rising from 0. Without an intermediate point the
/// loss is 0.
Bullington bullington(const ProfileView& profile, Metres effective_radius, Metres wave);

} // namespace todoku::radio
