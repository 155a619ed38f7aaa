#include "radio/p2108.hpp"

#include "radio/bullington.hpp"
#include "radio/normal_quantile.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace todoku::radio {

namespace {

// Standard deviations of eq. 4b and 5b, dB.
constexpr double kSigmaLong_db = 4.0;
constexpr double kSigmaShort_db = 6.0;

// Eq. 6.
constexpr double kLongest_km = 2.0;

// Eq. 2a: a knife edge level with the antenna is what an antenna at the clutter's height has.
constexpr double kGrazing_db = 6.03;

double power(double exponent) {
    return std::pow(10.0, exponent);
}

/// Eq. 3.
double unlimited_db(double f_ghz, double d_km, double location_percent) {
    const double log_f = std::log10(f_ghz);
    const double long_db = -2.0 * std::log10(power(-5.0 * log_f - 12.5) + power(-16.5));
    const double short_db = 32.98 + 23.9 * std::log10(d_km) + 3.0 * log_f;
    const double long_weight = power(-0.2 * long_db);
    const double short_weight = power(-0.2 * short_db);
    const double weights = long_weight + short_weight;
    const double sigma_db = std::sqrt((kSigmaLong_db * kSigmaLong_db * long_weight +
                                       kSigmaShort_db * kSigmaShort_db * short_weight) /
                                      weights);
    return -5.0 * std::log10(weights) - sigma_db * upper_normal_quantile(location_percent / 100.0);
}

} // namespace

double terrestrial_clutter_loss_db(Hertz frequency, Metres distance, double location_percent) {
    const double f_ghz = frequency.value() / 1e9;
    const double d_km = distance.value() / 1e3;
    require_valid(f_ghz, kTerrestrialClutterFrequency_ghz, "f_ghz", kTerrestrialClutterSource);
    require_valid(d_km, kTerrestrialClutterDistance_km, "d_km", kTerrestrialClutterSource);
    require_valid(location_percent, kLocationPercent, "p", kTerrestrialClutterSource);
    // Eq. 6 takes the lesser: at few places eq. 3 falls with distance.
    return std::min(unlimited_db(f_ghz, d_km, location_percent),
                    unlimited_db(f_ghz, kLongest_km, location_percent));
}

double usual_clutter_height_m(Surroundings surroundings) {
    switch (surroundings) {
    case Surroundings::Water:
    case Surroundings::Open:
    case Surroundings::Suburban:
        return 10.0;
    case Surroundings::Urban:
    case Surroundings::Trees:
        return 15.0;
    case Surroundings::DenseUrban:
        return 20.0;
    }
    return 0.0;
}

double height_gain_loss_db(const ClutteredEnd& end) {
    const double f_ghz = end.frequency.value() / 1e9;
    require_valid(f_ghz, kHeightGainFrequency_ghz, "f_ghz", kHeightGainSource);
    require_valid(end.antenna_m, kPositiveLength_m, "h_m", kHeightGainSource);
    require_valid(end.street_m, kPositiveLength_m, "street_m", kHeightGainSource);
    require_valid(end.clutter_m, kPositiveLength_m, "clutter_m", kHeightGainSource);
    if (end.antenna_m >= end.clutter_m) {
        return 0.0;
    }
    if (end.surroundings == Surroundings::Water || end.surroundings == Surroundings::Open) {
        const double slope = 21.8 + 6.2 * std::log10(f_ghz);       // Kh2, eq. 2f
        return -slope * std::log10(end.antenna_m / end.clutter_m); // eq. 2b
    }
    const double below_m = end.clutter_m - end.antenna_m; // hdif, eq. 2d
    const double angle_deg = std::atan(below_m / end.street_m) * 180.0 / std::numbers::pi; // eq. 2e
    const double v = 0.342 * std::sqrt(f_ghz) * std::sqrt(below_m * angle_deg); // eq. 2c, 2g
    return knife_edge_loss_db(v) - kGrazing_db;                                 // eq. 2a
}

} // namespace todoku::radio
