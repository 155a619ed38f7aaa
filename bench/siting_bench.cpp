// Maximal covering on random geometric instances, fixed seed: towns and countryside in a unit
// square.
#include "siting/cheapest_cover.hpp"
#include "siting/max_cover.hpp"
#include "siting/ruled_cover.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace {

using namespace todoku;
using namespace todoku::siting;

/// Low-discrepancy pairs (plastic-number sequence): even, and the same everywhere.
std::pair<double, double> even(std::size_t i, double shift) {
    return {std::fmod(shift + 0.7548776662466927 * static_cast<double>(i), 1.0),
            std::fmod(shift + 0.5698402909980532 * static_cast<double>(i), 1.0)};
}

CoverProblem instance(std::size_t demands, std::size_t sites, double radius) {
    std::map<std::pair<int, int>, std::vector<std::uint32_t>> buckets;
    std::vector<std::pair<double, double>> places;
    CoverProblem problem;
    const auto bucket = [&](double v) { return static_cast<int>(v / radius); };
    for (std::size_t d = 0; d < demands; ++d) {
        places.push_back(even(d, 0.1));
        buckets[{bucket(places[d].first), bucket(places[d].second)}].push_back(
            static_cast<std::uint32_t>(d));
        // A few heavy cells among many light ones, whole people.
        problem.weights.push_back(
            std::floor(2.0 / (0.005 + std::fmod(static_cast<double>(d) * 0.618033988749895, 1.0))));
    }
    problem.begin.push_back(0);
    for (std::size_t s = 0; s < sites; ++s) {
        const auto [x, y] = even(s, 0.77);
        std::vector<std::uint32_t> covered;
        for (int a = -1; a <= 1; ++a) {
            for (int b = -1; b <= 1; ++b) {
                const auto found = buckets.find({bucket(x) + a, bucket(y) + b});
                if (found != buckets.end()) {
                    std::copy_if(found->second.begin(), found->second.end(),
                                 std::back_inserter(covered), [&](std::uint32_t d) {
                                     return std::hypot(places[d].first - x, places[d].second - y) <=
                                            radius;
                                 });
                }
            }
        }
        std::sort(covered.begin(), covered.end());
        problem.demands.insert(problem.demands.end(), covered.begin(), covered.end());
        problem.begin.push_back(problem.demands.size());
    }
    return problem;
}

/// @param seconds for the search; 0: a fixed amount of work
void run(benchmark::State& state, bool improve, double seconds) {
    const CoverProblem problem =
        instance(static_cast<std::size_t>(state.range(0)), static_cast<std::size_t>(state.range(1)),
                 static_cast<double>(state.range(3)) / 1000.0);
    CoverRequest request;
    request.sites = static_cast<std::size_t>(state.range(2));
    request.improve = improve;
    request.time_limit_s = seconds;
    Progress progress;
    CoverResult result;
    for (auto _ : state) {
        result = solve(problem, request, progress);
    }
    state.counters["pairs"] = static_cast<double>(problem.demands.size());
    state.counters["objective"] = result.objective;
    state.counters["gap_percent"] = 100.0 * result.gap();
}

void greedy(benchmark::State& state) {
    run(state, false, 0.0);
}
void improved(benchmark::State& state) {
    run(state, true, 0.0);
}
void timed(benchmark::State& state) {
    run(state, true, static_cast<double>(state.range(4)));
}

/// Costs of 1 to 5, and with `floors` ten groups of demands, of each of which at least 30 % is to
/// be covered.
void ruled(benchmark::State& state, bool floors) {
    const CoverProblem problem =
        instance(static_cast<std::size_t>(state.range(0)), static_cast<std::size_t>(state.range(1)),
                 static_cast<double>(state.range(3)) / 1000.0);
    RuledRequest request;
    request.rules.budget = static_cast<std::uint64_t>(state.range(2));
    request.time_limit_s = static_cast<double>(state.range(4));
    for (std::size_t s = 0; s < problem.sites(); ++s) {
        request.rules.costs.push_back(static_cast<std::uint32_t>(1 + s % 5));
    }
    for (std::uint32_t g = 0; floors && g < 10; ++g) {
        CoverFloor floor;
        double all = 0.0;
        for (std::uint32_t d = g; d < problem.weights.size(); d += 10) {
            floor.demands.push_back(d);
            all += problem.weights[d];
        }
        floor.least = 0.3 * all;
        request.rules.floors.push_back(std::move(floor));
    }
    Progress progress;
    RuledResult result;
    for (auto _ : state) {
        result = solve_ruled(problem, request, progress);
    }
    state.counters["objective"] = result.objective;
    state.counters["gap_percent"] = 100.0 * result.gap();
    state.counters["kept"] = result.kept ? 1.0 : 0.0;
}
void budget(benchmark::State& state) {
    ruled(state, false);
}
void floors(benchmark::State& state) {
    ruled(state, true);
}

/// As few sites as cover so many hundredths of all weight.
void fewest(benchmark::State& state) {
    const CoverProblem problem =
        instance(static_cast<std::size_t>(state.range(0)), static_cast<std::size_t>(state.range(1)),
                 static_cast<double>(state.range(3)) / 1000.0);
    CheapestRequest request;
    double all = 0.0;
    for (const double weight : problem.weights) {
        all += weight;
    }
    request.target = all * static_cast<double>(state.range(2)) / 100.0;
    Progress progress;
    CheapestResult result;
    for (auto _ : state) {
        result = cheapest_cover(problem, request, progress);
    }
    state.counters["sites"] = static_cast<double>(result.cost);
    state.counters["proved_least"] = static_cast<double>(result.proved_least);
    state.counters["greedy"] = static_cast<double>(result.greedy_cost);
}

// demands, sites, K, radius in thousandths
BENCHMARK(greedy)
    ->Args({10000, 1000, 20, 91})
    ->Args({100000, 5000, 50, 55})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
BENCHMARK(improved)
    ->Args({10000, 1000, 20, 91})
    ->Args({100000, 5000, 50, 55})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
// and seconds
BENCHMARK(timed)
    ->Args({10000, 1000, 20, 91, 60})
    ->Args({100000, 5000, 50, 55, 2})
    ->Args({100000, 5000, 50, 55, 10})
    ->Args({1000000, 20000, 100, 43, 30})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

// demands, sites, budget, radius in thousandths, seconds (0: a fixed amount of work)
BENCHMARK(budget)
    ->Args({20000, 2000, 100, 40, 0})
    ->Args({100000, 5000, 150, 55, 10})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
BENCHMARK(floors)
    ->Args({20000, 2000, 100, 40, 0})
    ->Args({100000, 5000, 150, 55, 10})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
// demands, sites, hundredths to cover, radius in thousandths
BENCHMARK(fewest)
    ->Args({20000, 2000, 70, 40})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

} // namespace
