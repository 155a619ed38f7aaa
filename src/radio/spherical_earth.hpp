// Diffraction over a smooth spherical Earth at any distance (ITU-R P.526, section 3).
//
// Equation numbers are those of P.526-14 (01/2018) unless P.1812-8 is named, which states the same
// in its sections 4.3.2 and 4.3.3.
#pragma once

#include "core/units.hpp"
#include "radio/free_space.hpp"

namespace todoku::radio {

/// Electrical constants of the surface (ITU-R P.1812-8, section 4.3.3; average land of P.527).
struct Ground {
    double permittivity = 22.0; ///< relative
    double conductivity_s_m = 0.003;
};
inline constexpr Ground kLand{22.0, 0.003};
inline constexpr Ground kSea{80.0, 5.0};

enum class Polarisation { Horizontal, Vertical };

/// The path over the smooth Earth. Heights of the antennas above its surface.
struct SmoothPath {
    double length_m = 0.0;
    double first_height_m = 0.0;
    double second_height_m = 0.0;
    Hertz frequency;
    Polarisation polarisation = Polarisation::Horizontal;
    double sea_share = 0.0; ///< of the path's length, [0, 1]
    Metres wave = wavelength(frequency);
};

/// The first term of the residue series for paths beyond the horizon (section 3.1.1).
struct FirstTerm {
    double distance_db = 0.0;      ///< F(X), eq. 17
    double first_height_db = 0.0;  ///< G(Y1), eq. 18
    double second_height_db = 0.0; ///< G(Y2), eq. 18
    [[nodiscard]] double loss_db() const {
        return -distance_db - first_height_db - second_height_db;
    } ///< P.1812-8 eq. 36
};
/// @pre positive length and heights
FirstTerm first_term(const SmoothPath& path, Metres effective_radius, const Ground& ground);

/// Loss at any distance, dB, never negative (section 3.2). Antennas on or below the surface count
/// as 0.001 m above it: the series has no value at 0.
double spherical_earth_loss_db(const SmoothPath& path, Metres effective_radius);

/// Section 3.2 is stated for 10 MHz and above.
inline constexpr Hertz kLeastSphericalFrequency = Hertz(10e6);

} // namespace todoku::radio
