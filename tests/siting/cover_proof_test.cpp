// Bounds in whole numbers: by hand, and never below the best of all choices.
#include "siting/cover_proof.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace {

using namespace todoku;
using namespace todoku::siting;

/// What these sites (bits) cover, straight from the definition.
double covered(const CoverProblem& problem, unsigned sites) {
    std::vector<double> missed = problem.weights;
    double total = 0.0;
    for (const double weight : problem.weights) {
        total += weight;
    }
    for (std::size_t s = 0; s < problem.sites(); ++s) {
        if ((sites >> s & 1U) != 0U) {
            for (auto i = problem.begin[s]; i < problem.begin[s + 1]; ++i) {
                missed[problem.demands[i]] *=
                    problem.shares.empty() ? 0.0 : 1.0 - static_cast<double>(problem.shares[i]);
            }
        }
    }
    for (const double weight : missed) {
        total -= weight;
    }
    return total;
}

/// The certificate's bound, summed again as its header says: on purpose nothing of the code tested.
std::int64_t summed_again(const CoverProblem& problem, const BoundScope& scope,
                          const CoverCertificate& certificate) {
    std::int64_t sum = certificate.level * static_cast<std::int64_t>(scope.free);
    for (std::size_t d = 0; d < problem.weights.size(); ++d) {
        sum += certificate.weights[d] - certificate.prices[d];
    }
    for (std::size_t s = 0; s < problem.sites(); ++s) {
        long double worth = 0.0L;
        for (auto i = problem.begin[s]; i < problem.begin[s + 1]; ++i) {
            const long double share = problem.shares.empty() ? 1.0L : problem.shares[i];
            worth +=
                std::ceil(static_cast<long double>(certificate.prices[problem.demands[i]]) * share);
        }
        const auto earned = static_cast<std::int64_t>(worth);
        const std::int64_t price =
            certificate.level * (scope.costs.empty() ? 1 : std::int64_t{scope.costs[s]});
        sum += scope.must[s] != 0 ? earned : std::max<std::int64_t>(0, earned - price);
    }
    return sum;
}

CoverProblem three_in_a_row() {
    // Sites a, b, c cover demands 0-1, 1-2, 2-3; every demand weighs 10.
    CoverProblem problem;
    problem.weights = {10, 10, 10, 10};
    problem.begin = {0, 2, 4, 6};
    problem.demands = {0, 1, 1, 2, 2, 3};
    return problem;
}

} // namespace

TEST_CASE("The bound of prices of one half, by hand") {
    // (10 - 5) x 4 = 20 stays; each site earns 10.
    const std::vector<float> half(4, 0.5F);
    const auto one = prove(three_in_a_row(), half, {1, {0, 0, 0}}, Threads{1});
    REQUIRE(one);
    CHECK(one->bound == 30.0);
    const auto two = prove(three_in_a_row(), half, {2, {0, 0, 0}}, Threads{1});
    REQUIRE(two);
    CHECK(two->bound == 40.0);
    // With b demanded and one free place the sum is the same; with none, only b earns.
    CHECK(prove(three_in_a_row(), half, {1, {0, 1, 0}}, Threads{1})->bound == 40.0);
    CHECK(prove(three_in_a_row(), half, {0, {0, 1, 0}}, Threads{1})->bound == 30.0);
}

TEST_CASE("A site that earns little bounds the choices that hold it") {
    // All of demand 0 is for sale, nothing else: only a earns.
    const std::vector<float> prices = {1.0F, 0.0F, 0.0F, 0.0F};
    const auto proof = prove(three_in_a_row(), prices, {1, {0, 0, 0}}, Threads{1});
    REQUIRE(proof);
    CHECK(proof->bound == 40.0);
    CHECK(proof->with_site == std::vector<double>{40.0, 30.0, 30.0});
}

TEST_CASE("A budget buys the most worthy for their cost, the last in part") {
    // At prices of one half each site earns 10; a costs 2, b and c 4: a and half of c.
    const std::vector<float> half(4, 0.5F);
    const auto proof = prove(three_in_a_row(), half, {4, {0, 0, 0}, {2, 4, 4}}, Threads{1});
    REQUIRE(proof);
    CHECK(proof->bound == 35.0);
    CHECK(proof->with_site == std::vector<double>{35.0, 35.0, 35.0});
    CHECK(proof->without_site == std::vector<double>{30.0, 35.0, 35.0});
    // What costs more than all there is cannot be held.
    const auto poor = prove(three_in_a_row(), half, {3, {0, 0, 0}, {2, 4, 4}}, Threads{1});
    REQUIRE(poor);
    CHECK(poor->with_site[1] == 0.0);
}

TEST_CASE("Weights too large for 64 bits prove nothing") {
    CoverProblem problem = three_in_a_row();
    problem.weights[2] = 1e18;
    CHECK_FALSE(prove(problem, std::vector<float>(4, 0.5F), {1, {0, 0, 0}}, Threads{1}));
}

TEST_CASE("Whatever the prices, no choice covers more than the bound, nor with a site more than "
          "its own") {
    CHECK(rc::check("any prices", [] {
        CoverProblem problem;
        const auto demands = *rc::gen::inRange<std::size_t>(1, 15);
        const bool shares = *rc::gen::arbitrary<bool>();
        std::vector<float> prices;
        for (std::size_t d = 0; d < demands; ++d) {
            problem.weights.push_back(*rc::gen::inRange(1, 60) / (shares ? 7.0 : 1.0));
            prices.push_back(static_cast<float>(*rc::gen::inRange(0, 11)) / 10.0F);
        }
        problem.begin.push_back(0);
        constexpr std::size_t kSites = 7;
        for (std::size_t s = 0; s < kSites; ++s) {
            for (std::uint32_t d = 0; d < demands; ++d) {
                if (*rc::gen::inRange(0, 3) == 0) {
                    problem.demands.push_back(d);
                    if (shares) {
                        problem.shares.push_back(static_cast<float>(*rc::gen::inRange(1, 8)) /
                                                 7.0F);
                    }
                }
            }
            problem.begin.push_back(problem.demands.size());
        }
        BoundScope scope{*rc::gen::inRange<std::size_t>(0, 5), {}};
        unsigned must = 0;
        for (unsigned s = 0; s < kSites; ++s) {
            scope.must.push_back(*rc::gen::inRange(0, 6) == 0 ? 1 : 0);
            must |= scope.must.back() != 0 ? 1U << s : 0U;
        }
        if (*rc::gen::arbitrary<bool>()) {
            for (unsigned s = 0; s < kSites; ++s) {
                scope.costs.push_back(*rc::gen::inRange<std::uint32_t>(1, 9));
            }
            scope.free = *rc::gen::inRange<std::uint64_t>(0, 25);
        }
        const auto proof = prove(problem, prices, scope, Threads{1});
        RC_ASSERT(proof.has_value());
        const CoverCertificate& certificate = proof->certificate;
        RC_ASSERT(summed_again(problem, scope, certificate) <= certificate.bound);
        RC_ASSERT(std::ldexp(static_cast<double>(certificate.bound), -certificate.places) >=
                  proof->bound * (1.0 - 1e-15));
        for (unsigned sites = 0; sites < 1U << kSites; ++sites) {
            std::uint64_t cost = 0;
            for (unsigned s = 0; s < kSites; ++s) {
                cost += (sites & ~must) >> s & 1U ? scope.cost(s) : 0;
            }
            if ((sites & must) != must || cost > scope.free) {
                continue;
            }
            const double value = covered(problem, sites) - 1e-9;
            RC_ASSERT(value <= proof->bound);
            for (unsigned s = 0; s < kSites; ++s) {
                RC_ASSERT(value <=
                          ((sites >> s & 1U) != 0U ? proof->with_site[s] : proof->without_site[s]));
            }
        }
    }));
}
