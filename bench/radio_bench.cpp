// Reach over synthetic terrain at the size of a prefecture's run, and the kernels by themselves.
// Fixed inputs.
#include "geo/ellipsoid.hpp"
#include "radio/bullington.hpp"
#include "radio/delta_bullington.hpp"
#include "radio/effective_earth.hpp"
#include "radio/free_space.hpp"
#include "radio/profile_scan.hpp"
#include "radio/reach.hpp"
#include "radio/terrain_profile.hpp"

#include <benchmark/benchmark.h>

#include <cmath>

namespace {

using namespace todoku;
using namespace todoku::radio;
using geo::LatLng;

const LatLng kMiddle = LatLng::from_degrees(34.5, 136.4);

/// 110 km x 90 km at about 30 m: ridges up to 700 m.
const geo::HeightGrid& terrain() {
    static const geo::HeightGrid grid = [] {
        geo::HeightGrid g;
        g.lat_step = 1.0 / 3600.0;
        g.lng_step = 1.0 / 3000.0;
        g.rows = 3600;
        g.columns = 3000;
        g.north = kMiddle.lat() + 0.5;
        g.west = kMiddle.lng() - 0.5;
        g.heights.resize(g.rows * g.columns);
        for (std::size_t r = 0; r < g.rows; ++r) {
            for (std::size_t c = 0; c < g.columns; ++c) {
                const double y = static_cast<double>(r);
                const double x = static_cast<double>(c);
                const double h = 250.0 + 250.0 * std::sin(x / 83.0) * std::cos(y / 61.0) +
                                 120.0 * std::sin((x + 2.0 * y) / 23.0) +
                                 60.0 * std::sin((2.0 * x - y) / 7.0);
                g.heights[r * g.columns + c] = static_cast<float>(std::max(0.0, h));
            }
        }
        return g;
    }();
    return grid;
}

const std::vector<domain::MeshCell>& cells() {
    static const std::vector<domain::MeshCell> all = [] {
        const auto window =
            domain::MeshWindow::around({34.08, 135.98, 34.92, 136.82}, domain::MeshLevel::M250);
        std::vector<domain::MeshCell> list;
        for (std::size_t i = 0; i < window.size(); ++i) {
            list.push_back(window.cell(i));
        }
        return list;
    }();
    return all;
}

std::vector<Site> sites(std::size_t count) {
    std::vector<Site> list;
    for (std::size_t i = 0; i < count; ++i) {
        // Plastic-number sequence: even spread without a random generator.
        const double u = std::fmod(0.7548776662466927 * static_cast<double>(i + 1), 1.0);
        const double v = std::fmod(0.5698402909980532 * static_cast<double>(i + 1), 1.0);
        list.push_back(
            {LatLng::from_degrees(34.13 + 0.74 * u, 136.04 + 0.72 * v), Metres(4.0 + 20.0 * u)});
    }
    return list;
}

void run_reach(benchmark::State& state, std::vector<BandPreset> presets) {
    const auto where = sites(static_cast<std::size_t>(state.range(0)));
    ReachRequest request{where, cells(), std::move(presets)};
    request.terrain = &terrain();
    request.threads = {static_cast<std::size_t>(state.range(1))};
    Progress progress;
    std::size_t entries = 0;
    for (auto _ : state) {
        entries = predict_reach(request, progress).cells.size();
        benchmark::DoNotOptimize(entries);
    }
    state.counters["sites/s"] = benchmark::Counter(static_cast<double>(where.size()),
                                                   benchmark::Counter::kIsIterationInvariantRate);
    state.counters["entries"] = static_cast<double>(entries);
}

void reach_n77(benchmark::State& state) {
    run_reach(state, {band_preset("n77-macro")});
}
void reach_three(benchmark::State& state) {
    run_reach(state,
              {band_preset("n77-macro"), band_preset("n79-macro"), band_preset("n77-small")});
}
void reach_n28(benchmark::State& state) {
    run_reach(state, {band_preset("n28-macro")});
}

BENCHMARK(reach_n77)->Args({300, 1})->Args({300, 2})->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(reach_three)
    ->Args({300, 1})
    ->Args({3000, 2})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(reach_n28)->Args({300, 2})->Unit(benchmark::kMillisecond)->UseRealTime();

/// One profile of 5 km: sampling, the float scan, the double construction.
void sample_profile(benchmark::State& state) {
    const TerrainWindow window(&terrain(), kMiddle, 5000.0);
    const LatLng to = geo::LocalFrame(kMiddle).to_lat_lng({3500.0, 3500.0});
    std::vector<float> heights(400);
    for (auto _ : state) {
        window.sample(to, 167, heights.data());
        benchmark::DoNotOptimize(heights.data());
    }
    state.SetItemsProcessed(state.iterations() * 168);
}
void scan_profile(benchmark::State& state) {
    const TerrainWindow window(&terrain(), kMiddle, 5000.0);
    const ScanTables tables(400);
    ProfileScan scan(tables, kStandardEffectiveRadius.value());
    window.sample(geo::LocalFrame(kMiddle).to_lat_lng({3500.0, 3500.0}), 167, scan.heights(167));
    scan.prepare(30.0);
    for (auto _ : state) {
        benchmark::DoNotOptimize(scan.parameter(30.0, 1.5));
    }
    state.SetItemsProcessed(state.iterations() * 168);
}
void plain_profile(benchmark::State& state) {
    const bool delta = state.range(0) == 1;
    const GroundLine line =
        ground_line(kMiddle, geo::LocalFrame(kMiddle).to_lat_lng({3500.0, 3500.0}));
    for (auto _ : state) {
        const TerrainProfile p = sample_terrain(&terrain(), line, Metres(30.0));
        const ProfileView view{p.at_m, p.height_m, p.height_m.front() + 30.0,
                               p.height_m.back() + 1.5};
        benchmark::DoNotOptimize(
            delta ? delta_bullington({view, p.height_m, gigahertz(3.7), kStandardEffectiveRadius})
                        .loss_db
                  : bullington(view, kStandardEffectiveRadius, wavelength(gigahertz(3.7))).loss_db);
    }
    state.SetItemsProcessed(state.iterations() * 168);
}
BENCHMARK(sample_profile);
BENCHMARK(scan_profile);
BENCHMARK(plain_profile)->Arg(0)->Arg(1);

void loss_map_5km(benchmark::State& state) {
    LossMapRequest request;
    request.site = kMiddle;
    request.height = Metres(30.0);
    request.radius = kilometres(5.0);
    request.frequency = gigahertz(3.7);
    request.model = state.range(0) == 1 ? "p526" : "bullington";
    request.terrain = &terrain();
    Progress progress;
    for (auto _ : state) {
        benchmark::DoNotOptimize(loss_map(request, progress).heights.data());
    }
}
BENCHMARK(loss_map_5km)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace
