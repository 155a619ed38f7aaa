// Diffraction over general terrain: Bullington's knife edge corrected towards the smooth Earth
// (ITU-R P.526, section 4.5.2).
//
// Equation numbers are those of P.526-14 (01/2018). P.1812-8 states the same in its section 4.3.4.
#pragma once

#include "radio/bullington.hpp"
#include "radio/spherical_earth.hpp"

namespace todoku::radio {

/// Heights of the smooth surface under both antennas that fits the terrain (eq. 58 to 61 and the
/// lines below them), above sea level.
struct SmoothSurface {
    double first_m = 0.0;
    double second_m = 0.0;
};
/// The straight line that fits the terrain, whatever stands above it (eq. 58 to 60).
SmoothSurface fitted_surface(const ProfileView& terrain);
/// The same lowered where an obstruction stands above the line of sight.
/// @param terrain bare terrain; the surface is never above it at the ends
SmoothSurface smooth_surface(const ProfileView& terrain);

struct DeltaBullington {
    Bullington actual;               ///< over the profile as it is: Lbulla
    Bullington smooth;               ///< over the smooth surface: Lbulls
    double first_effective_m = 0.0;  ///< antenna above the smooth surface: htc'
    double second_effective_m = 0.0; ///< hrc'
    double spherical_db = 0.0;       ///< Ldsph
    double loss_db = 0.0;            ///< Ld = Lbulla + max(Ldsph - Lbulls, 0)
};

struct DeltaBullingtonCase {
    ProfileView obstacles;             ///< terrain with what stands on it between the ends
    std::span<const double> terrain_m; ///< bare terrain, for the smooth surface
    Hertz frequency;
    Metres effective_radius;
    Polarisation polarisation = Polarisation::Horizontal;
    double sea_share = 0.0;
    Metres wave = wavelength(frequency);
};
/// Where the smooth surface is fitted beforehand; `path.terrain_m` is not read.
DeltaBullington delta_bullington(const DeltaBullingtonCase& path, const SmoothSurface& surface);
DeltaBullington delta_bullington(const DeltaBullingtonCase& path);

} // namespace todoku::radio
