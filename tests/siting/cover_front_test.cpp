// People against cost: by hand and against every choice.
#include "siting/cover_front.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <numeric>

namespace {

using namespace todoku;
using namespace todoku::siting;

double covered(const CoverProblem& problem, unsigned sites) {
    std::vector<double> missed = problem.weights;
    double sum = 0.0;
    for (std::size_t s = 0; s < problem.sites(); ++s) {
        for (auto i = problem.begin[s]; (sites >> s & 1U) != 0U && i < problem.begin[s + 1]; ++i) {
            const double share =
                problem.shares.empty() ? 1.0 : static_cast<double>(problem.shares[i]);
            sum += missed[problem.demands[i]] * share;
            missed[problem.demands[i]] *= 1.0 - share;
        }
    }
    return sum;
}

std::uint64_t cost_of(const std::vector<std::uint32_t>& costs, unsigned sites) {
    std::uint64_t sum = 0;
    for (std::size_t s = 0; s < costs.size(); ++s) {
        sum += (sites >> s & 1U) != 0U ? costs[s] : 0;
    }
    return sum;
}

} // namespace

TEST_CASE("The front of three towns is known to the person") {
    // 60, 30 and 10 people; the largest town's site is the dearest.
    CoverProblem problem;
    problem.weights = {60, 30, 10};
    problem.begin = {0, 1, 2, 3};
    problem.demands = {0, 1, 2};
    const std::vector<std::uint32_t> costs = {5, 2, 1};
    FrontRequest request;
    request.costs = costs;
    request.most = 8;
    request.threads = Threads{1};
    const auto front = pareto_front(problem, request, Progress());
    struct Row {
        std::uint64_t cost;
        std::uint32_t sites;
        double covered;
    };
    const std::vector<Row> rows = {{1, 1, 10}, {2, 1, 30}, {3, 2, 40}, {5, 1, 60},
                                   {6, 2, 70}, {7, 2, 90}, {8, 3, 100}};
    REQUIRE(front.size() == rows.size());
    for (std::size_t k = 0; k < rows.size(); ++k) {
        CHECK(front[k].cost == rows[k].cost);
        CHECK(front[k].budget == rows[k].cost);
        CHECK(front[k].sites == rows[k].sites);
        CHECK(front[k].covered == rows[k].covered);
        CHECK(front[k].upper_bound >= rows[k].covered);
    }
}

TEST_CASE("Demanded sites are paid for in every point, barred ones are in none") {
    CoverProblem problem;
    problem.weights = {60, 30, 10};
    problem.begin = {0, 1, 2, 3};
    problem.demands = {0, 1, 2};
    const std::vector<std::uint32_t> costs = {5, 2, 1};
    const std::vector<std::uint32_t> must = {1};
    const std::vector<std::uint32_t> barred = {0};
    FrontRequest request;
    request.costs = costs;
    request.must = must;
    request.must_not = barred;
    request.most = 20;
    request.threads = Threads{1};
    const auto front = pareto_front(problem, request, Progress());
    REQUIRE(front.size() == 2);
    CHECK(front[0].covered == 30.0);
    CHECK(front[1].covered == 40.0);
    CHECK(front[1].cost == 3);
}

TEST_CASE("No choice within a budget of the front exceeds its bound") {
    rc::check("front against every choice", [] {
        CoverProblem problem;
        const auto demands = *rc::gen::inRange<std::size_t>(1, 9);
        const auto sites = *rc::gen::inRange<std::size_t>(1, 9);
        for (std::size_t d = 0; d < demands; ++d) {
            problem.weights.push_back(*rc::gen::inRange(0, 50));
        }
        problem.begin.push_back(0);
        std::vector<std::uint32_t> costs;
        const bool parts = *rc::gen::arbitrary<bool>();
        for (std::size_t s = 0; s < sites; ++s) {
            for (std::uint32_t d = 0; d < demands; ++d) {
                if (*rc::gen::arbitrary<bool>()) {
                    problem.demands.push_back(d);
                    if (parts) {
                        problem.shares.push_back(*rc::gen::element(0.25F, 0.5F, 1.0F));
                    }
                }
            }
            problem.begin.push_back(problem.demands.size());
            costs.push_back(*rc::gen::inRange<std::uint32_t>(1, 6));
        }
        FrontRequest request;
        request.costs = costs;
        request.most = *rc::gen::inRange<std::uint64_t>(1, 30);
        request.threads = Threads{1};
        double before = 0.0;
        for (const FrontPoint& point : pareto_front(problem, request, Progress())) {
            RC_ASSERT(point.cost <= point.budget);
            RC_ASSERT(point.covered > before);
            before = point.covered;
            double most = 0.0;
            for (unsigned choice = 0; choice < 1U << sites; ++choice) {
                if (cost_of(costs, choice) <= point.budget) {
                    most = std::max(most, covered(problem, choice));
                }
            }
            RC_ASSERT(point.upper_bound >= most - 1e-9);
            RC_ASSERT(point.covered <= most + 1e-9);
        }
    });
}
