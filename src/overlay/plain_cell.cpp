#include "overlay/plain_cell.hpp"

#include <algorithm>
#include <optional>

namespace todoku::overlay {

namespace {

// Beyond this many edges the pairwise test costs more than the sweep.
constexpr std::size_t kMostEdges = 192;

// Coordinates inside a cell carry errors of a few 1e-12 from degrees; nearer edges are left to the
// sweep.
constexpr double kClear = 1e-11;

// Twice the area of the triangle.
double cross(MeshPoint a, MeshPoint b, MeshPoint c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

bool same_side(double a, double b) {
    return (a > kClear && b > kClear) || (a < -kClear && b < -kClear);
}

// True only where the two edges certainly have no point in common; their extents meet.
bool edges_apart(MeshPoint a, MeshPoint b, MeshPoint c, MeshPoint d) {
    return same_side(cross(a, b, c), cross(a, b, d)) || same_side(cross(c, d, a), cross(c, d, b));
}

// All edges go to one side: east or west, north or south.
bool monotone(std::span<const MeshPoint> points) {
    bool east = true;
    bool west = true;
    bool north = true;
    bool south = true;
    for (std::size_t i = 1; i < points.size(); ++i) {
        east &= points[i].x >= points[i - 1].x;
        west &= points[i].x <= points[i - 1].x;
        north &= points[i].y >= points[i - 1].y;
        south &= points[i].y <= points[i - 1].y;
    }
    return east || west || north || south;
}

// Place of a point on the edge of the cell; nothing at corners and inside.
std::optional<double> place_on_edge(MeshPoint p, double row, double column) {
    const bool south = p.y == row;
    const bool north = p.y == row + 1.0;
    const bool west = p.x == column;
    const bool east = p.x == column + 1.0;
    if (south + north + west + east != 1) {
        return std::nullopt;
    }
    if (south) {
        return p.x - column;
    }
    if (east) {
        return 1.0 + (p.y - row);
    }
    if (north) {
        return 2.0 + (column + 1.0 - p.x);
    }
    return 3.0 + (row + 1.0 - p.y);
}

} // namespace

void PlainCell::measure(Stretch& stretch) {
    stretch.first_edge = edges_.size();
    edges_.resize(edges_.size() + stretch.edges());
    Extent* edge = edges_.data() + stretch.first_edge;
    Extent all{stretch.points[0].x, stretch.points[0].x, stretch.points[0].y, stretch.points[0].y};
    for (std::size_t i = 1; i < stretch.points.size(); ++i, ++edge) {
        const MeshPoint a = stretch.points[i - 1];
        const MeshPoint b = stretch.points[i];
        *edge = {std::min(a.x, b.x), std::max(a.x, b.x), std::min(a.y, b.y), std::max(a.y, b.y)};
        all.west = std::min(all.west, edge->west);
        all.east = std::max(all.east, edge->east);
        all.south = std::min(all.south, edge->south);
        all.north = std::max(all.north, edge->north);
    }
    extents_.push_back(all);
}

bool PlainCell::simple(std::size_t stretch) const {
    const Stretch& s = stretches_[stretch];
    const std::size_t n = s.edges();
    const Extent* edges = edges_.data() + s.first_edge;
    for (std::size_t i = 0; i + 2 < n; ++i) {
        const Extent edge = edges[i];
        // Neighbours share a vertex; folded back on each other they enclose nothing.
        const std::size_t end = s.closed && i == 0 ? n - 1 : n;
        for (std::size_t k = i + 2; k < end; ++k) {
            if (edge.meets(edges[k]) &&
                !edges_apart(s.points[i], s.points[i + 1], s.points[k], s.points[k + 1])) {
                return false;
            }
        }
    }
    return true;
}

bool PlainCell::apart(std::size_t a, std::size_t b) const {
    if (!extents_[a].meets(extents_[b])) {
        return true;
    }
    const Stretch& s = stretches_[a];
    const Stretch& t = stretches_[b];
    for (std::size_t i = 0; i < s.edges(); ++i) {
        const Extent edge = edges_[s.first_edge + i];
        if (!edge.meets(extents_[b])) {
            continue;
        }
        for (std::size_t k = 0; k < t.edges(); ++k) {
            if (edge.meets(edges_[t.first_edge + k]) &&
                !edges_apart(s.points[i], s.points[i + 1], t.points[k], t.points[k + 1])) {
                return false;
            }
        }
    }
    return true;
}

// Going around the cell, the winding changes by the steps in turn; they must be +1, -1, +1... or
// -1, +1, -1...
bool PlainCell::alternate(std::uint32_t polygon, bool all_polygons, Kind kind) {
    ends_.clear();
    for (const Stretch& s : stretches_) {
        if ((all_polygons || s.polygon == polygon) &&
            (kind == Kind::Both || s.hole == (kind == Kind::Hole))) {
            // Walking counter-clockwise around the cell, a way in is passed from its left to its
            // right.
            const std::int32_t turn = s.hole && kind == Kind::Both ? -s.turn : s.turn;
            ends_.push_back({s.way_in, -turn});
            ends_.push_back({s.way_out, turn});
        }
    }
    std::sort(ends_.begin(), ends_.end(),
              [](const End& a, const End& b) { return a.place < b.place; });
    for (std::size_t i = 1; i < ends_.size(); ++i) {
        if (ends_[i].place == ends_[i - 1].place || ends_[i].step == ends_[i - 1].step) {
            return false;
        }
    }
    return true;
}

bool PlainCell::certain(const BandScan& scan, std::int32_t row, std::int32_t column,
                        std::int32_t first_touch, std::uint32_t layer) {
    stretches_.clear();
    std::uint32_t polygons = 0;
    std::size_t edges = 0;
    std::int64_t sum = 0;
    bool loops = false;
    bool outer = false;
    bool holes = false;
    for (std::int32_t t = first_touch; t != kNoEntry; t = scan.touch(t).next) {
        const Touch& touch = scan.touch(t);
        if (touch.layer != layer) {
            continue;
        }
        const std::int64_t covered = touch.outer - touch.holes;
        if (touch.outer < 0 || touch.outer > kWholeCell || touch.holes < 0 ||
            touch.holes > kWholeCell || covered < 0) {
            return false;
        }
        sum += covered;
        for (std::int32_t v = touch.first_visit; v != kNoEntry; v = scan.visit(v).next) {
            const Visit& visit = scan.visit(v);
            if (visit.points == 0) {
                continue;
            }
            Stretch s;
            s.points = scan.points(visit);
            s.polygon = polygons;
            s.turn = visit.turn;
            s.hole = visit.hole;
            edges += s.points.size() - 1;
            if (edges > kMostEdges) {
                return false;
            }
            (visit.hole ? holes : outer) = true;
            s.closed = visit.closed;
            loops |= visit.closed;
            stretches_.push_back(s);
        }
        ++polygons;
    }
    if (sum > kWholeCell || (loops && stretches_.size() > 1)) {
        return false;
    }
    if (stretches_.size() > 1) {
        for (Stretch& s : stretches_) {
            const auto way_in = place_on_edge(s.points.front(), row, column);
            const auto way_out = place_on_edge(s.points.back(), row, column);
            if (!way_in || !way_out) {
                return false;
            }
            s.way_in = *way_in;
            s.way_out = *way_out;
        }
        for (std::uint32_t p = 0; p < polygons; ++p) {
            if (!alternate(p, false, Kind::Both) ||
                (outer && holes &&
                 (!alternate(p, false, Kind::Outer) || !alternate(p, false, Kind::Hole)))) {
                return false;
            }
        }
        if (polygons > 1 && !alternate(0, true, Kind::Both)) {
            return false;
        }
    }
    if (stretches_.size() == 1 && monotone(stretches_.front().points)) {
        return true;
    }
    edges_.clear();
    extents_.clear();
    for (Stretch& s : stretches_) {
        measure(s);
    }
    for (std::size_t i = 0; i < stretches_.size(); ++i) {
        for (std::size_t k = i + 1; k < stretches_.size(); ++k) {
            if (!apart(i, k)) {
                return false;
            }
        }
        if (!monotone(stretches_[i].points) && !simple(i)) {
            return false;
        }
    }
    return true;
}

} // namespace todoku::overlay
