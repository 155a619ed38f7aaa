// Attenuation by oxygen and water vapour per kilometre, line by line (ITU-R P.676-13 (08/2022),
// annex 1, section 1).
//
// 1 to 1,000 GHz. At 28 GHz it is 0.1 dB/km: little over a cell, and the rain's share is larger.
#pragma once

#include "core/units.hpp"
#include "radio/valid_range.hpp"

namespace todoku::radio {

inline constexpr std::string_view kGasSource = "ITU-R P.676-13";
/// Annex 1, section 1.
inline constexpr ValidRange kGasFrequency_ghz = {1.0, 1000.0, "GHz"};
/// Annex 1 holds for any air; these only keep out values in other units.
inline constexpr ValidRange kAirPressure_hpa = {0.0, 1100.0, "hPa"};
inline constexpr ValidRange kAirTemperature_k = {150.0, 350.0, "K"};
inline constexpr ValidRange kVapourDensity_g_m3 = {0.0, 100.0, "g/m3"};

/// Air at a place. The defaults are the ground of the mean annual global reference atmosphere
/// (ITU-R P.835-6, section 1.1 and 1.2), near that of middle latitudes: summers there have twice
/// the vapour, winters half.
struct Air {
    /// Of dry air, p in eq. 3 to 9; a barometer shows p + e, with e = vapour * temperature / 216.7.
    double dry_pressure_hpa = 1013.25;
    double temperature_k = 288.15;
    double vapour_g_m3 = 7.5;
};

struct GasAttenuation {
    double oxygen_db_per_km = 0.0; ///< of dry air: oxygen lines, Debye spectrum, nitrogen
    double vapour_db_per_km = 0.0;
    [[nodiscard]] double db_per_km() const { return oxygen_db_per_km + vapour_db_per_km; }
};
/// @throws UsageError outside the ranges above
GasAttenuation gas_attenuation(Hertz frequency, const Air& air = {});

} // namespace todoku::radio
