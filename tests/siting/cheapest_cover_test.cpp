// The fewest sites, or the least cost, that cover so much: by hand and against every choice.
#include "core/error.hpp"
#include "siting/cheapest_cover.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <limits>

namespace {

using namespace todoku;
using namespace todoku::siting;

/// One large site of 6 demands, three of 4, 4 and 2 that cover 10 together.
CoverProblem ten() {
    CoverProblem problem;
    problem.weights.assign(10, 1.0);
    problem.begin = {0, 6, 10, 14, 16};
    problem.demands = {1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    return problem;
}

CheapestResult cheapest(const CoverProblem& problem, double target, CoverRules rules = {}) {
    CheapestRequest request;
    request.target = target;
    request.rules = std::move(rules);
    request.threads = Threads{1};
    Progress silent;
    return cheapest_cover(problem, request, silent);
}

double covered(const CoverProblem& problem, unsigned sites) {
    std::vector<std::uint8_t> hit(problem.weights.size(), 0);
    double sum = 0.0;
    for (std::size_t s = 0; s < problem.sites(); ++s) {
        for (auto i = problem.begin[s]; (sites >> s & 1U) != 0U && i < problem.begin[s + 1]; ++i) {
            sum += hit[problem.demands[i]] == 0 ? problem.weights[problem.demands[i]] : 0.0;
            hit[problem.demands[i]] = 1;
        }
    }
    return sum;
}

} // namespace

TEST_CASE("Greedy wastes a site that the fewest do without") {
    const CheapestResult all = cheapest(ten(), 10.0);
    CHECK(all.reached);
    CHECK(all.greedy_cost == 4); // the large one first, and then all three
    CHECK(all.cost == 3);
    CHECK(all.proved_least == 3);
    CHECK(all.most == 10.0);
}

TEST_CASE("The least cost may take more sites") {
    const CheapestResult costly = cheapest(ten(), 7.0, {0, {9, 2, 2, 2}, {}, {}});
    CHECK(costly.reached);
    CHECK(costly.cost == 4);
    CHECK(costly.proved_least == 4);
}

TEST_CASE("A target beyond all sites is proved out of reach, with the most there is") {
    const CheapestResult beyond = cheapest(ten(), 10.5);
    CHECK_FALSE(beyond.reached);
    CHECK(beyond.proved_impossible);
    CHECK(beyond.most == 10.0);
    CHECK(beyond.plan.objective == 10.0);
    const CheapestResult poor = cheapest(ten(), 10.0, {2, {}, {}, {}});
    CHECK_FALSE(poor.reached);
    CHECK(poor.proved_impossible);
    CHECK(poor.plan.objective == 8.0);
}

TEST_CASE("Against every choice: the least is found, and what is proved is true") {
    CHECK(rc::check("cheapest", [] {
        CoverProblem problem;
        const auto demands = *rc::gen::inRange<std::size_t>(1, 12);
        for (std::size_t d = 0; d < demands; ++d) {
            problem.weights.push_back(*rc::gen::inRange(1, 30));
        }
        problem.begin.push_back(0);
        constexpr unsigned kSites = 8;
        for (unsigned s = 0; s < kSites; ++s) {
            for (std::uint32_t d = 0; d < demands; ++d) {
                if (*rc::gen::inRange(0, 3) == 0) {
                    problem.demands.push_back(d);
                }
            }
            problem.begin.push_back(problem.demands.size());
        }
        CoverRules rules;
        if (*rc::gen::arbitrary<bool>()) {
            for (unsigned s = 0; s < kSites; ++s) {
                rules.costs.push_back(*rc::gen::inRange<std::uint32_t>(1, 6));
            }
        }
        const double target = *rc::gen::inRange(1, 150);
        std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
        for (unsigned sites = 0; sites < 1U << kSites; ++sites) {
            std::uint64_t cost = 0;
            for (unsigned s = 0; s < kSites; ++s) {
                cost += (sites >> s & 1U) != 0U ? rules.cost(s) : 0;
            }
            if (covered(problem, sites) >= target) {
                least = std::min(least, cost);
            }
        }
        const CheapestResult result = cheapest(problem, target, rules);
        const bool possible = least != std::numeric_limits<std::uint64_t>::max();
        RC_ASSERT(result.reached == possible);
        RC_ASSERT(result.proved_impossible == !possible);
        if (possible) {
            unsigned chosen = 0;
            for (const Pick& pick : result.plan.order) {
                chosen |= 1U << pick.site;
            }
            RC_ASSERT(covered(problem, chosen) >= target);
            RC_ASSERT(result.proved_least <= least);
            RC_ASSERT(result.cost == least);
        }
    }));
}

TEST_CASE("Asked to stop, a budget and a target answer with the best so far and its bound") {
    struct Clear {
        ~Clear() { Progress::clear_stop(); }
    } const clear;
    Progress silent;
    const CoverProblem problem = ten();
    RuledRequest ruled;
    ruled.rules.budget = 2;
    ruled.best_on_stop = true;
    Progress::request_stop();
    const RuledResult best = solve_ruled(problem, ruled, silent);
    CHECK(best.stopped);
    CHECK(best.order.size() == 2);
    CHECK(best.upper_bound >= 8.0); // the best two cover 8
    CHECK_FALSE(Progress::stop_requested());
    ruled.best_on_stop = false;
    Progress::request_stop();
    CHECK_THROWS_AS(solve_ruled(problem, ruled, silent), Interrupted);

    CheapestRequest target;
    target.target = 10.0;
    target.rules.costs = {1, 1, 1, 1};
    target.best_on_stop = true;
    Progress::request_stop();
    const CheapestResult cheapest = cheapest_cover(problem, target, silent);
    CHECK(cheapest.stopped);
    CHECK(cheapest.reached);
    CHECK(cheapest.cost >= 3);
    CHECK(cheapest.proved_least <= 3);
}
