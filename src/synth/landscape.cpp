#include "synth/landscape.hpp"

#include "geo/ellipsoid.hpp"
#include "synth/erosion.hpp"
#include "synth/municipality_table.hpp"
#include "synth/noise.hpp"
#include "synth/outline.hpp"
#include "synth/random.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace todoku::synth {

namespace {

// 日出ヶ岳, the highest point of Mie: 1,695 m (国土地理院).
constexpr double kSummit_m = 1695.0;
// How far the sea has risen into the valleys of the ria coast (house choice: gives bays of Ago's
// and Gokasho's size).
constexpr double kDrowning_m = 34.0;
constexpr double kKmPerLat = 110.9; // at 34.5 degrees
constexpr double kKmPerLng = 91.8;

NodeGrid grid_of(int coarseness) {
    NodeGrid grid;
    grid.south = kStage.south;
    grid.west = kStage.west;
    grid.lat_step = coarseness / 400.0;
    grid.lng_step = coarseness / 320.0;
    grid.rows = static_cast<std::int32_t>((kStage.north - kStage.south) / grid.lat_step) + 1;
    grid.columns = static_cast<std::int32_t>((kStage.east - kStage.west) / grid.lng_step) + 1;
    return grid;
}

double distance_km(const geo::Line& line, geo::LatLng place) {
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const double ax = (line[i].lng() - place.lng()) * kKmPerLng;
        const double ay = (line[i].lat() - place.lat()) * kKmPerLat;
        const double dx = (line[i + 1].lng() - line[i].lng()) * kKmPerLng;
        const double dy = (line[i + 1].lat() - line[i].lat()) * kKmPerLat;
        const double t = std::clamp(-(ax * dx + ay * dy) / (dx * dx + dy * dy), 0.0, 1.0);
        nearest = std::min(nearest, std::hypot(ax + t * dx, ay + t * dy));
    }
    return nearest;
}

/// How fast each node rises: the ranges over a nearly still plain, with patches of harder and
/// softer rock.
Field uplift_of(const NodeGrid& grid, std::uint64_t seed) {
    Field uplift(grid.size());
    for (std::size_t i = 0; i < grid.size(); ++i) {
        const geo::LatLng place = grid.place(i);
        double square = 0.010 * 0.010;
        for (const Range& range : range_sketch()) {
            const double d = distance_km(range.crest, place) / range.width_km;
            const double rise = d < 4.0 ? range.rise * std::exp(-d * d) : 0.0;
            square += rise * rise;
        }
        const double rock =
            fractal_noise(seed, place.lng() * kKmPerLng / 9.0, place.lat() * kKmPerLat / 9.0, 4);
        // Uneven from node to node, lest valleys run along the rows and columns of the grid.
        uplift[i] = std::sqrt(square) * (1.0 + 0.7 * rock) *
                    (0.25 + 1.5 * unit_interval(hashed(seed, 77, i)));
    }
    return uplift;
}

std::vector<std::uint8_t> land_of(const NodeGrid& grid, std::uint64_t seed) {
    std::vector<std::uint8_t> land(grid.size(), 0);
    std::uint64_t ring_number = 0;
    for (const geo::Ring& ring : land_sketch()) {
        fill_ring(grid, roughened(ring, true, 0.10, 0.4, hashed(seed, ring_number++)), land);
    }
    return land;
}

struct Raised {
    NodeGrid grid;
    std::vector<std::uint8_t> land;
    std::vector<std::uint8_t> base;
    Field height;
};

/// Cut first on a grid of double spacing, where a step costs a quarter and the large valleys find
/// their way.
Raised raise_and_cut(std::uint64_t seed) {
    constexpr double kEdge =
        0.35; // of the ground outside the stage, in units of the rise of the highest range
    const auto prepared = [seed](int coarseness) {
        Raised raised;
        raised.grid = grid_of(coarseness);
        raised.land = land_of(raised.grid, hashed(seed, 1));
        raised.base.resize(raised.grid.size());
        raised.height.assign(raised.grid.size(), 0.0);
        for (std::size_t i = 0; i < raised.grid.size(); ++i) {
            raised.base[i] = raised.land[i] == 0 || raised.grid.at_edge(i) ? 1 : 0;
        }
        return raised;
    };
    Raised coarse = prepared(2);
    const Field coarse_uplift = uplift_of(coarse.grid, hashed(seed, 2));
    for (std::size_t i = 0; i < coarse.grid.size(); ++i) {
        const bool edge_of_land = coarse.land[i] != 0 && coarse.base[i] != 0;
        coarse.height[i] =
            edge_of_land ? kEdge : 0.02 * coarse.land[i] * unit_interval(hashed(seed, 3, i));
    }
    erode(coarse.grid, coarse.base, coarse_uplift, 22, coarse.height);

    Raised fine = prepared(1);
    Field uplift(fine.grid.size());
    for (std::size_t i = 0; i < fine.grid.size(); ++i) {
        const geo::LatLng place = fine.grid.place(i);
        uplift[i] = coarse.grid.between(coarse_uplift, place) *
                    (0.25 + 1.5 * unit_interval(hashed(seed, 5, i)));
        if (fine.land[i] != 0) {
            const double above = coarse.grid.between(coarse.height, place);
            fine.height[i] = above * (0.90 + 0.20 * unit_interval(hashed(seed, 4, i)));
        }
    }
    erode(fine.grid, fine.base, uplift, 5, fine.height);
    return fine;
}

/// Rivers of some size have flat floors, as wide as the water they carry.
void widen_valleys(const NodeGrid& grid, const Field& upstream, Field& height) {
    const Field before = height;
    for (std::size_t node = 0; node < grid.size(); ++node) {
        if (upstream[node] < 60.0 || before[node] <= 0.0) {
            continue;
        }
        const double reach = std::min(4.0, 0.16 * std::sqrt(std::sqrt(upstream[node]) * 4.0) +
                                               0.02 * std::sqrt(upstream[node]));
        const auto span = static_cast<std::int32_t>(reach);
        const std::int32_t row = grid.row_of(node);
        const std::int32_t column = grid.column_of(node);
        for (std::int32_t r = row - span; r <= row + span; ++r) {
            for (std::int32_t c = column - span; c <= column + span; ++c) {
                const double away = std::hypot(r - row, c - column);
                if (grid.holds(r, c) && away <= reach && before[grid.index(r, c)] > before[node]) {
                    double& there = height[grid.index(r, c)];
                    there = std::min(there, before[node] + 4.0 * away);
                }
            }
        }
    }
}

/// Slopes creep: a few rounds of averaging with the neighbours, more on the heights than on the
/// plain.
void soften(const NodeGrid& grid, const std::vector<std::uint8_t>& land, int rounds,
            Field& height) {
    for (int round = 0; round < rounds; ++round) {
        const Field before = height;
        for (std::size_t node = 0; node < grid.size(); ++node) {
            if (land[node] == 0) {
                continue;
            }
            double sum = 0.0;
            int count = 0;
            grid.beside(node, [&](std::size_t next) {
                sum += before[next];
                ++count;
            });
            height[node] = 0.75 * before[node] + 0.25 * sum / count;
        }
    }
}

/// Small islands sink and small lagoons fill, so that coast and boundaries stay readable on a map.
void tidy_coast(const NodeGrid& grid, Field& height) {
    constexpr std::size_t kSmallestIsland = 9; // nodes, about 0.7 km2
    std::vector<std::uint8_t> seen(grid.size(), 0);
    std::vector<std::size_t> patch;
    for (std::size_t start = 0; start < grid.size(); ++start) {
        if (seen[start] != 0) {
            continue;
        }
        const bool is_land = height[start] > 0.0;
        bool reaches_edge = false;
        patch.assign(1, start);
        seen[start] = 1;
        for (std::size_t k = 0; k < patch.size(); ++k) {
            reaches_edge = reaches_edge || grid.at_edge(patch[k]);
            grid.beside(patch[k], [&](std::size_t next) {
                if (seen[next] == 0 && (height[next] > 0.0) == is_land) {
                    seen[next] = 1;
                    patch.push_back(next);
                }
            });
        }
        if (!reaches_edge && (!is_land || patch.size() < kSmallestIsland)) {
            for (const std::size_t node : patch) {
                height[node] = is_land ? -2.0 : 1.5;
            }
        }
    }
}

/// Scales heights so that the prefecture's summit has its height; ground outside may be a little
/// higher.
void bring_to_height(const NodeGrid& grid, Field& height) {
    std::vector<std::uint8_t> home(grid.size(), 0);
    fill_ring(grid, prefecture_sketch(), home);
    double highest = 0.0;
    for (std::size_t i = 0; i < grid.size(); ++i) {
        highest = std::max(highest, home[i] != 0 ? height[i] : 0.0);
    }
    for (double& metres : height) {
        metres = std::min(metres * kSummit_m / highest, 1.05 * kSummit_m);
    }
}

/// Lets the sea into the valleys of the ria coast and gives it a floor.
void drown(const NodeGrid& grid, const std::vector<std::uint8_t>& land, Field& height) {
    const Field off_land = distance_field(grid, land);
    for (std::size_t i = 0; i < grid.size(); ++i) {
        if (land[i] == 0) {
            height[i] = -1.0 - 0.004 * off_land[i];
            continue;
        }
        const double to_ria = distance_km(ria_sketch(), grid.place(i)) / 9.0;
        // The plain's own metre or two above the sea keeps the coast where it was drawn.
        height[i] += 1.2 - kDrowning_m * std::exp(-to_ria * to_ria);
    }
}

/// Town offices stand on dry ground, with a quay around them.
void keep_offices_dry(const NodeGrid& grid, Field& height) {
    for (const MunicipalityFacts& facts : municipality_table()) {
        const std::size_t office = grid.nearest(facts.office);
        height[office] = std::max(height[office], 4.0);
        grid.around(office,
                    [&](std::size_t node, double) { height[node] = std::max(height[node], 3.0); });
    }
}

Field slopes_of(const NodeGrid& grid, const Field& height) {
    Field slope(grid.size(), 0.0);
    for (std::size_t node = 0; node < grid.size(); ++node) {
        grid.around(node, [&](std::size_t next, double steps) {
            const double rise = std::max(0.0, height[next]) - std::max(0.0, height[node]);
            slope[node] = std::max(slope[node], std::abs(rise) / (steps * kNodeStep_m));
        });
    }
    return slope;
}

} // namespace

Landscape shape_landscape(std::uint64_t seed) {
    Raised raised = raise_and_cut(hashed(seed, 0x1a4d));
    Landscape landscape;
    landscape.grid = raised.grid;
    const NodeGrid& grid = landscape.grid;
    Field& height = raised.height;

    bring_to_height(grid, height);
    landscape.upstream = drain(grid, raised.base, height).area;
    widen_valleys(grid, landscape.upstream, height);
    soften(grid, raised.land, 3, height);
    bring_to_height(grid, height); // softening took something off the summit
    drown(grid, raised.land, height);
    keep_offices_dry(grid, height);
    tidy_coast(grid, height);

    landscape.land.resize(grid.size());
    std::vector<std::uint8_t> sea(grid.size());
    for (std::size_t i = 0; i < grid.size(); ++i) {
        height[i] = height[i] == 0.0 ? -0.5 : height[i]; // neither land nor sea is not a label
        landscape.land[i] = height[i] > 0.0 ? 1 : 0;
        sea[i] = landscape.land[i] == 0 ? 1 : 0;
    }
    landscape.from_sea_m = distance_field(grid, sea);
    landscape.slope = slopes_of(grid, height);
    landscape.height = std::move(height);
    return landscape;
}

} // namespace todoku::synth
