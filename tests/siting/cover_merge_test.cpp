// Joining demands that no site tells apart.
#include "siting/cover_merge.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <algorithm>

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
    const MergedCover joined = merged(problem);
    REQUIRE(joined.problem.weights.size() == 2);
    CHECK(joined.place[0] == joined.place[2]);
    CHECK(joined.place[3] == kNoDemand);
    CHECK(joined.place[4] == kNoDemand);
    CHECK(joined.problem.weights[joined.place[0]] == 7);
    CHECK(joined.problem.weights[joined.place[1]] == 3);
    CHECK(joined.problem.begin == std::vector<std::uint64_t>{0, 2, 3});
    CHECK(joined.problem.demands == std::vector<std::uint32_t>{0, 1, joined.place[1]});
    CHECK(joined.problem.shares.empty());
}

TEST_CASE("Demands covered to different shares stay apart") {
    CoverProblem problem;
    problem.weights = {2, 3, 5};
    problem.begin = {0, 3};
    problem.demands = {0, 1, 2};
    problem.shares = {0.5F, 0.25F, 0.5F};
    const MergedCover joined = merged(problem);
    REQUIRE(joined.problem.weights.size() == 2);
    CHECK(joined.place[0] == joined.place[2]);
    CHECK(joined.problem.weights[joined.place[0]] == 7);
    CHECK(joined.problem.shares[joined.place[0]] == 0.5F);
    CHECK(joined.problem.shares[joined.place[1]] == 0.25F);
}

TEST_CASE("Sites left out take their demands with them") {
    CoverProblem problem;
    problem.weights = {2, 3, 5};
    problem.begin = {0, 1, 3, 5};
    problem.demands = {0, 0, 1, 1, 2};
    const std::vector<std::uint32_t> keep = {0, 2};
    const MergedCover joined = merged(problem, keep);
    CHECK(joined.problem.sites() == 2);
    // Site 1 told demands 1 and 2 apart; without it they are one.
    REQUIRE(joined.problem.weights.size() == 2);
    CHECK(joined.place[1] == joined.place[2]);
    CHECK(alone(joined.problem) == std::vector<double>{2, 8});
}

TEST_CASE("Neighbours of one patch have a site in common") {
    CHECK(rc::check("patches", [] {
        CoverProblem problem;
        problem.begin.push_back(0);
        problem.weights.assign(40, 1.0);
        for (int s = 0; s < 12; ++s) {
            for (std::uint32_t d = 0; d < 40; ++d) {
                if (*rc::gen::inRange(0, 4) == 0) {
                    problem.demands.push_back(d);
                }
            }
            problem.begin.push_back(problem.demands.size());
        }
        const MergedCover joined = merged(problem);
        std::vector<std::vector<std::uint32_t>> sites(joined.problem.weights.size());
        for (std::uint32_t s = 0; s < joined.problem.sites(); ++s) {
            for (auto i = joined.problem.begin[s]; i < joined.problem.begin[s + 1]; ++i) {
                sites[joined.problem.demands[i]].push_back(s);
            }
        }
        for (std::size_t d = 1; d < sites.size(); ++d) {
            RC_ASSERT(joined.patch[d] >= joined.patch[d - 1]);
            if (joined.patch[d] == joined.patch[d - 1]) {
                RC_ASSERT(std::find_first_of(sites[d].begin(), sites[d].end(), sites[d - 1].begin(),
                                             sites[d - 1].end()) != sites[d].end());
            }
        }
    }));
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
        const CoverProblem joined = merged(problem).problem;
        RC_ASSERT(joined.weights.size() <= 15U); // combinations of four sites but none
        RC_ASSERT(alone(joined) == alone(problem));
    }));
}
