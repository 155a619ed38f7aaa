// People against sites, and other choices: by hand and against every choice.
#include "siting/cover_curve.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <algorithm>

namespace {

using namespace todoku;
using namespace todoku::siting;

/// Four towns of 40, 30, 20 and 10 people, each with two sites of its own that cover all of it.
CoverProblem four_towns() {
    CoverProblem problem;
    problem.weights = {40, 30, 20, 10};
    problem.begin = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    problem.demands = {0, 0, 1, 1, 2, 2, 3, 3};
    return problem;
}

double covered(const CoverProblem& problem, unsigned sites) {
    std::vector<double> missed = problem.weights;
    double sum = 0.0;
    for (std::size_t s = 0; s < problem.sites(); ++s) {
        for (auto i = problem.begin[s]; (sites >> s & 1U) != 0U && i < problem.begin[s + 1]; ++i) {
            sum += missed[problem.demands[i]];
            missed[problem.demands[i]] = 0.0;
        }
    }
    return sum;
}

} // namespace

TEST_CASE("The curve of four towns is known to the person") {
    const CoverProblem problem = four_towns();
    const std::vector<std::uint32_t> order = {0, 2};
    CurveRequest request;
    request.order = order;
    request.most = 6;
    request.threads = Threads{1};
    const auto curve = coverage_curve(problem, request, Progress());
    REQUIRE(curve.size() == 6);
    const std::vector<double> people = {40, 70, 90, 100, 100, 100};
    for (std::size_t k = 0; k < people.size(); ++k) {
        CHECK(curve[k].sites == k + 1);
        CHECK(curve[k].covered == people[k]);
        CHECK(curve[k].upper_bound == Approx(people[k]).epsilon(1e-6));
    }
}

TEST_CASE("The other choice of four towns stands on the twins") {
    const CoverProblem problem = four_towns();
    const std::vector<std::uint32_t> order = {0, 2, 4, 6};
    OtherRequest request;
    request.order = order;
    request.count = 2;
    request.threads = Threads{1};
    const auto others = other_choices(problem, request, Progress());
    REQUIRE(others.size() == 2);
    CHECK(others[0].covered == 100.0); // the two that are spared most easily have twins
    CHECK(others[0].shared == 2);
    for (const OtherChoice& other : others) {
        CHECK(other.shared <= 2);
        CHECK(other.sites.size() == other.gains.size());
    }
}

TEST_CASE("Demanded sites stay in the curve and in other choices, barred ones stay out") {
    const CoverProblem problem = four_towns();
    const std::vector<std::uint32_t> order = {6, 0};
    const std::vector<std::uint32_t> must = {6};
    const std::vector<std::uint32_t> barred = {2, 3};
    CurveRequest request;
    request.order = order;
    request.must = must;
    request.must_not = barred;
    request.most = 3;
    const auto curve = coverage_curve(problem, request, Progress());
    REQUIRE(curve.size() == 3);
    CHECK(curve[0].covered == 10.0);
    CHECK(curve[2].covered == 70.0);
    OtherRequest other;
    other.order = order;
    other.must = must;
    other.must_not = barred;
    for (const OtherChoice& choice : other_choices(problem, other, Progress())) {
        CHECK(std::find(choice.sites.begin(), choice.sites.end(), 6U) != choice.sites.end());
        CHECK(std::find(choice.sites.begin(), choice.sites.end(), 2U) == choice.sites.end());
    }
}

TEST_CASE("No choice of so many sites covers more than the curve's band") {
    CHECK(rc::check("curve", [] {
        CoverProblem problem;
        const auto demands = *rc::gen::inRange<std::size_t>(1, 12);
        for (std::size_t d = 0; d < demands; ++d) {
            problem.weights.push_back(*rc::gen::inRange(1, 30));
        }
        problem.begin.push_back(0);
        constexpr unsigned kSites = 7;
        for (unsigned s = 0; s < kSites; ++s) {
            for (std::uint32_t d = 0; d < demands; ++d) {
                if (*rc::gen::inRange(0, 3) == 0) {
                    problem.demands.push_back(d);
                }
            }
            problem.begin.push_back(problem.demands.size());
        }
        const std::vector<std::uint32_t> order = {0, 1, 2};
        CurveRequest request;
        request.order = order;
        request.most = kSites;
        const auto curve = coverage_curve(problem, request, Progress());
        RC_ASSERT(curve.size() == kSites);
        std::vector<double> best(kSites + 1, 0.0);
        for (unsigned sites = 0; sites < 1U << kSites; ++sites) {
            double& most = best[static_cast<std::size_t>(__builtin_popcount(sites))];
            most = std::max(most, covered(problem, sites));
        }
        for (std::size_t k = 1; k <= kSites; ++k) {
            RC_ASSERT(curve[k - 1].covered <= best[k]);
            RC_ASSERT(best[k] <= curve[k - 1].upper_bound);
            if (k > 1) { // RC_ASSERT looks at both sides of an "or"
                RC_ASSERT(curve[k - 1].covered >= curve[k - 2].covered);
                RC_ASSERT(curve[k - 1].upper_bound >= curve[k - 2].upper_bound);
            }
        }
    }));
}
