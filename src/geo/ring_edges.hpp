// What one edge of a ring has to do with one place: the questions that contains() and distance()
// ask of every edge, and ShapeIndex of few.
#pragma once

#include "geo/ellipsoid.hpp"
#include "geo/lat_lng.hpp"

#include <algorithm>
#include <cmath>

namespace todoku::geo {

/// True where the edge crosses the ray from `point` to the east.
inline bool crosses_east_of(LatLng point, LatLng a, LatLng b) {
    return (a.lat() > point.lat()) != (b.lat() > point.lat()) &&
           point.lng() <
               (b.lng() - a.lng()) * (point.lat() - a.lat()) / (b.lat() - a.lat()) + a.lng();
}

/// The point of an edge that is nearest to the frame's origin.
inline LocalFrame::EastNorth nearest_on_edge(LocalFrame::EastNorth a, LocalFrame::EastNorth b) {
    const double dx = b.east_m - a.east_m;
    const double dy = b.north_m - a.north_m;
    const double square = dx * dx + dy * dy;
    const double t =
        square > 0.0 ? std::clamp(-(a.east_m * dx + a.north_m * dy) / square, 0.0, 1.0) : 0.0;
    return {a.east_m + t * dx, a.north_m + t * dy};
}

/// Metres from the frame's origin to the nearest point of the edge.
inline double metres_to_edge(const LocalFrame& frame, LatLng from, LatLng to) {
    const auto nearest = nearest_on_edge(frame.to_metres(from), frame.to_metres(to));
    return std::hypot(nearest.east_m, nearest.north_m);
}

} // namespace todoku::geo
