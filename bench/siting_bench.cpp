// Maximal covering on random geometric instances, fixed seed: towns and countryside in a unit
// square.
#include "siting/cheapest_cover.hpp"
#include "siting/max_cover.hpp"
#include "siting/ruled_cover.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

namespace {

using namespace todoku;
using namespace todoku::siting;

/// Low-discrepancy pairs (plastic-number sequence): even, and the same everywhere.
std::pair<double, double> even(std::size_t i, double shift) {
    return {std::fmod(shift + 0.7548776662466927 * static_cast<double>(i), 1.0),
            std::fmod(shift + 0.5698402909980532 * static_cast<double>(i), 1.0)};
}

using Place = std::pair<double, double>;

/// Every site covers the demands within `radius` of it.
CoverProblem within(double radius, const std::vector<Place>& demands,
                    const std::vector<Place>& sites, std::vector<double> weights) {
    std::map<std::pair<int, int>, std::vector<std::uint32_t>> buckets;
    CoverProblem problem;
    problem.weights = std::move(weights);
    const auto bucket = [&](double v) { return static_cast<int>(std::floor(v / radius)); };
    for (std::size_t d = 0; d < demands.size(); ++d) {
        buckets[{bucket(demands[d].first), bucket(demands[d].second)}].push_back(
            static_cast<std::uint32_t>(d));
    }
    problem.begin.push_back(0);
    for (const auto& [x, y] : sites) {
        std::vector<std::uint32_t> covered;
        for (int a = -1; a <= 1; ++a) {
            for (int b = -1; b <= 1; ++b) {
                const auto found = buckets.find({bucket(x) + a, bucket(y) + b});
                if (found != buckets.end()) {
                    std::copy_if(found->second.begin(), found->second.end(),
                                 std::back_inserter(covered), [&, x = x, y = y](std::uint32_t d) {
                                     return std::hypot(demands[d].first - x,
                                                       demands[d].second - y) <= radius;
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

/// Demands and sites evenly spread, a few heavy cells among many light ones, whole people.
CoverProblem instance(std::size_t demands, std::size_t sites, double radius) {
    std::vector<Place> places(demands);
    std::vector<Place> candidates(sites);
    std::vector<double> weights(demands);
    for (std::size_t d = 0; d < demands; ++d) {
        places[d] = even(d, 0.1);
        weights[d] =
            std::floor(2.0 / (0.005 + std::fmod(static_cast<double>(d) * 0.618033988749895, 1.0)));
    }
    for (std::size_t s = 0; s < sites; ++s) {
        candidates[s] = even(s, 0.77);
    }
    return within(radius, places, candidates, std::move(weights));
}

/// Random numbers by the same arithmetic everywhere (the distributions of <random> differ from
/// library to library).
struct Dice {
    std::mt19937_64 bits{20210401};
    double uniform() { return (static_cast<double>(bits() >> 11U) + 0.5) * 0x1p-53; }
    /// Box and Muller.
    double normal() {
        const double r = std::sqrt(-2.0 * std::log(uniform()));
        return r * std::cos(2.0 * 3.141592653589793 * uniform());
    }
};

/// Weights lognormal(0, 1) times ten, rounded. With `towns`, four of five demands and sites stand
/// in towns, a hundred normal heaps whose sizes follow Zipf; without, anywhere in the square.
CoverProblem random_instance(std::size_t demands, std::size_t sites, double radius, bool towns) {
    Dice dice;
    struct Town {
        Place centre;
        double spread, until;
    };
    std::vector<Town> heaps;
    double all = 0.0;
    for (int t = 1; t <= 100; ++t) {
        const Place centre{dice.uniform(), dice.uniform()};
        all += 1.0 / t;
        heaps.push_back({centre, 0.01 + 0.03 * dice.uniform(), all});
    }
    const auto place = [&]() -> Place {
        if (!towns || dice.uniform() < 0.2) {
            const double x = dice.uniform();
            return {x, dice.uniform()};
        }
        const double pick = all * dice.uniform();
        const auto town = std::find_if(heaps.begin(), heaps.end(),
                                       [&](const Town& heap) { return pick < heap.until; });
        const double x = town->centre.first + town->spread * dice.normal();
        return {x, town->centre.second + town->spread * dice.normal()};
    };
    std::vector<Place> places(demands);
    std::vector<Place> candidates(sites);
    std::vector<double> weights(demands);
    std::generate(places.begin(), places.end(), place);
    std::generate(candidates.begin(), candidates.end(), place);
    std::generate(weights.begin(), weights.end(),
                  [&] { return std::round(10.0 * std::exp(dice.normal())); });
    return within(radius, places, candidates, std::move(weights));
}

/// @param seconds for the search; 0: a fixed amount of work
void run(benchmark::State& state, CoverProblem problem, bool improve, double seconds) {
    const auto pairs = static_cast<double>(problem.demands.size());
    CoverRequest request;
    request.sites = static_cast<std::size_t>(state.range(2));
    request.improve = improve;
    request.time_limit_s = seconds;
    Progress progress;
    CoverResult result;
    for (auto _ : state) {
        // Given away where it is solved once: memory is measured too.
        result = state.max_iterations == 1 ? solve(std::move(problem), request, progress)
                                           : solve(problem, request, progress);
    }
    state.counters["pairs"] = pairs;
    state.counters["objective"] = result.objective;
    state.counters["gap_percent"] = 100.0 * result.gap();
}

CoverProblem instance(const benchmark::State& state) {
    return instance(static_cast<std::size_t>(state.range(0)),
                    static_cast<std::size_t>(state.range(1)),
                    static_cast<double>(state.range(3)) / 1000.0);
}
void greedy(benchmark::State& state) {
    run(state, instance(state), false, 0.0);
}
void improved(benchmark::State& state) {
    run(state, instance(state), true, 0.0);
}
void timed(benchmark::State& state) {
    run(state, instance(state), true, static_cast<double>(state.range(4)));
}
void random_places(benchmark::State& state, bool towns) {
    run(state,
        random_instance(static_cast<std::size_t>(state.range(0)),
                        static_cast<std::size_t>(state.range(1)),
                        static_cast<double>(state.range(3)) / 10000.0, towns),
        true, static_cast<double>(state.range(4)));
}
void anywhere(benchmark::State& state) {
    random_places(state, false);
}
void in_towns(benchmark::State& state) {
    random_places(state, true);
}

/// Costs of 1 to 5, and with `floors` ten groups of demands, of each of which at least 30 % is to
/// be covered.
void ruled(benchmark::State& state, bool floors) {
    const CoverProblem problem = instance(state);
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
    const CoverProblem problem = instance(state);
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

// demands, sites, K, radius in ten-thousandths, seconds
BENCHMARK(anywhere)
    ->Args({100000, 5000, 50, 550, 2})
    ->Args({100000, 5000, 50, 550, 10})
    ->Args({1000000, 20000, 100, 430, 30})
    ->Args({10000000, 100000, 500, 20, 90})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
BENCHMARK(in_towns)
    ->Args({100000, 5000, 50, 250, 2})
    ->Args({100000, 5000, 50, 250, 10})
    ->Args({100000, 5000, 50, 250, 60})
    ->Args({1000000, 20000, 100, 144, 60})
    ->Args({1000000, 20000, 100, 180, 60})
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
