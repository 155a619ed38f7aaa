#include "synth/territories.hpp"

#include "synth/heartlands.hpp"
#include "synth/municipality_table.hpp"
#include "synth/noise.hpp"
#include "synth/outline.hpp"
#include "synth/random.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <queue>
#include <tuple>

namespace todoku::synth {

namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

/// A source of growth: a node, its label, and how fast it grows.
struct Source {
    std::size_t node = 0;
    std::uint8_t label = 0;
    double speed = 1.0;
};

/// Grows labels over the nodes that `open` marks, each node to the first that arrives (Dijkstra).
void grow(const NodeGrid& grid, const std::vector<std::uint8_t>& open, const Field& effort,
          const std::vector<Source>& sources, std::vector<std::uint8_t>& label, Field& arrival) {
    using Entry = std::tuple<double, std::size_t, std::uint8_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> front;
    std::vector<double> speed(256, 1.0);
    arrival.assign(grid.size(), kNever);
    std::vector<std::uint8_t> settled(grid.size(), 0);
    for (const Source& source : sources) {
        speed[source.label] = source.speed;
        front.emplace(0.0, source.node, source.label);
        arrival[source.node] = 0.0;
    }
    while (!front.empty()) {
        const auto [when, node, who] = front.top();
        front.pop();
        if (settled[node] != 0) {
            continue;
        }
        settled[node] = 1;
        label[node] = who;
        grid.around(node, [&](std::size_t next, double steps) {
            if (open[next] == 0 || settled[next] != 0) {
                return;
            }
            const double then = when + steps * 0.5 * (effort[node] + effort[next]) / speed[who];
            if (then < arrival[next]) {
                arrival[next] = then;
                front.emplace(then, next, who);
            }
        });
    }
}

/// Crossing water and climbing cost effort, so that fronts meet at sea and on ridges.
Field effort_of(const Landscape& landscape, std::uint64_t seed) {
    Field effort(landscape.grid.size());
    for (std::size_t i = 0; i < effort.size(); ++i) {
        const double row = landscape.grid.row_of(i);
        const double column = landscape.grid.column_of(i);
        const double grain = 1.0 + 0.45 * fractal_noise(seed, column / 14.0, row / 14.0, 4);
        const double river =
            landscape.upstream[i] > 250.0 ? 1.8 : 0.0; // large rivers part the towns of the plain
        const double ridge = 9.0 * landscape.slope[i] +
                             (landscape.upstream[i] < 3.0 ? 8.0 * landscape.slope[i] : 0.0);
        effort[i] = landscape.land[i] != 0 ? grain * (1.0 + ridge) + river : 5.0;
    }
    return effort;
}

/// The prefecture's border follows the ridges within some kilometres of the sketched line.
std::vector<std::uint8_t> home_of(const Landscape& landscape, const Field& effort) {
    constexpr double kBand_m = 2200.0;
    const NodeGrid& grid = landscape.grid;
    std::vector<std::uint8_t> inside(grid.size(), 0);
    fill_ring(grid, prefecture_sketch(), inside);
    std::vector<std::uint8_t> outside(grid.size());
    for (std::size_t i = 0; i < grid.size(); ++i) {
        outside[i] = inside[i] != 0 ? 0 : 1;
    }
    const Field depth = distance_field(grid, outside);
    const Field beyond = distance_field(grid, inside);
    std::vector<Source> sources;
    for (std::size_t i = 0; i < grid.size(); ++i) {
        if (depth[i] > kBand_m || beyond[i] > kBand_m) {
            sources.push_back({i, inside[i], 1.0});
        }
    }
    // Offices near the border stay inside whatever the ridges say.
    for (const MunicipalityFacts& facts : municipality_table()) {
        grid.around(grid.nearest(facts.office),
                    [&](std::size_t node, double) { sources.push_back({node, 1, 1.0}); });
    }
    std::vector<std::uint8_t> label(grid.size(), 0);
    Field arrival;
    grow(grid, std::vector<std::uint8_t>(grid.size(), 1), effort, sources, label, arrival);
    return label;
}

/// Patches that do not hold the largest part of their label go to the neighbour they touch most,
/// unless they are islands.
void join_strays(const NodeGrid& grid, std::vector<std::uint8_t>& label) {
    struct Patch {
        std::uint8_t label = 0;
        std::vector<std::size_t> nodes;
    };
    std::vector<Patch> patches;
    std::vector<std::uint8_t> seen(grid.size(), 0);
    std::vector<std::size_t> largest(256, 0);
    for (std::size_t start = 0; start < grid.size(); ++start) {
        if (seen[start] != 0 || label[start] == Territories::kSea) {
            continue;
        }
        Patch patch{label[start], {start}};
        seen[start] = 1;
        for (std::size_t k = 0; k < patch.nodes.size(); ++k) {
            grid.beside(patch.nodes[k], [&](std::size_t next) {
                if (seen[next] == 0 && label[next] == patch.label) {
                    seen[next] = 1;
                    patch.nodes.push_back(next);
                }
            });
        }
        largest[patch.label] = std::max(largest[patch.label], patch.nodes.size());
        patches.push_back(std::move(patch));
    }
    for (const Patch& patch : patches) {
        if (patch.nodes.size() == largest[patch.label]) {
            continue;
        }
        std::vector<std::size_t> touching(256, 0);
        for (const std::size_t node : patch.nodes) {
            grid.beside(node, [&](std::size_t next) {
                if (label[next] != patch.label && label[next] != Territories::kSea) {
                    ++touching[label[next]];
                }
            });
        }
        const auto most = std::max_element(touching.begin(), touching.end());
        if (*most > 0) {
            for (const std::size_t node : patch.nodes) {
                label[node] = static_cast<std::uint8_t>(most - touching.begin());
            }
        }
    }
}

/// Growth starts along the heartlands, and around each office whatever lies there.
std::vector<Source> sources_of(const Landscape& landscape, const std::vector<double>& speed) {
    const NodeGrid& grid = landscape.grid;
    std::vector<Source> sources;
    for (std::size_t i = 0; i < speed.size(); ++i) {
        const auto label = static_cast<std::uint8_t>(Territories::kFirst + i);
        sources.push_back({grid.nearest(municipality_table()[i].office), label, speed[i]});
        for (const geo::Line& line : heartland(i)) {
            for (const geo::LatLng place : roughened(line, false, 0.0, 0.25, 0)) {
                const std::size_t node = grid.nearest(place);
                if (landscape.land[node] != 0) {
                    sources.push_back({node, label, speed[i]});
                }
            }
        }
    }
    return sources;
}

} // namespace

Territories grow_territories(const Landscape& landscape, std::uint64_t seed) {
    const NodeGrid& grid = landscape.grid;
    const auto table = municipality_table();
    Territories territories;
    territories.effort = effort_of(landscape, hashed(seed, 0x7e44));
    const std::vector<std::uint8_t> home = home_of(landscape, territories.effort);

    std::vector<double> speed(table.size(), 1.0);
    // Faster where a territory is still too small. The sizes settle within a few rounds; the last
    // round's labels stay.
    constexpr int kRounds = 8;
    const double km2_of_node = kNodeStep_m * kNodeStep_m / 1e6;
    for (int round = 0; round < kRounds; ++round) {
        territories.label.assign(grid.size(), Territories::kSea);
        grow(grid, home, territories.effort, sources_of(landscape, speed), territories.label,
             territories.arrival);
        std::vector<double> nodes(table.size(), 0.0);
        for (std::size_t i = 0; i < grid.size(); ++i) {
            if (landscape.land[i] != 0 && territories.label[i] >= Territories::kFirst) {
                nodes[territories.label[i] - Territories::kFirst] += 1.0;
            }
        }
        for (std::size_t i = 0; round + 1 < kRounds && i < table.size(); ++i) {
            const double ratio = table[i].area_km2 / std::max(1.0, nodes[i] * km2_of_node);
            speed[i] = std::clamp(speed[i] * std::pow(ratio, 0.35), 0.4, 2.5);
        }
    }
    for (std::size_t i = 0; i < grid.size(); ++i) {
        if (landscape.land[i] == 0) {
            territories.label[i] = Territories::kSea;
        } else if (home[i] == 0 || territories.label[i] < Territories::kFirst) {
            territories.label[i] = Territories::kOutside;
        }
    }
    join_strays(grid, territories.label);
    return territories;
}

} // namespace todoku::synth
