// Clutter loss of an antenna among buildings or trees (ITU-R P.2108-1 (09/2021), sections 3.1 and
// 3.2): what stands around an end of the path, where the path's own model does not know it.
//
// Either this or clutter heights along the profile, never both.
#pragma once

#include "core/units.hpp"
#include "radio/valid_range.hpp"

namespace todoku::radio {

inline constexpr std::string_view kTerrestrialClutterSource = "ITU-R P.2108-1 3.2";
/// Section 3.2, table of ranges.
inline constexpr ValidRange kTerrestrialClutterFrequency_ghz = {0.5, 67.0, "GHz"};
/// Of the whole path; for a correction at both ends it is at least 1 km.
inline constexpr ValidRange kTerrestrialClutterDistance_km = {.least = 0.25, .unit = "km"};
inline constexpr ValidRange kLocationPercent = {0.0, 100.0, "%", true};

/// Loss not exceeded at `location_percent` of urban and suburban places, for one end of the path
/// below the roofs, dB (eq. 3 to 6). From 2 km on it does not grow with distance (eq. 6). Negative
/// at few places: streets that lead the wave.
/// @throws UsageError outside the ranges above
double terrestrial_clutter_loss_db(Hertz frequency, Metres distance, double location_percent);

enum class Surroundings {
    Water,
    Open, ///< open, rural
    Suburban,
    Urban,
    Trees, ///< trees, forest
    DenseUrban,
};

inline constexpr std::string_view kHeightGainSource = "ITU-R P.2108-1 3.1";
/// Section 3.1.
inline constexpr ValidRange kHeightGainFrequency_ghz = {0.03, 3.0, "GHz"};
inline constexpr ValidRange kPositiveLength_m = {.least = 0.0, .unit = "m", .ends_excluded = true};
/// Section 3.1: where nothing is known of the streets.
inline constexpr double kUsualStreet_m = 27.0;

/// Height of what stands around, where nothing better is known (section 3.1, table 3), metres.
double usual_clutter_height_m(Surroundings surroundings);

struct ClutteredEnd {
    Surroundings surroundings = Surroundings::Urban;
    Hertz frequency;
    double antenna_m = 0.0;           ///< h, above ground
    double clutter_m = 0.0;           ///< R, above ground
    double street_m = kUsualStreet_m; ///< ws
};
/// Loss of an antenna below the height of what stands around, dB (eq. 1 and 2); 0 above it.
/// @throws UsageError outside the ranges above
double height_gain_loss_db(const ClutteredEnd& end);

} // namespace todoku::radio
