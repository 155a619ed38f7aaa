#include "geo/ellipsoid.hpp"

#include <geodesic.h>

#include <cmath>
#include <numbers>

namespace todoku::geo {

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;
constexpr double kEccentricitySquared = kFlattening * (2.0 - kFlattening);

const geod_geodesic& grs80() {
    static const geod_geodesic geodesic = [] {
        geod_geodesic g;
        geod_init(&g, kSemiMajorAxis, kFlattening);
        return g;
    }();
    return geodesic;
}

// Snyder (1987) eq. 3-12: q of a latitude, proportional to the area between it and the equator.
double snyder_q(double latitude_degrees) {
    const double e = std::sqrt(kEccentricitySquared);
    const double s = std::sin(latitude_degrees * kDegree);
    return (1.0 - kEccentricitySquared) *
           (s / (1.0 - kEccentricitySquared * s * s) + std::atanh(e * s) / e);
}

const double kPolarQ = snyder_q(90.0);

} // namespace

Metres distance(LatLng a, LatLng b) {
    double metres = 0.0;
    geod_inverse(&grs80(), a.lat(), a.lng(), b.lat(), b.lng(), &metres, nullptr, nullptr);
    return Metres(metres);
}

double azimuth(LatLng from, LatLng to) {
    double degrees = 0.0;
    geod_inverse(&grs80(), from.lat(), from.lng(), to.lat(), to.lng(), nullptr, &degrees, nullptr);
    return degrees < 0.0 ? degrees + 360.0 : degrees;
}

LatLng destination(LatLng from, double azimuth_degrees, Metres distance) {
    double lat = 0.0;
    double lng = 0.0;
    geod_direct(&grs80(), from.lat(), from.lng(), azimuth_degrees, distance.value(), &lat, &lng,
                nullptr);
    return LatLng::from_degrees(lat, lng);
}

double authalic_sine(double latitude_degrees) {
    return snyder_q(latitude_degrees) / kPolarQ;
}

SquareMetres area(const Box& box) {
    if (box.empty()) {
        return SquareMetres(0.0);
    }
    // Area of a zone: a^2 / 2 * (q2 - q1) * difference of longitude (Snyder 1987, eq. 3-13 and
    // 10-15).
    return SquareMetres(kSemiMajorAxis * kSemiMajorAxis / 2.0 *
                        (snyder_q(box.north) - snyder_q(box.south)) * (box.east - box.west) *
                        kDegree);
}

LocalFrame::LocalFrame(LatLng origin) : origin_(origin) {
    const double s = std::sin(origin.lat() * kDegree);
    const double w2 = 1.0 - kEccentricitySquared * s * s;
    const double meridian = kSemiMajorAxis * (1.0 - kEccentricitySquared) / (w2 * std::sqrt(w2));
    const double prime_vertical = kSemiMajorAxis / std::sqrt(w2);
    north_per_degree_ = meridian * kDegree;
    east_per_degree_ = prime_vertical * std::cos(origin.lat() * kDegree) * kDegree;
}

LatLng LocalFrame::to_lat_lng(EastNorth offset) const {
    return LatLng::from_degrees(origin_.lat() + offset.north_m / north_per_degree_,
                                origin_.lng() + offset.east_m / east_per_degree_);
}

} // namespace todoku::geo
