// Path loss of one path over one profile by ITU-R P.1812-8 (09/2025), annex 1: line of sight with
// multipath, diffraction, ducting, troposcatter and clutter, for any share of time and locations.
//
// 30 MHz to 6 GHz, 0.25 to 3,000 km, antennas 1 to 3,000 m above ground, 1 to 50 % of time, 1 to
// 99 % of locations (section 2). Equation numbers are those of P.1812-6 to -8. This is the exact
// way: one whole profile, double precision, nothing shared between paths.
#pragma once

#include "radio/climate_zones.hpp"
#include "radio/delta_bullington.hpp"
#include "radio/ducting.hpp"
#include "radio/horizon.hpp"

#include <optional>

namespace todoku::radio {

struct P1812Path {
    std::span<const double> at_m;      ///< rises strictly from 0; at least 3 points
    std::span<const double> terrain_m; ///< above sea level
    /// Representative clutter height above terrain (section 3.2). Stands on every point but the two
    /// ends. Empty: none.
    std::span<const double> clutter_m;
    std::span<const int> zone; ///< see Zone; empty: inland
    Hertz frequency;
    Polarisation polarisation = Polarisation::Vertical;
    double first_height_m = 0.0; ///< antenna above ground
    double second_height_m = 0.0;
    double middle_lat_deg = 0.0;    ///< of the path's middle
    double time_percent = 50.0;     ///< p
    double location_percent = 50.0; ///< pL
    double delta_n = 45.0;          ///< N-units/km over the lowest kilometre, positive
    double n0 = 325.0;              ///< N-units at sea level, middle of the path
    /// Width of the area over which locations vary (section 4.7), metres.
    double resolution_m = 100.0;
    /// Over land from each end to the coast (dct, dcr), where known better than from `zone`.
    std::optional<double> first_to_coast_km = std::nullopt;
    std::optional<double> second_to_coast_km = std::nullopt;
};

/// Every intermediate, named as in the Recommendation. dB unless the name says otherwise.
struct P1812 {
    ZoneSections sections;
    double ducting_percent = 0.0; ///< beta0, eq. 5
    Metres effective_radius;      ///< ae, eq. 7a
    Horizons seen;
    SmoothSurface fitted;     ///< hst, hsr of eq. 85 and 86 before any correction
    SmoothSurface surface;    ///< hstd, hsrd
    Ducting anomalous;        ///< Lba and what leads to it
    double fi = 1.0;          ///< Fi, eq. 40
    double fj = 0.0;          ///< Fj, eq. 57
    double fk = 0.0;          ///< Fk, eq. 58
    double lbfs_db = 0.0;     ///< free space, eq. 8
    double lb0p_db = 0.0;     ///< line of sight for p %, eq. 10
    double lb0b_db = 0.0;     ///< for beta0 %, eq. 11
    DeltaBullington median;   ///< diffraction for ae: Ld50
    DeltaBullington enhanced; ///< diffraction for 3 Earth radii: Ldb
    double ldp_db = 0.0;      ///< eq. 41
    double lbd50_db = 0.0;    ///< eq. 42
    double lbd_db = 0.0;      ///< eq. 43
    double lminb0p_db = 0.0;  ///< eq. 59
    double lminbap_db = 0.0;  ///< eq. 60
    double lbda_db = 0.0;     ///< eq. 61
    double lbam_db = 0.0;     ///< eq. 62
    double lbs_db = 0.0;      ///< troposcatter, eq. 44
    double lbc_db = 0.0;      ///< eq. 63
    double sigma_db = 0.0;    ///< location variability, eq. 64 to 66
    double lloc_db = 0.0;     ///< eq. 67
    double loss_db = 0.0;     ///< Lb, eq. 69
};

/// @pre values within the ranges above (path_loss checks them)
P1812 p1812(const P1812Path& path);

/// Inverse of the complementary normal distribution by attachment 2 to annex 1, |error| < 0.00054.
/// Held at its value for 1e-6 and 1 - 1e-6 outside.
double inverse_complementary_normal(double share);

/// Standard deviation of loss over locations, dB (eq. 64 to 66). Receivers more than 10 m above the
/// clutter around them see none.
double location_deviation_db(Hertz frequency, double resolution_m, double receiver_height_m,
                             double clutter_m);

inline constexpr Hertz kLeastP1812Frequency = Hertz(30e6);
inline constexpr Hertz kGreatestP1812Frequency = Hertz(6e9);
inline constexpr Metres kLeastP1812Distance = Metres(250.0);
inline constexpr Metres kGreatestP1812Distance = Metres(3e6);

} // namespace todoku::radio
