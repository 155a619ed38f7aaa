// The GRS80 ellipsoid: geodesics (Karney 2013, in PROJ's geodesic.h), authalic latitude (Snyder
// 1987, p. 16), local metres.
#pragma once

#include "core/units.hpp"
#include "geo/box.hpp"
#include "geo/lat_lng.hpp"

namespace todoku::geo {

/// GRS80 (Moritz 2000): semi-major axis in metres and flattening.
inline constexpr double kSemiMajorAxis = 6378137.0;
inline constexpr double kFlattening = 1.0 / 298.257222101;

/// Length of the shortest line between two points.
Metres distance(LatLng a, LatLng b);
/// Azimuth at `from` towards `to`, degrees clockwise from north in [0, 360).
double azimuth(LatLng from, LatLng to);
/// The point at a distance and azimuth (degrees clockwise from north).
LatLng destination(LatLng from, double azimuth_degrees, Metres distance);

/// Sine of the authalic latitude, in [-1, 1]: areas are proportional to its difference times that
/// of longitude.
double authalic_sine(double latitude_degrees);
/// Area of the ellipsoid between two parallels and two meridians.
SquareMetres area(const Box& box);

/// Metres east and north of an origin on the plane that touches there; within 50 km good to 1 part
/// in 10^4.
class LocalFrame {
public:
    explicit LocalFrame(LatLng origin);
    struct EastNorth {
        double east_m = 0.0;
        double north_m = 0.0;
    };
    [[nodiscard]] EastNorth to_metres(LatLng point) const { // asked of every vertex of a coast
        return {(point.lng() - origin_.lng()) * east_per_degree_,
                (point.lat() - origin_.lat()) * north_per_degree_};
    }
    [[nodiscard]] LatLng to_lat_lng(EastNorth offset) const;
    [[nodiscard]] double metres_per_degree_lat() const { return north_per_degree_; }
    [[nodiscard]] double metres_per_degree_lng() const { return east_per_degree_; }

private:
    LatLng origin_;
    double north_per_degree_;
    double east_per_degree_;
};

} // namespace todoku::geo
