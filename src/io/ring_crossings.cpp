#include "io/ring_crossings.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace todoku::io {

namespace {

constexpr std::size_t kOften = 20'000;
constexpr std::size_t kMostComparisons = 2'000'000'000;

struct Edge {
    geo::LatLng west;
    geo::LatLng east;
};

void add_edges(const geo::Ring& ring, std::vector<Edge>& edges) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const geo::LatLng a = ring[i];
        const geo::LatLng b = ring[(i + 1) % ring.size()];
        if (a != b) {
            const bool eastward = a.lng() <= b.lng();
            edges.push_back({eastward ? a : b, eastward ? b : a});
        }
    }
}

bool share_a_vertex(const Edge& one, const Edge& other) {
    return one.west == other.west || one.west == other.east || one.east == other.west ||
           one.east == other.east;
}

double side(geo::LatLng a, geo::LatLng b, geo::LatLng p) {
    return (b.lng() - a.lng()) * (p.lat() - a.lat()) - (b.lat() - a.lat()) * (p.lng() - a.lng());
}

/// @pre their longitudes meet
bool cross(const Edge& one, const Edge& other) {
    const auto [south, north] = std::minmax({one.west.lat(), one.east.lat()});
    const auto [low, high] = std::minmax({other.west.lat(), other.east.lat()});
    const auto apart = [](const Edge& line, const Edge& edge) {
        return side(line.west, line.east, edge.west) * side(line.west, line.east, edge.east) > 0.0;
    };
    return low <= north && south <= high && !apart(one, other) && !apart(other, one);
}

} // namespace

std::size_t crossings_up_to(std::size_t most, const geo::Polygon& polygon) {
    std::vector<Edge> edges;
    add_edges(polygon.outer, edges);
    for (const geo::Ring& hole : polygon.holes) {
        add_edges(hole, edges);
    }
    std::sort(edges.begin(), edges.end(),
              [](const Edge& a, const Edge& b) { return a.west.lng() < b.west.lng(); });
    std::size_t crossings = 0;
    std::size_t comparisons = 0;
    std::vector<Edge> above; ///< the meridian of the edge that is looked at
    for (const Edge& edge : edges) {
        std::erase_if(above, [&](const Edge& e) { return e.east.lng() < edge.west.lng(); });
        comparisons += above.size();
        for (const Edge& other : above) {
            const bool crosses = cross(edge, other) && !share_a_vertex(edge, other);
            crossings += static_cast<std::size_t>(crosses);
        }
        if (crossings >= most || comparisons > kMostComparisons) {
            return most;
        }
        above.push_back(edge);
    }
    return crossings;
}

bool cross_often(const geo::Polygon& polygon) {
    return crossings_up_to(kOften, polygon) >= kOften;
}

} // namespace todoku::io
