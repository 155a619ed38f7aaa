#include "radio/horizon.hpp"

#include "radio/delta_bullington.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace todoku::radio {

namespace {

/// Elevation angle to a point `rise_m` above and `at_m` away over the effective Earth, mrad.
double elevation_mrad(double rise_m, double at_m, Metres radius) {
    return 1e3 * std::atan(rise_m / at_m - at_m / (2.0 * radius.value()));
}

} // namespace

Horizons horizons(const ProfileView& p, Metres radius, Metres wave) {
    Horizons result;
    const double d = p.length_m();
    const double rise = p.second_antenna_m - p.first_antenna_m;
    // The steepest point seen from the first antenna. Slopes order points as angles do.
    double steepest = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i + 1 < p.at_m.size(); ++i) {
        const double slope =
            (p.height_m[i] - p.first_antenna_m) / p.at_m[i] - p.at_m[i] / (2.0 * radius.value());
        if (slope > steepest) {
            steepest = slope;
            result.first_index = i;
        }
    }
    result.line_of_sight = !(steepest > rise / d - d / (2.0 * radius.value()));
    if (result.line_of_sight) {
        double highest = -std::numeric_limits<double>::infinity();
        for (std::size_t i = 1; i + 1 < p.at_m.size(); ++i) {
            const double at = p.at_m[i];
            const double clearance = p.height_m[i] + at * (d - at) / (2.0 * radius.value()) -
                                     (p.first_antenna_m * (d - at) + p.second_antenna_m * at) / d;
            const double v = clearance * std::sqrt(2.0 * d / (wave.value() * at * (d - at)));
            if (v >= highest) {
                highest = v;
                result.first_index = i;
            }
        }
        result.second_index = result.first_index;
        result.first_angle_mrad = elevation_mrad(rise, d, radius);
        result.second_angle_mrad = elevation_mrad(-rise, d, radius);
    } else {
        double from_second = -std::numeric_limits<double>::infinity();
        for (std::size_t i = 1; i + 1 < p.at_m.size(); ++i) {
            const double back = d - p.at_m[i];
            const double slope =
                (p.height_m[i] - p.second_antenna_m) / back - back / (2.0 * radius.value());
            if (slope >= from_second) {
                from_second = slope;
                result.second_index = i;
            }
        }
        result.first_angle_mrad = 1e3 * std::atan(steepest);
        result.second_angle_mrad = 1e3 * std::atan(from_second);
    }
    result.first_km = p.at_m[result.first_index] / 1e3;
    result.second_km = (d - p.at_m[result.second_index]) / 1e3;
    result.angular_distance_mrad =
        1e3 * d / radius.value() + result.first_angle_mrad + result.second_angle_mrad;
    return result;
}

DuctingHeights ducting_heights(const ProfileView& p, const Horizons& seen) {
    const SmoothSurface fitted = fitted_surface(p);
    DuctingHeights result;
    result.first_surface_m = std::min(fitted.first_m, p.height_m.front());
    result.second_surface_m = std::min(fitted.second_m, p.height_m.back());
    result.first_effective_m = p.first_antenna_m - result.first_surface_m;
    result.second_effective_m = p.second_antenna_m - result.second_surface_m;
    const double slope = (result.second_surface_m - result.first_surface_m) / p.length_m();
    const auto [from, to] = std::minmax(seen.first_index, seen.second_index);
    result.roughness_m = -std::numeric_limits<double>::infinity();
    for (std::size_t i = from; i <= to; ++i) {
        result.roughness_m = std::max(result.roughness_m,
                                      p.height_m[i] - (result.first_surface_m + slope * p.at_m[i]));
    }
    return result;
}

} // namespace todoku::radio
