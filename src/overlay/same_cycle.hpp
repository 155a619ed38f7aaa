// Whether two rings are one: whatever vertex they start at, whichever way they go.
#pragma once

#include "geo/lat_lng.hpp"

#include <cstddef>
#include <span>

namespace todoku::overlay {

/// The same vertices in the same cycle, from any start, either way round.
/// @param a vertices without the repeated last one, as `b`
inline bool same_cycle(std::span<const geo::LatLng> a, std::span<const geo::LatLng> b) {
    if (a.size() != b.size()) {
        return false;
    }
    const std::size_t n = a.size();
    for (std::size_t start = 0; start < n; ++start) {
        if (b[start] != a[0]) {
            continue;
        }
        bool forward = true;
        bool backward = true;
        for (std::size_t i = 1; i < n && (forward || backward); ++i) {
            forward = forward && a[i] == b[start + i < n ? start + i : start + i - n];
            backward = backward && a[i] == b[start >= i ? start - i : start + n - i];
        }
        if (forward || backward) {
            return true;
        }
    }
    return false;
}

} // namespace todoku::overlay
