#include "radio/antenna.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>

namespace todoku::radio {

namespace {

double radians(double degrees) {
    return degrees * std::numbers::pi / 180.0;
}

/// Within (-180, 180].
double turned(double degrees) {
    const double within = std::remainder(degrees, 360.0);
    return within <= -180.0 ? within + 360.0 : within;
}

/// 12 (angle / width)^2, up to a limit.
double parabola_db(double angle_deg, double width_deg, double most_db) {
    const double ratio = angle_deg / width_deg;
    return std::min(12.0 * ratio * ratio, most_db);
}

double gain_of(const Omnidirectional& omni, const Direction&) {
    return omni.gain_dbi;
}

double gain_of(const Element& element, const Direction& to) {
    const double vertical =
        parabola_db(to.elevation_deg, element.vertical_width_deg, element.least_vertical_db);
    const double horizontal =
        parabola_db(turned(to.azimuth_deg), element.horizontal_width_deg, element.front_to_back_db);
    return element.gain_dbi - std::min(vertical + horizontal, element.front_to_back_db);
}

double gain_of(const Column& column, const Direction& to) {
    require_valid(column.elements, kElements, "elements", kAntennaSource);
    require_valid(column.spacing_wavelengths, kSpacing_wavelengths, "spacing", kAntennaSource);
    require_valid(column.downtilt_deg, kDowntilt_deg, "downtilt_deg", kAntennaSource);
    // Phase from one element to the next; none in the direction the column is steered to.
    const double step =
        2.0 * std::numbers::pi * column.spacing_wavelengths *
        (std::sin(radians(to.elevation_deg)) + std::sin(radians(column.downtilt_deg)));
    std::complex<double> sum = 0.0;
    for (int i = 0; i < column.elements; ++i) {
        sum += std::polar(1.0, step * i);
    }
    const double factor_db = 10.0 * std::log10(std::norm(sum) / column.elements);
    return gain_of(column.element, to) + std::max(factor_db, kNull_db);
}

double gain_of(const CutPattern& cuts, const Direction& to) {
    return cuts.gain_dbi.value_or(0.0) - cuts.loss_db(to.azimuth_deg, to.elevation_deg);
}

} // namespace

double gain_dbi(const Pattern& pattern, const Direction& direction) {
    require_valid(direction.azimuth_deg, kAzimuth_deg, "azimuth_deg", kAntennaSource);
    require_valid(direction.elevation_deg, kElevation_deg, "elevation_deg", kAntennaSource);
    return std::visit([&](const auto& shape) { return gain_of(shape, direction); }, pattern);
}

double best_gain_dbi(std::span<const Sector> sectors, const Direction& direction) {
    double best = -std::numeric_limits<double>::infinity();
    for (const Sector& sector : sectors) {
        const double ahead = turned(direction.azimuth_deg - sector.bearing_deg);
        best = std::max(best, gain_dbi(sector.pattern, {ahead, direction.elevation_deg}));
    }
    return best;
}

} // namespace todoku::radio
