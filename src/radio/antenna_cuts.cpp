#include "radio/antenna_cuts.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace todoku::radio {

namespace {

double once_around(double angle_deg) {
    const double within = std::fmod(angle_deg, 360.0);
    const double positive = within < 0.0 ? within + 360.0 : within;
    return positive < 360.0 ? positive : 0.0; // a tiny negative angle rounds up to 360
}

} // namespace

Cut::Cut(std::vector<CutPoint> points) : points_(std::move(points)) {}

double Cut::loss_db(double angle_deg) const {
    const double angle = once_around(angle_deg);
    const auto next =
        std::ranges::upper_bound(points_, angle, std::ranges::less(), &CutPoint::angle_deg);
    const CutPoint& after = next == points_.end() ? points_.front() : *next;
    const CutPoint& before = next == points_.begin() ? points_.back() : *(next - 1);
    const double whole = once_around(after.angle_deg - before.angle_deg);
    if (whole == 0.0) { // the only point
        return before.loss_db;
    }
    const double share = once_around(angle - before.angle_deg) / whole;
    return before.loss_db + share * (after.loss_db - before.loss_db);
}

double CutPattern::loss_db(double azimuth_deg, double elevation_deg) const {
    return horizontal.loss_db(azimuth_deg) + vertical.loss_db(elevation_deg) - shared_db;
}

} // namespace todoku::radio
