#include "radio/service_chance.hpp"

#include <cmath>
#include <numbers>

namespace todoku::radio {

namespace {

constexpr double kStepsPerDeviation = 64.0;
/// What stands for no deviation at all: service changes within a ten-thousandth of a dB.
constexpr double kLeastDeviation_db = 1e-5;

} // namespace

ServiceChance::ServiceChance(Decibels maximum_loss, Decibels deviation)
    : maximum_db_(static_cast<float>(maximum_loss.value())),
      per_db_(static_cast<float>(kStepsPerDeviation /
                                 std::max(deviation.value(), kLeastDeviation_db))) {
    for (std::size_t i = 0; i < table_.size(); ++i) {
        const double z =
            (static_cast<double>(i) - static_cast<double>(kMiddle)) / kStepsPerDeviation;
        table_[i] = static_cast<float>(0.5 * std::erfc(z / std::numbers::sqrt2));
    }
    table_.front() = 1.0F;
    table_[kSteps] = table_[kSteps + 1] = 0.0F;
}

} // namespace todoku::radio
