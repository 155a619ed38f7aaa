// Backup coverage: by hand and against every outcome.
#include "siting/cover_twice.hpp"
#include "support/catch.hpp"

using namespace todoku::siting;

TEST_CASE("What two sites share is covered twice") {
    CoverProblem problem;
    problem.weights = {10, 20, 30};
    problem.begin = {0, 2, 4, 5};
    problem.demands = {0, 1, 1, 2, 1};
    const std::vector<std::uint32_t> sites = {0, 1, 2};
    CHECK(covered_twice(problem, sites) == std::vector<double>{0, 20, 20}); // a third adds nothing
}

TEST_CASE("Halves are covered twice as often as two coins or more show heads") {
    CoverProblem problem;
    problem.weights = {8};
    problem.begin = {0, 1, 2, 3};
    problem.demands = {0, 0, 0};
    problem.shares = {0.5F, 0.5F, 0.5F};
    const std::vector<std::uint32_t> sites = {0, 1, 2};
    CHECK(covered_twice(problem, sites) == std::vector<double>{0, 2, 4}); // 1/4, then 4/8
}
