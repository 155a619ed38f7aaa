// What each end of a path sees: its horizon, the angular distance, and effective heights over the
// smooth surface for ducting (ITU-R P.1812-8, attachment 1 to annex 1).
#pragma once

#include "radio/bullington.hpp"

namespace todoku::radio {

/// Angles in milliradians above the local horizontal, distances in kilometres. On a path in line of
/// sight both horizons are the point with the largest diffraction parameter, and the angles those
/// of the other antenna.
struct Horizons {
    bool line_of_sight = true;
    double first_angle_mrad = 0.0;      ///< theta_t
    double second_angle_mrad = 0.0;     ///< theta_r
    double first_km = 0.0;              ///< dlt
    double second_km = 0.0;             ///< dlr
    double angular_distance_mrad = 0.0; ///< theta
    std::size_t first_index = 0;        ///< of the first antenna's horizon point in the profile
    std::size_t second_index = 0;
};
/// @param terrain bare terrain. @pre at least one point between the ends
Horizons horizons(const ProfileView& terrain, Metres effective_radius, Metres wave);

/// The smooth surface and antennas above it as ducting sees them.
struct DuctingHeights {
    double first_surface_m = 0.0;    ///< hst of eq. 85, not above the terrain
    double second_surface_m = 0.0;   ///< hsr
    double first_effective_m = 0.0;  ///< hte
    double second_effective_m = 0.0; ///< hre
    double roughness_m = 0.0;        ///< hm: highest terrain over the surface between the horizons
};
DuctingHeights ducting_heights(const ProfileView& terrain, const Horizons& seen);

} // namespace todoku::radio
