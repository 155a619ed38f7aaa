#include "radio/p2109.hpp"

#include "radio/normal_quantile.hpp"

#include <cmath>

namespace todoku::radio {

namespace {

// Table 1. The letters are those of the Recommendation.
struct Coefficients {
    double r, s, t, u, v, w, x, y, z;
};
constexpr Coefficients kTraditional = {12.64, 3.72, 0.96, 9.6, 2.0, 9.1, -3.0, 4.5, -2.0};
constexpr Coefficients kThermallyEfficient = {28.19, -3.00, 8.48, 13.5, 3.8, 27.8, -2.9, 9.4, -2.1};

// Eq. 4: the least that remains of the loss.
constexpr double kC_db = -3.0;
// Eq. 10, dB per degree.
constexpr double kPerDegree_db = 0.212;

double power_of(double db) {
    return std::pow(10.0, 0.1 * db);
}

} // namespace

double building_entry_loss_db(const BuildingEntry& entry) {
    const double f_ghz = entry.frequency.value() / 1e9;
    require_valid(f_ghz, kBuildingEntryFrequency_ghz, "f_ghz", kBuildingEntrySource);
    require_valid(entry.percent, kBuildingPercent, "p", kBuildingEntrySource);
    require_valid(entry.elevation_deg, kWallElevation_deg, "elevation_deg", kBuildingEntrySource);
    const Coefficients& c =
        entry.building == Building::Traditional ? kTraditional : kThermallyEfficient;
    const double log_f = std::log10(f_ghz);
    const double deviations = -upper_normal_quantile(entry.percent / 100.0);
    const double horizontal_db = c.r + c.s * log_f + c.t * log_f * log_f;     // Lh, eq. 9
    const double slanting_db = kPerDegree_db * std::abs(entry.elevation_deg); // Le, eq. 10
    const double a_db = deviations * (c.u + c.v * log_f) + horizontal_db + slanting_db; // eq. 2
    const double b_db = deviations * (c.y + c.z * log_f) + c.w + c.x * log_f;           // eq. 3
    return 10.0 * std::log10(power_of(a_db) + power_of(b_db) + power_of(kC_db));        // eq. 1
}

} // namespace todoku::radio
