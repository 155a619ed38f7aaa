// Exchanges of all pairs known: never a wrong value, never a demanded site lost.
#include "siting/swap_search.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <set>

namespace {

using namespace todoku;
using namespace todoku::siting;

CoverProblem random_problem(std::size_t demands, std::size_t sites) {
    CoverProblem problem;
    for (std::size_t d = 0; d < demands; ++d) {
        problem.weights.push_back(*rc::gen::inRange(0, 90));
    }
    problem.begin.push_back(0);
    for (std::size_t s = 0; s < sites; ++s) {
        for (std::uint32_t d = 0; d < demands; ++d) {
            if (*rc::gen::inRange(0, 5) == 0) {
                problem.demands.push_back(d);
            }
        }
        problem.begin.push_back(problem.demands.size());
    }
    return problem;
}

double value_of(const CoverProblem& problem, const std::vector<std::uint32_t>& sites) {
    std::set<std::uint32_t> covered;
    for (const std::uint32_t s : sites) {
        for (auto i = problem.begin[s]; i < problem.begin[s + 1]; ++i) {
            covered.insert(problem.demands[i]);
        }
    }
    double sum = 0.0;
    for (const std::uint32_t d : covered) {
        sum += problem.weights[d];
    }
    return sum;
}

} // namespace

TEST_CASE("The value is that of the sites, no exchange of one betters them, demanded ones stay") {
    CHECK(rc::check("search", [] {
        const auto sites = *rc::gen::inRange<std::size_t>(2, 14);
        const CoverProblem problem = random_problem(20, sites);
        const CoverIndex index(problem);
        const auto count = *rc::gen::inRange<std::size_t>(1, sites);
        std::vector<std::uint32_t> start;
        std::vector<std::uint8_t> keep(sites, 0);
        for (std::uint32_t s = 0; s < count; ++s) {
            start.push_back(s);
            keep[s] = *rc::gen::inRange(0, 4) == 0 ? 1 : 0;
        }
        SwapSearch search(index, start, keep, 3);
        SwapSearch::Effort effort;
        effort.rounds = *rc::gen::inRange<std::uint64_t>(1, 30);
        effort.work = 1'000'000;
        effort.good_enough = 1e9;
        Progress progress;
        search.run(effort, progress);
        const auto& best = search.best_sites();
        RC_ASSERT(best.size() == count);
        RC_ASSERT(search.best_value() == value_of(problem, best));
        RC_ASSERT(search.best_value() >= value_of(problem, start));
        for (std::uint32_t s = 0; s < count; ++s) {
            RC_ASSERT(keep[s] == 0 || std::binary_search(best.begin(), best.end(), s));
        }
        for (std::size_t k = 0; k < count; ++k) {
            for (std::uint32_t other = 0; other < sites; ++other) {
                if (keep[best[k]] != 0 || std::binary_search(best.begin(), best.end(), other)) {
                    continue;
                }
                auto exchanged = best;
                exchanged[k] = other;
                RC_ASSERT(value_of(problem, exchanged) <= search.best_value());
            }
        }
    }));
}
