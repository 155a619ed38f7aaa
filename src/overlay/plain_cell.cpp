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

// True only where the two edges certainly have no point in common.
bool apart(MeshPoint a, MeshPoint b, MeshPoint c, MeshPoint d) {
    if (std::max(a.x, b.x) < std::min(c.x, d.x) || std::max(c.x, d.x) < std::min(a.x, b.x) ||
        std::max(a.y, b.y) < std::min(c.y, d.y) || std::max(c.y, d.y) < std::min(a.y, b.y)) {
        return true;
    }
    return same_side(cross(a, b, c), cross(a, b, d)) || same_side(cross(c, d, a), cross(c, d, b));
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

bool PlainCell::simple(const Stretch& stretch) {
    const auto points = stretch.points;
    bool right = true;
    bool left = true;
    bool up = true;
    bool down = true;
    for (std::size_t i = 1; i < points.size(); ++i) {
        right &= points[i].x >= points[i - 1].x;
        left &= points[i].x <= points[i - 1].x;
        up &= points[i].y >= points[i - 1].y;
        down &= points[i].y <= points[i - 1].y;
    }
    if (right || left || up || down) {
        return true;
    }
    const bool closed = points.front() == points.back();
    const std::size_t edges = points.size() - 1;
    for (std::size_t i = 0; i + 1 < edges; ++i) {
        // Neighbours share a vertex; folded back on each other they enclose nothing.
        for (std::size_t k = i + 2; k < edges; ++k) {
            if (closed && i == 0 && k == edges - 1) {
                continue;
            }
            if (!overlay::apart(points[i], points[i + 1], points[k], points[k + 1])) {
                return false;
            }
        }
    }
    return true;
}

bool PlainCell::apart(const Stretch& a, const Stretch& b) {
    if (a.east < b.west || b.east < a.west || a.north < b.south || b.north < a.south) {
        return true;
    }
    for (std::size_t i = 1; i < a.points.size(); ++i) {
        for (std::size_t k = 1; k < b.points.size(); ++k) {
            if (!overlay::apart(a.points[i - 1], a.points[i], b.points[k - 1], b.points[k])) {
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
            s.west = s.east = s.points.front().x;
            s.south = s.north = s.points.front().y;
            for (const MeshPoint p : s.points) {
                s.west = std::min(s.west, p.x);
                s.east = std::max(s.east, p.x);
                s.south = std::min(s.south, p.y);
                s.north = std::max(s.north, p.y);
            }
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
        for (std::size_t i = 0; i < stretches_.size(); ++i) {
            for (std::size_t k = i + 1; k < stretches_.size(); ++k) {
                if (!apart(stretches_[i], stretches_[k])) {
                    return false;
                }
            }
        }
    }
    return std::all_of(stretches_.begin(), stretches_.end(), simple);
}

} // namespace todoku::overlay
