// What stands in for a chosen site: by hand, and against trying every exchange.
#include "siting/replacements.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

using namespace todoku;
using namespace todoku::siting;
using Catch::Matchers::WithinAbs;

namespace {

CoverProblem problem_of(std::vector<double> weights,
                        const std::vector<std::vector<std::uint32_t>>& covers) {
    CoverProblem problem;
    problem.weights = std::move(weights);
    problem.begin.push_back(0);
    for (const auto& demands : covers) {
        problem.demands.insert(problem.demands.end(), demands.begin(), demands.end());
        problem.begin.push_back(problem.demands.size());
    }
    return problem;
}

double value(const CoverProblem& problem, const std::vector<std::uint32_t>& sites) {
    std::vector<double> missed(problem.weights.size(), 1.0);
    for (const std::uint32_t site : sites) {
        for (auto k = problem.begin[site]; k < problem.begin[site + 1]; ++k) {
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

} // namespace

TEST_CASE("who serves the same people stands in, not who serves more elsewhere") {
    // Chosen: 0 (demands 0, 1) and 1 (demand 2). Site 2 serves demand 0, site 3 demand 1, site 4
    // the many people of demand 3.
    const CoverProblem problem = problem_of({10, 4, 20, 50}, {{0, 1}, {2}, {0}, {1}, {3}});
    const std::vector<std::uint32_t> chosen = {0, 1};
    const auto found = replacements(problem, chosen, {}, 5);
    REQUIRE(found.size() == 2);
    REQUIRE(found[0].size() == 2);
    CHECK(found[0][0].site == 2);
    CHECK(found[0][0].loss == 4.0);
    CHECK(found[0][1].site == 3);
    CHECK(found[0][1].loss == 10.0);
    CHECK(found[1].empty()); // nobody else serves demand 2
    CHECK(replacements(problem, chosen, {}, 1)[0].size() == 1);
    const std::vector<std::uint32_t> barred = {2};
    CHECK(replacements(problem, chosen, barred, 5)[0].front().site == 3);
}

TEST_CASE("a stand-in that serves more than the chosen one has a loss under nothing") {
    const CoverProblem problem = problem_of({10, 30}, {{0}, {0, 1}});
    const std::vector<std::uint32_t> chosen = {0};
    const auto found = replacements(problem, chosen, {}, 5);
    REQUIRE(found[0].size() == 1);
    CHECK(found[0][0].loss == -30.0);
}

TEST_CASE("the loss is that of exchanging the two sites, with shares") {
    std::uint64_t state = 7;
    const auto dice = [&state] { // splitmix64
        std::uint64_t z = (state += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31U);
    };
    for (int round = 0; round < 20; ++round) {
        CoverProblem problem;
        problem.begin.push_back(0);
        for (int d = 0; d < 30; ++d) {
            problem.weights.push_back(static_cast<double>(dice() % 1000) / 7.0);
        }
        for (int s = 0; s < 15; ++s) {
            for (std::uint32_t d = 0; d < 30; ++d) {
                if (dice() % 5 == 0) {
                    problem.demands.push_back(d);
                    problem.shares.push_back(static_cast<float>(1 + dice() % 100) / 100.0F);
                }
            }
            problem.begin.push_back(problem.demands.size());
        }
        const std::vector<std::uint32_t> chosen = {1, 4, 9, 13};
        const double all = value(problem, chosen);
        const auto found = replacements(problem, chosen, {}, 100);
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            for (const Replacement& replacement : found[i]) {
                CHECK(std::find(chosen.begin(), chosen.end(), replacement.site) == chosen.end());
                std::vector<std::uint32_t> changed = chosen;
                changed[i] = replacement.site;
                CHECK_THAT(replacement.loss, WithinAbs(all - value(problem, changed), 1e-6));
            }
        }
    }
}
