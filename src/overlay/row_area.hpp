// How the area of a mesh row grows with latitude: shares of a cell are shares of true area on the
// ellipsoid.
#pragma once

#include "overlay/lattice.hpp"

#include <cstdint>

namespace todoku::overlay {

/// One row of cells. `u` runs from 0 at its southern edge to 1 at its northern, linear in latitude;
/// below(u) is the share of the row's area south of u, a quartic with below(0) = 0 and below(1)
/// = 1.
///
/// The derivative of the authalic sine (Snyder 1987, eq. 3-12) is proportional to cos(lat) / (1 -
/// e^2 sin^2(lat))^2. A cubic through its values at u = 0, 1/3, 2/3 and 1, scaled to the integral
/// 1, is integrated. The remainder falls with the fourth power of the row's height: under 2e-11 for
/// 80 km cells, under 1e-14 for 10 km, below rounding for the rest.
class RowArea {
public:
    RowArea() = default;
    RowArea(const Lattice& lattice, std::int32_t row);

    [[nodiscard]] double below(double u) const {
        return u + u * (1.0 - u) * (a_ + u * (b_ + c_ * u));
    }

    /// Integral of x over the area from (x0, u0) to (x1, u1) along a straight line, `rise` being
    /// below(u1) - below(u0). Exact for the quartic: x is linear in u, so only the odd terms about
    /// the middle add to the trapezoid.
    [[nodiscard]] double under(double x0, double u0, double x1, double u1, double rise) const {
        const double square = (u1 - u0) * (u1 - u0);
        const double u = 0.5 * (u0 + u1);
        const double bend = 2.0 * (b_ - a_) + 6.0 * u * (c_ - b_) -
                            12.0 * c_ * u * u; // second derivative of below()
        return 0.5 * (x0 + x1) * rise +
               (x1 - x0) * square * (bend * (1.0 / 12.0) - c_ * square * (1.0 / 20.0));
    }

private:
    double a_ = 0.0;
    double b_ = 0.0;
    double c_ = 0.0;
};

} // namespace todoku::overlay
