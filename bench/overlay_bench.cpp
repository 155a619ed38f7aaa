// How long covered shares take on inputs of a prefecture's size, and how long GEOS takes for the
// same cells.
//
// Inputs are made here, seeded: a prefecture of 365 x 740 cells of 250 m (98,000 of them land),
//   dissolved  4 layers, each one polygon with a ragged outline of 145,000 vertices and 17,000
//   holes (400,000 vertices) raw        4 layers of 1,500 overlapping sites with 720 vertices each
//   (4.3 million vertices) stairs     4 layers traced from images: every edge on the lattice of
//   fifths of a cell
#include "domain/mesh.hpp"
#include "overlay/covered_shares.hpp"
#include "overlay/layer_source.hpp"
#include "overlay/mesh_overlay.hpp"

#include <benchmark/benchmark.h>
#include <geos_c.h>

#include <array>
#include <atomic>
#include <cmath>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <numbers>
#include <vector>

namespace {

using namespace todoku;
using namespace todoku::overlay;

constexpr int kRows = 740;
constexpr int kColumns = 365;
constexpr domain::MeshLevel kLevel = domain::MeshLevel::M250;

class Dice { // splitmix64 (Steele, Lea, Flood 2014)
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    double unit() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return static_cast<double>((z ^ (z >> 31U)) >> 11U) * 0x1.0p-53;
    }
    double between(double low, double high) { return low + (high - low) * unit(); }

private:
    std::uint64_t state_;
};

domain::MeshCell corner() {
    static const domain::MeshCell cell =
        *domain::MeshCell::at(geo::LatLng::from_degrees(33.7, 135.85), kLevel);
    return cell;
}

geo::LatLng at(double x, double y) {
    const auto p = domain::pitch(kLevel);
    return geo::LatLng::from_degrees((corner().row() + y) / p.rows_per_degree(),
                                     (corner().column() + x) / p.columns_per_degree);
}

domain::MeshWindow window_of(domain::MeshLevel level) {
    const geo::Box box =
        domain::MeshWindow{kLevel, corner().row(), corner().column(), kRows, kColumns}.box();
    return domain::MeshWindow::around(
        {box.south + 1e-9, box.west + 1e-9, box.north - 1e-9, box.east - 1e-9}, level);
}

// A closed ragged line: midpoints moved at random, ever less.
geo::Ring coast(Dice& dice, double x, double y, double rx, double ry, int doublings) {
    std::vector<std::array<double, 2>> points;
    for (int i = 0; i < 9; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / 9.0;
        points.push_back({x + rx * std::cos(angle), y + ry * std::sin(angle)});
    }
    for (int k = 0; k < doublings; ++k) {
        std::vector<std::array<double, 2>> finer;
        finer.reserve(points.size() * 2);
        for (std::size_t i = 0; i < points.size(); ++i) {
            const auto& a = points[i];
            const auto& b = points[(i + 1) % points.size()];
            const double shift = dice.between(-0.22, 0.22);
            finer.push_back(a);
            finer.push_back({(a[0] + b[0]) / 2 + shift * (b[1] - a[1]),
                             (a[1] + b[1]) / 2 - shift * (b[0] - a[0])});
        }
        points = std::move(finer);
    }
    geo::Ring ring;
    for (const auto& p : points) {
        ring.push_back(at(p[0], p[1]));
    }
    return ring;
}

geo::Ring star(Dice& dice, double x, double y, double radius, double ragged, int vertices) {
    geo::Ring ring;
    for (int i = 0; i < vertices; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / vertices;
        const double r = radius * dice.between(1.0 - ragged, 1.0);
        ring.push_back(at(x + r * std::cos(angle), y + r * std::sin(angle)));
    }
    return ring;
}

std::vector<geo::MultiPolygon> dissolved() {
    std::vector<geo::MultiPolygon> layers(4);
    for (std::size_t k = 0; k < layers.size(); ++k) {
        Dice dice(100 + k);
        geo::Polygon polygon;
        polygon.outer = coast(dice, kColumns / 2.0, kRows / 2.0, kColumns * 0.42, kRows * 0.42, 14);
        // Holes on a jittered lattice inside the outline, apart from each other.
        const int across = 90;
        const int along = 189;
        for (int i = 0; i < along; ++i) {
            for (int j = 0; j < across; ++j) {
                const double x = kColumns * (0.28 + 0.44 * (j + 0.5) / across);
                const double y = kRows * (0.28 + 0.44 * (i + 0.5) / along);
                polygon.holes.push_back(star(dice, x + dice.between(-0.2, 0.2),
                                             y + dice.between(-0.2, 0.2), dice.between(0.1, 0.6),
                                             0.4, 15));
            }
        }
        layers[k].polygons.push_back(std::move(polygon));
    }
    return layers;
}

// What a site reaches: a lobed circle with shadows behind hills and a ragged edge.
geo::Ring site(Dice& dice, double x, double y, double radius) {
    constexpr int kVertices = 720;
    std::array<double, kVertices> reach{};
    const double phase = dice.between(0.0, 6.3);
    for (int i = 0; i < kVertices; ++i) {
        reach[static_cast<std::size_t>(i)] =
            radius * (0.9 + 0.1 * std::cos(3.0 * 2.0 * std::numbers::pi * i / kVertices + phase));
    }
    for (int shadow = 0; shadow < 8; ++shadow) {
        const int first = static_cast<int>(dice.between(0, kVertices));
        const int width = static_cast<int>(dice.between(4, 40));
        const double factor = dice.between(0.4, 0.9);
        for (int i = first; i < first + width; ++i) {
            reach[static_cast<std::size_t>(i % kVertices)] *= factor;
        }
    }
    geo::Ring ring;
    for (int i = 0; i < kVertices; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / kVertices;
        const double r = reach[static_cast<std::size_t>(i)] * dice.between(0.98, 1.0);
        ring.push_back(at(x + r * std::cos(angle), y + r * std::sin(angle)));
    }
    return ring;
}

std::vector<geo::MultiPolygon> raw() {
    std::vector<geo::MultiPolygon> layers(4);
    for (std::size_t k = 0; k < layers.size(); ++k) {
        Dice dice(200 + k);
        for (int i = 0; i < 1500; ++i) {
            // Radius 0.5 to 6 km, mostly small.
            const double radius = 2.0 * std::pow(12.0, dice.unit() * dice.unit());
            layers[k].polygons.push_back(
                {site(dice, dice.between(30, kColumns - 30), dice.between(30, kRows - 30), radius),
                 {}});
        }
    }
    return layers;
}

std::vector<geo::MultiPolygon> stairs() {
    std::vector<geo::MultiPolygon> layers(4);
    for (std::size_t k = 0; k < layers.size(); ++k) {
        Dice dice(300 + k);
        const int blocks = 36;
        for (int i = 0; i < kRows * 5 / blocks; ++i) {
            for (int j = 0; j < kColumns * 5 / blocks; ++j) {
                // A skyline polygon in each block of 36 x 36 pixels.
                geo::Ring ring = {at(j * blocks / 5.0, i * blocks / 5.0)};
                for (int x = 0; x < blocks; ++x) {
                    const double top =
                        (i * blocks + 1 + std::floor(dice.between(0, blocks - 2))) / 5.0;
                    ring.push_back(at((j * blocks + x) / 5.0, top));
                    ring.push_back(at((j * blocks + x + 1) / 5.0, top));
                }
                ring.push_back(at((j + 1) * blocks / 5.0, i * blocks / 5.0));
                layers[k].polygons.push_back({std::move(ring), {}});
            }
        }
    }
    return layers;
}

std::size_t vertices(const std::vector<geo::MultiPolygon>& layers) {
    std::size_t count = 0;
    for (const auto& layer : layers) {
        for (const auto& polygon : layer.polygons) {
            count += polygon.outer.size();
            for (const auto& hole : polygon.holes) {
                count += hole.size();
            }
        }
    }
    return count;
}

const std::vector<geo::MultiPolygon>& input(int kind) {
    static const std::array<std::vector<geo::MultiPolygon>, 3> inputs = {dissolved(), raw(),
                                                                         stairs()};
    return inputs[static_cast<std::size_t>(kind)];
}

void report(benchmark::State& state, const std::vector<geo::MultiPolygon>& layers,
            const domain::MeshWindow& window) {
    state.counters["vertices"] = static_cast<double>(vertices(layers));
    OverlayCounts counts;
    for (const auto& layer : layers) {
        const LayerSource::Layer shapes{&layer};
        const LayerSource source(std::span(&shapes, 1), window.level, Threads{1});
        const OverlayCounts one = count_cells(source, window, Bands(window), Threads{1});
        counts.full += one.full;
        counts.scanned += one.scanned;
        counts.swept += one.swept;
    }
    state.counters["full"] = static_cast<double>(counts.full);
    state.counters["scanned"] = static_cast<double>(counts.scanned);
    state.counters["swept"] = static_cast<double>(counts.swept);
}

// Four layers, each by itself. Arguments: input, mesh level, threads.
void shares(benchmark::State& state) {
    const auto& layers = input(static_cast<int>(state.range(0)));
    const domain::MeshWindow window = window_of(static_cast<domain::MeshLevel>(state.range(1)));
    for (auto _ : state) {
        for (const auto& layer : layers) {
            benchmark::DoNotOptimize(
                covered_shares(layer, window, Threads{static_cast<std::size_t>(state.range(2))})
                    .data());
        }
    }
    report(state, layers, window);
}

// Four layers with all their combinations in one go.
void combinations(benchmark::State& state) {
    const auto& layers = input(static_cast<int>(state.range(0)));
    const domain::MeshWindow window = window_of(static_cast<domain::MeshLevel>(state.range(1)));
    std::vector<const geo::MultiPolygon*> pointers;
    for (const auto& layer : layers) {
        pointers.push_back(&layer);
    }
    for (auto _ : state) {
        std::atomic<std::size_t> cells = 0;
        for_each_combination(pointers, window, Threads{static_cast<std::size_t>(state.range(2))},
                             [&](std::size_t, std::span<const CombinationPart>) { ++cells; });
        benchmark::DoNotOptimize(cells.load());
    }
}

// The union of all four layers.
void any_layer(benchmark::State& state) {
    const auto& layers = input(static_cast<int>(state.range(0)));
    const domain::MeshWindow window = window_of(static_cast<domain::MeshLevel>(state.range(1)));
    geo::MultiPolygon all;
    for (const auto& layer : layers) {
        all.polygons.insert(all.polygons.end(), layer.polygons.begin(), layer.polygons.end());
    }
    for (auto _ : state) {
        benchmark::DoNotOptimize(covered_shares(all, window, Threads{1}).data());
    }
}

// ---- GEOS, the way a script would do it: each cell intersected with the whole polygon, by a
// prepared test first.

void quiet(const char*, ...) {}

GEOSGeometry* to_geos(GEOSContextHandle_t geos, const geo::Ring& ring) {
    GEOSCoordSequence* sequence =
        GEOSCoordSeq_create_r(geos, static_cast<unsigned>(ring.size() + 1), 2);
    for (std::size_t i = 0; i <= ring.size(); ++i) {
        GEOSCoordSeq_setXY_r(geos, sequence, static_cast<unsigned>(i), ring[i % ring.size()].lng(),
                             ring[i % ring.size()].lat());
    }
    return GEOSGeom_createLinearRing_r(geos, sequence);
}

void geos_intersection(benchmark::State& state) {
    GEOSContextHandle_t geos = GEOS_init_r();
    GEOSContext_setNoticeHandler_r(geos, quiet);
    const geo::Polygon& polygon = input(0)[0].polygons[0];
    std::vector<GEOSGeometry*> holes;
    for (const auto& hole : polygon.holes) {
        holes.push_back(to_geos(geos, hole));
    }
    GEOSGeometry* shape = GEOSGeom_createPolygon_r(geos, to_geos(geos, polygon.outer), holes.data(),
                                                   static_cast<unsigned>(holes.size()));
    const GEOSPreparedGeometry* prepared = GEOSPrepare_r(geos, shape);
    const domain::MeshWindow window = window_of(kLevel);
    const std::size_t every = 500; // a systematic sample
    double sum = 0.0;
    std::size_t cells = 0;
    for (auto _ : state) {
        for (std::size_t i = 0; i < window.size(); i += every) {
            const geo::Box box = window.cell(i).box();
            GEOSGeometry* cell = GEOSGeom_createPolygon_r(
                geos,
                to_geos(geos, {geo::LatLng::from_degrees(box.south, box.west),
                               geo::LatLng::from_degrees(box.south, box.east),
                               geo::LatLng::from_degrees(box.north, box.east),
                               geo::LatLng::from_degrees(box.north, box.west)}),
                nullptr, 0);
            double area = 0.0;
            if (GEOSPreparedContains_r(geos, prepared, cell) == 1) {
                GEOSArea_r(geos, cell, &area);
            } else if (GEOSPreparedIntersects_r(geos, prepared, cell) == 1) {
                GEOSGeometry* part = GEOSIntersection_r(geos, shape, cell);
                GEOSArea_r(geos, part, &area);
                GEOSGeom_destroy_r(geos, part);
            }
            GEOSGeom_destroy_r(geos, cell);
            sum += area;
            ++cells;
        }
    }
    benchmark::DoNotOptimize(sum);
    state.counters["cells"] = static_cast<double>(cells);
    state.counters["of"] = static_cast<double>(window.size());
    GEOSPreparedGeom_destroy_r(geos, prepared);
    GEOSGeom_destroy_r(geos, shape);
    GEOS_finish_r(geos);
}

constexpr auto k250 = static_cast<std::int64_t>(domain::MeshLevel::M250);
constexpr auto k125 = static_cast<std::int64_t>(domain::MeshLevel::M125);

BENCHMARK(shares)
    ->Name("shares/dissolved")
    ->ArgNames({"input", "level", "threads"})
    ->Args({0, k250, 1})
    ->Args({0, k125, 1})
    ->Args({0, k250, 2})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
BENCHMARK(shares)
    ->Name("shares/raw")
    ->Args({1, k250, 1})
    ->Args({1, k250, 2})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(shares)->Name("shares/stairs")->Args({2, k250, 1})->Unit(benchmark::kMillisecond);
BENCHMARK(combinations)
    ->Name("combinations/dissolved")
    ->Args({0, k250, 1})
    ->Args({0, k125, 1})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(combinations)
    ->Name("combinations/raw")
    ->Args({1, k250, 1})
    ->Args({1, k250, 2})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(combinations)
    ->Name("combinations/stairs")
    ->Args({2, k250, 1})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(any_layer)->Name("any/dissolved")->Args({0, k250})->Unit(benchmark::kMillisecond);
BENCHMARK(any_layer)->Name("any/raw")->Args({1, k250})->Unit(benchmark::kMillisecond);
BENCHMARK(geos_intersection)
    ->Name("geos/dissolved, one layer, a cell in 500")
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

} // namespace
