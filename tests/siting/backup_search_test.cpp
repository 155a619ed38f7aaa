// Plans that stay covered when a site fails: by hand and by trying all.
#include "siting/backup_search.hpp"
#include "siting/cover_twice.hpp"
#include "support/catch.hpp"

#include <random>

namespace {

using namespace todoku;
using namespace todoku::siting;
using Catch::Matchers::WithinAbs;

/// Four demands of 10, 9, 8, 1. Site 0 covers the first two, 1 the third and fourth, 2 the third
/// and the second.
CoverProblem three_sites() {
    CoverProblem problem;
    problem.weights = {10.0, 9.0, 8.0, 1.0};
    problem.begin = {0, 2, 4, 6};
    problem.demands = {0, 1, 2, 3, 1, 2};
    return problem;
}

} // namespace

TEST_CASE("A site goes for one that overlaps where what is given up is allowed") {
    Progress progress;
    const CoverProblem problem = three_sites();
    BackupRequest request;
    request.sites = {0, 1}; // all 28, nobody twice
    request.least = 28.0;
    CHECK(search_backup(problem, request, progress).sites == std::vector<std::uint32_t>{0, 1});
    request.least = 27.0;
    const BackupPlan plan = search_backup(problem, request, progress);
    CHECK(plan.sites == std::vector<std::uint32_t>{0, 2});
    CHECK(plan.covered == 27.0);
    CHECK(plan.twice == 9.0);
    request.must = {1};
    CHECK(search_backup(problem, request, progress).twice == 0.0);
    request.must.clear();
    request.must_not = {2};
    CHECK(search_backup(problem, request, progress).twice == 0.0);
}

TEST_CASE("No single exchange makes more people covered twice, and the sums are those of the set") {
    std::mt19937_64 random(7);
    Progress progress;
    for (int round = 0; round < 200; ++round) {
        CoverProblem problem;
        for (int d = 0; d < 12; ++d) {
            problem.weights.push_back(static_cast<double>(1 + random() % 20));
        }
        problem.begin.push_back(0);
        for (int s = 0; s < 8; ++s) {
            for (std::uint32_t d = 0; d < 12; ++d) {
                if (random() % 3 == 0) {
                    problem.demands.push_back(d);
                    problem.shares.push_back(static_cast<float>(1 + random() % 4) / 4.0F);
                }
            }
            problem.begin.push_back(problem.demands.size());
        }
        const auto sums = [&](const std::vector<std::uint32_t>& sites) {
            std::vector<double> missed(12, 1.0);
            for (const std::uint32_t s : sites) {
                for (std::size_t i = problem.begin[s]; i < problem.begin[s + 1]; ++i) {
                    missed[problem.demands[i]] *= 1.0 - static_cast<double>(problem.shares[i]);
                }
            }
            double covered = 0.0;
            for (std::size_t d = 0; d < 12; ++d) {
                covered += problem.weights[d] * (1.0 - missed[d]);
            }
            const auto twice = covered_twice(problem, sites);
            return std::pair(covered, twice.back());
        };
        BackupRequest request;
        request.sites = {0, 1, 2};
        const auto [before, before_twice] = sums(request.sites);
        request.least = 0.9 * before;
        const BackupPlan plan = search_backup(problem, request, progress);
        const auto [covered, twice] = sums(plan.sites);
        CHECK_THAT(plan.covered, WithinAbs(covered, 1e-9));
        CHECK_THAT(plan.twice, WithinAbs(twice, 1e-9));
        CHECK(covered >= request.least - 1e-9);
        CHECK(twice >= before_twice - 1e-9);
        for (std::size_t k = 0; k < 3; ++k) {
            for (std::uint32_t s = 0; s < 8; ++s) {
                auto other = plan.sites;
                if (std::find(other.begin(), other.end(), s) != other.end()) {
                    continue;
                }
                other[k] = s;
                const auto [then, then_twice] = sums(other);
                CHECK((then < request.least + 1e-9 || then_twice <= twice + 1e-6));
            }
        }
    }
}
