#include "io/ring_points.hpp"

namespace todoku::io {

void RingPoints::add(const geo::Ring& vertices, std::uint32_t polygon, bool hole) {
    const auto at = [&](std::size_t i) { return RingPoint{vertices[i].lng(), vertices[i].lat()}; };
    const RingPoint origin = at(0);
    PointRing ring;
    ring.first = static_cast<std::uint32_t>(points.size());
    ring.polygon = polygon;
    ring.hole = hole;
    ring.westernmost = origin;
    points.push_back(origin);
    double twice = 0.0;
    double scale = 0.0;
    for (std::size_t i = 1; i <= vertices.size(); ++i) {
        const RingPoint a = points.back();
        const RingPoint b = i < vertices.size() ? at(i) : origin;
        if (a == b) {
            continue;
        }
        const double left = (a.x - origin.x) * (b.y - origin.y);
        const double right = (b.x - origin.x) * (a.y - origin.y);
        twice += left - right;
        scale += std::abs(left) + std::abs(right);
        ring.westernmost = b.x < ring.westernmost.x ? b : ring.westernmost;
        points.push_back(b);
    }
    ring.last = static_cast<std::uint32_t>(points.size()) - 1;
    ring.turn = std::abs(twice) > 1e-10 * scale ? (twice > 0.0 ? 1 : -1) : 0;
    rings.push_back(ring);
}

} // namespace todoku::io
