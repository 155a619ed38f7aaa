// Rings as runs of points, and what is certain of two of their edges.
#pragma once

#include "geo/geometry.hpp"

#include <cmath>
#include <cstdint>
#include <vector>

namespace todoku::io {

struct RingPoint {
    double x = 0.0; ///< longitude
    double y = 0.0; ///< latitude
    friend bool operator==(const RingPoint&, const RingPoint&) = default;
    /// From west to east, on one meridian from south to north.
    friend bool operator<(const RingPoint& a, const RingPoint& b) {
        return a.x < b.x || (a.x == b.x && a.y < b.y);
    }
};

struct PointRing {
    std::uint32_t first = 0; ///< its points, the first one repeated at `last`
    std::uint32_t last = 0;
    std::uint32_t polygon = 0;
    bool hole = false;
    int turn = 0; ///< +1 counter-clockwise, 0 too thin to tell
    RingPoint westernmost;
};

/// Edge e runs from point e to point e + 1.
struct RingPoints {
    std::vector<RingPoint> points;
    std::vector<PointRing> rings; ///< in the order of their points

    /// Points that repeat the one before are left out.
    void add(const geo::Ring& vertices, std::uint32_t polygon, bool hole);
    [[nodiscard]] std::size_t edges() const { return points.size() - rings.size(); }
};

/// Side of the line from a to b on which p lies: +1 left, -1 right, 0 too close to tell. The bound
/// is Shewchuk's (1997, ccwerrboundA).
inline int side(RingPoint a, RingPoint b, RingPoint p) {
    const double left = (b.x - a.x) * (p.y - a.y);
    const double right = (b.y - a.y) * (p.x - a.x);
    const double bound = 3.4e-16 * (std::abs(left) + std::abs(right));
    return left - right > bound ? 1 : right - left > bound ? -1 : 0;
}

/// Whether two edges without a common end certainly have no point in common.
inline bool edges_beside(const RingPoints& all, std::uint32_t edge, std::uint32_t other) {
    const auto beside = [](RingPoint a, RingPoint b, RingPoint c, RingPoint d) {
        const int first = side(c, d, a);
        return first != 0 && first == side(c, d, b);
    };
    const RingPoint a = all.points[edge];
    const RingPoint b = all.points[edge + 1];
    const RingPoint c = all.points[other];
    const RingPoint d = all.points[other + 1];
    return beside(a, b, c, d) || beside(c, d, a, b);
}

/// The same of two edges of one ring, `edge` before `other`; those that follow each other have
/// their common end alone.
inline bool edges_apart(const RingPoints& all, std::uint32_t edge, std::uint32_t other,
                        const PointRing& ring) {
    const auto may_fold = [](RingPoint a, RingPoint b, RingPoint c) {
        return (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y) <= 0.0 && side(a, b, c) == 0;
    };
    const bool follows = other == edge + 1 && other < ring.last;
    const bool closes = edge == ring.first && other + 1 == ring.last;
    if (follows || closes) {
        const std::uint32_t way_in = follows ? edge : other;
        const std::uint32_t way_out = follows ? other : edge;
        return follows != closes &&
               !may_fold(all.points[way_in], all.points[way_out], all.points[way_out + 1]);
    }
    return edges_beside(all, edge, other);
}

} // namespace todoku::io
