// How likely a receiver is served when losses vary about their median from place to place.
#pragma once

#include "core/units.hpp"

#include <array>
#include <cstddef>

namespace todoku::radio {

/// Chance that a loss normally distributed about a median stays at or under the largest loss.
/// From a table of the normal distribution with linear steps of 1/64 standard deviation: within
/// 2e-5 of it, 0 and 1 beyond 5 standard deviations.
class ServiceChance {
public:
    /// @param deviation of losses over places; 0: service or none
    ServiceChance(Decibels maximum_loss, Decibels deviation);

    [[nodiscard]] float of(float median_loss_db) const {
        const float at = (median_loss_db - maximum_db_) * per_db_ + kMiddle;
        if (!(at < static_cast<float>(kSteps))) {
            return 0.0F; // also what is no number
        }
        if (at <= 0.0F) {
            return 1.0F;
        }
        const auto step = static_cast<std::size_t>(at);
        const float past = at - static_cast<float>(step);
        return table_[step] + (table_[step + 1] - table_[step]) * past;
    }

private:
    static constexpr std::size_t kSteps = 640;
    static constexpr float kMiddle = 320.0F;
    float maximum_db_;
    float per_db_; ///< table steps per dB
    std::array<float, kSteps + 2> table_{};
};

} // namespace todoku::radio
