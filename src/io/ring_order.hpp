// Which way round a ring runs: formats want outer rings one way and holes the other.
#pragma once

#include "geo/geometry.hpp"

namespace todoku::io {

/// True where the ring runs clockwise seen from above (east to the right, north up).
inline bool runs_clockwise(const geo::Ring& ring) {
    double twice_area = 0.0;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        twice_area += (ring[j].lng() - ring[0].lng()) * (ring[i].lat() - ring[0].lat()) -
                      (ring[i].lng() - ring[0].lng()) * (ring[j].lat() - ring[0].lat());
    }
    return twice_area < 0.0;
}

} // namespace todoku::io
