// Joining demands that no site tells apart.
#include "siting/cover_merge.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

namespace {

using namespace todoku;
using namespace todoku::siting;

} // namespace

TEST_CASE("Demands of the same sites are joined, those without weight or site are left out") {
    // Demands 0 and 2 are covered by site 0 alone, 1 by both, 3 by none, 4 weighs nothing.
    CoverProblem problem;
    problem.weights = {2, 3, 5, 7, 0};
    problem.begin = {0, 4, 5};
    problem.demands = {0, 1, 2, 4, 1};
    const CoverProblem joined = merged(CoverIndex(problem));
    CHECK(joined.weights == std::vector<double>{7, 3});
    CHECK(joined.begin == std::vector<std::uint64_t>{0, 2, 3});
    CHECK(joined.demands == std::vector<std::uint32_t>{0, 1, 1});
    CHECK(joined.shares.empty());
}

TEST_CASE("Demands covered to different shares stay apart") {
    CoverProblem problem;
    problem.weights = {2, 3, 5};
    problem.begin = {0, 3};
    problem.demands = {0, 1, 2};
    problem.shares = {0.5F, 0.25F, 0.5F};
    const CoverProblem joined = merged(CoverIndex(problem));
    CHECK(joined.weights == std::vector<double>{7, 3});
    CHECK(joined.shares == std::vector<float>{0.5F, 0.25F});
}

TEST_CASE("Joining changes nothing that a site covers") {
    CHECK(rc::check("alone", [] {
        CoverProblem problem;
        const auto demands = *rc::gen::inRange<std::size_t>(0, 60);
        for (std::size_t d = 0; d < demands; ++d) {
            problem.weights.push_back(*rc::gen::inRange(0, 9));
        }
        problem.begin.push_back(0);
        for (int s = 0; s < 4; ++s) {
            for (std::uint32_t d = 0; d < demands; ++d) {
                if (*rc::gen::inRange(0, 3) == 0) {
                    problem.demands.push_back(d);
                }
            }
            problem.begin.push_back(problem.demands.size());
        }
        const CoverProblem joined = merged(CoverIndex(problem));
        RC_ASSERT(joined.weights.size() <= 15U); // combinations of four sites but none
        RC_ASSERT(alone(joined) == alone(problem));
    }));
}
