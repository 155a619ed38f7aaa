#include "radio/spherical_earth.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace todoku::radio {

namespace {

constexpr double kLeastHeight_m = 0.001;

/// Eq. 17a and 17b.
double distance_term_db(double x) {
    return x >= 1.6 ? 11.0 + 10.0 * std::log10(x) - 17.6 * x
                    : -20.0 * std::log10(x) - 5.6488 * std::pow(x, 1.425);
}

/// Eq. 18 and 18a, not under 2 + 20 log K.
double height_term_db(double b, double admittance) {
    const double gain = b > 2.0 ? 17.6 * std::sqrt(b - 1.1) - 5.0 * std::log10(b - 1.1) - 8.0
                                : 20.0 * std::log10(b + 0.1 * b * b * b);
    return std::max(gain, 2.0 + 20.0 * std::log10(admittance));
}

/// First term weighted by what lies under the path (P.1812-8 eq. 28; P.526 knows one ground only).
double mixed_first_term_db(const SmoothPath& path, Metres radius) {
    double loss = 0.0;
    if (path.sea_share > 0.0) {
        loss += path.sea_share * first_term(path, radius, kSea).loss_db();
    }
    if (path.sea_share < 1.0) {
        loss += (1.0 - path.sea_share) * first_term(path, radius, kLand).loss_db();
    }
    return loss;
}

} // namespace

FirstTerm first_term(const SmoothPath& path, Metres effective_radius, const Ground& ground) {
    const double f_mhz = path.frequency.value() / 1e6;
    const double ae_km = effective_radius.value() / 1e3;
    const double d_km = path.length_m / 1e3;
    const double loss_factor = 18000.0 * ground.conductivity_s_m / f_mhz;
    // Normalised surface admittance, horizontal and vertical (P.1812-8 eq. 29a and 29b).
    double k = 0.36 * std::pow(ae_km * f_mhz, -1.0 / 3.0) *
               std::pow((ground.permittivity - 1.0) * (ground.permittivity - 1.0) +
                            loss_factor * loss_factor,
                        -0.25);
    if (path.polarisation == Polarisation::Vertical) {
        k *= std::sqrt(ground.permittivity * ground.permittivity + loss_factor * loss_factor);
    }
    const double k2 = k * k;
    const double beta =
        (1.0 + 1.6 * k2 + 0.67 * k2 * k2) / (1.0 + 4.5 * k2 + 1.53 * k2 * k2); // P.1812-8 eq. 30
    const double x = 2.188 * beta * std::cbrt(f_mhz / (ae_km * ae_km)) * d_km; // eq. 14a
    const double y_per_m = 9.575e-3 * beta * std::cbrt(f_mhz * f_mhz / ae_km); // eq. 15a
    return {distance_term_db(x), height_term_db(beta * y_per_m * path.first_height_m, k),
            height_term_db(beta * y_per_m * path.second_height_m, k)};
}

double spherical_earth_loss_db(const SmoothPath& given, Metres effective_radius) {
    SmoothPath path = given;
    path.first_height_m = std::max(path.first_height_m, kLeastHeight_m);
    path.second_height_m = std::max(path.second_height_m, kLeastHeight_m);
    const double h1 = path.first_height_m;
    const double h2 = path.second_height_m;
    const double d = path.length_m;
    const double ae = effective_radius.value();

    const double horizon = std::sqrt(2.0 * ae) * (std::sqrt(h1) + std::sqrt(h2)); // P.1812-8 eq. 22
    if (d >= horizon) {
        return std::max(0.0, mixed_first_term_db(path, effective_radius));
    }
    // Least clearance between the curved Earth and the ray, eq. 22 to 22e.
    const double c = (h1 - h2) / (h1 + h2);
    const double m = d * d / (4.0 * ae * (h1 + h2));
    const double b =
        2.0 * std::sqrt((m + 1.0) / (3.0 * m)) *
        std::cos(
            std::numbers::pi / 3.0 +
            std::acos(std::clamp(1.5 * c * std::sqrt(3.0 * m / ((m + 1.0) * (m + 1.0) * (m + 1.0))),
                                 -1.0, 1.0)) /
                3.0);
    const double d1 = d / 2.0 * (1.0 + b);
    const double d2 = d - d1;
    const double clearance =
        ((h1 - d1 * d1 / (2.0 * ae)) * d2 + (h2 - d2 * d2 / (2.0 * ae)) * d1) / d;
    const double required =
        17.456 / std::sqrt(1e3) * std::sqrt(d1 * d2 * path.wave.value() / d); // P.1812-8 eq. 25
    if (clearance > required) {
        return 0.0;
    }
    // The radius that makes this distance the horizon, and interpolation between (P.1812-8 eq. 26
    // and 27).
    const double root = d / (std::sqrt(h1) + std::sqrt(h2));
    const double loss = mixed_first_term_db(path, Metres(0.5 * root * root));
    return loss > 0.0 ? (1.0 - clearance / required) * loss : 0.0;
}

} // namespace todoku::radio
