#include "overlay/row_area.hpp"

#include "geo/ellipsoid.hpp"

#include <cmath>
#include <numbers>

namespace todoku::overlay {

namespace {

// Area per degree of latitude, up to a factor that all latitudes share.
double density(double latitude_degrees) {
    constexpr double kEccentricitySquared = geo::kFlattening * (2.0 - geo::kFlattening);
    const double phi = latitude_degrees * std::numbers::pi / 180.0;
    const double s = std::sin(phi);
    const double w2 = 1.0 - kEccentricitySquared * s * s;
    return std::cos(phi) / (w2 * w2);
}

} // namespace

RowArea::RowArea(const Lattice& lattice, std::int32_t row) {
    const double rows = lattice.rows_per_degree;
    const double south = lattice.south;
    const double f0 = density(south + row / rows);
    const double f1 = density(south + (row + 1.0 / 3.0) / rows);
    const double f2 = density(south + (row + 2.0 / 3.0) / rows);
    const double f3 = density(south + (row + 1) / rows);
    const double mean =
        (f0 + 3.0 * f1 + 3.0 * f2 + f3) / 8.0;         // the cubic's integral (Newton's 3/8 rule)
    const double second = (f0 - 2.0 * f1 + f2) / mean; // differences of Newton's form
    const double third = (f3 - 3.0 * f2 + 3.0 * f1 - f0) / mean;
    // The cubic f0/mean + ... + 4.5 (second - third) u^2 + 4.5 third u^3 is the derivative of
    // below().
    a_ = f0 / mean - 1.0;
    c_ = -4.5 * third / 4.0;
    b_ = c_ - 1.5 * (second - third);
}

} // namespace todoku::overlay
