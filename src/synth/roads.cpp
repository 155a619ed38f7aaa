#include "synth/roads.hpp"

#include "synth/municipality_table.hpp"
#include "synth/noise.hpp"
#include "synth/territories.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <queue>
#include <tuple>

namespace todoku::synth {

namespace {

struct Route {
    std::string name;
    std::vector<int> towns; ///< municipal part of the codes, in order
    bool emergency = false;
};

// Which towns the trunk roads of the region join, as any road atlas shows; the ways between them
// are computed.
const std::vector<Route>& routes() {
    static const std::vector<Route> all = {
        {"国道1号（模擬）", {303, 205, 343, 202, 207, 210}, true},
        {"国道23号（模擬）", {205, 344, 202, 207, 201, 204, 442, 203}, true},
        {"国道42号（模擬）", {204, 441, 443, 471, 543, 209, 212, 561, 562}, true},
        {"国道25号（模擬）", {210, 216}, true},
        {"国道163号（模擬）", {201, 216}, true},
        {"国道165号（模擬）", {201, 208}, false},
        {"国道167号（模擬）", {203, 211, 215}, true},
        {"国道260号（模擬）", {215, 472, 471}, false},
        {"国道306号（模擬）", {201, 210, 341, 214}, false},
        {"国道368号（模擬）", {216, 208}, false},
        {"国道421号（模擬）", {205, 324, 214}, false},
        {"国道477号（模擬）", {202, 341}, false},
        {"県道22号（模擬）", {203, 470, 472}, false},
        {"県道37号（模擬）", {441, 461, 203}, false},
    };
    return all;
}

geo::LatLng office_of(int municipality) {
    const auto table = municipality_table();
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const MunicipalityFacts& facts) {
            return facts.code.municipality() == municipality;
        });
    return found->office;
}

/// Finds least tiring ways over the nodes (A*: straight on at the cheapest rate is the bound).
class Surveyor {
public:
    Surveyor(const Prefecture& prefecture, std::uint64_t seed)
        : landscape_(prefecture.landscape), effort_(landscape_.grid.size()),
          cost_(landscape_.grid.size()), from_(landscape_.grid.size()) {
        const NodeGrid& grid = landscape_.grid;
        for (std::size_t i = 0; i < grid.size(); ++i) {
            const double grain =
                1.1 * fractal_noise(seed, grid.column_of(i) / 12.0, grid.row_of(i) / 12.0, 4);
            // A bridge or a tunnel is possible and dear.
            effort_[i] = landscape_.land[i] == 0
                             ? 25.0
                             : 2.0 + grain + std::min(25.0, 30.0 * landscape_.slope[i]) +
                                   (prefecture.label[i] < Territories::kFirst ? 15.0 : 0.0);
        }
    }

    /// Nodes from one place to another, both included. The way becomes cheap for those that follow.
    std::vector<std::size_t> way(geo::LatLng start, geo::LatLng end) {
        const NodeGrid& grid = landscape_.grid;
        const std::size_t goal = grid.nearest(end);
        const auto bound = [&](std::size_t node) {
            return kUsedRoad * std::hypot(grid.row_of(node) - grid.row_of(goal),
                                          grid.column_of(node) - grid.column_of(goal));
        };
        std::fill(cost_.begin(), cost_.end(), std::numeric_limits<double>::infinity());
        using Entry = std::tuple<double, std::size_t>;
        std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
        const std::size_t origin = grid.nearest(start);
        cost_[origin] = 0.0;
        from_[origin] = origin;
        open.emplace(bound(origin), origin);
        while (!open.empty()) {
            const auto [estimate, node] = open.top();
            open.pop();
            if (node == goal) {
                break;
            }
            if (estimate > cost_[node] + bound(node)) {
                continue; // a better way to it was found meanwhile
            }
            grid.around(node, [&](std::size_t next, double steps) {
                const double then = cost_[node] + steps * 0.5 * (effort_[node] + effort_[next]);
                if (then < cost_[next]) {
                    cost_[next] = then;
                    from_[next] = node;
                    open.emplace(then + bound(next), next);
                }
            });
        }
        std::vector<std::size_t> nodes{goal};
        while (nodes.back() != origin) {
            nodes.push_back(from_[nodes.back()]);
        }
        std::reverse(nodes.begin(), nodes.end());
        for (const std::size_t node : nodes) {
            effort_[node] = kUsedRoad;
        }
        return nodes;
    }

private:
    static constexpr double kUsedRoad = 0.7;
    const Landscape& landscape_;
    Field effort_;
    Field cost_;
    std::vector<std::size_t> from_;
};

/// Corners cut twice (Chaikin), ends kept.
geo::Line smoothed(geo::Line line) {
    for (int round = 0; round < 2; ++round) {
        geo::Line out{line.front()};
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
            const geo::LatLng a = line[i];
            const geo::LatLng b = line[i + 1];
            out.push_back(geo::LatLng::from_degrees(0.75 * a.lat() + 0.25 * b.lat(),
                                                    0.75 * a.lng() + 0.25 * b.lng()));
            out.push_back(geo::LatLng::from_degrees(0.25 * a.lat() + 0.75 * b.lat(),
                                                    0.25 * a.lng() + 0.75 * b.lng()));
        }
        out.push_back(line.back());
        line = std::move(out);
    }
    for (geo::LatLng& place : line) {
        place = geo::LatLng::from_degrees(std::round(place.lat() * 1e7) / 1e7,
                                          std::round(place.lng() * 1e7) / 1e7);
    }
    return line;
}

} // namespace

std::vector<MadeRoad> lay_roads(const Prefecture& prefecture, std::uint64_t seed) {
    Surveyor surveyor(prefecture, seed);
    std::vector<MadeRoad> roads;
    for (const Route& route : routes()) {
        geo::Line corners;
        for (std::size_t i = 0; i + 1 < route.towns.size(); ++i) {
            const auto nodes =
                surveyor.way(office_of(route.towns[i]), office_of(route.towns[i + 1]));
            for (std::size_t k = corners.empty() ? 0 : 1; k < nodes.size(); ++k) {
                corners.push_back(prefecture.landscape.grid.place(nodes[k]));
            }
        }
        roads.push_back({route.name, smoothed(std::move(corners)), route.emergency});
    }
    return roads;
}

Field road_distance(const NodeGrid& grid, const std::vector<MadeRoad>& roads) {
    std::vector<std::uint8_t> on_road(grid.size(), 0);
    for (const MadeRoad& road : roads) {
        for (const geo::LatLng place : road.line) {
            on_road[grid.nearest(place)] = 1;
        }
    }
    return distance_field(grid, on_road);
}

} // namespace todoku::synth
