// The cells of a study and how they divide among municipalities.
#include "overlay/study_grid.hpp"
#include "shapes.hpp"
#include "support/catch.hpp"

#include <limits>
#include <numeric>

using namespace todoku;
using namespace todoku::overlay;
using namespace todoku::overlay::test;
using Catch::Matchers::WithinAbs;

namespace {

const Paper paper;

domain::Municipality town(int code, const char* name, geo::Ring ring) {
    return {domain::GovernmentCode(24, code), name, "", shape_of(std::move(ring))};
}

std::size_t find(const domain::StudyGrid& grid, domain::MeshCell cell) {
    const auto at = std::find(grid.cells.begin(), grid.cells.end(), cell);
    REQUIRE(at != grid.cells.end());
    return static_cast<std::size_t>(at - grid.cells.begin());
}

} // namespace

TEST_CASE("a cell on a border divides by area, and its parts add up to one") {
    // West town to x = 1.25, east town from there to x = 2.5; sea beyond.
    const std::vector<domain::Municipality> towns = {town(201, "西町", paper.box(0, 0, 1.25, 1)),
                                                     town(202, "東町", paper.box(1.25, 0, 2.5, 1))};
    domain::PopulationGrid population;
    population.push_back(paper.cell(0, 0), 100, 40, 30);
    population.push_back(paper.cell(0, 2), 50, 20, std::numeric_limits<double>::quiet_NaN());
    const auto loaded = make_study_grid(population, towns);
    const domain::StudyGrid& grid = loaded.value;
    REQUIRE(grid.size() == 3);
    CHECK(grid.level == domain::MeshLevel::M250);

    const auto first = grid.parts_of(find(grid, paper.cell(0, 0)));
    REQUIRE(first.size() == 1);
    CHECK(first[0].municipality == 0);
    CHECK(first[0].weight == 1.0);

    const std::size_t border = find(grid, paper.cell(0, 1));
    const auto parts = grid.parts_of(border);
    REQUIRE(parts.size() == 2);
    CHECK_THAT(parts[0].weight, WithinAbs(0.25, 1e-9));
    CHECK_THAT(parts[1].weight, WithinAbs(0.75, 1e-9));
    CHECK(parts[0].weight + parts[1].weight == 1.0);
    CHECK(grid.land_share[border] == 1.0);
    CHECK(grid.population[border] == 0.0);

    // The sea takes no people: half of the cell is land, all its people are the east town's.
    const std::size_t coast = find(grid, paper.cell(0, 2));
    REQUIRE(grid.parts_of(coast).size() == 1);
    CHECK(grid.parts_of(coast)[0].municipality == 1);
    CHECK(grid.parts_of(coast)[0].weight == 1.0);
    CHECK_THAT(grid.land_share[coast], WithinAbs(0.5, 1e-9));
    CHECK(grid.population[coast] == 50);
    CHECK(std::isnan(grid.population_65plus[coast]));
    CHECK(loaded.counts.read == 2);
    CHECK(loaded.counts.used == 2);
    CHECK(loaded.issues.empty());
}

TEST_CASE("people beside all municipalities go to the nearest within reach and are noted, farther "
          "ones are outside") {
    const std::vector<domain::Municipality> towns = {town(201, "西町", paper.box(0, 0, 2, 2)),
                                                     town(202, "東町", paper.box(6, 0, 8, 2))};
    domain::PopulationGrid population;
    population.push_back(paper.cell(0, 1), 10, 5, 1);
    population.push_back(paper.cell(0, 4), 20, 8,
                         2); // 0.4 km from the east town's edge, 0.6 km from the west town's
    population.push_back(paper.cell(0, 30), 30, 9, 3); // 5 km out
    population.push_back(paper.cell(0, 31), 0, 0, 0);  // nobody: no matter
    const auto loaded = make_study_grid(population, towns, Metres(2000));
    const domain::StudyGrid& grid = loaded.value;
    const auto near = grid.parts_of(find(grid, paper.cell(0, 4)));
    REQUIRE(near.size() == 1);
    CHECK(near[0].municipality == 1);
    CHECK(grid.land_share[find(grid, paper.cell(0, 4))] == 0.0);
    CHECK(std::find(grid.cells.begin(), grid.cells.end(), paper.cell(0, 30)) == grid.cells.end());
    CHECK(std::find(grid.cells.begin(), grid.cells.end(), paper.cell(0, 31)) == grid.cells.end());
    REQUIRE(loaded.issues.size() == 2);
    CHECK(loaded.issues[0].kind == IssueKind::Noted);
    CHECK(loaded.issues[0].value == paper.cell(0, 4).code());
    CHECK(loaded.issues[1].code == "population_elsewhere");
    CHECK(loaded.cells_within == 0);
    CHECK(loaded.counts.read == 4);
    CHECK(loaded.counts.rejected == 1);
    CHECK(loaded.counts.used == 3);
    CHECK(loaded.counts.outside == 1);
    // Nobody is lost.
    CHECK(std::accumulate(grid.population.begin(), grid.population.end(), 0.0) == 30);
    CHECK(loaded.people_placed == 30);
    CHECK(loaded.people_by_the_shore == 20);
    CHECK(loaded.people_elsewhere == 30);
}

TEST_CASE("cells come rising, populated or not, whatever the order of the population file") {
    const std::vector<domain::Municipality> towns = {
        town(201, "町", paper.box(0.5, 0.5, 3.5, 3.5))};
    domain::PopulationGrid population;
    population.push_back(paper.cell(3, 3), 1, 1, 1);
    population.push_back(paper.cell(0, 0), 2, 1, 1);
    population.push_back(paper.cell(0, 0), 3, 1, 1);
    const auto grid = make_study_grid(population, towns).value;
    CHECK(grid.size() == 16);
    CHECK(std::is_sorted(grid.cells.begin(), grid.cells.end()));
    CHECK(grid.population.front() == 5);
    CHECK(grid.population.back() == 1);
}

TEST_CASE(
    "people on a neighbour's ground are not the study's: whole cells, their share of cells on "
    "the border, and cells by the shore that are nearer to them") {
    // Our town to x = 2.25, theirs from there to x = 4; sea beyond.
    const std::vector<domain::Municipality> towns = {town(201, "町", paper.box(0, 0, 2.25, 1))};
    const std::vector<domain::Municipality> neighbours = {
        town(999, "隣", paper.box(2.25, 0, 4, 1))};
    domain::PopulationGrid population;
    population.push_back(paper.cell(0, 1), 10, 4, 2);
    population.push_back(paper.cell(0, 2), 100, 40, 20); // a quarter ours
    population.push_back(paper.cell(0, 3), 1000, 400, 200);
    population.push_back(paper.cell(0, 4), 7, 3, 1); // at sea, 0.1 km from them, 0.6 km from us
    population.push_back(paper.cell(2, 0), 5, 2, 1); // at sea, nearer to us
    const auto loaded = make_study_grid(population, towns, Metres(2000), {}, neighbours);
    const domain::StudyGrid& grid = loaded.value;
    CHECK(grid.size() == 4);
    const std::size_t border = find(grid, paper.cell(0, 2));
    CHECK_THAT(grid.population[border], WithinAbs(25.0, 1e-6));
    CHECK_THAT(grid.households[border], WithinAbs(10.0, 1e-6));
    CHECK_THAT(grid.population_65plus[border], WithinAbs(5.0, 1e-6));
    REQUIRE(grid.parts_of(border).size() == 1);
    CHECK(grid.parts_of(border)[0].weight == 1.0);
    CHECK_THAT(grid.land_share[border], WithinAbs(0.25, 1e-9));
    CHECK_THAT(loaded.people_placed, WithinAbs(40.0, 1e-6));
    CHECK(loaded.people_by_the_shore == 5.0);
    CHECK_THAT(loaded.people_of_neighbours, WithinAbs(1082.0, 1e-6));
    CHECK(loaded.cells_of_neighbours == 2);
    CHECK(loaded.cells_divided == 1);
    CHECK(loaded.counts.read == 5);
    CHECK(loaded.counts.rejected == 2);
    CHECK(loaded.counts.outside == 2);
    // Every person is in one account.
    CHECK_THAT(loaded.people_placed + loaded.people_of_neighbours + loaded.people_elsewhere,
               WithinAbs(1122.0, 1e-9));
    std::vector<std::string> codes;
    for (const Issue& issue : loaded.issues) {
        codes.push_back(issue.code);
    }
    CHECK(codes ==
          std::vector<std::string>{"population_beside_municipalities", "population_of_neighbours"});

    // Without them the border cell and the sea are all ours.
    const auto alone = make_study_grid(population, towns, Metres(2000));
    CHECK(alone.people_placed == 1122.0);
}

TEST_CASE("many cells far from the study are told in one line") {
    const std::vector<domain::Municipality> towns = {town(201, "町", paper.box(0, 0, 2, 2))};
    domain::PopulationGrid population;
    population.push_back(paper.cell(0, 0), 1, 1, 1);
    for (int i = 0; i < 60; ++i) {
        population.push_back(paper.cell(0, 40 + i), 2, 1, 1);
    }
    const auto loaded = make_study_grid(population, towns, Metres(500));
    CHECK(loaded.value.size() == 4);
    REQUIRE(loaded.issues.size() == 1);
    CHECK(loaded.issues[0].code == "population_elsewhere");
    CHECK(loaded.issues[0].value == "60");
    CHECK(loaded.people_elsewhere == 120);
}

TEST_CASE("cells that the municipalities lie around are told one by one") {
    const std::vector<domain::Municipality> towns = {town(201, "西町", paper.box(0, 0, 2, 2)),
                                                     town(202, "東町", paper.box(20, 0, 22, 2))};
    domain::PopulationGrid population;
    population.push_back(paper.cell(0, 10), 30, 9, 3);
    population.push_back(paper.cell(0, 11), 7, 2, 1);
    population.push_back(paper.cell(0, 40), 5, 2, 1);
    const auto loaded = make_study_grid(population, towns, Metres(500));
    REQUIRE(loaded.issues.size() == 3);
    CHECK(loaded.issues[0].code == "population_outside_municipalities");
    CHECK(loaded.issues[0].value == paper.cell(0, 10).code());
    CHECK(loaded.issues[2].code == "population_elsewhere");
    CHECK(loaded.cells_within == 2);
    CHECK(loaded.cells_elsewhere == 3);
    CHECK(loaded.people_elsewhere == 42);
}

TEST_CASE("by centroid a border cell is wholly the municipality's that holds its centre, and both "
          "totals are told under either rule") {
    // West town to x = 1.25, east town to x = 2.4 (the centre of the third cell is sea), a
    // neighbour from x = 3.4 on that holds no centre but of its own cells.
    const std::vector<domain::Municipality> towns = {town(201, "西町", paper.box(0, 0, 1.25, 1)),
                                                     town(202, "東町", paper.box(1.25, 0, 2.4, 1)),
                                                     town(203, "端町", paper.box(3, 0, 3.4, 1))};
    const std::vector<domain::Municipality> neighbours = {town(999, "隣", paper.box(3.4, 0, 5, 1))};
    domain::PopulationGrid population;
    population.push_back(paper.cell(0, 0), 10, 1, 1);
    population.push_back(paper.cell(0, 1), 100, 40, 20);
    population.push_back(paper.cell(0, 2), 8, 1, 1);
    population.push_back(paper.cell(0, 3), 200, 50, 20); // centre on the neighbour's ground
    const auto area = make_study_grid(population, towns, Metres(500), {}, neighbours);
    const auto centroid =
        make_study_grid(population, towns, {Metres(500), BorderCells::Centroid}, {}, neighbours);
    for (const auto* result : {&area, &centroid}) {
        REQUIRE(result->people_by_area.size() == 3);
        CHECK_THAT(result->people_by_area[0], WithinAbs(35.0, 1e-6));
        CHECK_THAT(result->people_by_area[1], WithinAbs(83.0, 1e-6));
        CHECK_THAT(result->people_by_area[2], WithinAbs(80.0, 1e-6));
        CHECK(result->people_by_centroid == std::vector<double>{10, 108, 0});
        // Everybody is in one account.
        CHECK_THAT(result->people_placed + result->people_of_neighbours, WithinAbs(318.0, 1e-9));
    }
    CHECK_THAT(area.people_placed, WithinAbs(198.0, 1e-6));
    CHECK(centroid.people_placed == 118.0);
    CHECK(centroid.people_of_neighbours == 200.0);
    const domain::StudyGrid& grid = centroid.value;
    const auto border = grid.parts_of(find(grid, paper.cell(0, 1)));
    REQUIRE(border.size() == 1);
    CHECK(border[0].municipality == 1);
    CHECK(border[0].weight == 1.0);
    CHECK(grid.population[find(grid, paper.cell(0, 3))] == 0.0);
}

TEST_CASE("a cell whose people nobody states is a marked cell of the study, not an empty one, and "
          "one issue says how many there are") {
    const double unknown = std::numeric_limits<double>::quiet_NaN();
    const std::vector<domain::Municipality> towns = {town(201, "町", paper.box(0, 0, 3, 1))};
    domain::PopulationGrid population;
    population.push_back(paper.cell(0, 0), unknown, unknown, unknown);
    population.push_back(paper.cell(0, 1), 5, 2, 1, domain::kHouseholdsEstimated);
    population.push_back(paper.cell(0, 4), unknown, unknown, unknown); // at sea, near the town
    const auto loaded = make_study_grid(population, towns, Metres(1000));
    const domain::StudyGrid& grid = loaded.value;
    CHECK(loaded.cells_unknown == 2);
    CHECK(grid.marks[find(grid, paper.cell(0, 0))] == domain::kPeopleUnknown);
    CHECK(grid.marks[find(grid, paper.cell(0, 1))] == domain::kHouseholdsEstimated);
    CHECK(grid.marks[find(grid, paper.cell(0, 2))] == 0);
    CHECK(grid.marks[find(grid, paper.cell(0, 4))] == domain::kPeopleUnknown);
    CHECK(grid.population[find(grid, paper.cell(0, 0))] == 0.0);
    CHECK(std::isnan(grid.households[find(grid, paper.cell(0, 0))]));
    std::vector<std::string> codes;
    for (const Issue& issue : loaded.issues) {
        codes.push_back(issue.code);
    }
    CHECK(codes ==
          std::vector<std::string>{"population_beside_municipalities", "population_unknown"});
    CHECK(loaded.people_placed == 5);
}
