// People of census cells coarser than the study's: by weights, by land, and nobody lost.
#include "geo/ellipsoid.hpp"
#include "overlay/overlapping_cells.hpp"
#include "overlay/population_split.hpp"
#include "shapes.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <limits>
#include <map>
#include <numeric>

using namespace todoku;
using namespace todoku::overlay;
using namespace todoku::overlay::test;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using domain::MeshCell;
using domain::MeshLevel;

namespace {

const Paper paper(MeshLevel::M500); // one unit is a 500 m cell; a 250 m cell is half a unit

domain::Municipality town(geo::Ring ring) {
    return {domain::GovernmentCode(24, 201), "町", "", shape_of(std::move(ring))};
}

/// One census cell of 500 m at the paper's (0, 0).
domain::PopulationGrid census(double people, double households = 40, double elderly = 20) {
    domain::PopulationGrid grid;
    grid.level = MeshLevel::M500;
    grid.census = "令和2年国勢調査";
    grid.push_back(paper.cell(0, 0), people, households, elderly);
    return grid;
}

/// Quarter of the census cell: 0 south-west, 1 south-east, 2 north-west, 3 north-east.
MeshCell quarter(int k) {
    const MeshCell whole = paper.cell(0, 0);
    return {MeshLevel::M250, whole.row() * 2 + k / 2, whole.column() * 2 + k % 2};
}

double in(const domain::PopulationGrid& grid, MeshCell cell) {
    const auto at = std::find(grid.cells.begin(), grid.cells.end(), cell);
    return at == grid.cells.end()
               ? 0.0
               : grid.population[static_cast<std::size_t>(at - grid.cells.begin())];
}

domain::CellWeights weights(std::vector<std::pair<MeshCell, double>> given) {
    domain::CellWeightSum sum(MeshLevel::M250);
    for (const auto& [cell, weight] : given) {
        sum.add(cell, weight);
    }
    return sum.take();
}

double total(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

} // namespace

TEST_CASE("a census cell on the coast puts nobody into the sea") {
    // Land is the western half and the south-east quarter's western half.
    const std::vector<domain::Municipality> towns = {town(
        paper.ring({{-1, -1}, {0.75, -1}, {0.75, 0.5}, {0.5, 0.5}, {0.5, 2}, {-1, 2}, {-1, -1}}))};
    const auto population = census(100);
    const auto split = regrid({.population = population,
                               .level = MeshLevel::M250,
                               .municipalities = towns,
                               .neighbours = {}});
    CHECK(split.rule == RegridRule::Land);
    // Two and a half quarters of land; rows of one cell differ in area by their latitude.
    const double south = geo::area(quarter(0).box()).value();
    const double north = geo::area(quarter(2).box()).value();
    const double land = 1.5 * south + north;
    CHECK_THAT(in(split.grid, quarter(0)), WithinAbs(100 * south / land, 1e-6));
    CHECK_THAT(in(split.grid, quarter(1)), WithinAbs(50 * south / land, 1e-6));
    CHECK_THAT(in(split.grid, quarter(2)), WithinAbs(100 * north / land, 1e-6));
    CHECK(split.grid.size() == 3); // the north-east quarter is sea
    CHECK_THAT(total(split.grid.households), WithinRel(40.0, 1e-12));
    CHECK(split.people_by_land == 100);
    CHECK(split.people_evenly == 0);
    CHECK(split.grid.census == "令和2年国勢調査");
}

TEST_CASE("neighbours' land counts as land where the file holds their people too") {
    const std::vector<domain::Municipality> ours = {town(paper.box(0, 0, 0.5, 1))};
    const std::vector<domain::Municipality> theirs = {town(paper.box(0.5, 0, 1, 1))};
    const auto population = census(100);
    const auto split = regrid({.population = population,
                               .level = MeshLevel::M250,
                               .municipalities = ours,
                               .neighbours = theirs});
    for (int k = 0; k < 4; ++k) {
        CHECK_THAT(in(split.grid, quarter(k)), WithinAbs(25.0, 0.01));
    }
    const auto own = regrid({.population = population,
                             .level = MeshLevel::M250,
                             .municipalities = ours,
                             .neighbours = {}});
    CHECK_THAT(in(own.grid, quarter(0)) + in(own.grid, quarter(2)), WithinAbs(100.0, 1e-9));
}

TEST_CASE("weights go before land, on land before elsewhere; without any, land decides and the "
          "people are counted") {
    const std::vector<domain::Municipality> towns = {town(paper.box(-1, -1, 0.5, 2))};
    const auto population = census(80);
    RegridRequest request{.population = population,
                          .level = MeshLevel::M250,
                          .municipalities = towns,
                          .neighbours = {}};

    const auto buildings =
        weights({{quarter(0), 3.0}, {quarter(2), 1.0}, {quarter(1), 100.0}}); // 1 is sea
    request.weights = &buildings;
    const auto by_weight = regrid(request);
    CHECK(by_weight.rule == RegridRule::Weights);
    CHECK(by_weight.grid.population == std::vector<double>{60, 20});
    CHECK(by_weight.people_by_weight == 80);
    CHECK(by_weight.people_by_land == 0);

    const auto at_sea = weights({{quarter(3), 2.0}});
    request.weights = &at_sea;
    const auto by_sea = regrid(request);
    CHECK(by_sea.grid.cells == std::vector<MeshCell>{quarter(3)});
    CHECK(by_sea.grid.population == std::vector<double>{80});

    const auto nothing = weights({});
    request.weights = &nothing;
    const auto by_land = regrid(request);
    CHECK(by_land.rule == RegridRule::Weights);
    CHECK(by_land.people_by_weight == 0);
    CHECK(by_land.people_by_land == 80);
    CHECK_THAT(in(by_land.grid, quarter(0)), WithinAbs(40, 0.01));
}

TEST_CASE("a cell without land or weight is divided by area, and that is counted") {
    const auto population = census(100);
    const auto split = regrid({.population = population,
                               .level = MeshLevel::M250,
                               .municipalities = {},
                               .neighbours = {}});
    CHECK(split.grid.size() == 4);
    CHECK(split.people_evenly == 100);
    CHECK_THAT(in(split.grid, quarter(3)), WithinAbs(25, 0.01));
}

TEST_CASE("marks and unknown figures stay with the parts") {
    const double unknown = std::numeric_limits<double>::quiet_NaN();
    domain::PopulationGrid population = census(100, unknown);
    population.marks[0] = domain::kResidents65plusEstimated;
    population.push_back(paper.cell(0, 3), unknown, unknown, unknown);
    const auto split = regrid({.population = population,
                               .level = MeshLevel::M250,
                               .municipalities = {},
                               .neighbours = {}});
    REQUIRE(split.grid.size() == 8);
    CHECK(std::isnan(split.grid.households[0]));
    CHECK(split.grid.marks[0] == domain::kResidents65plusEstimated);
    CHECK(split.grid.marks[3] == domain::kPeopleUnknown);
    CHECK(split.grid.population[3] == 0.0);
}

TEST_CASE("coarser cells are sums, equal ones the file's own") {
    const auto population = census(100);
    const auto summed = regrid({.population = population,
                                .level = MeshLevel::Km1,
                                .municipalities = {},
                                .neighbours = {}});
    CHECK(summed.rule == RegridRule::Sum);
    CHECK(summed.grid.population == std::vector<double>{100});
    const auto same = regrid({.population = population,
                              .level = MeshLevel::M500,
                              .municipalities = {},
                              .neighbours = {}});
    CHECK(same.rule == RegridRule::Same);
}

TEST_CASE("cells of 250 m and 100 m divide by the exact shares in which they overlap") {
    // A kilometre of 4 x 4 and of 10 x 10 cells: a quarter is two tenths and a half.
    const MeshCell kilometre = *MeshCell::parse("52364700");
    const auto part = [&](MeshLevel level, std::int32_t per_km, std::int32_t row,
                          std::int32_t column) {
        return MeshCell(level, kilometre.row() * per_km + row,
                        kilometre.column() * per_km + column);
    };
    domain::PopulationGrid quarters;
    quarters.level = MeshLevel::M250;
    quarters.push_back(part(MeshLevel::M250, 4, 0, 1), 100, 40, 20);
    const auto fine = regrid(
        {.population = quarters, .level = MeshLevel::M100, .municipalities = {}, .neighbours = {}});
    REQUIRE(fine.grid.size() == 9); // tenths 2 to 4 of the columns, 0 to 2 of the rows
    CHECK_THAT(total(fine.grid.population), WithinAbs(100, 1e-9));
    CHECK_THAT(total(fine.grid.households), WithinAbs(40, 1e-9));
    const auto tenth = [&](std::int32_t row, std::int32_t column) {
        return part(MeshLevel::M100, 10, row, column);
    };
    const auto area = [](MeshCell cell) { return geo::area(cell.box()).value(); };
    const double whole = in(fine.grid, tenth(0, 3));
    CHECK_THAT(whole, WithinRel(100 * area(tenth(0, 3)) /
                                    (2.5 * (area(tenth(0, 3)) + area(tenth(1, 3)) +
                                            0.5 * area(tenth(2, 3)))),
                                1e-12));
    CHECK_THAT(in(fine.grid, tenth(0, 2)), WithinRel(0.5 * whole, 1e-12));
    CHECK_THAT(in(fine.grid, tenth(0, 4)), WithinRel(whole, 1e-12));
    CHECK_THAT(in(fine.grid, tenth(2, 2)),
               WithinRel(0.25 * whole * area(tenth(2, 2)) / area(tenth(0, 2)), 1e-12));

    domain::PopulationGrid tenths;
    tenths.level = MeshLevel::M100;
    tenths.push_back(tenth(0, 2), 8, 4, 2); // half in either quarter
    const auto coarse = regrid(
        {.population = tenths, .level = MeshLevel::M250, .municipalities = {}, .neighbours = {}});
    CHECK(coarse.grid.cells ==
          std::vector<MeshCell>{part(MeshLevel::M250, 4, 0, 0), part(MeshLevel::M250, 4, 0, 1)});
    CHECK(coarse.grid.population == std::vector<double>{4, 4});
}

TEST_CASE("which cells touch those of another level, nesting or not") {
    const MeshCell kilometre = *MeshCell::parse("52364700");
    const auto part = [&](MeshLevel level, std::int32_t per_km, std::int32_t column) {
        return MeshCell(level, kilometre.row() * per_km, kilometre.column() * per_km + column);
    };
    const std::vector<MeshCell> tenths = {
        part(MeshLevel::M100, 10, 1), part(MeshLevel::M100, 10, 2), part(MeshLevel::M100, 10, 3)};
    const std::vector<MeshCell> first = {part(MeshLevel::M250, 4, 0)};
    CHECK(which_touch(tenths, first) == std::vector<char>{1, 1, 0});
    const std::vector<MeshCell> quarters = {
        part(MeshLevel::M250, 4, 1), part(MeshLevel::M250, 4, 0), part(MeshLevel::M250, 4, 2)};
    CHECK(which_touch(quarters, std::vector{tenths[1]}) == std::vector<char>{1, 1, 0});
    CHECK(which_touch(std::vector{kilometre}, first) == std::vector<char>{1});
    CHECK(which_touch(first, std::vector{kilometre}) == std::vector<char>{1});
    CHECK(which_touch(first, {}) == std::vector<char>{0});
}

TEST_CASE("whatever land and weights there are, every census cell keeps its people") {
    CHECK(rc::check([] {
        domain::PopulationGrid population;
        population.level = MeshLevel::M500;
        const int count = *rc::gen::inRange(1, 12);
        for (int i = 0; i < count; ++i) {
            population.push_back(paper.cell(*rc::gen::inRange(0, 4), *rc::gen::inRange(0, 4)),
                                 *rc::gen::inRange(0, 5000), *rc::gen::inRange(0, 2000),
                                 *rc::gen::inRange(0, 900));
        }
        population.sort_and_merge();
        const double width = *rc::gen::inRange(1, 40) / 10.0;
        const std::vector<domain::Municipality> towns = {
            town(paper.ring({{0, 0}, {width, 0.3}, {2.2, 3.1}, {0, 0}}))};
        domain::CellWeightSum sum(MeshLevel::M125);
        const int weighed = *rc::gen::inRange(0, 40);
        const MeshCell origin = paper.cell(0, 0);
        for (int i = 0; i < weighed; ++i) {
            sum.add({MeshLevel::M125, origin.row() * 4 + *rc::gen::inRange(0, 16),
                     origin.column() * 4 + *rc::gen::inRange(0, 16)},
                    *rc::gen::inRange(0, 100));
        }
        const domain::CellWeights given = sum.take();
        RegridRequest request{.population = population,
                              .level = MeshLevel::M125,
                              .municipalities = towns,
                              .neighbours = {}};
        if (*rc::gen::inRange(0, 2) == 1) {
            request.weights = &given;
        }
        const RegriddedPopulation split = regrid(request);
        std::map<MeshCell, double> people;
        std::map<MeshCell, double> households;
        for (std::size_t i = 0; i < split.grid.size(); ++i) {
            people[split.grid.cells[i].parent(MeshLevel::M500)] += split.grid.population[i];
            households[split.grid.cells[i].parent(MeshLevel::M500)] += split.grid.households[i];
        }
        for (std::size_t i = 0; i < population.size(); ++i) {
            RC_ASSERT(std::abs(people[population.cells[i]] - population.population[i]) < 1e-8);
            RC_ASSERT(std::abs(households[population.cells[i]] - population.households[i]) < 1e-8);
        }
        RC_ASSERT(std::abs(split.people_by_weight + split.people_by_land + split.people_evenly -
                           total(population.population)) < 1e-8);
        RC_ASSERT(std::is_sorted(split.grid.cells.begin(), split.grid.cells.end()));
    }));
}
