#include "io/antimeridian.hpp"

#include <algorithm>
#include <cmath>

namespace todoku::io {

namespace {

bool has_long_edge(const geo::Ring& ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const double along = std::abs(ring[(i + 1) % ring.size()].lng() - ring[i].lng());
        if (along > 180.0 && along < 360.0) { // 360: all around the earth
            return true;
        }
    }
    return false;
}

double unwrapped(double lng) {
    return lng < 0.0 ? lng + 360.0 : lng;
}

template <class Longitude>
double span_of(const geo::Ring& ring, Longitude longitude) {
    double west = longitude(ring.front().lng());
    double east = west;
    for (const geo::LatLng& at : ring) {
        west = std::min(west, longitude(at.lng()));
        east = std::max(east, longitude(at.lng()));
    }
    return east - west;
}

void unwrap(geo::Ring& ring) {
    for (geo::LatLng& at : ring) {
        at = geo::LatLng::from_degrees(at.lat(), unwrapped(at.lng()));
    }
}

} // namespace

bool unwrap_antimeridian(geo::MultiPolygon& shape) {
    bool any = false;
    for (geo::Polygon& polygon : shape.polygons) {
        if (!has_long_edge(polygon.outer) ||
            span_of(polygon.outer, unwrapped) >=
                span_of(polygon.outer, [](double lng) { return lng; })) {
            continue;
        }
        any = true;
        unwrap(polygon.outer);
        std::ranges::for_each(polygon.holes, unwrap);
    }
    return any;
}

} // namespace todoku::io
