// On which side of a stretch of an edge places lie, as far as doubles can tell.
#pragma once

#include "overlay/cell_part.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace todoku::overlay {

/// A place in a cell: u northward, x eastward, from 0 to 1; the southern ones first.
struct CellPoint {
    double u = 0.0;
    double x = 0.0;
    friend bool operator==(const CellPoint&, const CellPoint&) = default;
    friend bool operator<(const CellPoint& a, const CellPoint& b) {
        return a.u < b.u || (a.u == b.u && a.x < b.x);
    }
};

inline CellPoint low(const CellSegment& s) {
    return {s.u_low, s.x_low};
}
inline CellPoint high(const CellSegment& s) {
    return {s.u_high, s.x_high};
}

/// Of p beside the line from a up to b: -1 west, +1 east, 0 too close to tell. The bound is
/// Shewchuk's (1997, ccwerrboundA).
inline int side(CellPoint a, CellPoint b, CellPoint p) {
    const double left = (b.u - a.u) * (p.x - a.x);
    const double right = (b.x - a.x) * (p.u - a.u);
    const double bound = 3.4e-16 * (std::abs(left) + std::abs(right));
    return left - right > bound ? 1 : right - left > bound ? -1 : 0;
}

inline int side(const CellSegment& s, CellPoint p) {
    return side(low(s), high(s), p);
}

/// Whether two segments have nothing in common but ends that are the same, or everything.
inline bool apart(const CellSegment& a, const CellSegment& b) {
    if (std::max(a.x_low, a.x_high) < std::min(b.x_low, b.x_high)) { // a in the west
        return true;
    }
    const bool same_low = low(a) == low(b);
    const bool same_high = high(a) == high(b);
    if (same_low || same_high) {
        return (same_low && same_high) || side(a, same_low ? high(b) : low(b)) != 0;
    }
    const auto beside = [](const CellSegment& s, const CellSegment& t) {
        const int first = side(s, low(t));
        return first != 0 && first == side(s, high(t));
    };
    return beside(a, b) || beside(b, a);
}

/// Where the segments cross, each properly inside; nothing where they only touch or it is too close
/// to tell.
inline std::optional<CellPoint> crossing(const CellSegment& a, const CellSegment& b) {
    if (side(a, low(b)) * side(a, high(b)) >= 0 || side(b, low(a)) * side(b, high(a)) >= 0) {
        return std::nullopt;
    }
    const auto from_b = [&](CellPoint p) {
        return std::abs((b.u_high - b.u_low) * (p.x - b.x_low) -
                        (b.x_high - b.x_low) * (p.u - b.u_low));
    };
    const double below = from_b(low(a));
    const double t = below / (below + from_b(high(a)));
    const CellPoint p{a.u_low + t * (a.u_high - a.u_low), a.x_low + t * (a.x_high - a.x_low)};
    const bool inside = p.u > std::max(a.u_low, b.u_low) && p.u < std::min(a.u_high, b.u_high);
    return inside ? std::optional(p) : std::nullopt;
}

} // namespace todoku::overlay
