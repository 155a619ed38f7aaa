// Residents by cell: joining entries and changing the level without losing anybody.
#include "core/error.hpp"
#include "domain/population_grid.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <cmath>
#include <limits>
#include <numeric>

using namespace todoku;
using namespace todoku::domain;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

MeshCell cell(const char* code) {
    return MeshCell::parse(code).value();
}

double sum(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

} // namespace

TEST_CASE("Entries are ordered south to north and those of one cell added") {
    PopulationGrid grid;
    grid.level = MeshLevel::Km1;
    grid.census = "令和2年国勢調査";
    grid.push_back(cell("52360471"), 5, 2, 1);
    grid.push_back(cell("52360470"), 10, 4, kNaN);
    grid.push_back(cell("52360471"), 7, 3, 2);
    grid.push_back(cell("52360470"), 1, 1, 1);
    grid.sort_and_merge();
    REQUIRE(grid.size() == 2);
    CHECK(grid.cells[0].code() == "52360470");
    CHECK(grid.population == std::vector<double>{11, 12});
    CHECK(grid.households == std::vector<double>{5, 5});
    CHECK(std::isnan(grid.population_65plus[0]));
    CHECK(grid.population_65plus[1] == 3);
    CHECK(grid.census == "令和2年国勢調査");
}

TEST_CASE("A cell that the file has without its people is marked, and the known people stay") {
    PopulationGrid grid;
    grid.level = MeshLevel::M250;
    grid.push_back(cell("5236047011"), kNaN, kNaN, kNaN);
    grid.push_back(cell("5236047012"), 30, 10, 5, kHouseholdsEstimated);
    grid.push_back(cell("5236047112"), 7, 3, 1);
    CHECK(grid.population == std::vector<double>{0, 30, 7});
    CHECK(grid.marks == std::vector<CellMarks>{kPeopleUnknown, kHouseholdsEstimated, 0});
    const PopulationGrid coarse = summed(grid, MeshLevel::Km1);
    CHECK(coarse.population == std::vector<double>{30, 7});
    CHECK(coarse.marks == std::vector<CellMarks>{kPeopleUnknown | kHouseholdsEstimated, 0});
    CHECK(std::isnan(coarse.households[0]));
}

TEST_CASE("Summing keeps everybody on every coarser level that nests") {
    CHECK(rc::check([] {
        PopulationGrid grid;
        grid.level = MeshLevel::M500;
        const int count = *rc::gen::inRange(0, 30);
        for (int i = 0; i < count; ++i) {
            grid.push_back(
                {MeshLevel::M500, *rc::gen::inRange(16000, 16020), *rc::gen::inRange(21800, 21820)},
                *rc::gen::inRange(0, 5000), *rc::gen::inRange(0, 2000), *rc::gen::inRange(0, 900));
        }
        grid.sort_and_merge();
        for (const MeshLevel level :
             {MeshLevel::Km10, MeshLevel::Km5, MeshLevel::Km2, MeshLevel::Km1, MeshLevel::M500}) {
            const PopulationGrid other = summed(grid, level);
            RC_ASSERT(other.level == level);
            RC_ASSERT(sum(other.population) == sum(grid.population)); // whole numbers: exact
            RC_ASSERT(sum(other.households) == sum(grid.households));
            RC_ASSERT(std::is_sorted(other.cells.begin(), other.cells.end()));
        }
    }));
}

TEST_CASE("Levels that do not nest are refused in words") {
    PopulationGrid grid;
    grid.level = MeshLevel::M100;
    CHECK_THROWS_AS(summed(grid, MeshLevel::M250), UsageError);
    CHECK_THROWS_AS(require_nesting(MeshLevel::Km2, MeshLevel::Km5), UsageError);
    CHECK_NOTHROW(require_nesting(MeshLevel::Km1, MeshLevel::M250));
    CHECK_NOTHROW(require_nesting(MeshLevel::M250, MeshLevel::Km1));
}
