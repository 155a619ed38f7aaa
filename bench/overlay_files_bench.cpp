// How long covered shares take on the files that peers get (bench/peers/make_input.py), reading
// excluded: $TODOKU_BENCH_DIR holds dissolved_A.wkb to dissolved_D.wkb and sites_A.wkb to
// sites_D.wkb.
#include "domain/mesh.hpp"
#include "overlay/covered_shares.hpp"

#include <benchmark/benchmark.h>
#include <geos_c.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace todoku;
using namespace todoku::overlay;
using domain::MeshLevel;
using Layers = std::vector<geo::MultiPolygon>;

constexpr auto k250 = static_cast<std::int64_t>(MeshLevel::M250);
constexpr auto k125 = static_cast<std::int64_t>(MeshLevel::M125);

void quiet(const char*, ...) {}

geo::Ring ring_of(GEOSContextHandle_t geos, const GEOSGeometry* line) {
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(geos, line);
    unsigned size = 0;
    GEOSCoordSeq_getSize_r(geos, sequence, &size);
    geo::Ring ring;
    ring.reserve(size);
    for (unsigned i = 0; i < size; ++i) {
        double x = 0.0;
        double y = 0.0;
        GEOSCoordSeq_getXY_r(geos, sequence, i, &x, &y);
        ring.push_back(geo::LatLng::from_degrees(y, x));
    }
    return ring;
}

geo::MultiPolygon from_wkb(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    GEOSContextHandle_t geos = GEOS_init_r();
    GEOSContext_setNoticeHandler_r(geos, quiet);
    GEOSWKBReader* reader = GEOSWKBReader_create_r(geos);
    GEOSGeometry* whole = GEOSWKBReader_read_r(
        geos, reader, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    if (whole == nullptr) {
        throw std::runtime_error(path + ": no WKB (bench/peers/make_input.py writes it)");
    }
    geo::MultiPolygon shape;
    for (int i = 0; i < GEOSGetNumGeometries_r(geos, whole); ++i) {
        const GEOSGeometry* part = GEOSGetGeometryN_r(geos, whole, i);
        geo::Polygon polygon{ring_of(geos, GEOSGetExteriorRing_r(geos, part)), {}};
        for (int k = 0; k < GEOSGetNumInteriorRings_r(geos, part); ++k) {
            polygon.holes.push_back(ring_of(geos, GEOSGetInteriorRingN_r(geos, part, k)));
        }
        shape.polygons.push_back(std::move(polygon));
    }
    GEOSGeom_destroy_r(geos, whole);
    GEOSWKBReader_destroy_r(geos, reader);
    GEOS_finish_r(geos);
    return shape;
}

// Each edge becomes 16: its middle is moved at random by up to `ragged` of its length, four times
// over. With 0 it stays where it is; with 0.22 it looks like a coast seen closer, and where rings
// turn sharply they then cross themselves.
geo::Ring closer(const geo::Ring& ring, double ragged, std::uint64_t& state) {
    geo::Ring points = ring;
    for (int doubling = 0; doubling < 4; ++doubling) {
        geo::Ring finer;
        finer.reserve(points.size() * 2);
        for (std::size_t i = 0; i + 1 < points.size(); ++i) {
            const geo::LatLng a = points[i];
            const geo::LatLng b = points[i + 1];
            state = state * 6364136223846793005ULL + 1442695040888963407ULL;
            const double shift =
                2.0 * ragged * (static_cast<double>(state >> 11U) * 0x1.0p-53 - 0.5);
            finer.push_back(a);
            finer.push_back(
                geo::LatLng::from_degrees((a.lat() + b.lat()) / 2 - shift * (b.lng() - a.lng()),
                                          (a.lng() + b.lng()) / 2 + shift * (b.lat() - a.lat())));
        }
        finer.push_back(points.back());
        points = std::move(finer);
    }
    return points;
}

template <class Each>
Layers changed(Layers layers, const Each& each) {
    for (auto& layer : layers) {
        for (auto& polygon : layer.polygons) {
            polygon.outer = each(polygon.outer);
            for (auto& hole : polygon.holes) {
                hole = each(hole);
            }
        }
    }
    return layers;
}

Layers read(const std::string& kind) {
    const char* folder = std::getenv("TODOKU_BENCH_DIR");
    Layers layers;
    for (const char* carrier : {"A", "B", "C", "D"}) {
        layers.push_back(from_wkb(std::string(folder == nullptr ? "." : folder) + "/" + kind + "_" +
                                  carrier + ".wkb"));
    }
    return layers;
}

const Layers& dissolved() {
    static const Layers layers = read("dissolved");
    return layers;
}

const Layers& sites() {
    static const Layers layers = read("sites");
    return layers;
}

Layers all_closer(const Layers& layers, double ragged) {
    std::uint64_t state = 16;
    return changed(layers, [&](const geo::Ring& ring) { return closer(ring, ragged, state); });
}

const Layers& split() {
    static const Layers layers = all_closer(dissolved(), 0.0);
    return layers;
}

const Layers& split_sites() {
    static const Layers layers = all_closer(sites(), 0.0);
    return layers;
}

const Layers& ragged() {
    static const Layers layers = all_closer(dissolved(), 0.22);
    return layers;
}

// Primary mesh 5136 (34 N, 136 E) ten times as large from its corner: its cells of 10 m are then
// cells of 100 m.
const Layers& tenfold() {
    static const Layers layers = changed(dissolved(), [](const geo::Ring& ring) {
        geo::Ring large;
        for (const geo::LatLng p : ring) {
            large.push_back(geo::LatLng::from_degrees(34.0 + (p.lat() - 34.0) * 10.0,
                                                      136.0 + (p.lng() - 136.0) * 10.0));
        }
        return large;
    });
    return layers;
}

// 740 x 365 cells of 250 m, or the same ground in other cells.
domain::MeshWindow prefecture(MeshLevel level) {
    return domain::MeshWindow::around(
        {33.7 + 1e-9, 135.85 + 1e-9, 33.7 + 740 / 480.0 - 1e-9, 135.85 + 365 / 320.0 - 1e-9},
        level);
}

domain::MeshWindow primary_mesh(MeshLevel level, double scale) {
    return domain::MeshWindow::around(
        {34.0 + 1e-9, 136.0 + 1e-9, 34.0 + scale / 1.5 - 1e-9, 136.0 + scale - 1e-9}, level);
}

void count(benchmark::State& state, const Layers& layers, const domain::MeshWindow& window) {
    std::size_t vertices = 0;
    for (const auto& layer : layers) {
        for (const auto& polygon : layer.polygons) {
            vertices += polygon.outer.size();
            for (const auto& hole : polygon.holes) {
                vertices += hole.size();
            }
        }
    }
    state.counters["vertices"] = static_cast<double>(vertices);
    state.counters["cells"] = static_cast<double>(window.size());
}

using Input = const Layers& (*)();

void each_layer(benchmark::State& state, Input input, Overlaps overlaps) {
    const Layers& layers = input();
    const auto window = prefecture(static_cast<MeshLevel>(state.range(0)));
    for (auto _ : state) {
        for (const auto& layer : layers) {
            benchmark::DoNotOptimize(
                covered_shares(layer, window, Threads{static_cast<std::size_t>(state.range(1))},
                               overlaps)
                    .data());
        }
    }
    count(state, layers, window);
}

// Handed on in pieces instead of kept in a table, as `todoku lab fractions` takes them.
void handed_on(benchmark::State& state, Input input) {
    const Layers& layers = input();
    const auto window = prefecture(static_cast<MeshLevel>(state.range(0)));
    double sum = 0.0;
    for (auto _ : state) {
        for (const auto& layer : layers) {
            for_each_share(
                layer, window, Threads{1},
                [&](std::span<const CellShare> cells) {
                    for (const CellShare& cell : cells) {
                        sum += cell.share;
                    }
                },
                Overlaps::None);
        }
    }
    benchmark::DoNotOptimize(sum);
    count(state, layers, window);
}

void any_layer(benchmark::State& state, Input input) {
    const auto window = prefecture(static_cast<MeshLevel>(state.range(0)));
    geo::MultiPolygon all;
    for (const auto& layer : input()) {
        all.polygons.insert(all.polygons.end(), layer.polygons.begin(), layer.polygons.end());
    }
    for (auto _ : state) {
        benchmark::DoNotOptimize(covered_shares(all, window, Threads{1}).data());
    }
}

// One carrier in one primary mesh, in cells of 100 m or as if in cells of 10 m.
void one_primary_mesh(benchmark::State& state, Input input, double scale, Overlaps overlaps) {
    const geo::MultiPolygon& layer = input().front();
    const auto window = primary_mesh(MeshLevel::M100, scale);
    std::size_t cells = 0;
    for (auto _ : state) {
        for_each_share_run(
            layer, window, Threads{1},
            [&](std::span<const ShareRun> runs) {
                for (const ShareRun& run : runs) {
                    cells += static_cast<std::size_t>(run.cells);
                }
            },
            overlaps);
    }
    state.counters["covered"] =
        static_cast<double>(cells) / static_cast<double>(state.iterations());
    state.counters["cells"] = static_cast<double>(window.size());
}

void levels_and_threads(benchmark::internal::Benchmark* bench) {
    bench->ArgNames({"level", "threads"})->Unit(benchmark::kMillisecond);
    bench->MeasureProcessCPUTime()->UseRealTime();
    bench->Args({k250, 1})->Args({k125, 1})->Args({k250, 2})->Args({k125, 2});
}

BENCHMARK_CAPTURE(each_layer, 0, dissolved, Overlaps::None)
    ->Name("files/dissolved, apart")
    ->Apply(levels_and_threads);
BENCHMARK_CAPTURE(handed_on, 13, dissolved)
    ->Name("files/dissolved, apart, handed on")
    ->ArgName("level")
    ->Arg(k250)
    ->Arg(k125)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(each_layer, 1, dissolved, Overlaps::Possible)
    ->Name("files/dissolved")
    ->Apply(levels_and_threads);
BENCHMARK_CAPTURE(each_layer, 2, sites, Overlaps::Possible)
    ->Name("files/sites")
    ->Apply(levels_and_threads);
BENCHMARK_CAPTURE(each_layer, 12, split, Overlaps::None)
    ->Name("files/dissolved x 16, apart")
    ->Apply(levels_and_threads);
BENCHMARK_CAPTURE(each_layer, 3, split, Overlaps::Possible)
    ->Name("files/dissolved x 16")
    ->Apply(levels_and_threads);
BENCHMARK_CAPTURE(each_layer, 4, split_sites, Overlaps::Possible)
    ->Name("files/sites x 16")
    ->Apply(levels_and_threads);
BENCHMARK_CAPTURE(each_layer, 5, ragged, Overlaps::Possible)
    ->Name("files/dissolved x 16, ragged")
    ->Apply(levels_and_threads);
BENCHMARK_CAPTURE(any_layer, 6, dissolved)
    ->Name("files/any of dissolved")
    ->Arg(k250)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(any_layer, 7, sites)
    ->Name("files/any of sites")
    ->Arg(k250)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(one_primary_mesh, 8, dissolved, 1.0, Overlaps::None)
    ->Name("files/primary mesh, 100 m, apart")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(one_primary_mesh, 9, tenfold, 10.0, Overlaps::None)
    ->Name("files/primary mesh, as if 10 m, apart")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(one_primary_mesh, 10, dissolved, 1.0, Overlaps::Possible)
    ->Name("files/primary mesh, 100 m")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(one_primary_mesh, 11, tenfold, 10.0, Overlaps::Possible)
    ->Name("files/primary mesh, as if 10 m")
    ->Unit(benchmark::kMillisecond);

} // namespace
