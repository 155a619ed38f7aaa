// Coverage by carrier and technology, and the table made from it, on a picture small enough to work
// out by hand.
#include "geo/ellipsoid.hpp"
#include "overlay/coverage.hpp"
#include "overlay/statistics.hpp"
#include "overlay/study_grid.hpp"
#include "shapes.hpp"
#include "support/catch.hpp"

#include <array>
#include <cmath>

using namespace todoku;
using namespace todoku::overlay;
using namespace todoku::overlay::test;
using Catch::Matchers::WithinAbs;

namespace {

const Paper paper;

domain::CoverageLayer stated(const char* carrier, domain::Technology technology,
                             geo::MultiPolygon polygons) {
    domain::CoverageLayer layer;
    layer.carrier = carrier;
    layer.technology = technology;
    layer.polygons = std::move(polygons);
    return layer;
}

// Four cells in a row, two towns; 100, 200, 300 and 400 people.
domain::StudyGrid four_cells(std::vector<domain::Municipality>& towns) {
    towns = {{domain::GovernmentCode(24, 202), "東町", "", shape_of(paper.box(2.5, 0, 4, 1))},
             {domain::GovernmentCode(24, 201), "西町", "", shape_of(paper.box(0, 0, 2.5, 1))}};
    domain::PopulationGrid population;
    for (int i = 0; i < 4; ++i) {
        population.push_back(paper.cell(0, i), 100.0 * (i + 1), 40.0 * (i + 1), 30.0 * (i + 1));
    }
    return make_study_grid(population, towns).value;
}

std::vector<domain::CoverageLayer> two_carriers() {
    using domain::Technology;
    // Sub6 of A in two files that overlap; B converted.
    return {stated("キャリアB", Technology::Nr5gConverted, shape_of(paper.box(0.75, -1, 3.25, 2))),
            stated("キャリアA", Technology::Nr5gSub6, shape_of(paper.box(0, 0, 0.5, 1))),
            stated("キャリアA", Technology::Nr5gSub6, shape_of(paper.box(0.25, 0, 1.25, 1))),
            stated("キャリアA", Technology::Nr5gMmwave, shape_of(paper.box(1, 0, 1.5, 1))),
            stated("キャリアA", Technology::Lte4g, shape_of(paper.box(0, 0, 4, 1)))};
}

std::vector<double> shares(const Coverage& coverage, std::string_view carrier,
                           std::string_view technology) {
    const auto layer = coverage.layer(carrier, technology);
    REQUIRE(layer.has_value());
    return coverage.shares[*layer];
}

void check_shares(const std::vector<double>& found, const std::vector<double>& expected) {
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        CHECK_THAT(found[i], WithinAbs(expected[i], 1e-9));
    }
}

CoverageRow row_of(const std::vector<CoverageRow>& rows, const char* name, const char* carrier,
                   const char* technology, const char* rule) {
    for (const CoverageRow& r : rows) {
        if (r.name == name && r.layer.carrier == carrier && r.layer.technology == technology &&
            r.rule == rule) {
            return r;
        }
    }
    FAIL("no such row");
    return {};
}

} // namespace

TEST_CASE("layers of a carrier's technology are united, and 5G is the union of its classes") {
    std::vector<domain::Municipality> towns;
    const auto grid = four_cells(towns);
    const auto layers = two_carriers();
    Progress progress;
    const Coverage coverage =
        measure_coverage({.grid = grid, .layers = layers}, Threads{1}, progress);
    CHECK(coverage.carriers == std::vector<std::string>{"キャリアB", "キャリアA"});
    check_shares(shares(coverage, "キャリアA", "5g-sub6"), {1, 0.25, 0, 0});
    check_shares(shares(coverage, "キャリアA", "5g-mmwave"), {0, 0.5, 0, 0});
    check_shares(shares(coverage, "キャリアA", "5g"), {1, 0.5, 0, 0});
    check_shares(shares(coverage, "キャリアA", "4g"), {1, 1, 1, 1});
    check_shares(shares(coverage, "キャリアB", "5g-converted"), {0.25, 1, 1, 0.25});
    check_shares(shares(coverage, "キャリアB", "5g"), {0.25, 1, 1, 0.25});
    check_shares(shares(coverage, "any", "5g"), {1, 1, 1, 0.25});
    // Areas are combined, not shares: A covers the west half of the second cell, B all of it.
    check_shares(shares(coverage, "all", "5g"), {0.25, 0.5, 0, 0});
    // A technology that a carrier does not have at all is not everybody's.
    check_shares(shares(coverage, "all", "4g"), {0, 0, 0, 0});
    CHECK_FALSE(coverage.layer("キャリアB", "4g").has_value());
    // Carriers with their technologies in order, then any, then all.
    std::vector<std::string> order;
    for (const LayerName& layer : coverage.layers) {
        order.push_back(layer.carrier + " " + layer.technology);
    }
    CHECK(order == std::vector<std::string>{"キャリアB 5g-converted",
                                            "キャリアB 5g",
                                            "キャリアA 4g",
                                            "キャリアA 5g-sub6",
                                            "キャリアA 5g-mmwave",
                                            "キャリアA 5g",
                                            "キャリアA 5g-new",
                                            "キャリアA mobile",
                                            "any 4g",
                                            "any 5g-converted",
                                            "any 5g-sub6",
                                            "any 5g-mmwave",
                                            "any 5g",
                                            "any 5g-new",
                                            "any mobile",
                                            "all 4g",
                                            "all 5g-converted",
                                            "all 5g-sub6",
                                            "all 5g-mmwave",
                                            "all 5g",
                                            "all 5g-new",
                                            "all mobile"});
    // Without the converted bands only A is left; with 4G, of A everything.
    check_shares(shares(coverage, "any", "5g-new"), {1, 0.5, 0, 0});
    check_shares(shares(coverage, "any", "mobile"), {1, 1, 1, 1});
    check_shares(shares(coverage, "all", "mobile"), {0.25, 1, 1, 0.25});
}

TEST_CASE("the majority rule takes a cell from half on, whole; the area rule takes the share") {
    const PopulationRule majority;
    CHECK(majority.covered(0.0) == 0.0);
    CHECK(majority.covered(0.4999) == 0.0);
    CHECK(majority.covered(0.5 - 1e-10) == 1.0); // a tie, within the precision of shares
    CHECK(majority.covered(0.5) == 1.0);
    CHECK(majority.covered(1.0) == 1.0);
    const PopulationRule sub6{PopulationRule::Kind::Majority, 0.75};
    CHECK(sub6.covered(0.7) == 0.0);
    CHECK(sub6.covered(0.75) == 1.0);
    const PopulationRule area{PopulationRule::Kind::Area, 0.5};
    const PopulationRule more{.more_than = true}; // 50 %超: a tie does not count
    CHECK(more.covered(0.5) == 0.0);
    CHECK(more.covered(0.5 + 1e-10) == 0.0);
    CHECK(more.covered(0.501) == 1.0);
    CHECK(more.name() == "majority>0.5");
    const PopulationRule lenient{.tolerance = 0.01};
    CHECK(lenient.covered(0.4901) == 1.0);
    CHECK(lenient.name() == "majority:0.5~0.01");
    const PopulationRule centroid{PopulationRule::Kind::Centroid};
    CHECK(centroid.covered(0.9, false) == 0.0);
    CHECK(centroid.covered(0.1, true) == 1.0);
    CHECK(centroid.name() == "centroid");
    CHECK(area.covered(0.3) == 0.3);
    CHECK(majority.name() == "majority");
    CHECK(sub6.name() == "majority:0.75");
    CHECK(area.name() == "area");
}

TEST_CASE("the rules count whom the picture in docs/methods/coverage.md says") {
    const std::array<double, 5> shares = {1.0, 0.875, 0.5, 0.57, 0.09};
    const std::array<bool, 5> centres = {true, true, true, false, false};
    const std::array<double, 5> people = {100, 80, 60, 40, 20};
    const auto covered = [&](const PopulationRule& rule) {
        double sum = 0.0;
        for (std::size_t i = 0; i < shares.size(); ++i) {
            sum += people[i] * rule.covered(shares[i], centres[i]);
        }
        return sum;
    };
    CHECK(covered({}) == 280);
    CHECK(covered({.more_than = true}) == 220);
    CHECK(covered({.threshold = 0.75}) == 180);
    CHECK(std::abs(covered({PopulationRule::Kind::Area}) - 224.6) < 1e-9);
    CHECK(covered({PopulationRule::Kind::Centroid}) == 240);
}

TEST_CASE("the table counts border cells by their parts and ends with the prefecture") {
    std::vector<domain::Municipality> towns;
    const auto grid = four_cells(towns);
    const auto layers = two_carriers();
    Progress progress;
    const std::vector<Zones> zones = {zones_of(grid, towns, Threads{1})};
    const Coverage coverage =
        measure_coverage({.grid = grid, .layers = layers, .zones = zones}, Threads{2}, progress);
    const std::vector<PopulationRule> rules = {
        {}, {PopulationRule::Kind::Area}, {PopulationRule::Kind::Centroid}};
    const auto rows = coverage_statistics({.grid = grid,
                                           .municipalities = towns,
                                           .coverage = coverage,
                                           .rules = rules,
                                           .zones = zones});
    REQUIRE(rows.size() == 3 * coverage.layers.size() * 3);
    CHECK(rows.front().name == "西町"); // rising code, not the order given
    CHECK(rows.front().code == "24201");
    CHECK(rows.back().name == "三重県");
    CHECK(rows.back().kind == std::string(kPrefecture));
    CHECK(rows.back().municipality.six_digits() == "240001");

    // West: 100 + 200 + half of 300; B covers 0.25, 1, 1.
    const CoverageRow west = row_of(rows, "西町", "キャリアB", "5g", "majority");
    CHECK_THAT(west.population.all, WithinAbs(450, 1e-6));
    CHECK_THAT(west.population.covered, WithinAbs(350, 1e-6));
    CHECK_THAT(west.population.uncovered(), WithinAbs(100, 1e-6));
    CHECK_THAT(west.population.ratio(), WithinAbs(350.0 / 450.0, 1e-9));
    CHECK_THAT(west.population_65plus.all, WithinAbs(135, 1e-6));
    CHECK_THAT(west.population_65plus.covered, WithinAbs(105, 1e-6));
    CHECK_THAT(west.households.all, WithinAbs(180, 1e-6));
    CHECK_THAT(west.households.covered, WithinAbs(140, 1e-6));
    CHECK(std::isnan(west.population_75plus.all)); // no cell states it
    CHECK_THAT(row_of(rows, "西町", "キャリアB", "5g", "area").population.covered,
               WithinAbs(25 + 200 + 150, 1e-6));
    CHECK_THAT(row_of(rows, "東町", "キャリアB", "5g", "area").population.covered,
               WithinAbs(150 + 100, 1e-6));
    // B reaches x = 0.75 to 3.25: the centres of the second and third cell.
    CHECK_THAT(row_of(rows, "三重県", "キャリアB", "5g", "centroid").population.covered,
               WithinAbs(500, 1e-6));
    const CoverageRow all = row_of(rows, "三重県", "any", "5g", "majority");
    CHECK_THAT(all.population.all, WithinAbs(1000, 1e-6));
    CHECK_THAT(all.population.covered, WithinAbs(600, 1e-6));
    const double cell_m2 = geo::area(paper.cell(0, 0).box()).value();
    CHECK_THAT(all.area_m2.all, WithinAbs(4 * cell_m2, 1e-3));
    CHECK_THAT(all.area_m2.covered, WithinAbs(3.25 * cell_m2, 1e-3));
    // Exact where the border runs through the cell: A's mmWave (x = 1 to 1.5) is all of the west.
    CHECK_THAT(row_of(rows, "西町", "キャリアB", "5g", "area").area_m2.covered,
               WithinAbs(1.75 * cell_m2, 1e-3));
}

TEST_CASE("no coverage at all gives no layers and an empty table") {
    std::vector<domain::Municipality> towns;
    const auto grid = four_cells(towns);
    Progress progress;
    const Coverage coverage = measure_coverage({.grid = grid, .layers = {}}, Threads{1}, progress);
    CHECK(coverage.layers.empty());
    const std::vector<Zones> zones = {zones_of(grid, towns, Threads{1})};
    CHECK(coverage_statistics({.grid = grid,
                               .municipalities = towns,
                               .coverage = coverage,
                               .rules = {},
                               .zones = zones})
              .empty());
}
