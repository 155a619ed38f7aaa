// Attenuation by rain per kilometre (ITU-R P.838-3 (03/2005)).
#pragma once

#include "core/units.hpp"
#include "radio/valid_range.hpp"

namespace todoku::radio {

inline constexpr std::string_view kRainSource = "ITU-R P.838-3";
/// Recommends 1.
inline constexpr ValidRange kRainFrequency_ghz = {1.0, 1000.0, "GHz"};
/// The power law has no limit of its own; the heaviest hour measured in Japan had 153 mm (JMA), the
/// heaviest minute of the world some 2,300 mm/h.
inline constexpr ValidRange kRainRate_mm_h = {0.0, 2500.0, "mm/h"};
inline constexpr ValidRange kPathElevation_deg = {-90.0, 90.0, "deg"};
inline constexpr ValidRange kPolarisationTilt_deg = {-180.0, 180.0, "deg"};

/// Tilt of the field from the horizontal. Circular polarisation is as 45 degrees (eq. 5).
inline constexpr double kHorizontalTilt_deg = 0.0;
inline constexpr double kVerticalTilt_deg = 90.0;
inline constexpr double kCircularTilt_deg = 45.0;

/// Attenuation is k R^alpha dB/km at R mm/h (eq. 1).
struct RainLaw {
    double k = 0.0;
    double alpha = 0.0;
    /// @throws UsageError outside kRainRate_mm_h
    [[nodiscard]] double db_per_km(double rain_mm_h) const;
};
/// Eq. 2 to 5 and tables 1 to 4. @throws UsageError outside the ranges above
RainLaw rain_law(Hertz frequency, double tilt_deg, double elevation_deg = 0.0);

} // namespace todoku::radio
