#include "radio/p833.hpp"

#include <cmath>

namespace todoku::radio {

namespace {

struct Reading {
    double f_ghz, db_per_m;
};
// Figure 2, vertical polarisation.
constexpr Reading kLow = {0.03, 0.02};
constexpr Reading kMiddle = {1.0, 0.2};
constexpr Reading kHigh = {30.0, 6.0};

double between(const Reading& a, const Reading& b, double f_ghz) {
    const double slope = std::log(b.db_per_m / a.db_per_m) / std::log(b.f_ghz / a.f_ghz);
    return a.db_per_m * std::pow(f_ghz / a.f_ghz, slope);
}

double checked_ghz(Hertz frequency) {
    const double f_ghz = frequency.value() / 1e9;
    require_valid(f_ghz, kWoodlandFrequency_ghz, "f_ghz", kWoodlandSource);
    return f_ghz;
}

} // namespace

double woodland_db_per_m(Hertz frequency) {
    const double f_ghz = checked_ghz(frequency);
    return f_ghz < kMiddle.f_ghz ? between(kLow, kMiddle, f_ghz) : between(kMiddle, kHigh, f_ghz);
}

double most_woodland_loss_db(Hertz frequency) {
    return 1.15 * std::pow(checked_ghz(frequency) * 1e3, 0.43);
}

double woodland_loss_db(const Woodland& wood) {
    require_valid(wood.depth_m, kWoodlandDepth_m, "d_m", kWoodlandSource);
    const double db_per_m = wood.db_per_m ? *wood.db_per_m : woodland_db_per_m(wood.frequency);
    const double most_db = wood.most_db ? *wood.most_db : most_woodland_loss_db(wood.frequency);
    require_valid(db_per_m, kWoodlandRate_db_per_m, "gamma_db_per_m", kWoodlandSource);
    require_valid(most_db, kWoodlandMost_db, "am_db", kWoodlandSource);
    return -most_db * std::expm1(-wood.depth_m * db_per_m / most_db);
}

} // namespace todoku::radio
