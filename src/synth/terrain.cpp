#include "synth/terrain.hpp"

#include "synth/random.hpp"
#include "synth/territories.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace todoku::synth {

namespace {

constexpr double kPost =
    1.0 / 3600.0; // one arc-second, the pitch of the 30 m models (SRTM, ASTER, AW3D30)
constexpr int kSeconds = 3600;
// Ground beyond the border that a site at the border still looks over: about 5 km.
constexpr double kMargin = 0.05;

/// Catmull-Rom weights for a position t between the second and the third of four values.
std::array<double, 4> cubic(double t) {
    return {0.5 * (-t + 2 * t * t - t * t * t), 0.5 * (2 - 5 * t * t + 3 * t * t * t),
            0.5 * (t + 4 * t * t - 3 * t * t * t), 0.5 * (-t * t + t * t * t)};
}

/// Where each column of posts lies among the columns of a coarser lattice, worked out once for all
/// rows.
struct Columns {
    std::vector<std::int32_t> first;
    std::vector<double> part;
};

Columns columns_of(std::size_t count, double start, double step) {
    Columns columns;
    for (std::size_t i = 0; i < count; ++i) {
        const double x = start + step * static_cast<double>(i);
        columns.first.push_back(static_cast<std::int32_t>(std::floor(x)));
        columns.part.push_back(x - std::floor(x));
    }
    return columns;
}

/// Grain finer than the nodes: values on a lattice `spacing` posts wide, joined smoothly.
class Grain {
public:
    Grain(std::uint64_t seed, int spacing, std::size_t columns)
        : seed_(seed), spacing_(spacing), places_(columns_of(columns, 0.0, 1.0 / spacing)) {
        for (double& part : places_.part) {
            part = part * part * (3.0 - 2.0 * part);
        }
    }
    /// Adds strength times the grain of one row, in [-1, 1].
    void add_row(std::size_t row, double strength, std::vector<double>& out) const {
        const auto above = row / static_cast<std::size_t>(spacing_);
        const double t = static_cast<double>(row % static_cast<std::size_t>(spacing_)) / spacing_;
        const double v = t * t * (3.0 - 2.0 * t);
        std::vector<double> lattice(static_cast<std::size_t>(places_.first.back()) + 2);
        for (std::size_t i = 0; i < lattice.size(); ++i) {
            const double north = unit_interval(hashed(seed_, above, i));
            const double south = unit_interval(hashed(seed_, above + 1, i));
            lattice[i] = strength * (2.0 * (north * (1.0 - v) + south * v) - 1.0);
        }
        for (std::size_t i = 0; i < out.size(); ++i) {
            const auto at = static_cast<std::size_t>(places_.first[i]);
            out[i] += lattice[at] + (lattice[at + 1] - lattice[at]) * places_.part[i];
        }
    }

private:
    std::uint64_t seed_;
    int spacing_;
    Columns places_;
};

/// Rings of the whole prefecture, sorted into rows of posts: where the land begins and ends.
class Shoreline {
public:
    Shoreline(const Prefecture& prefecture, double north, std::size_t rows) : crossings_(rows) {
        const geo::MultiPolygon land = prefecture.mosaic.polygons(
            [](std::uint8_t label) { return label >= Territories::kFirst; });
        const auto add = [&](const geo::Ring& ring) {
            for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
                const geo::LatLng a = ring[j].lat() < ring[i].lat() ? ring[j] : ring[i];
                const geo::LatLng b = ring[j].lat() < ring[i].lat() ? ring[i] : ring[j];
                const auto first =
                    static_cast<std::size_t>(std::max(0.0, std::floor((north - b.lat()) / kPost)));
                const auto last =
                    static_cast<std::size_t>(std::max(0.0, std::ceil((north - a.lat()) / kPost)));
                for (std::size_t row = first; row <= last && row < crossings_.size(); ++row) {
                    const double lat = north - kPost * static_cast<double>(row);
                    if (a.lat() <= lat && lat < b.lat()) {
                        crossings_[row].push_back(a.lng() + (b.lng() - a.lng()) * (lat - a.lat()) /
                                                                (b.lat() - a.lat()));
                    }
                }
            }
        };
        for (const geo::Polygon& polygon : land.polygons) {
            add(polygon.outer);
            for (const geo::Ring& hole : polygon.holes) {
                add(hole);
            }
        }
        for (std::vector<double>& row : crossings_) {
            std::sort(row.begin(), row.end());
        }
    }
    /// Longitudes at which a row enters and leaves the prefecture, in turn.
    [[nodiscard]] const std::vector<double>& row(std::size_t row) const { return crossings_[row]; }

private:
    std::vector<std::vector<double>> crossings_;
};

} // namespace

geo::HeightGrid draw_terrain(const Prefecture& prefecture, std::uint64_t seed, Threads threads) {
    const Landscape& landscape = prefecture.landscape;
    const NodeGrid& grid = landscape.grid;
    geo::Box ground;
    for (const geo::MultiPolygon& boundary : prefecture.boundaries) {
        ground.extend(geo::bounds(boundary));
    }
    ground = ground.grown(kMargin);
    const auto seconds = [](double degrees) {
        return static_cast<long>(std::lround(degrees * kSeconds));
    };

    geo::HeightGrid terrain;
    terrain.north = static_cast<double>(seconds(ground.north)) / kSeconds;
    terrain.west = static_cast<double>(seconds(ground.west)) / kSeconds;
    terrain.lat_step = kPost;
    terrain.lng_step = kPost;
    terrain.rows = static_cast<std::size_t>(seconds(ground.north) - seconds(ground.south)) + 1;
    terrain.columns = static_cast<std::size_t>(seconds(ground.east) - seconds(ground.west)) + 1;
    terrain.heights.resize(terrain.rows * terrain.columns);

    const Columns nodes = columns_of(terrain.columns, (terrain.west - grid.west) / grid.lng_step,
                                     kPost / grid.lng_step);
    const Shoreline shore(prefecture, terrain.north, terrain.rows);
    // Two grains below the nodes' 280 m: about 150 m and 60 m.
    const Grain broad(hashed(seed, 0x9a11), 5, terrain.columns);
    const Grain close(hashed(seed, 0x9a12), 2, terrain.columns);

    parallel_for(
        terrain.rows, threads,
        [&](std::size_t row) {
            const double lat = terrain.north - kPost * static_cast<double>(row);
            const double y = (lat - grid.south) / grid.lat_step;
            const auto below = static_cast<std::int32_t>(std::floor(y));
            const std::array<double, 4> weights = cubic(y - below);
            const double v = y - below;
            // The four rows of nodes around, blended into one; slopes and land between the two
            // nearest.
            std::vector<double> height(static_cast<std::size_t>(grid.columns));
            std::vector<double> steepness(height.size());
            for (std::int32_t column = 0; column < grid.columns; ++column) {
                double sum = 0.0;
                for (std::int32_t k = 0; k < 4; ++k) {
                    const std::int32_t r = std::clamp(below - 1 + k, 0, grid.rows - 1);
                    sum += weights[static_cast<std::size_t>(k)] *
                           landscape.height[grid.index(r, column)];
                }
                const auto c = static_cast<std::size_t>(column);
                height[c] = sum;
                steepness[c] =
                    (1.0 - v) * landscape.slope[grid.index(below, column)] +
                    v * landscape.slope[grid.index(std::min(below + 1, grid.rows - 1), column)];
            }
            std::vector<double> grain(terrain.columns, 0.0);
            broad.add_row(row, 38.0, grain);
            close.add_row(row, 10.0, grain);
            const std::vector<double>& borders = shore.row(row);
            std::size_t passed = 0;
            const std::int32_t nearest_row = v < 0.5 ? below : below + 1;
            for (std::size_t i = 0; i < terrain.columns; ++i) {
                const double lng = terrain.west + kPost * static_cast<double>(i);
                while (passed < borders.size() && borders[passed] <= lng) {
                    ++passed;
                }
                const auto column = static_cast<std::size_t>(nodes.first[i]);
                const double u = nodes.part[i];
                const std::array<double, 4> w = cubic(u);
                const double smooth = w[0] * height[column - 1] + w[1] * height[column] +
                                      w[2] * height[column + 1] + w[3] * height[column + 2];
                const double rough = (1.0 - u) * steepness[column] + u * steepness[column + 1];
                const double metres = std::round(smooth + std::min(rough, 0.9) * grain[i]);
                bool land = passed % 2 == 1;
                if (!land) {
                    const auto nearest = static_cast<std::int32_t>(column) + (u < 0.5 ? 0 : 1);
                    land = smooth > 0.0 && prefecture.label[grid.index(nearest_row, nearest)] ==
                                               Territories::kOutside;
                }
                terrain.heights[row * terrain.columns + i] =
                    land ? static_cast<float>(std::max(1.0, metres)) : 0.0F;
            }
        },
        16);
    return terrain;
}

} // namespace todoku::synth
