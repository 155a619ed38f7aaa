// Antennas: how much of a station's power goes in a direction. The same everywhere, an element or a
// column of elements of 3GPP, or the cuts of a manufacturer's file; turned to bearings, sectors.
#pragma once

#include "core/units.hpp"
#include "radio/antenna_cuts.hpp"
#include "radio/valid_range.hpp"

#include <span>
#include <variant>

namespace todoku::radio {

inline constexpr std::string_view kAntennaSource = "3GPP TR 38.901 7.3";
inline constexpr ValidRange kAzimuth_deg = {-360.0, 360.0, "deg"};
inline constexpr ValidRange kElevation_deg = {-90.0, 90.0, "deg"};
inline constexpr ValidRange kDowntilt_deg = {-90.0, 90.0, "deg"};
inline constexpr ValidRange kElements = {1.0, 1024.0, ""};
inline constexpr ValidRange kSpacing_wavelengths = {0.0, 100.0, "", true};
inline constexpr ValidRange kPeakGain_dbi = {-50.0, 80.0, "dBi"};

struct Direction {
    double azimuth_deg = 0.0;   ///< clockwise, from ahead (a pattern) or from north (sectors)
    double elevation_deg = 0.0; ///< above the horizon; below: negative
};

struct Omnidirectional {
    double gain_dbi = 0.0;
};

/// One element: 3GPP TR 38.901 V17.0.0, table 7.3-1.
struct Element {
    double gain_dbi = 8.0;              ///< G_E,max
    double horizontal_width_deg = 65.0; ///< phi_3dB
    double vertical_width_deg = 65.0;   ///< theta_3dB
    double least_vertical_db = 30.0;    ///< SLA_V
    double front_to_back_db = 30.0;     ///< A_max
};

/// Equal elements one above the other, fed so that they add up `downtilt_deg` below the horizon
/// (electrical tilt). The gain is the element's times the array factor, N at most (ITU-R M.2101-0,
/// table 4, one column).
struct Column {
    Element element;
    int elements = 8;
    double spacing_wavelengths = 0.7;
    double downtilt_deg = 0.0;
};

using Pattern = std::variant<Omnidirectional, Element, Column, CutPattern>;

/// Gain over an isotropic antenna, dBi. Where elements cancel out exactly: kNull_db under the sum
/// of their powers. A pattern of cuts without a gain counts as of 0 dBi.
/// @throws UsageError for a direction or a column outside the ranges above
double gain_dbi(const Pattern& pattern, const Direction& direction);

inline constexpr double kNull_db = -120.0;

/// A pattern turned: its main direction looks towards `bearing_deg`, clockwise from north.
struct Sector {
    Pattern pattern;
    double bearing_deg = 0.0;
};
/// Gain of the sector that serves the direction best (from north). @pre at least one sector
/// @throws UsageError as gain_dbi() of a pattern does
double best_gain_dbi(std::span<const Sector> sectors, const Direction& direction);

} // namespace todoku::radio
