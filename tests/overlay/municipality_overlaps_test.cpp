// Ground claimed by two municipalities.
#include "geo/ellipsoid.hpp"
#include "overlay/municipality_overlaps.hpp"
#include "overlay/study_grid.hpp"
#include "shapes.hpp"
#include "support/catch.hpp"

using namespace todoku;
using namespace todoku::overlay;
using namespace todoku::overlay::test;
using Catch::Matchers::WithinRel;

namespace {

const Paper paper;

domain::Municipality town(int code, const char* name, geo::Ring ring) {
    return {domain::GovernmentCode(24, code), name, "", shape_of(std::move(ring))};
}

std::vector<Issue> overlaps_in(std::vector<Issue> issues) {
    std::erase_if(issues,
                  [](const Issue& issue) { return issue.code != "municipalities_overlap"; });
    return issues;
}

} // namespace

TEST_CASE("Two municipalities on the same ground are told with the area, slivers are not") {
    // West town to x = 4, east town from x = 2: two columns of cells belong to both.
    domain::PopulationGrid population;
    population.push_back(paper.cell(0, 3), 100, 40, 30);
    const auto told = [&](double border) {
        const std::vector<domain::Municipality> towns = {
            town(201, "西町", paper.box(0, 0, 4, 4)),
            town(202, "東町", paper.box(border, 0, 8, 4))};
        auto loaded = make_study_grid(population, towns);
        CHECK(loaded.people_placed == 100.0);
        return overlaps_in(std::move(loaded.issues));
    };
    const std::vector<Issue> both = told(2.0);
    REQUIRE(both.size() == 1);
    CHECK(both[0].problem.ja ==
          "境界データで、西町と東町の区域が少なくとも 0.5 km² 重なっています。");
    CHECK(told(3.995).empty()); // 1.4 m: lines digitised apart
    CHECK(told(4.0).empty());
}

TEST_CASE("Ground that a neighbour claims too is told") {
    domain::PopulationGrid population;
    population.push_back(paper.cell(0, 3), 100, 40, 30);
    const std::vector<domain::Municipality> ours = {town(201, "西町", paper.box(0, 0, 4, 4))};
    const auto told = [&](double border) {
        const std::vector<domain::Municipality> theirs = {
            town(202, "隣町", paper.box(border, 0, 8, 4)),
            town(203, "重町", paper.box(5, 0, 8, 4))}; // theirs among themselves are not our matter
        return overlaps_in(
            make_study_grid(population, ours, StudyGridRules{}, Threads{1}, theirs).issues);
    };
    const std::vector<Issue> both = told(2.0);
    REQUIRE(both.size() == 1);
    CHECK(both[0].problem.ja ==
          "境界データで、西町と隣の県の隣町の区域が少なくとも 0.5 km² 重なっています。");
    CHECK(told(4.0).empty());
}

TEST_CASE("The area of an overlap adds up over cells and pairs") {
    const domain::MeshCell a = paper.cell(0, 0);
    const domain::MeshCell b = paper.cell(0, 1);
    const double cell = geo::area(a.box()).value();
    const auto overlaps = overlaps_of(std::vector<GroundPiece>{
        {a, 0, 1.0}, {a, 1, 0.995}, {a, 2, 0.005}, {b, 0, 1.0}, {b, 1, 1.0}, {b, 2, 1.0}});
    REQUIRE(overlaps.size() == 1); // of one cell only, 0.07 km2, the other pairs are below 0.1 km2
    CHECK(overlaps[0].first == 0);
    CHECK(overlaps[0].second == 1);
    CHECK_THAT(overlaps[0].ground.value(), WithinRel(1.995 * cell, 1e-9));
    CHECK(overlaps_of(std::vector<GroundPiece>{{a, 0, 0.5}, {a, 1, 0.5}}).empty());
}
