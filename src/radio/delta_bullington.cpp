#include "radio/delta_bullington.hpp"

#include <algorithm>
#include <limits>
#include <vector>

namespace todoku::radio {

SmoothSurface fitted_surface(const ProfileView& terrain) {
    const auto& at = terrain.at_m;
    const auto& h = terrain.height_m;
    const double d = terrain.length_m();
    double v1 = 0.0; // eq. 58
    double v2 = 0.0; // eq. 59
    for (std::size_t i = 1; i < at.size(); ++i) {
        const double step = at[i] - at[i - 1];
        v1 += step * (h[i] + h[i - 1]);
        v2 += step * (h[i] * (2.0 * at[i] + at[i - 1]) + h[i - 1] * (at[i] + 2.0 * at[i - 1]));
    }
    return {(2.0 * v1 * d - v2) / (d * d), (v2 - v1 * d) / (d * d)}; // eq. 60
}

SmoothSurface smooth_surface(const ProfileView& terrain) {
    const auto& at = terrain.at_m;
    const auto& h = terrain.height_m;
    const double d = terrain.length_m();
    auto [first, second] = fitted_surface(terrain);

    // The highest obstruction above the line of sight and the steepest from both ends, eq. 61.
    double obstruction = -std::numeric_limits<double>::infinity();
    double from_first = -std::numeric_limits<double>::infinity();
    double from_second = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i + 1 < at.size(); ++i) {
        const double above =
            h[i] - (terrain.first_antenna_m * (d - at[i]) + terrain.second_antenna_m * at[i]) / d;
        obstruction = std::max(obstruction, above);
        from_first = std::max(from_first, above / at[i]);
        from_second = std::max(from_second, above / (d - at[i]));
    }
    if (obstruction > 0.0) {
        const double share = from_first / (from_first + from_second);
        first -= obstruction * share;
        second -= obstruction * (1.0 - share);
    }
    return {std::min(first, h.front()), std::min(second, h.back())};
}

DeltaBullington delta_bullington(const DeltaBullingtonCase& path, const SmoothSurface& surface) {
    DeltaBullington result;
    const ProfileView& real = path.obstacles;
    result.first_effective_m = real.first_antenna_m - surface.first_m;
    result.second_effective_m = real.second_antenna_m - surface.second_m;

    result.actual = bullington(real, path.effective_radius, path.wave);
    const std::vector<double> level(real.at_m.size(), 0.0);
    result.smooth =
        bullington({real.at_m, level, result.first_effective_m, result.second_effective_m},
                   path.effective_radius, path.wave);
    result.spherical_db = spherical_earth_loss_db({real.length_m(), result.first_effective_m,
                                                   result.second_effective_m, path.frequency,
                                                   path.polarisation, path.sea_share, path.wave},
                                                  path.effective_radius);
    result.loss_db =
        result.actual.loss_db + std::max(result.spherical_db - result.smooth.loss_db, 0.0);
    return result;
}

DeltaBullington delta_bullington(const DeltaBullingtonCase& path) {
    const ProfileView& real = path.obstacles;
    return delta_bullington(path, smooth_surface({real.at_m, path.terrain_m, real.first_antenna_m,
                                                  real.second_antenna_m}));
}

} // namespace todoku::radio
