// Free space: the loss of distance alone (ITU-R P.525).
#pragma once

#include "core/units.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace todoku::radio {

/// Metres per second, exact by the definition of the metre (BIPM, SI Brochure).
inline constexpr double kSpeedOfLight = 299792458.0;

[[nodiscard]] inline Metres wavelength(Hertz frequency) {
    return Metres(kSpeedOfLight / frequency.value());
}

/// Below this distance free space is no longer a model of anything a handset sees: the near field
/// of a macro antenna array ends at some metres. House assumption; the loss is held at its value
/// there.
inline constexpr double kLeastDistance_m = 1.0;

/// Straight line between two antennas `ground_m` apart whose heights above sea level differ by
/// `rise_m`.
[[nodiscard]] inline double slant_m(double ground_m, double rise_m) {
    return std::max(kLeastDistance_m, std::sqrt(ground_m * ground_m + rise_m * rise_m));
}

/// Basic transmission loss in free space between isotropic antennas, dB.
/// Source: ITU-R P.525-4, section 2.2: Lbf = 20 log10(4 pi d / lambda).
[[nodiscard]] inline double free_space_loss_db(double distance_m, Metres wave) {
    return 20.0 * std::log10(4.0 * std::numbers::pi * distance_m / wave.value());
}

} // namespace todoku::radio
