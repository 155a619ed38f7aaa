// How long it takes to say in which municipality an asset stands: against every edge, and by the
// index.
//
// Made here, seeded: 29 municipalities of 5 x 6 squares of a prefecture of 1.5 x 1.2 degrees, each
// an outline of 86,000 vertices (a coast of N03 at full resolution) with 50 islets; places
// anywhere.
#include "geo/geometry.hpp"
#include "geo/shape_index.hpp"

#include <benchmark/benchmark.h>

#include <cmath>
#include <numbers>
#include <random>
#include <vector>

namespace {

using namespace todoku::geo;

constexpr int kColumns = 5;
constexpr int kMunicipalities = 29;
constexpr int kVertices = 86'000;
constexpr int kIslets = 50;
constexpr double kSide = 0.24; // degrees

/// Bays within bays: waves of ever doubling frequency, each less high.
Ring ragged(LatLng middle, double radius, int vertices, std::mt19937_64& random) {
    std::uniform_real_distribution<double> phase(0.0, 2.0 * std::numbers::pi);
    std::vector<double> phases;
    for (int waves = 4; waves < vertices / 8; waves *= 2) {
        phases.push_back(phase(random));
    }
    Ring ring;
    for (int i = 0; i < vertices; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / vertices;
        double reach = 0.8;
        for (std::size_t k = 0; k < phases.size(); ++k) {
            const double waves = 4.0 * std::exp2(static_cast<double>(k));
            reach += 0.3 / waves * std::sin(waves * angle + phases[k]);
        }
        const double r = radius * reach;
        ring.push_back(LatLng::from_degrees(middle.lat() + r * std::sin(angle),
                                            middle.lng() + r * std::cos(angle)));
    }
    return ring;
}

const std::vector<MultiPolygon>& municipalities() {
    static const std::vector<MultiPolygon> made = [] {
        std::mt19937_64 random(1);
        std::uniform_real_distribution<double> somewhere(-kSide / 2.0, kSide / 2.0);
        std::vector<MultiPolygon> shapes;
        for (int i = 0; i < kMunicipalities; ++i) {
            const LatLng middle =
                LatLng::from_degrees(34.0 + i / kColumns * kSide, 136.0 + i % kColumns * kSide);
            MultiPolygon shape{{{ragged(middle, kSide / 2.0, kVertices, random), {}}}};
            for (int k = 0; k < kIslets; ++k) {
                const LatLng islet = LatLng::from_degrees(middle.lat() + somewhere(random),
                                                          middle.lng() + somewhere(random));
                shape.polygons.push_back({ragged(islet, 0.001, 100, random), {}});
            }
            shapes.push_back(std::move(shape));
        }
        return shapes;
    }();
    return made;
}

std::vector<LatLng> places(std::size_t count) {
    std::mt19937_64 random(2);
    std::uniform_real_distribution<double> lat(33.88, 35.32);
    std::uniform_real_distribution<double> lng(135.88, 137.08);
    std::vector<LatLng> made;
    for (std::size_t i = 0; i < count; ++i) {
        const double north = lat(random);
        made.push_back(LatLng::from_degrees(north, lng(random)));
    }
    return made;
}

ShapeIndex index_of_all() {
    std::vector<const MultiPolygon*> shapes;
    for (const MultiPolygon& shape : municipalities()) {
        shapes.push_back(&shape);
    }
    return ShapeIndex(std::move(shapes));
}

void holding_plain(benchmark::State& state) {
    const auto& shapes = municipalities();
    std::vector<Box> boxes;
    for (const MultiPolygon& shape : shapes) {
        boxes.push_back(bounds(shape));
    }
    const auto all = places(200);
    for (auto _ : state) {
        for (const LatLng place : all) {
            std::size_t found = shapes.size();
            for (std::size_t i = 0; i < shapes.size() && found == shapes.size(); ++i) {
                found = boxes[i].contains(place) && contains(shapes[i], place) ? i : found;
            }
            benchmark::DoNotOptimize(found);
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
BENCHMARK(holding_plain)->Unit(benchmark::kMillisecond);

void holding_by_index(benchmark::State& state) {
    const ShapeIndex index = index_of_all();
    const auto all = places(100'000);
    for (auto _ : state) {
        for (const LatLng place : all) {
            benchmark::DoNotOptimize(index.holding(place));
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
BENCHMARK(holding_by_index)->Unit(benchmark::kMillisecond);

void distance_plain(benchmark::State& state) {
    const auto all = places(100);
    for (auto _ : state) {
        for (const LatLng place : all) {
            benchmark::DoNotOptimize(distance(municipalities().front(), place));
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
BENCHMARK(distance_plain)->Unit(benchmark::kMillisecond);

void distance_by_index(benchmark::State& state) {
    const ShapeIndex index = index_of_all();
    const auto all = places(1000);
    for (auto _ : state) {
        for (const LatLng place : all) {
            benchmark::DoNotOptimize(index.distance(0, place));
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
BENCHMARK(distance_by_index)->Unit(benchmark::kMillisecond);

void nearest_plain(benchmark::State& state) {
    const auto all = places(10);
    for (auto _ : state) {
        for (const LatLng place : all) {
            for (const MultiPolygon& shape : municipalities()) {
                benchmark::DoNotOptimize(distance(shape, place));
            }
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
BENCHMARK(nearest_plain)->Unit(benchmark::kMillisecond);

void nearest_by_index(benchmark::State& state) {
    const ShapeIndex index = index_of_all();
    const auto all = places(1000);
    for (auto _ : state) {
        for (const LatLng place : all) {
            benchmark::DoNotOptimize(index.nearest(place));
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
BENCHMARK(nearest_by_index)->Unit(benchmark::kMillisecond);

void building_the_index(benchmark::State& state) {
    municipalities();
    for (auto _ : state) {
        benchmark::DoNotOptimize(index_of_all());
    }
}
BENCHMARK(building_the_index)->Unit(benchmark::kMillisecond);

} // namespace
