#include "radio/antenna_table.hpp"

#include <algorithm>
#include <cmath>

namespace todoku::radio {

namespace {

constexpr std::size_t kAzimuths = 361; // 0 and 360, so that a neighbour is always there
constexpr std::size_t kElevations = 361;
constexpr float kPerDegree = 2.0F; // rows of elevations

} // namespace

AntennaTable::AntennaTable(std::span<const Sector> sectors) : loss_db_(kAzimuths * kElevations) {
    for (std::size_t row = 0; row < kElevations; ++row) {
        const double elevation = static_cast<double>(row) / static_cast<double>(kPerDegree) - 90.0;
        for (std::size_t azimuth = 0; azimuth < kAzimuths; ++azimuth) {
            loss_db_[row * kAzimuths + azimuth] = -static_cast<float>(
                best_gain_dbi(sectors, {static_cast<double>(azimuth), elevation}));
        }
    }
    const float least = *std::min_element(loss_db_.begin(), loss_db_.end());
    for (float& loss : loss_db_) {
        loss -= least;
    }
}

float AntennaTable::loss_db(float azimuth_deg, float elevation_deg) const {
    const float x = azimuth_deg < 0.0F ? azimuth_deg + 360.0F : azimuth_deg;
    const float y = (elevation_deg + 90.0F) * kPerDegree;
    const auto column = std::min(static_cast<std::size_t>(std::max(x, 0.0F)), kAzimuths - 2);
    const auto row = std::min(static_cast<std::size_t>(std::max(y, 0.0F)), kElevations - 2);
    const float across = x - static_cast<float>(column);
    const float up = y - static_cast<float>(row);
    const float* low = &loss_db_[row * kAzimuths + column];
    const float* high = low + kAzimuths;
    const float below = low[0] + (low[1] - low[0]) * across;
    const float above = high[0] + (high[1] - high[0]) * across;
    return below + (above - below) * up;
}

} // namespace todoku::radio
