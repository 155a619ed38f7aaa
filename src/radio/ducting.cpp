#include "radio/ducting.hpp"

#include <algorithm>
#include <cmath>

namespace todoku::radio {

namespace {

/// What an end loses to a horizon above its local plane (eq. 48).
double site_shielding_db(double angle_mrad, double horizon_km, double f_ghz) {
    const double above = angle_mrad - 0.1 * horizon_km; // eq. 48a
    return above > 0.0 ? 20.0 * std::log10(1.0 + 0.361 * above * std::sqrt(f_ghz * horizon_km)) +
                             0.264 * above * std::cbrt(f_ghz)
                       : 0.0;
}

/// What an end near the sea gains by surface ducts (eq. 49).
double sea_coupling_db(double coast_km, double horizon_km, double height_m, double sea_share) {
    return sea_share >= 0.75 && coast_km <= horizon_km && coast_km <= 5.0
               ? -3.0 * std::exp(-0.25 * coast_km * coast_km) *
                     (1.0 + std::tanh(0.07 * (50.0 - height_m)))
               : 0.0;
}

/// How much the shape of the path takes from the time of ducting (eq. 54 to 56).
double effective_ducting_percent(const DuctingPath& path, const DuctingHeights& heights) {
    const double d_km = path.terrain.length_m() / 1e3;
    const double ae_km = path.effective_radius.value() / 1e3;
    const double alpha = std::max(-3.4, -0.6 - 3.5e-9 * std::pow(d_km, 3.1) *
                                                   inland_term(path.sections.longest_inland_km));
    const double roots =
        std::sqrt(heights.first_effective_m) + std::sqrt(heights.second_effective_m);
    const double mu2 =
        std::min(1.0, std::pow(500.0 / ae_km * d_km * d_km / (roots * roots), alpha)); // eq. 55
    const double between_km = std::min(d_km - path.seen.first_km - path.seen.second_km, 40.0);
    const double mu3 =
        heights.roughness_m > 10.0
            ? std::exp(-4.6e-5 * (heights.roughness_m - 10.0) * (43.0 + 6.0 * between_km))
            : 1.0; // eq. 56
    return path.ducting_percent * mu2 * mu3;
}

} // namespace

Ducting ducting(const DuctingPath& path) {
    Ducting result;
    const double f = path.frequency.value() / 1e9;
    const double d_km = path.terrain.length_m() / 1e3;
    const double ae_km = path.effective_radius.value() / 1e3;
    const Horizons& seen = path.seen;
    const double sea = path.sections.sea_share;
    result.heights = ducting_heights(path.terrain, seen);

    const double long_waves_db = f < 0.5 ? 45.375 - 137.0 * f + 92.5 * f * f : 0.0; // eq. 47a
    result.coupling_db = 102.45 + 20.0 * std::log10(f) +
                         20.0 * std::log10(seen.first_km + seen.second_km) + long_waves_db +
                         site_shielding_db(seen.first_angle_mrad, seen.first_km, f) +
                         site_shielding_db(seen.second_angle_mrad, seen.second_km, f) +
                         sea_coupling_db(path.sections.first_to_coast_km, seen.first_km,
                                         path.terrain.first_antenna_m, sea) +
                         sea_coupling_db(path.sections.second_to_coast_km, seen.second_km,
                                         path.terrain.second_antenna_m, sea);

    const double angle = 1e3 * d_km / ae_km + std::min(seen.first_angle_mrad, 0.1 * seen.first_km) +
                         std::min(seen.second_angle_mrad, 0.1 * seen.second_km); // eq. 52
    result.angular_db = 5e-5 * ae_km * std::cbrt(f) * angle;                     // eq. 51

    result.beta_percent = effective_ducting_percent(path, result.heights);
    const double log_beta = std::log10(result.beta_percent);
    result.gamma = 1.076 / std::pow(2.0058 - log_beta, 1.012) *
                   std::exp(-(9.51 - 4.8 * log_beta + 0.198 * log_beta * log_beta) * 1e-6 *
                            std::pow(d_km, 1.13));
    const double ratio = path.time_percent / result.beta_percent;
    result.variability_db =
        -12.0 + (1.2 + 3.7e-3 * d_km) * std::log10(ratio) + 12.0 * std::pow(ratio, result.gamma);
    result.loss_db = result.coupling_db + result.angular_db + result.variability_db;
    return result;
}

} // namespace todoku::radio
