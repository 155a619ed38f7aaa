// An antenna known by two cuts through its pattern, the level one and the upright one, as
// manufacturers publish it.
#pragma once

#include <optional>
#include <vector>

namespace todoku::radio {

struct CutPoint {
    double angle_deg = 0.0; ///< [0, 360)
    double loss_db = 0.0;   ///< below the gain of the main beam, 0 or more
};

/// Once around. Between two points the loss runs straight, across 360 degrees too.
class Cut {
public:
    /// @pre at least one point, angles within [0, 360) and rising strictly
    explicit Cut(std::vector<CutPoint> points);
    /// @param angle_deg any finite angle
    [[nodiscard]] double loss_db(double angle_deg) const;
    [[nodiscard]] const std::vector<CutPoint>& points() const { return points_; }

private:
    std::vector<CutPoint> points_;
};

struct CutPattern {
    std::optional<double> gain_dbi; ///< of the main beam; none: the file does not say
    Cut horizontal;                 ///< clockwise from ahead
    Cut vertical;                   ///< upwards from ahead: 90 is above, 270 below
    /// What both cuts count of the loss straight ahead: of a tilted beam cut at the horizon.
    double shared_db = 0.0;

    /// Both losses together, less what both count. Behind, too, the vertical cut is read at the
    /// elevation, as its front half says: the level cut has what is behind.
    /// @param azimuth_deg clockwise from ahead. @param elevation_deg [-90, 90]
    [[nodiscard]] double loss_db(double azimuth_deg, double elevation_deg) const;
};

} // namespace todoku::radio
