// Reach over synthetic terrain at the size of a prefecture's run, the sweep of one disc by model,
// and the kernels by themselves. Fixed inputs.
#include "geo/ellipsoid.hpp"
#include "radio/bullington.hpp"
#include "radio/delta_bullington.hpp"
#include "radio/effective_earth.hpp"
#include "radio/free_space.hpp"
#include "radio/p1812.hpp"
#include "radio/reach.hpp"
#include "radio/sweep.hpp"
#include "radio/terrain_profile.hpp"
#include "radio/terrain_window.hpp"

#include <benchmark/benchmark.h>

#include <cmath>
#include <limits>
#include <random>

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

/// Fractal ground of 2049 x 2049 posts of 10 m about `kMiddle`, midpoint displacement with a seed:
/// mountains of some hundred metres and valleys at sea level.
const geo::HeightGrid& fractal() {
    static const geo::HeightGrid grid = [] {
        constexpr std::size_t kSide = 2049;
        geo::HeightGrid g;
        const geo::LocalFrame frame(kMiddle);
        g.rows = g.columns = kSide;
        g.lat_step = 10.0 / frame.metres_per_degree_lat();
        g.lng_step = 10.0 / frame.metres_per_degree_lng();
        g.north = kMiddle.lat() + g.lat_step * (kSide / 2);
        g.west = kMiddle.lng() - g.lng_step * (kSide / 2);
        g.heights.assign(kSide * kSide, 0.0F);
        const auto at = [&](std::size_t r, std::size_t c) -> float& {
            return g.heights[r * kSide + c];
        };
        std::mt19937 random(1);
        const auto noise = [&](float size) { // sum of four: nearly normal, the same everywhere
            float sum = 0.0F;
            for (int k = 0; k < 4; ++k) {
                sum += static_cast<float>(random() % 65536U) / 32768.0F - 1.0F;
            }
            return 0.87F * size * sum;
        };
        float size = 250.0F;
        for (std::size_t step = kSide - 1; step > 1; step /= 2, size *= 0.53F) {
            const std::size_t half = step / 2;
            for (std::size_t r = half; r < kSide; r += step) {
                for (std::size_t c = half; c < kSide; c += step) {
                    at(r, c) = (at(r - half, c - half) + at(r - half, c + half) +
                                at(r + half, c - half) + at(r + half, c + half)) /
                                   4.0F +
                               noise(size);
                }
            }
            for (std::size_t r = 0; r < kSide; r += half) {
                for (std::size_t c = (r / half) % 2 == 0 ? half : 0; c < kSide; c += step) {
                    float sum = 0.0F;
                    float count = 0.0F;
                    const auto add = [&](std::size_t rr, std::size_t cc) {
                        sum += at(rr, cc);
                        count += 1.0F;
                    };
                    r >= half ? add(r - half, c) : void();
                    r + half < kSide ? add(r + half, c) : void();
                    c >= half ? add(r, c - half) : void();
                    c + half < kSide ? add(r, c + half) : void();
                    at(r, c) = sum / count + noise(size);
                }
            }
        }
        for (float& height : g.heights) {
            height = std::max(0.0F, height + 250.0F);
        }
        return g;
    }();
    return grid;
}

/// Blocks of 80 m with things of 5, 10 and 15 m on three of seven.
const geo::HeightGrid& houses() {
    static const geo::HeightGrid grid = [] {
        geo::HeightGrid g = fractal();
        for (std::size_t r = 0; r < g.rows; ++r) {
            for (std::size_t c = 0; c < g.columns; ++c) {
                const std::size_t block = ((r / 8) * 977 + (c / 8) * 131) % 7;
                g.heights[r * g.columns + c] = block < 4 ? static_cast<float>(block * 5) : 0.0F;
            }
        }
        return g;
    }();
    return grid;
}

/// One disc of 5 km at 10 m, 30 m antenna, receivers at 1.5 m; items are receivers.
/// Arguments: model, clutter, bands.
void sweep_disc(benchmark::State& state) {
    static const RadialFan fan(Metres(5000.0), Metres(10.0), Metres(10.0));
    static const RadialTables tables(fan.most_steps());
    SweepSettings settings;
    settings.model = static_cast<SweepModel>(state.range(0));
    settings.terrain = &fractal();
    if (state.range(1) != 0) {
        settings.clutter = &houses();
        settings.clear = Metres(27.0);
    }
    for (const double f_ghz : {3.7, 0.788, 2.14}) {
        if (settings.frequencies.size() < static_cast<std::size_t>(state.range(2))) {
            settings.frequencies.push_back(gigahertz(f_ghz));
        }
    }
    Sweep sweep(fan, tables, settings);
    std::size_t finite = 0;
    for (auto _ : state) {
        finite = 0;
        sweep.run(kMiddle, Metres(30.0), {}, [&](const SweptBatch& batch) {
            for (std::size_t k = 0; k < batch.receivers.size(); ++k) {
                finite += batch.losses_db[0][k] < 1e9F ? 1U : 0U;
            }
        });
        benchmark::DoNotOptimize(finite);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(fan.receivers().size()));
    state.counters["finite"] =
        static_cast<double>(finite) / static_cast<double>(fan.receivers().size());
}
constexpr auto kLos = static_cast<std::int64_t>(SweepModel::LineOfSight);
constexpr auto kBull = static_cast<std::int64_t>(SweepModel::Bullington);
constexpr auto kDelta = static_cast<std::int64_t>(SweepModel::DeltaBullington);
constexpr auto kP1812 = static_cast<std::int64_t>(SweepModel::P1812);
BENCHMARK(sweep_disc)
    ->ArgNames({"model", "clutter", "bands"})
    ->Args({kLos, 0, 1})
    ->Args({kBull, 0, 1})
    ->Args({kDelta, 0, 1})
    ->Args({kDelta, 0, 2})
    ->Args({kP1812, 0, 1})
    ->Args({kP1812, 1, 1})
    ->Args({kP1812, 1, 2})
    ->Args({kP1812, 1, 3})
    ->Unit(benchmark::kMillisecond);

/// Many sites on the fractal ground, three bands, 5 km, receivers every 10 m of three cells in ten.
void reach_fine(benchmark::State& state) {
    std::vector<domain::MeshCell> populated;
    const geo::Box box = fractal().box();
    const auto window = domain::MeshWindow::around(box, domain::MeshLevel::M250);
    for (std::size_t i = 0; i < window.size(); ++i) {
        if ((i * 2654435761U) % 10 < 3) {
            populated.push_back(window.cell(i));
        }
    }
    std::vector<Site> where;
    for (std::int64_t i = 0; i < state.range(0); ++i) {
        const double u = std::fmod(0.7548776662466927 * static_cast<double>(i + 1), 1.0);
        const double v = std::fmod(0.5698402909980532 * static_cast<double>(i + 1), 1.0);
        where.push_back(
            {LatLng::from_degrees(box.south + (0.26 + 0.48 * u) * (box.north - box.south),
                                  box.west + (0.26 + 0.48 * v) * (box.east - box.west)),
             Metres(4.0 + 20.0 * u)});
    }
    ReachRequest request{
        where,
        populated,
        {band_preset("n77-macro"), band_preset("n79-macro"), band_preset("n1-macro")}};
    request.presets[2].radius = Metres(5000.0);
    request.terrain = &fractal();
    request.clutter = state.range(2) != 0 ? &houses() : nullptr;
    request.threads = {static_cast<std::size_t>(state.range(1))};
    Progress progress;
    for (auto _ : state) {
        benchmark::DoNotOptimize(predict_reach(request, progress).cells.size());
    }
    state.counters["sites/s"] = benchmark::Counter(static_cast<double>(where.size()),
                                                   benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(reach_fine)
    ->ArgNames({"sites", "threads", "clutter"})
    ->Args({100, 1, 0})
    ->Args({100, 2, 0})
    ->Args({100, 1, 1})
    ->Args({100, 2, 1})
    ->Args({10000, 2, 0})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

/// The plain way for some of the same receivers: one profile in double for each.
void profile_per_receiver(benchmark::State& state) {
    const RadialFan fan(Metres(5000.0), Metres(10.0), Metres(10.0));
    const geo::LocalFrame frame(kMiddle);
    std::size_t k = 0;
    std::int64_t done = 0;
    for (auto _ : state) {
        const FanReceiver& r = fan.receivers()[k];
        k = (k + 7919) % fan.receivers().size();
        const LatLng to = frame.to_lat_lng({10.0 * r.east, 10.0 * r.north});
        const TerrainProfile ground =
            sample_terrain(&fractal(), ground_line(kMiddle, to), Metres(10.0));
        if (ground.at_m.size() < 3) {
            continue;
        }
        P1812Path path;
        path.at_m = ground.at_m;
        path.terrain_m = ground.height_m;
        path.frequency = gigahertz(3.7);
        path.first_height_m = 30.0;
        path.second_height_m = 1.5;
        path.middle_lat_deg = kMiddle.lat();
        benchmark::DoNotOptimize(p1812(path).loss_db);
        ++done;
    }
    state.SetItemsProcessed(done);
}
BENCHMARK(profile_per_receiver);

/// One profile of 5 km: sampling, the double construction. Argument: 1 for a site whose circle
/// leaves the terrain, on the other side.
void sample_profile(benchmark::State& state) {
    const LatLng site = state.range(0) == 0 ? kMiddle : LatLng::from_degrees(34.03, 136.4);
    const TerrainWindow window(&terrain(), site, 5000.0);
    const LatLng to = geo::LocalFrame(site).to_lat_lng({3500.0, 3500.0});
    std::vector<float> heights(400);
    for (auto _ : state) {
        window.sample(to, 167, heights.data());
        benchmark::DoNotOptimize(heights.data());
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
BENCHMARK(sample_profile)->ArgName("edge")->Arg(0)->Arg(1);
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
