// The effective Earth: refraction bends rays down, which a larger Earth radius stands for.
#pragma once

#include "core/units.hpp"

namespace todoku::radio {

/// Mean radius of the Earth (ITU-R P.1812-8, section 3.7).
inline constexpr Metres kEarthRadius = Metres(6.371e6);

/// The radius used by the free-space, Bullington and P.526 models: 8,500 km, that of a standard
/// atmosphere (k = 4/3) and of the validation examples that ITU-R Study Group 3 publishes for
/// P.526.
inline constexpr Metres kStandardEffectiveRadius = Metres(8.5e6);

/// Median effective radius for a lapse of `delta_n` N-units over the first kilometre of the
/// atmosphere. Source: ITU-R P.1812-8, section 3.7: k50 = 157 / (157 - delta N). @pre delta_n < 157
[[nodiscard]] constexpr Metres effective_earth_radius(double delta_n) {
    return kEarthRadius * (157.0 / (157.0 - delta_n));
}

} // namespace todoku::radio
