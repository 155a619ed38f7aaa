#include "io/rings_apart.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace todoku::io {

namespace {

struct Point {
    double x = 0.0; // longitude
    double y = 0.0; // latitude
    friend bool operator==(const Point&, const Point&) = default;
};

struct Edge {
    Point a;
    Point b;
    std::uint32_t ring = 0;
    std::uint32_t next = 0; // the edge that begins where this one ends
};

// Side of the line from a to b on which p lies: +1 left, -1 right, 0 too close to tell. The bound
// is Shewchuk's (1997, ccwerrboundA).
int side(Point a, Point b, Point p) {
    const double left = (b.x - a.x) * (p.y - a.y);
    const double right = (b.y - a.y) * (p.x - a.x);
    const double bound = 3.4e-16 * (std::abs(left) + std::abs(right));
    return left - right > bound ? 1 : right - left > bound ? -1 : 0;
}

bool boxes_apart(const Edge& s, const Edge& t) {
    return std::max(s.a.x, s.b.x) < std::min(t.a.x, t.b.x) ||
           std::max(t.a.x, t.b.x) < std::min(s.a.x, s.b.x) ||
           std::max(s.a.y, s.b.y) < std::min(t.a.y, t.b.y) ||
           std::max(t.a.y, t.b.y) < std::min(s.a.y, s.b.y);
}

// Wholly, and certainly, on one side of the other's line.
bool beside(const Edge& s, const Edge& t) {
    const int first = side(t.a, t.b, s.a);
    return first != 0 && first == side(t.a, t.b, s.b);
}

// Edges in a lattice of buckets, each in all buckets that it may run through.
class Buckets {
public:
    explicit Buckets(std::span<const Edge> edges) : edges_(edges) {
        west_ = south_ = std::numeric_limits<double>::infinity();
        double east = -std::numeric_limits<double>::infinity();
        double north = -std::numeric_limits<double>::infinity();
        for (const Edge& edge : edges) {
            west_ = std::min(west_, edge.a.x);
            east = std::max(east, edge.a.x);
            south_ = std::min(south_, edge.a.y);
            north = std::max(north, edge.a.y);
        }
        const auto lines = static_cast<std::int32_t>(
            std::clamp(std::sqrt(static_cast<double>(edges.size())), 1.0, 8192.0));
        count_ = lines;
        x_scale_ = lines / std::max(east - west_, 1e-300);
        y_scale_ = lines / std::max(north - south_, 1e-300);
    }

    // False where the edges are so long that listing them would not be quick.
    bool fill() {
        const std::size_t most = 16 * edges_.size() + 1024;
        begin_.assign(static_cast<std::size_t>(count_) * static_cast<std::size_t>(count_) + 1, 0);
        std::size_t entries = 0;
        for (const Edge& edge : edges_) {
            each_bucket(edge, [&](std::size_t bucket) {
                ++begin_[bucket + 1];
                ++entries;
            });
            if (entries > most) {
                return false;
            }
        }
        for (std::size_t i = 1; i < begin_.size(); ++i) {
            begin_[i] += begin_[i - 1];
        }
        listed_.resize(entries);
        std::vector<std::uint32_t> next(begin_.begin(), begin_.end() - 1);
        for (std::uint32_t i = 0; i < edges_.size(); ++i) {
            each_bucket(edges_[i], [&](std::size_t bucket) { listed_[next[bucket]++] = i; });
        }
        return true;
    }

    [[nodiscard]] std::size_t size() const { return begin_.size() - 1; }
    [[nodiscard]] std::span<const std::uint32_t> at(std::size_t bucket) const {
        return std::span(listed_).subspan(begin_[bucket], begin_[bucket + 1] - begin_[bucket]);
    }
    [[nodiscard]] std::span<const std::uint32_t> at(std::int32_t column, std::int32_t row) const {
        return at(static_cast<std::size_t>(row) * static_cast<std::size_t>(count_) +
                  static_cast<std::size_t>(column));
    }
    [[nodiscard]] std::int32_t column(double x) const { return line((x - west_) * x_scale_); }
    [[nodiscard]] std::int32_t row(double y) const { return line((y - south_) * y_scale_); }
    /// Everything west of here lies in columns before it (rounding left to the caller).
    [[nodiscard]] double west_of(std::int32_t column) const { return west_ + column / x_scale_; }

private:
    [[nodiscard]] std::int32_t line(double value) const {
        return static_cast<std::int32_t>(std::clamp(value, 0.0, count_ - 1.0));
    }

    template <class Visit>
    void each_bucket(const Edge& edge, Visit visit) const {
        const Point low = edge.a.y <= edge.b.y ? edge.a : edge.b;
        const Point high = edge.a.y <= edge.b.y ? edge.b : edge.a;
        const std::int32_t first = row(low.y);
        const std::int32_t last = row(high.y);
        const double slope = high.y > low.y ? (high.x - low.x) / (high.y - low.y) : 0.0;
        for (std::int32_t r = first; r <= last; ++r) {
            double x0 = low.x;
            double x1 = high.x;
            if (first != last) {
                x0 = r == first ? x0 : low.x + (south_ + r / y_scale_ - low.y) * slope;
                x1 = r == last ? x1 : low.x + (south_ + (r + 1) / y_scale_ - low.y) * slope;
            }
            // Wider than computed by more than rounding (of degrees, 3e-14), so that no bucket is
            // left out, but no wider than the edge.
            const double hair = 1e-12 + 1e-13 * std::abs(slope);
            x0 = std::clamp(x0, std::min(low.x, high.x), std::max(low.x, high.x));
            x1 = std::clamp(x1, std::min(low.x, high.x), std::max(low.x, high.x));
            const std::int32_t c0 = line((std::min(x0, x1) - hair - west_) * x_scale_);
            const std::int32_t c1 = line((std::max(x0, x1) + hair - west_) * x_scale_);
            for (std::int32_t c = c0; c <= c1; ++c) {
                visit(static_cast<std::size_t>(r) * static_cast<std::size_t>(count_) +
                      static_cast<std::size_t>(c));
            }
        }
    }

    std::span<const Edge> edges_;
    double west_ = 0.0;
    double south_ = 0.0;
    double x_scale_ = 1.0; // buckets to the degree
    double y_scale_ = 1.0;
    std::int32_t count_ = 1; // rows, and columns
    std::vector<std::uint32_t> begin_;
    std::vector<std::uint32_t> listed_;
};

struct Rings {
    std::vector<Edge> edges;
    std::vector<int> turns; // +1 counter-clockwise, 0 too thin to tell
    std::vector<Point> westernmost;
};

void add_ring(Rings& rings, const geo::Ring& ring) {
    const auto number = static_cast<std::uint32_t>(rings.turns.size());
    const auto first = static_cast<std::uint32_t>(rings.edges.size());
    const auto at = [&](std::size_t i) { return Point{ring[i].lng(), ring[i].lat()}; };
    const Point origin = at(0);
    Point westernmost = origin;
    double twice = 0.0;
    double scale = 0.0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point a = at(i);
        const Point b = at(i + 1 < ring.size() ? i + 1 : 0);
        if (a == b) {
            continue;
        }
        const double left = (a.x - origin.x) * (b.y - origin.y);
        const double right = (b.x - origin.x) * (a.y - origin.y);
        twice += left - right;
        scale += std::abs(left) + std::abs(right);
        westernmost = a.x < westernmost.x ? a : westernmost;
        rings.edges.push_back({a, b, number, static_cast<std::uint32_t>(rings.edges.size()) + 1});
    }
    if (rings.edges.size() > first) {
        rings.edges.back().next = first;
    }
    rings.turns.push_back(std::abs(twice) > 1e-10 * scale ? (twice > 0.0 ? 1 : -1) : 0);
    rings.westernmost.push_back(westernmost);
}

// Whether an edge may run back over the one before it.
bool may_fold(const Edge& first, const Edge& second) {
    return side(first.a, first.b, second.b) == 0 &&
           (first.b.x - first.a.x) * (second.b.x - second.a.x) +
                   (first.b.y - first.a.y) * (second.b.y - second.a.y) <=
               0.0;
}

bool edges_apart(std::span<const Edge> edges, const Buckets& buckets) {
    std::size_t pairs = 0;
    for (std::size_t bucket = 0; bucket < buckets.size(); ++bucket) {
        const auto listed = buckets.at(bucket);
        pairs += listed.size() * listed.size();
        if (pairs > 256 * edges.size() + 65536) {
            return false;
        }
        for (std::size_t i = 0; i < listed.size(); ++i) {
            const Edge& s = edges[listed[i]];
            for (std::size_t j = i + 1; j < listed.size(); ++j) {
                const Edge& t = edges[listed[j]];
                if (boxes_apart(s, t)) {
                    continue;
                }
                const bool follows = s.next == listed[j];
                const bool precedes = t.next == listed[i];
                if (follows && precedes) {
                    return false;
                }
                const bool meet = follows    ? may_fold(s, t)
                                  : precedes ? may_fold(t, s)
                                             : !beside(s, t) && !beside(t, s);
                if (meet) {
                    return false;
                }
            }
        }
    }
    return true;
}

// Going west from the hole's westernmost point, the first ring met must be the outer one from
// inside or another hole from outside. @pre edges_apart
bool hole_in_its_place(std::uint32_t hole, const Rings& rings, const Buckets& buckets) {
    constexpr double kClose = 1e-12; // degrees; rounding may order nearer crossings wrongly
    const Point from = rings.westernmost[hole];
    const std::int32_t row = buckets.row(from.y);
    double nearest = -std::numeric_limits<double>::infinity();
    std::uint32_t met = 0;
    bool close = false;
    for (std::int32_t column = buckets.column(from.x); column >= 0; --column) {
        for (const std::uint32_t i : buckets.at(column, row)) {
            const Edge& edge = rings.edges[i];
            if (edge.ring == hole || (edge.a.y <= from.y) == (edge.b.y <= from.y)) {
                continue;
            }
            const double x =
                edge.a.x + (from.y - edge.a.y) / (edge.b.y - edge.a.y) * (edge.b.x - edge.a.x);
            if (x > from.x + kClose || (i == met && x == nearest)) {
                continue;
            }
            if (std::abs(x - nearest) < kClose || x > from.x - kClose) {
                close = true;
            }
            if (x > nearest) {
                close = x - nearest < kClose || x > from.x - kClose;
                nearest = x;
                met = i;
            }
        }
        if (nearest > buckets.west_of(column) + kClose) {
            break;
        }
    }
    if (std::isinf(nearest) || close) {
        return false;
    }
    const Edge& edge = rings.edges[met];
    const bool down = edge.b.y < edge.a.y;
    // East of a downward edge of a counter-clockwise ring is its inside.
    const bool inside = down == (rings.turns[edge.ring] > 0);
    return inside == (edge.ring == 0);
}

} // namespace

bool surely_apart(const geo::Polygon& polygon) {
    Rings rings;
    std::size_t vertices = polygon.outer.size();
    for (const geo::Ring& hole : polygon.holes) {
        vertices += hole.size();
    }
    if (vertices >= UINT32_MAX / 32) {
        return false;
    }
    rings.edges.reserve(vertices);
    add_ring(rings, polygon.outer);
    for (const geo::Ring& hole : polygon.holes) {
        add_ring(rings, hole);
    }
    if (std::find(rings.turns.begin(), rings.turns.end(), 0) != rings.turns.end()) {
        return false;
    }
    Buckets buckets(rings.edges);
    if (!buckets.fill() || !edges_apart(rings.edges, buckets)) {
        return false;
    }
    for (std::uint32_t hole = 1; hole < rings.turns.size(); ++hole) {
        if (!hole_in_its_place(hole, rings, buckets)) {
            return false;
        }
    }
    return true;
}

} // namespace todoku::io
