// What an antenna's pattern takes in every direction, looked up for millions of receivers.
#pragma once

#include "radio/antenna.hpp"

#include <span>
#include <vector>

namespace todoku::radio {

/// Loss under the strongest direction, of the sector that serves a direction best; from a table of
/// degrees of azimuth and half degrees of elevation with straight lines between.
class AntennaTable {
public:
    /// @pre at least one sector
    /// @throws UsageError as `gain_dbi`
    explicit AntennaTable(std::span<const Sector> sectors);

    /// @param azimuth_deg clockwise from north, [-360, 360]. @param elevation_deg above the
    /// horizon, [-90, 90]
    [[nodiscard]] float loss_db(float azimuth_deg, float elevation_deg) const;

private:
    std::vector<float> loss_db_; ///< rows of elevations from -90, columns of azimuths from 0
};

} // namespace todoku::radio
