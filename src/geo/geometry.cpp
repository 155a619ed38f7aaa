#include "geo/geometry.hpp"

#include "geo/ellipsoid.hpp"
#include "geo/ring_edges.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace todoku::geo {

namespace {

// Crossings of the ray from `point` to the east; odd means inside.
bool crossed_odd_times(const Ring& ring, LatLng point) {
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        if (crosses_east_of(point, ring[i], ring[j])) {
            inside = !inside;
        }
    }
    return inside;
}

Metres distance_to_ring(const Ring& ring, LatLng point) {
    const LocalFrame frame(point);
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        nearest = std::min(nearest, metres_to_edge(frame, ring[j], ring[i]));
    }
    return Metres(nearest);
}

} // namespace

Box bounds(const Ring& ring) {
    Box box;
    for (const LatLng p : ring) {
        box.extend(p);
    }
    return box;
}

Box bounds(const Polygon& polygon) {
    return bounds(polygon.outer);
}

Box bounds(const MultiPolygon& shape) {
    Box box;
    for (const Polygon& polygon : shape.polygons) {
        box.extend(bounds(polygon));
    }
    return box;
}

Box bounds(const MultiLine& lines) {
    Box box;
    for (const Line& line : lines.lines) {
        box.extend(bounds(line));
    }
    return box;
}

Box bounds(const Geometry& geometry) {
    struct Visitor {
        Box operator()(std::monostate) const { return {}; }
        Box operator()(LatLng p) const { return {p.lat(), p.lng(), p.lat(), p.lng()}; }
        Box operator()(const MultiLine& lines) const { return bounds(lines); }
        Box operator()(const MultiPolygon& shape) const { return bounds(shape); }
    };
    return std::visit(Visitor{}, geometry);
}

bool contains(const Polygon& polygon, LatLng point) {
    if (polygon.outer.empty()) {
        return false;
    }
    bool inside = crossed_odd_times(polygon.outer, point);
    for (const Ring& hole : polygon.holes) {
        if (inside && !hole.empty() && crossed_odd_times(hole, point)) {
            inside = false;
        }
    }
    return inside;
}

bool contains(const MultiPolygon& shape, LatLng point) {
    return std::any_of(shape.polygons.begin(), shape.polygons.end(),
                       [point](const Polygon& polygon) {
                           return bounds(polygon).contains(point) && contains(polygon, point);
                       });
}

SquareMetres area(const Ring& ring) {
    if (ring.size() < 3) {
        return SquareMetres(0.0);
    }
    // Shoelace on (longitude, authalic sine), relative to the first vertex to keep digits.
    const double lng0 = ring.front().lng();
    const double sine0 = authalic_sine(ring.front().lat());
    double twice = 0.0;
    double x0 = 0.0;
    double y0 = 0.0;
    for (std::size_t i = 1; i <= ring.size(); ++i) {
        const LatLng p = ring[i % ring.size()];
        const double x = p.lng() - lng0;
        const double y = authalic_sine(p.lat()) - sine0;
        twice += x0 * y - x * y0;
        x0 = x;
        y0 = y;
    }
    const double whole_sphere = area(Box{-90.0, -180.0, 90.0, 180.0}).value();
    // Longitude spans 360 degrees and the sine spans 2 over the whole surface.
    return SquareMetres(std::abs(twice) / 2.0 * whole_sphere / 720.0);
}

SquareMetres area(const Polygon& polygon) {
    SquareMetres sum = area(polygon.outer);
    for (const Ring& hole : polygon.holes) {
        sum -= area(hole);
    }
    return sum;
}

SquareMetres area(const MultiPolygon& shape) {
    SquareMetres sum;
    for (const Polygon& polygon : shape.polygons) {
        sum += area(polygon);
    }
    return sum;
}

Metres length(const Line& line) {
    Metres sum;
    for (std::size_t i = 1; i < line.size(); ++i) {
        sum += distance(line[i - 1], line[i]);
    }
    return sum;
}

Metres length(const MultiLine& lines) {
    Metres sum;
    for (const Line& line : lines.lines) {
        sum += length(line);
    }
    return sum;
}

std::optional<LatLng> label_point(const MultiPolygon& shape) {
    const Polygon* largest = nullptr;
    for (const Polygon& polygon : shape.polygons) {
        if (!polygon.outer.empty() && (largest == nullptr || area(polygon) > area(*largest))) {
            largest = &polygon;
        }
    }
    if (largest == nullptr) {
        return std::nullopt;
    }
    // The middle of the longest run inside, over parallels through the polygon.
    constexpr int kParallels = 33;
    const Box box = bounds(*largest);
    double best_length = -1.0;
    LatLng best = largest->outer.front();
    for (int k = 1; k <= kParallels; ++k) {
        const double lat = box.south + (box.north - box.south) * k / (kParallels + 1);
        std::vector<double> crossings;
        const auto cross = [&](const Ring& ring) {
            for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
                if ((ring[i].lat() > lat) != (ring[j].lat() > lat)) {
                    crossings.push_back(ring[i].lng() + (ring[j].lng() - ring[i].lng()) *
                                                            (lat - ring[i].lat()) /
                                                            (ring[j].lat() - ring[i].lat()));
                }
            }
        };
        cross(largest->outer);
        for (const Ring& hole : largest->holes) {
            if (!hole.empty()) {
                cross(hole);
            }
        }
        std::sort(crossings.begin(), crossings.end());
        // Runs near the middle parallel win over slightly longer runs at the edge.
        const double weight = 1.0 - 0.5 * std::abs(2.0 * k / (kParallels + 1) - 1.0);
        for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
            const double run = (crossings[i + 1] - crossings[i]) * weight;
            if (run > best_length) {
                best_length = run;
                best = LatLng::from_degrees(lat, (crossings[i] + crossings[i + 1]) / 2);
            }
        }
    }
    return best;
}

Metres distance(const MultiPolygon& shape, LatLng point) {
    Metres nearest(std::numeric_limits<double>::infinity());
    for (const Polygon& polygon : shape.polygons) {
        if (polygon.outer.empty()) {
            continue;
        }
        if (contains(polygon, point)) {
            return Metres(0.0);
        }
        nearest = std::min(nearest, distance_to_ring(polygon.outer, point));
        for (const Ring& hole : polygon.holes) {
            if (!hole.empty()) {
                nearest = std::min(nearest, distance_to_ring(hole, point));
            }
        }
    }
    return nearest;
}

} // namespace todoku::geo
