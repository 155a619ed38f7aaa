// How long covered shares of a country take: 4 layers of 25 million vertices each, in a window of
// all Japan.
//
// Each layer is 21,800 ragged outlines of 1,152 vertices on a stripe from south-west to north-east
// of 28 million cells of 125 m; Japan's land has 26 million.
#include "domain/mesh.hpp"
#include "overlay/covered_shares.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <sys/resource.h>
#include <vector>

namespace {

using namespace todoku;
using namespace todoku::overlay;
using domain::MeshLevel;

constexpr double kSouth = 24.0;
constexpr double kWest = 122.0;
constexpr double kHeight = 22.0; // degrees
constexpr double kWidth = 24.0;
constexpr int kAlong = 586; // places for an outline: 36 x 36 cells of 125 m
constexpr int kAcross = 426;
constexpr double kStripe = 0.0447; // of the window, either side of its diagonal

class Dice { // splitmix64 (Steele, Lea, Flood 2014)
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    double between(double low, double high) {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return low + (high - low) * (static_cast<double>((z ^ (z >> 31U)) >> 11U) * 0x1.0p-53);
    }

private:
    std::uint64_t state_;
};

// A closed ragged line: midpoints moved at random, ever less. Places as longitude, latitude.
geo::Ring outline(Dice& dice, double lat, double lng, double height, double width) {
    std::vector<std::array<double, 2>> points;
    for (int i = 0; i < 9; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / 9.0;
        points.push_back({lng + width * std::cos(angle), lat + height * std::sin(angle)});
    }
    for (int doubling = 0; doubling < 7; ++doubling) {
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
    ring.reserve(points.size());
    for (const auto& p : points) {
        ring.push_back(geo::LatLng::from_degrees(p[1], p[0]));
    }
    return ring;
}

geo::MultiPolygon layer(std::uint64_t seed, std::size_t& vertices) {
    Dice dice(seed);
    geo::MultiPolygon shape;
    for (int i = 0; i < kAlong; ++i) {
        for (int j = 0; j < kAcross; ++j) {
            const double y = (i + dice.between(0.4, 0.6)) / kAlong;
            const double x = (j + dice.between(0.4, 0.6)) / kAcross;
            if (std::abs(x - y) < kStripe) {
                shape.polygons.push_back({outline(dice, kSouth + y * kHeight, kWest + x * kWidth,
                                                  0.42 * kHeight / kAlong, 0.42 * kWidth / kAcross),
                                          {}});
                vertices += shape.polygons.back().outer.size();
            }
        }
    }
    return shape;
}

domain::MeshWindow japan(benchmark::State& state) {
    return domain::MeshWindow::around(
        {kSouth + 1e-9, kWest + 1e-9, kSouth + kHeight - 1e-9, kWest + kWidth - 1e-9},
        static_cast<MeshLevel>(state.range(0)));
}

void tell(benchmark::State& state, std::size_t vertices, std::size_t cells) {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    state.counters["vertices"] = static_cast<double>(vertices);
    state.counters["covered"] = static_cast<double>(cells);
    state.counters["peak_MiB"] = static_cast<double>(usage.ru_maxrss) / 1024.0;
}

// Shares layer by layer, one layer in memory at a time; making it does not count.
void one_by_one(benchmark::State& state) {
    const auto window = japan(state);
    std::size_t vertices = 0;
    std::size_t cells = 0;
    for (auto _ : state) {
        for (std::uint64_t k = 0; k < 4; ++k) {
            state.PauseTiming();
            const geo::MultiPolygon shape = layer(400 + k, vertices);
            state.ResumeTiming();
            for_each_share(shape, window, Threads{1},
                           [&](std::span<const CellShare> part) { cells += part.size(); });
        }
    }
    tell(state, vertices, cells);
}

// All combinations, four layers in memory.
void together(benchmark::State& state) {
    const auto window = japan(state);
    std::size_t vertices = 0;
    std::vector<geo::MultiPolygon> layers;
    for (std::uint64_t k = 0; k < 4; ++k) {
        layers.push_back(layer(400 + k, vertices));
    }
    std::vector<const geo::MultiPolygon*> pointers;
    for (const auto& shape : layers) {
        pointers.push_back(&shape);
    }
    std::atomic<std::size_t> cells = 0;
    for (auto _ : state) {
        for_each_combination(pointers, window, Threads{1},
                             [&](std::size_t, std::span<const CombinationPart>) { ++cells; });
    }
    tell(state, vertices, cells);
}

void levels(benchmark::internal::Benchmark* bench) {
    bench->ArgName("level")->Unit(benchmark::kSecond)->Iterations(1);
    bench->Arg(static_cast<std::int64_t>(MeshLevel::M250));
    bench->Arg(static_cast<std::int64_t>(MeshLevel::M125));
}

BENCHMARK(one_by_one)->Name("japan/one by one")->Apply(levels);
BENCHMARK(together)->Name("japan/together")->Apply(levels);

} // namespace
