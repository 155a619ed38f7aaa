// Maximal covering on instances small enough to try every choice, and its behaviour at every edge.
#include "core/error.hpp"
#include "siting/max_cover.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <optional>

namespace {

using namespace todoku;
using namespace todoku::siting;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;

struct Covered {
    std::uint32_t demand;
    float share = 1.0F;
};

CoverProblem problem_of(std::vector<double> weights,
                        const std::vector<std::vector<Covered>>& sites) {
    CoverProblem problem;
    problem.weights = std::move(weights);
    problem.begin.push_back(0);
    for (const auto& site : sites) {
        for (const Covered& c : site) {
            problem.demands.push_back(c.demand);
            problem.shares.push_back(c.share);
        }
        problem.begin.push_back(problem.demands.size());
    }
    return problem;
}

CoverResult solve(const CoverProblem& problem, const CoverRequest& request) {
    Progress progress;
    return siting::solve(problem, request, progress);
}

CoverRequest choose(std::size_t sites) {
    CoverRequest request;
    request.sites = sites;
    return request;
}

/// Weight a set covers, straight from the definition.
double value_of(const CoverProblem& problem, const std::vector<std::uint32_t>& sites) {
    std::vector<double> missed(problem.weights.size(), 1.0);
    for (const std::uint32_t s : sites) {
        for (auto k = static_cast<std::size_t>(problem.begin[s]); k < problem.begin[s + 1]; ++k) {
            missed[problem.demands[k]] *=
                1.0 - (problem.shares.empty() ? 1.0 : static_cast<double>(problem.shares[k]));
        }
    }
    double sum = 0.0;
    for (std::size_t d = 0; d < missed.size(); ++d) {
        sum += problem.weights[d] * (1.0 - missed[d]);
    }
    return sum;
}

/// The best of all choices of at most `sites` sites that hold `must` and none of `must_not`.
double best_of_all(const CoverProblem& problem, const CoverRequest& request) {
    double best = 0.0;
    const auto count = static_cast<unsigned>(problem.sites());
    for (unsigned mask = 0; mask < (1U << count); ++mask) {
        std::vector<std::uint32_t> sites;
        for (unsigned s = 0; s < count; ++s) {
            if ((mask >> s & 1U) != 0U) {
                sites.push_back(s);
            }
        }
        const auto has = [&](std::uint32_t s) {
            return std::find(sites.begin(), sites.end(), s) != sites.end();
        };
        if (sites.size() <= request.sites &&
            std::all_of(request.must.begin(), request.must.end(), has) &&
            std::none_of(request.must_not.begin(), request.must_not.end(), has)) {
            best = std::max(best, value_of(problem, sites));
        }
    }
    return best;
}

enum class Kind { Binary, Shares };

CoverProblem random_problem(Kind kind) {
    const auto demands = *rc::gen::inRange<std::size_t>(1, 25);
    const auto sites = *rc::gen::inRange<std::size_t>(1, 11);
    std::vector<double> weights;
    for (std::size_t d = 0; d < demands; ++d) {
        const int whole = *rc::gen::inRange(0, 50);
        weights.push_back(kind == Kind::Binary ? whole : whole / 7.0);
    }
    std::vector<std::vector<Covered>> covers(sites);
    for (auto& site : covers) {
        for (std::uint32_t d = 0; d < demands; ++d) {
            if (*rc::gen::inRange(0, 100) < 25) {
                const int quarters = kind == Kind::Binary ? 4 : *rc::gen::inRange(1, 5);
                site.push_back({d, static_cast<float>(quarters) / 4.0F});
            }
        }
    }
    return problem_of(std::move(weights), covers);
}

CoverRequest random_request(const CoverProblem& problem) {
    CoverRequest request = choose(*rc::gen::inRange<std::size_t>(0, problem.sites() + 2));
    for (std::uint32_t s = 0; s < problem.sites(); ++s) {
        const int draw = *rc::gen::inRange(0, 12);
        if (draw == 0 && request.must.size() < request.sites) {
            request.must.push_back(s);
        } else if (draw == 1) {
            request.must_not.push_back(s);
        }
    }
    return request;
}

std::vector<std::uint32_t> sites_of(const CoverResult& result) {
    std::vector<std::uint32_t> sites;
    for (const Pick& pick : result.order) {
        sites.push_back(pick.site);
    }
    return sites;
}

void check_consistent(const CoverProblem& problem, const CoverRequest& request,
                      const CoverResult& result) {
    RC_ASSERT(result.order.size() <= request.sites);
    const auto sites = sites_of(result);
    RC_ASSERT(std::abs(value_of(problem, sites) - result.objective) <=
              1e-9 * (1.0 + result.objective));
    RC_ASSERT(std::equal(request.must.begin(), request.must.end(), sites.begin()));
    for (const std::uint32_t s : request.must_not) {
        RC_ASSERT(std::find(sites.begin(), sites.end(), s) == sites.end());
    }
    double cumulative = 0.0;
    for (std::size_t k = 0; k < result.order.size(); ++k) {
        cumulative += result.order[k].gain;
        RC_ASSERT(result.order[k].cumulative == cumulative);
        if (k > request.must.size()) {
            RC_ASSERT(result.order[k].gain <= result.order[k - 1].gain * (1.0 + 1e-12));
        }
    }
    RC_ASSERT(result.upper_bound >= result.objective);
}

} // namespace

TEST_CASE("The bound is never below the best of all choices, and greedy keeps its guarantee") {
    CHECK(rc::check("whole weights, covered or not", [] {
        const CoverProblem problem = random_problem(Kind::Binary);
        const CoverRequest request = random_request(problem);
        const CoverResult result = solve(problem, request);
        const double best = best_of_all(problem, request);
        check_consistent(problem, request, result);
        RC_ASSERT(result.objective <= best);
        RC_ASSERT(result.upper_bound >= best);
        if (request.must.empty()) {
            RC_ASSERT(result.objective >=
                      (1.0 - 1.0 / 2.718281828459045) * best - 1e-9); // Nemhauser et al. 1978
        }
    }));
    CHECK(rc::check("shares of weights", [] {
        const CoverProblem problem = random_problem(Kind::Shares);
        const CoverRequest request = random_request(problem);
        const CoverResult result = solve(problem, request);
        const double best = best_of_all(problem, request);
        check_consistent(problem, request, result);
        RC_ASSERT(result.objective <= best * (1.0 + 1e-12));
        RC_ASSERT(result.upper_bound >= best);
    }));
}

TEST_CASE("Improvement finds the best of all choices of small instances") {
    const Kind kind = GENERATE(Kind::Binary, Kind::Shares);
    CHECK(rc::check("improved", [kind] {
        const CoverProblem problem = random_problem(kind);
        CoverRequest request = random_request(problem);
        request.improve = true;
        const CoverResult result = solve(problem, request);
        const double best = best_of_all(problem, request);
        check_consistent(problem, request, result);
        RC_ASSERT(result.objective >= best * (1.0 - 1e-9));
        RC_ASSERT(result.upper_bound >= best);
    }));
}

TEST_CASE("Greedy picks what a plain greedy picks, ties to the lower site") {
    CHECK(rc::check("plain greedy", [] {
        const CoverProblem problem = random_problem(Kind::Binary);
        const std::size_t count = *rc::gen::inRange<std::size_t>(1, problem.sites() + 1);
        std::vector<std::uint32_t> chosen;
        while (chosen.size() < count) {
            double most = value_of(problem, chosen);
            std::optional<std::uint32_t> best;
            for (std::uint32_t s = 0; s < problem.sites(); ++s) {
                auto with = chosen;
                with.push_back(s);
                if (value_of(problem, with) > most) {
                    most = value_of(problem, with);
                    best = s;
                }
            }
            if (!best) {
                break;
            }
            chosen.push_back(*best);
        }
        RC_ASSERT(sites_of(solve(problem, choose(count))) == chosen);
    }));
}

TEST_CASE("Two sites that each reach half of a cell reach three quarters together") {
    const CoverProblem problem = problem_of({100.0}, {{{0, 0.5F}}, {{0, 0.5F}}});
    CHECK(alone(problem) == std::vector<double>{50.0, 50.0});
    const CoverResult result = solve(problem, choose(2));
    REQUIRE(result.order.size() == 2);
    CHECK(result.order[0].site == 0);
    CHECK(result.order[0].gain == 50.0);
    CHECK(result.order[1].gain == 25.0);
    CHECK(result.objective == 75.0);
    CHECK_THAT(result.upper_bound, WithinAbs(75.0, 1e-6));
}

TEST_CASE("Exchange leaves the trap that greedy falls into") {
    // The site in the middle has most, but the two at the sides cover everything.
    const CoverProblem problem =
        problem_of({4, 3, 3, 4}, {{{1}, {2}, {0, 0.5F}}, {{0}, {1}}, {{2}, {3}}});
    CHECK(solve(problem, choose(2)).objective < 14.0);
    CoverRequest request = choose(2);
    request.improve = true;
    const CoverResult result = solve(problem, request);
    CHECK(result.objective == 14.0);
    CHECK_THAT(result.upper_bound, WithinAbs(14.0, 1e-6));
    CHECK_THAT(result.gap(), WithinAbs(0.0, 1e-8));
}

TEST_CASE("Whole weights stay whole up to the limit of doubles") {
    const double large = 4503599627370495.0; // 2^52 - 1
    const CoverProblem problem = problem_of({large, 1.0, large}, {{{0}, {1}}, {{2}}, {{1}}});
    const CoverResult result = solve(problem, choose(2));
    CHECK(result.objective == 2.0 * large + 1.0);
    CHECK(result.upper_bound == result.objective);
}

TEST_CASE("More sites than there are: those that add something, and nothing more can be covered") {
    const CoverProblem problem = problem_of({5, 7}, {{{0}}, {{0}}, {{1}}, {}});
    const CoverResult result = solve(problem, choose(10));
    CHECK(sites_of(result) == std::vector<std::uint32_t>{2, 0});
    CHECK(result.objective == 12.0);
    CHECK(result.upper_bound == 12.0);
}

TEST_CASE("No sites, no demand, no cover, none to choose: nothing, and a bound that says so") {
    CHECK(solve(CoverProblem{}, choose(5)).order.empty());
    CHECK(solve(CoverProblem{}, choose(5)).upper_bound == 0.0);
    CHECK(alone(CoverProblem{}).empty());
    CHECK(solve(problem_of({}, {{}, {}}), choose(1)).order.empty());
    const CoverProblem uncoverable = problem_of({100.0, 1.0}, {{{1}}});
    CHECK(solve(uncoverable, choose(1)).upper_bound == 1.0);
    CHECK(solve(problem_of({0.0}, {{{0}}}), choose(1)).order.empty());
    const CoverResult none = solve(problem_of({3.0}, {{{0}}}), choose(0));
    CHECK(none.order.empty());
    CHECK(none.upper_bound == 0.0);
    CHECK(none.gap() == 0.0);
}

TEST_CASE("Demanded sites come first in their order, even where they add nothing") {
    const CoverProblem problem = problem_of({5, 7, 9}, {{{0}}, {{0}, {1}}, {{2}}, {}});
    CoverRequest request = choose(3);
    request.must = {3, 0};
    const CoverResult result = solve(problem, request);
    CHECK(sites_of(result) == std::vector<std::uint32_t>{3, 0, 2});
    CHECK(result.order[0].gain == 0.0);
    CHECK(result.objective == 14.0);
    CHECK(result.upper_bound == 14.0);
}

TEST_CASE("Contradictions are refused with what contradicts") {
    const CoverProblem problem = problem_of({5, 7}, {{{0}}, {{1}}});
    const auto refusal = [&](const CoverProblem& p, const CoverRequest& request) -> std::string {
        try {
            solve(p, request);
        } catch (const UsageError& error) {
            return error.message().en;
        }
        return "";
    };
    CoverRequest request = choose(1);
    request.must = {0, 1};
    CHECK_THAT(refusal(problem, request), Contains("2 sites are demanded but only 1"));
    request = choose(2);
    request.must = {1};
    request.must_not = {1};
    CHECK_THAT(refusal(problem, request), Contains("site 2 is both"));
    request.must_not = {9};
    CHECK_THAT(refusal(problem, request), Contains("no site 10"));
    request = choose(2);
    request.must = {1, 1};
    CHECK_THAT(refusal(problem, request), Contains("twice"));

    CHECK_THAT(refusal(problem_of({-1.0}, {{{0}}}), choose(1)), Contains("weight of demand 1"));
    CHECK_THAT(refusal(problem_of({std::numeric_limits<double>::quiet_NaN()}, {{{0}}}), choose(1)),
               Contains("weight"));
    CHECK_THAT(refusal(problem_of({1.0}, {{{3}}}), choose(1)), Contains("demand 4"));
    CHECK_THAT(refusal(problem_of({1.0}, {{{0}, {0}}}), choose(1)), Contains("twice"));
    CHECK_THAT(refusal(problem_of({1.0}, {{{0, 1.5F}}}), choose(1)), Contains("1.5"));
    CHECK_THAT(refusal(problem_of({1.0}, {{{0, 0.0F}}}), choose(1)), Contains("share"));
    CoverProblem torn = problem;
    torn.shares.pop_back();
    CHECK_THAT(refusal(torn, choose(1)), Contains("match in length"));
}

TEST_CASE("The same seed gives the same plan for any number of threads") {
    CoverProblem problem;
    problem.begin.push_back(0);
    for (std::uint32_t d = 0; d < 3000; ++d) {
        problem.weights.push_back(static_cast<double>(1 + d * 7919 % 97) / 3.0);
    }
    for (std::uint32_t s = 0; s < 400; ++s) {
        for (std::uint32_t k = 0; k < 60; ++k) {
            problem.demands.push_back((s * 31 + k * 3 + k * k % 7 * 400) % 3000);
        }
        std::sort(problem.demands.end() - 60, problem.demands.end());
        problem.demands.erase(std::unique(problem.demands.end() - 60, problem.demands.end()),
                              problem.demands.end());
        problem.begin.push_back(problem.demands.size());
    }
    for (std::size_t k = 0; k < problem.demands.size(); ++k) {
        problem.shares.push_back(static_cast<float>(1 + k % 4) / 4.0F);
    }
    CoverRequest request = choose(12);
    request.improve = true;
    request.seed = 7;
    request.threads = {1};
    const CoverResult one = solve(problem, request);
    request.threads = {3};
    const CoverResult three = solve(problem, request);
    CHECK(sites_of(one) == sites_of(three));
    CHECK(one.objective == three.objective);
    CHECK(one.upper_bound == three.upper_bound);
    CHECK(one.objective >= solve(problem, choose(12)).objective);
}

TEST_CASE("A time limit is kept") {
    CoverProblem problem;
    problem.begin.push_back(0);
    for (std::uint32_t d = 0; d < 5000; ++d) {
        problem.weights.push_back(static_cast<double>(1 + d * 7919 % 97));
    }
    for (std::uint32_t s = 0; s < 500; ++s) {
        for (std::uint32_t k = 0; k < 40; ++k) {
            problem.demands.push_back((s * 97 + k * (1 + s % 11)) % 5000);
        }
        problem.begin.push_back(problem.demands.size());
    }
    CoverRequest request = choose(90);
    request.improve = true;
    request.time_limit_s = 0.3;
    const auto start = std::chrono::steady_clock::now();
    const CoverResult result = solve(problem, request);
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    INFO(seconds << " s, gap " << result.gap());
    // A machine at work on other things may be slow; without a limit it takes longer still.
    CHECK(seconds < 5.0);
    // The time is used unless the best is proved before.
    CHECK((seconds >= 0.25 || result.gap() == 0.0));
    CHECK(result.order.size() == 90);
    CHECK(result.upper_bound >= result.objective);
}

TEST_CASE("Choosing stops when asked to") {
    Progress progress;
    Progress::request_stop();
    CHECK_THROWS_AS(siting::solve(problem_of({5, 7}, {{{0}}, {{1}}}), choose(1), progress),
                    Interrupted);
    Progress::clear_stop();
}

TEST_CASE("A choice known before is where the search begins") {
    // Greedy takes the large site first and is left with 7; the other two cover 9.
    CoverProblem problem;
    problem.weights.assign(9, 1.0);
    problem.begin = {0, 5, 9, 14};
    problem.demands = {2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6, 7, 8};
    CoverRequest request;
    request.sites = 2;
    Progress silent;
    CHECK(solve(problem, request, silent).objective < 9.0);
    request.start = {1, 2};
    CHECK(solve(problem, request, silent).objective == 9.0);
    request.must_not = {1}; // barred since: the rest of it, filled up
    CHECK(solve(problem, request, silent).objective == 7.0);
    request.must_not.clear();
    request.must = {0}; // demanded since
    CHECK(solve(problem, request, silent).order.front().site == 0);
    request.must.clear();
    request.start = {0, 1, 2}; // of a larger choice: no better than greedy's
    CHECK(solve(problem, request, silent).objective == 7.0);
}

TEST_CASE("Weights beyond a float's square end as others do") {
    // 3 sites of 2 demands each in a ring; the squares of 10^30 do not fit 32 bits.
    for (const double unit : {1.0, 1e22, 1e30, 1e38, 1e60, 1e300}) {
        CoverProblem problem;
        problem.weights = {3.0 * unit, 2.0 * unit, 1.0 * unit, 2.5 * unit};
        problem.begin = {0, 2, 4, 6, 8};
        problem.demands = {0, 1, 1, 2, 2, 3, 0, 3};
        CoverRequest request;
        request.sites = 2;
        request.improve = true;
        Progress progress;
        const CoverResult result = solve(problem, request, progress);
        CHECK(result.objective == Approx(8.5 * unit));
        CHECK(result.upper_bound >= 0.999 * result.objective);
    }
}
