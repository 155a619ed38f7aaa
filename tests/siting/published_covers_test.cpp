// Published and proven values of maximal covering: reached, and never contradicted by a bound.
#include "siting/max_cover.hpp"
#include "siting/published_covers.hpp"
#include "support/catch.hpp"

namespace {

using namespace todoku;
using namespace todoku::siting;

CoverResult improved(const CoverProblem& problem, std::size_t sites) {
    CoverRequest request;
    request.sites = sites;
    request.improve = true;
    Progress progress;
    return solve(problem, request, progress);
}

void check_reached(const CoverProblem& problem, std::size_t sites, double proven) {
    const CoverResult result = improved(problem, sites);
    INFO(sites << " sites: " << result.objective << " of " << proven << ", bound "
               << result.upper_bound);
    CHECK(result.objective == proven);
    CHECK(result.upper_bound == proven);
    CHECK(result.order.size() <= sites);
}

} // namespace

TEST_CASE("The proven values of the OR-Library graphs are reached and proved again") {
    if (!test::have_shared("validation/mclp/pmed1.txt")) {
        return;
    }
    const CoverProblem pmed1 = test::read_pmed("pmed1.txt", 40);
    check_reached(pmed1, 5, 280.0);
    check_reached(pmed1, 10, 396.0);
    const CoverProblem pmed10 = test::read_pmed("pmed10.txt", 12);
    check_reached(pmed10, 10, 536.0);
    check_reached(pmed10, 20, 748.0);
}

TEST_CASE("The proven values of San Francisco are reached and proved again") {
    if (!test::have_shared("validation/mclp/SF_store_site_16_longlat.csv")) {
        return;
    }
    const CoverProblem wide = test::read_san_francisco(5000.0);
    double total = 0.0;
    for (const double weight : wide.weights) {
        total += weight;
    }
    CHECK(total == 955113.0);
    check_reached(wide, 1, 448255.0);
    check_reached(wide, 2, 671938.0);
    check_reached(wide, 4, 875247.0);
    const CoverProblem narrow = test::read_san_francisco(3000.0);
    check_reached(narrow, 4, 557571.0);
    check_reached(narrow, 8, 747498.0);
}

TEST_CASE(
    "The proven values of made instances of ten thousand customers are reached and proved again") {
    check_reached(test::make_cordeau(1, 10000, 5.5), 10, 441545.0);
    check_reached(test::make_cordeau(1, 10000, 6.25), 10, 485802.0);
}

TEST_CASE("The best-known values of New York are nearly reached and never contradicted") {
    if (!test::have_shared("validation/mclp/NewYork.txt")) {
        return;
    }
    const CoverProblem problem = test::read_new_york();
    double total = 0.0;
    for (const double weight : problem.weights) {
        total += weight;
    }
    CHECK(total == 1585873.0);
    const std::pair<std::size_t, double> best_known[] = {{60, 1288174.0}};
    for (const auto& [sites, value] : best_known) {
        const CoverResult result = improved(problem, sites);
        INFO(sites << " sites: " << result.objective << " of " << value << ", bound "
                   << result.upper_bound);
        CHECK(result.objective >= 0.9995 * value);
        CHECK(result.upper_bound >= value);
        CHECK(result.objective <= result.upper_bound);
    }
}

// Not among the usual tests: six times 20 s, and a limit of time depends on the machine.
TEST_CASE("All best-known values of New York within 20 s each", "[.measure]") {
    if (!test::have_shared("validation/mclp/NewYork.txt")) {
        return;
    }
    const CoverProblem problem = test::read_new_york();
    const std::pair<std::size_t, double> best_known[] = {{50, 1153640.0}, {60, 1288174.0},
                                                         {70, 1396333.0}, {80, 1481434.0},
                                                         {90, 1539992.0}, {100, 1574256.0}};
    for (const auto& [sites, value] : best_known) {
        CoverRequest request;
        request.sites = sites;
        request.improve = true;
        request.time_limit_s = 20.0;
        Progress progress;
        const CoverResult result = solve(problem, request, progress);
        WARN(sites << " sites: " << static_cast<std::int64_t>(result.objective) << ", best known "
                   << static_cast<std::int64_t>(value) << ", bound "
                   << static_cast<std::int64_t>(result.upper_bound));
        CHECK(result.objective >= 0.9995 * value);
    }
}
