#include "overlay/exact_cell.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <tuple>

namespace todoku::overlay {

namespace {

using Rational = boost::multiprecision::cpp_rational;
using Real = long double; // 19 digits here, at least those of double anywhere

// Comparing doubles with a cell's edges, which are no doubles, is left to rationals within this.
constexpr double kNear = 1e-9; // degrees

bool is_number(geo::LatLng p) {
    constexpr double kMost = 1000.0; // degrees; beyond it is no angle (overlay/layer_source.hpp)
    return std::abs(p.lat()) <= kMost && std::abs(p.lng()) <= kMost;
}

bool is_usable(const geo::Ring& ring) {
    return ring.size() >= 3 && std::all_of(ring.begin(), ring.end(), is_number);
}

// Sign of the area, in rationals where long double leaves it open.
int turn_of(const geo::Ring& ring) {
    Real twice = 0;
    Real scale = 0;
    const geo::LatLng origin = ring.front();
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const geo::LatLng a = ring[i];
        const geo::LatLng b = ring[(i + 1) % ring.size()];
        const Real left = (Real(a.lng()) - origin.lng()) * (Real(b.lat()) - origin.lat());
        const Real right = (Real(b.lng()) - origin.lng()) * (Real(a.lat()) - origin.lat());
        twice += left - right;
        scale += std::abs(left) + std::abs(right);
    }
    if (std::abs(twice) > scale * 1e-12L) {
        return twice < 0 ? -1 : 1;
    }
    Rational exact = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const geo::LatLng a = ring[i];
        const geo::LatLng b = ring[(i + 1) % ring.size()];
        exact += Rational(a.lng()) * Rational(b.lat()) - Rational(b.lng()) * Rational(a.lat());
    }
    return exact < 0 ? -1 : 1;
}

struct Edge {
    Rational lat0, lng0, lat1, lng1; // lat0 < lat1
    int step = 0;                    // winding east of it less winding west of it
    std::size_t group = 0;           // 2 * polygon, + 1 for holes
    Rational slope;                  // longitude by latitude
    [[nodiscard]] Rational at(const Rational& lat) const { return lng0 + (lat - lat0) * slope; }
};

// The winding on the cell's western side changes by `step` above `lat`.
struct Event {
    std::size_t group = 0;
    double lat = 0.0;
    int step = 0;
};

// Area per radian of longitude and latitude on GRS80, up to a constant: derivative of Snyder
// (1987) eq. 3-12.
Real density(Real lat_degrees) {
    const Real phi = lat_degrees * std::numbers::pi_v<Real> / 180;
    const Real f = 1 / Real(298.257222101L);
    const Real e2 = f * (2 - f);
    const Real s = std::sin(phi);
    const Real w = 1 - e2 * s * s;
    return std::cos(phi) / (w * w);
}

// Ground between two parallels, by Gauss-Legendre with 5 points (over at most one row of cells:
// error under 1e-18).
class Strip {
public:
    Strip(const Rational& low, const Rational& high) : height_(high - low) {
        const Real south(low);
        for (std::size_t i = 0; i < density_.size(); ++i) {
            density_[i] = rule()[i].second * density(south + height_ * (1 + rule()[i].first) / 2);
        }
    }
    // Of a part whose width grows evenly with latitude from w0 to w1.
    [[nodiscard]] Real area(Real w0, Real w1) const {
        Real sum = 0;
        for (std::size_t i = 0; i < density_.size(); ++i) {
            sum += density_[i] * (w0 + (w1 - w0) * (1 + rule()[i].first) / 2);
        }
        return sum * height_ / 2;
    }

private:
    static const std::array<std::pair<Real, Real>, 5>& rule() {
        static const Real r = std::sqrt(Real(10) / 7);
        static const Real s = std::sqrt(Real(70));
        static const std::array<std::pair<Real, Real>, 5> points = {
            {{Real(0), Real(128) / 225},
             {std::sqrt(5 - 2 * r) / 3, (322 + 13 * s) / 900},
             {-std::sqrt(5 - 2 * r) / 3, (322 + 13 * s) / 900},
             {std::sqrt(5 + 2 * r) / 3, (322 - 13 * s) / 900},
             {-std::sqrt(5 + 2 * r) / 3, (322 - 13 * s) / 900}}};
        return points;
    }
    Real height_;
    std::array<Real, 5> density_{};
};

struct CellBounds {
    Rational south, north, west, east;
};

CellBounds bounds_of(domain::MeshCell cell) {
    const domain::MeshPitch pitch = domain::pitch(cell.level());
    const Rational rows = Rational(pitch.half_rows_per_degree) / 2;
    const Rational columns = pitch.columns_per_degree;
    return {Rational(cell.row()) / rows, Rational(cell.row() + 1) / rows,
            Rational(cell.column()) / columns, Rational(cell.column() + 1) / columns};
}

// What bears on one cell: edges that may run through it and, of those west of it, what they leave
// of their windings on its western side.
struct Scene {
    std::vector<Edge> edges;
    std::vector<Event> events;
    std::vector<std::uint32_t> polygon_layer;
};

// Stretches of a ring that continue each other leave nothing between them.
void join_events(std::vector<Event>& events) {
    std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
        return std::tie(a.lat, a.group) < std::tie(b.lat, b.group);
    });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < events.size();) {
        Event sum = events[i];
        for (++i; i < events.size() && events[i].lat == sum.lat && events[i].group == sum.group;
             ++i) {
            sum.step += events[i].step;
        }
        if (sum.step != 0) {
            events[kept++] = sum;
        }
    }
    events.resize(kept);
}

// Latitudes between which the order of edges stays: ends, sides of the cell, crossings, events.
std::vector<Rational> heights_of(const Scene& scene, const CellBounds& cell) {
    std::vector<Rational> heights = {cell.south, cell.north};
    const auto add = [&](const Rational& lat) {
        if (lat > cell.south && lat < cell.north) {
            heights.push_back(lat);
        }
    };
    for (const Event& event : scene.events) {
        add(Rational(event.lat));
    }
    const std::vector<Edge>& edges = scene.edges;
    for (std::size_t i = 0; i < edges.size(); ++i) {
        add(edges[i].lat0);
        add(edges[i].lat1);
        for (const Rational& side : {cell.west, cell.east}) {
            if (edges[i].lng0 != edges[i].lng1) {
                add(edges[i].lat0 + (side - edges[i].lng0) / edges[i].slope);
            }
        }
        if (std::max(edges[i].lng0, edges[i].lng1) < cell.west ||
            std::min(edges[i].lng0, edges[i].lng1) > cell.east) {
            continue; // crossings beside the cell order nothing in it
        }
        for (std::size_t j = 0; j < i; ++j) {
            const Rational turn = edges[i].slope - edges[j].slope;
            if (turn != 0) { // lng_i(lat) = lng_j(lat)
                const Rational lat = ((edges[j].lng0 - edges[j].slope * edges[j].lat0) -
                                      (edges[i].lng0 - edges[i].slope * edges[i].lat0)) /
                                     turn;
                if (lat > edges[i].lat0 && lat < edges[i].lat1 && lat > edges[j].lat0 &&
                    lat < edges[j].lat1) {
                    add(lat);
                }
            }
        }
    }
    std::sort(heights.begin(), heights.end());
    heights.erase(std::unique(heights.begin(), heights.end()), heights.end());
    return heights;
}

struct Crossing {
    const Edge* edge = nullptr;
    Rational at_low, at_middle, at_high; // clamped to the cell
};

std::vector<Crossing> crossings_of(const Scene& scene, const CellBounds& cell, const Rational& low,
                                   const Rational& high) {
    const auto clamped = [&](const Rational& lng) -> Rational {
        return std::clamp(lng, cell.west, cell.east);
    };
    const Rational middle = (low + high) / 2;
    std::vector<Crossing> crossings;
    for (const Edge& edge : scene.edges) {
        if (edge.lat0 <= low && edge.lat1 >= high) {
            crossings.push_back(
                {&edge, clamped(edge.at(low)), clamped(edge.at(middle)), clamped(edge.at(high))});
        }
    }
    std::sort(crossings.begin(), crossings.end(),
              [](const Crossing& a, const Crossing& b) { return a.at_middle < b.at_middle; });
    return crossings;
}

std::vector<CombinationPart> areas_of(const Scene& scene, const CellBounds& cell) {
    std::map<std::uint32_t, Real> sums;
    std::vector<int> western(2 * scene.polygon_layer.size(), 0);
    std::size_t next_event = 0;
    const std::vector<Rational> heights = heights_of(scene, cell);
    for (std::size_t k = 0; k + 1 < heights.size(); ++k) {
        const Rational& low = heights[k];
        const Rational& high = heights[k + 1];
        for (; next_event < scene.events.size() && Rational(scene.events[next_event].lat) <= low;
             ++next_event) {
            western[scene.events[next_event].group] += scene.events[next_event].step;
        }
        const std::vector<Crossing> crossings = crossings_of(scene, cell, low, high);
        const Strip strip(low, high);
        std::vector<int> winding = western;
        for (std::size_t i = 0; i <= crossings.size(); ++i) { // the gap west of crossings[i]
            const bool first = i == 0;
            const bool last = i == crossings.size();
            const Rational w0 = (last ? cell.east : crossings[i].at_low) -
                                (first ? cell.west : crossings[i - 1].at_low);
            const Rational w1 = (last ? cell.east : crossings[i].at_high) -
                                (first ? cell.west : crossings[i - 1].at_high);
            if (w0 != 0 || w1 != 0) {
                std::uint32_t mask = 0;
                for (std::size_t p = 0; p < scene.polygon_layer.size(); ++p) {
                    if (winding[2 * p] != 0 && winding[2 * p + 1] == 0) {
                        mask |= std::uint32_t{1} << scene.polygon_layer[p];
                    }
                }
                if (mask != 0) {
                    sums[mask] += strip.area(Real(w0), Real(w1));
                }
            }
            if (!last) {
                winding[crossings[i].edge->group] += crossings[i].edge->step;
            }
        }
    }
    const Real width(cell.east - cell.west);
    const Real whole = Strip(cell.south, cell.north).area(width, width);
    std::vector<CombinationPart> parts;
    for (const auto& [mask, sum] : sums) {
        parts.push_back({mask, static_cast<double>(sum / whole)});
    }
    return parts;
}

} // namespace

ExactCells::ExactCells(std::span<const LayerShapes> layers) {
    std::uint32_t polygon = 0;
    for (std::uint32_t layer = 0; layer < layers.size(); ++layer) {
        for (const geo::MultiPolygon* shape : layers[layer]) {
            for (const geo::Polygon& p : shape->polygons) {
                if (!is_usable(p.outer)) {
                    continue;
                }
                const auto add = [&](const geo::Ring& ring, bool hole) {
                    if (is_usable(ring)) {
                        rings_.push_back({&ring, polygon, layer, hole, hole ? turn_of(ring) : 1,
                                          geo::bounds(ring)});
                    }
                };
                add(p.outer, false); // which way round it runs does not matter
                for (const geo::Ring& hole : p.holes) {
                    add(hole, true);
                }
                ++polygon;
            }
        }
    }
}

std::optional<std::vector<CombinationPart>> ExactCells::parts(domain::MeshCell mesh_cell,
                                                              std::size_t most_edges) const {
    const CellBounds cell = bounds_of(mesh_cell);
    const auto south = static_cast<double>(cell.south) - kNear;
    const auto north = static_cast<double>(cell.north) + kNear;
    const auto west = static_cast<double>(cell.west) - kNear;
    const auto east = static_cast<double>(cell.east) + kNear;
    Scene scene;
    std::map<std::uint32_t, std::size_t> polygons; // of the input, those that matter here
    for (const Ring& ring : rings_) {
        if (ring.box.north < south || ring.box.south > north || ring.box.west > east) {
            continue;
        }
        const auto [entry, fresh] = polygons.try_emplace(ring.polygon, polygons.size());
        if (fresh) {
            scene.polygon_layer.push_back(ring.layer);
        }
        const std::size_t group = 2 * entry->second + (ring.hole ? 1 : 0);
        const geo::Ring& vertices = *ring.vertices;
        for (std::size_t i = 0; i < vertices.size(); ++i) {
            const geo::LatLng a = vertices[i];
            const geo::LatLng b = vertices[i + 1 < vertices.size() ? i + 1 : 0];
            const bool up = a.lat() < b.lat();
            const geo::LatLng low = up ? a : b;
            const geo::LatLng high = up ? b : a;
            if (low.lat() == high.lat() || high.lat() < south || low.lat() > north ||
                std::min(a.lng(), b.lng()) > east) {
                continue;
            }
            const int step = up ? -ring.turn : ring.turn;
            if (std::max(a.lng(), b.lng()) < west) {
                scene.events.push_back({group, low.lat(), step});
                scene.events.push_back({group, high.lat(), -step});
                continue;
            }
            if (scene.edges.size() == most_edges) {
                return std::nullopt;
            }
            Edge edge{low.lat(), low.lng(), high.lat(), high.lng(), step, group, {}};
            edge.slope = (edge.lng1 - edge.lng0) / (edge.lat1 - edge.lat0);
            scene.edges.push_back(std::move(edge));
        }
    }
    join_events(scene.events);
    return areas_of(scene, cell);
}

} // namespace todoku::overlay
