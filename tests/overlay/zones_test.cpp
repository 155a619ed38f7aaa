// Figures for other zones than municipalities, for combinations of three carriers, for places and
// roads, and by the ministry's rule: pictures small enough to work out by hand.
#include "geo/ellipsoid.hpp"
#include "overlay/gaps.hpp"
#include "overlay/ministry_rule.hpp"
#include "overlay/sensitivity.hpp"
#include "overlay/statistics.hpp"
#include "overlay/study_grid.hpp"
#include "shapes.hpp"
#include "support/catch.hpp"

using namespace todoku;
using namespace todoku::overlay;
using namespace todoku::overlay::test;
using Catch::Matchers::WithinAbs;
using domain::Technology;

namespace {

const Paper paper;

domain::CoverageLayer stated(const char* carrier, Technology technology,
                             geo::MultiPolygon polygons) {
    domain::CoverageLayer layer;
    layer.carrier = carrier;
    layer.technology = technology;
    layer.polygons = std::move(polygons);
    return layer;
}

const CoverageRow& row_of(const std::vector<CoverageRow>& rows, std::string_view kind,
                          std::string_view name, const LayerName& layer) {
    for (const CoverageRow& row : rows) {
        if (row.kind == kind && row.name == name && row.layer == layer) {
            return row;
        }
    }
    FAIL("no such row: " << name);
    return rows.front();
}

// One town of four cells by one, its eastern half cell sea; 100 people in each.
struct Coast {
    std::vector<domain::Municipality> towns = {
        {domain::GovernmentCode(24, 201), "浜町", "", shape_of(paper.box(0, 0, 3.5, 1))}};
    domain::StudyGrid grid;
    Coast() {
        domain::PopulationGrid population;
        for (int i = 0; i < 4; ++i) {
            population.push_back(paper.cell(0, i), 100, 40, 30);
        }
        grid = make_study_grid(population, towns).value;
    }
};

} // namespace

TEST_CASE("a zone has its part of a cell's land and people, exactly") {
    const Coast coast;
    // The first zone ends within a cell; the second overlaps it and reaches out to sea.
    const domain::ZoneLayer layer{"学区",
                                  "",
                                  {{"1", "西学区", shape_of(paper.box(-1, -1, 1.25, 2))},
                                   {"2", "東学区", shape_of(paper.box(1, 0, 9, 1))}}};
    const std::vector<Zones> zones = {zones_of(coast.grid, coast.towns, Threads{1}),
                                      zones_of(coast.grid, coast.towns, layer.zones, Threads{1})};
    CHECK(zones[1].passes.size() == 1);
    CHECK(zones[1].passes[0].size() == 2); // they share a cell: two layers
    const std::vector<domain::CoverageLayer> layers = {
        stated("A", Technology::Nr5gSub6, shape_of(paper.box(0.5, 0, 3.75, 0.5)))};
    const std::vector<domain::Place> places = {{"school", "西小", paper.at(0.75, 0.25)},
                                               {"school", "東小", paper.at(1.75, 0.75)},
                                               {"school", "中小", paper.at(1.1, 0.25)},
                                               {"office", "沖の役場", paper.at(3.6, 0.25)}};
    std::vector<geo::LatLng> points;
    for (const domain::Place& place : places) {
        points.push_back(place.at);
    }
    const std::vector<domain::Road> roads = {
        {"国道", "national", {{{paper.at(0, 0.5), paper.at(2, 0.5)}}}}};
    Progress progress;
    const Coverage coverage =
        measure_coverage({.grid = coast.grid, .layers = layers, .zones = zones, .places = points},
                         Threads{2}, progress);
    const std::vector<PopulationRule> area = {{PopulationRule::Kind::Area}};
    const std::vector<MunicipalityGroup> groups = {{"南部圏域", {0}}};
    const auto rows = coverage_statistics({.grid = coast.grid,
                                           .municipalities = coast.towns,
                                           .coverage = coverage,
                                           .rules = area,
                                           .zones = zones,
                                           .groups = groups,
                                           .zone_layers = std::span(&layer, 1),
                                           .places = places,
                                           .roads = roads});
    const double cell = geo::area(paper.cell(0, 0).box()).value();
    const double road = geo::distance(paper.at(0, 0.5), paper.at(1, 0.5)).value();
    const CoverageRow& town = row_of(rows, kMunicipality, "浜町", {"A", "5g-sub6"});
    CHECK_THAT(town.area_m2.all, WithinAbs(3.5 * cell, 1e-3));
    CHECK_THAT(town.area_m2.covered, WithinAbs(1.5 * cell, cell * 1e-5)); // half of x = 0.5 to 3.5
    CHECK_THAT(town.population.covered, WithinAbs(25 + 50 + 50 + 37.5, 1e-2));
    CHECK_THAT(town.road_m.all, WithinAbs(2 * road, 1e-2));
    CHECK_THAT(town.road_m.covered, WithinAbs(0.25 * road + 0.5 * road, 1e-2)); // shares of cells
    CHECK(town.places.at("school").all == 3);
    CHECK(town.places.at("school").covered == 2);
    CHECK(town.places.at("office").all == 1); // by the shore: the town's all the same
    CHECK(town.places.at("office").covered == 1);
    const CoverageRow& group = row_of(rows, kGroup, "南部圏域", {"A", "5g-sub6"});
    CHECK(group.population.covered == town.population.covered);
    CHECK(group.area_m2.covered == town.area_m2.covered);

    const CoverageRow& west = row_of(rows, "学区", "西学区", {"A", "5g-sub6"});
    CHECK(west.code == "1");
    CHECK_THAT(west.population.all, WithinAbs(125, 1e-9));
    CHECK_THAT(west.area_m2.all, WithinAbs(1.25 * cell, 1e-3));
    CHECK_THAT(west.area_m2.covered, WithinAbs(0.375 * cell, cell * 1e-5));
    CHECK(west.places.at("school").all == 2); // the middle one stands in both
    CHECK(west.places.at("school").covered == 2);
    CHECK(west.places.at("office").all == 0);
    const CoverageRow& east = row_of(rows, "学区", "東学区", {"A", "5g-sub6"});
    CHECK_THAT(east.population.all, WithinAbs(300, 1e-9)); // all of the last cell's land
    CHECK_THAT(east.area_m2.all, WithinAbs(2.5 * cell, 1e-3));
    CHECK_THAT(east.area_m2.covered, WithinAbs(1.25 * cell, cell * 1e-5));
    CHECK(east.places.at("school").all == 2);
}

TEST_CASE("what a carrier does not know counts neither as covered nor as uncovered") {
    //   A    ####
    //   A ?    ????????       to 2.2
    //   B        ####
    const Coast coast;
    const std::vector<domain::CoverageLayer> layers = {
        stated("A", Technology::Nr5gSub6, shape_of(paper.box(0, 0, 1, 1))),
        stated("B", Technology::Nr5gSub6, shape_of(paper.box(1, 0, 2, 1)))};
    const std::vector<domain::CoverageLayer> unknown = {
        stated("A", Technology::Nr5gSub6, shape_of(paper.box(0.5, 0, 2.2, 1)))};
    const std::vector<Zones> zones = {zones_of(coast.grid, coast.towns, Threads{1})};
    const std::vector<domain::Place> places = {{"school", "西小", paper.at(0.75, 0.25)},
                                               {"school", "中小", paper.at(1.75, 0.75)},
                                               {"school", "東小", paper.at(2.5, 0.25)}};
    std::vector<geo::LatLng> points;
    for (const domain::Place& place : places) {
        points.push_back(place.at);
    }
    Progress progress;
    CoverageRequest request{.grid = coast.grid, .layers = layers, .zones = zones, .places = points};
    const Coverage coverage = measure_coverage(request, Threads{1}, progress);
    request.unknown = unknown;
    const Coverage at_most = measure_coverage(request, Threads{1}, progress);
    CHECK(at_most.layers == coverage.layers);
    const auto figures = [&](PopulationRule rule) {
        return coverage_statistics({.grid = coast.grid,
                                    .municipalities = coast.towns,
                                    .coverage = coverage,
                                    .at_most = &at_most,
                                    .rules = std::span(&rule, 1),
                                    .zones = zones,
                                    .places = places});
    };
    const auto check = [](const Tally& tally, double covered, double unknown_part,
                          double uncovered) {
        CHECK_THAT(tally.covered, WithinAbs(covered, 1e-2));
        CHECK_THAT(tally.unknown, WithinAbs(unknown_part, 1e-2));
        CHECK_THAT(tally.uncovered(), WithinAbs(uncovered, 1e-2));
    };
    const auto whole = figures({});
    const CoverageRow& a = row_of(whole, kMunicipality, "浜町", {"A", "5g-sub6"});
    check(a.population, 100, 100, 200); // 0.2 of the third cell is no majority
    check(a.households, 40, 40, 80);
    CHECK(a.population.ratio() == 0.25);
    const double cell = geo::area(paper.cell(0, 0).box()).value();
    CHECK_THAT(a.area_m2.unknown, WithinAbs(1.2 * cell, 1.0));
    CHECK_THAT(a.area_m2.uncovered(), WithinAbs(1.3 * cell, 1.0));
    CHECK(a.places.at("school").covered == 1); // what is covered is known
    CHECK(a.places.at("school").unknown == 1);
    CHECK(a.places.at("school").uncovered() == 1);
    // Where B covers, somebody does; both do nowhere for certain.
    check(row_of(whole, kMunicipality, "浜町", {"any", "5g"}).population, 200, 0, 200);
    check(row_of(whole, kMunicipality, "浜町", {"all", "5g"}).population, 0, 100, 300);
    const auto shared = figures({PopulationRule::Kind::Area});
    check(row_of(shared, kMunicipality, "浜町", {"A", "5g-sub6"}).population, 100, 120, 180);
    check(row_of(shared, kMunicipality, "浜町", {"any", "5g"}).population, 200, 20, 180);

    const auto gaps = find_gaps({.grid = coast.grid,
                                 .municipalities = coast.towns,
                                 .coverage = coverage,
                                 .at_most = &at_most,
                                 .places = {},
                                 .roads = {},
                                 .rule = {}});
    REQUIRE(gaps.size() == 4); // of A, two of B, of any
    CHECK(gaps[0].population == 200);
    CHECK(gaps[0].cells == std::vector<std::uint32_t>{2, 3});
}

TEST_CASE("at least two of three: areas where two meet, not the sum of what pairs cover") {
    const Coast coast;
    const std::vector<domain::CoverageLayer> layers = {
        stated("A", Technology::Lte4g, shape_of(paper.box(0, 0, 1, 1))),
        stated("B", Technology::Lte4g, shape_of(paper.box(0.5, 0, 1.5, 1))),
        stated("C", Technology::Lte4g, shape_of(paper.box(0.75, 0, 1.25, 1)))};
    Progress progress;
    const Coverage coverage =
        measure_coverage({.grid = coast.grid, .layers = layers}, Threads{1}, progress);
    const auto share = [&](const char* carrier, std::size_t cell) {
        return coverage.shares[*coverage.layer(carrier, "4g")][cell];
    };
    CHECK_THAT(share("any", 0), WithinAbs(1.0, 1e-9));
    CHECK_THAT(share("at-least-2", 0), WithinAbs(0.5, 1e-9));
    CHECK_THAT(share("all", 0), WithinAbs(0.25, 1e-9));
    CHECK_THAT(share("any", 1), WithinAbs(0.5, 1e-9));
    CHECK_THAT(share("at-least-2", 1), WithinAbs(0.25, 1e-9));
    CHECK_THAT(share("all", 1), WithinAbs(0.0, 1e-9));
    CHECK(carrier_label("at-least-2").ja == "2社以上");
    // A single carrier is any and all.
    const Coverage one = measure_coverage(
        {.grid = coast.grid, .layers = std::span(layers).first(1)}, Threads{1}, progress);
    CHECK(one.layer("any", "4g").has_value());
    CHECK(one.layer("all", "4g").has_value());
    CHECK_FALSE(one.layer("at-least-2", "4g").has_value());
}

TEST_CASE("the ministry's rule counts 500 m cells whole and gives them to the largest part") {
    // Two rows and four columns of 250 m cells that make two cells of 500 m.
    const domain::MeshCell corner = paper.cell(0, 0).parent(domain::MeshLevel::M500);
    const auto fine = [&](int row, int column) {
        return domain::MeshCell(domain::MeshLevel::M250, 2 * corner.row() + row,
                                2 * corner.column() + column);
    };
    const auto box = [&](double west, double south, double east, double north) {
        const domain::MeshPitch p = domain::pitch(domain::MeshLevel::M250);
        const auto at = [&](double x, double y) {
            return geo::LatLng::from_degrees((2 * corner.row() + y) / p.rows_per_degree(),
                                             (2 * corner.column() + x) / p.columns_per_degree);
        };
        return shape_of(
            geo::Ring{at(west, south), at(east, south), at(east, north), at(west, north)});
    };
    domain::PopulationGrid population;
    for (int row = 0; row < 2; ++row) {
        for (int column = 0; column < 4; ++column) {
            population.push_back(fine(row, column), 10.0 * (column + 1), 4, 3);
        }
    }
    // The border runs through the second 500 m cell (columns 2 and 3): its larger part is 東町's.
    const std::vector<domain::Municipality> towns = {
        {domain::GovernmentCode(24, 201), "西町", "", box(0, 0, 2.75, 2)},
        {domain::GovernmentCode(24, 202), "東町", "", box(2.75, 0, 4, 2)}};
    // A covers just half of the first 500 m cell and three eighths of the second.
    const std::vector<domain::CoverageLayer> layers = {
        stated("A", Technology::Nr5gSub6,
               {{box(0, 0, 1, 2).polygons[0], box(2, 0, 2.75, 2).polygons[0]}})};
    Progress progress;
    const MinistryRequest request{
        .population = population, .municipalities = towns, .neighbours = {}};
    const MinistryGround ground = ministry_ground(request, Threads{1});
    const auto rows = ministry_statistics(
        request, ground,
        measure_coverage({.grid = ground.grid, .layers = layers, .zones = ground.zones}, Threads{1},
                         progress));
    const CoverageRow& west = row_of(rows, kMunicipality, "西町", {"A", "5g"});
    CHECK(west.rule == kMinistryRule);
    CHECK_THAT(west.population.all, WithinAbs(2 * (10 + 20), 1e-9));
    CHECK_THAT(west.population.covered, WithinAbs(2 * (10 + 20), 1e-9));
    const CoverageRow& east = row_of(rows, kMunicipality, "東町", {"A", "5g"});
    CHECK_THAT(east.population.all, WithinAbs(2 * (30 + 40), 1e-9));
    CHECK_THAT(east.population.covered, WithinAbs(0, 1e-9));
    CHECK_THAT(row_of(rows, kPrefecture, "三重県", {"A", "5g"}).population.ratio(),
               WithinAbs(60.0 / 200.0, 1e-12));

    domain::PopulationGrid coarse;
    coarse.level = domain::MeshLevel::Km1;
    coarse.push_back(corner.parent(domain::MeshLevel::Km1), 10, 4, 3);
    const MinistryRequest of_coarse{
        .population = coarse, .municipalities = towns, .neighbours = {}};
    CHECK(ministry_statistics(of_coarse, ministry_ground(of_coarse, Threads{1}), {}).empty());
}

TEST_CASE(
    "sensitivity: ties, ten metres and the other border rule move a figure by what they touch") {
    const Coast coast;
    // The first cell is covered to 0.495: in with a tolerance. The second to 0.5 plus 5 m: a move
    // to the west takes it out. The third stands firm.
    const double metre =
        1.0 / geo::distance(paper.at(0, 0.5), paper.at(1, 0.5)).value(); // in cells
    const std::vector<domain::CoverageLayer> layers = {
        stated("A", Technology::Lte4g,
               {{shape_of(paper.box(0, -1, 0.495, 2)).polygons[0],
                 shape_of(paper.box(1, -1, 1.5 + 5 * metre, 2)).polygons[0],
                 shape_of(paper.box(2.2, -1, 2.9, 2)).polygons[0]}})};
    const std::vector<Zones> zones = {zones_of(coast.grid, coast.towns, Threads{1})};
    Progress progress;
    const Coverage coverage =
        measure_coverage({.grid = coast.grid, .layers = layers}, Threads{1}, progress);
    std::vector<Coverage> shifted;
    for (const Shift& shift : shifts_of(coast.grid)) {
        const auto there = moved(layers, shift);
        shifted.push_back(
            measure_coverage({.grid = coast.grid, .layers = there}, Threads{1}, progress));
    }
    const auto rows = sensitivity({.grid = coast.grid,
                                   .other_border = coast.grid,
                                   .municipalities = coast.towns,
                                   .coverage = coverage,
                                   .moved = shifted,
                                   .rule = {},
                                   .technologies = {"4g"}});
    REQUIRE(rows.size() == 3); // A, any, all
    CHECK(rows[0].layer.carrier == "A");
    CHECK(rows[0].covered == 200.0);
    CHECK(rows[0].ties.low == 200.0);
    CHECK(rows[0].ties.high == 300.0);
    CHECK(rows[0].shift.low == 100.0);  // 10 m west: the second falls below half
    CHECK(rows[0].shift.high == 200.0); // 10 m east leaves the first at 0.495 still
    CHECK(rows[0].other_border_covered == 200.0);
    // 400 people: the row's lowest is that of the move, its highest that of the ties.
    const domain::GovernmentCode mie(24, 0);
    const auto range = ratio_range(rows, mie, {"A", "4g"});
    REQUIRE(range);
    CHECK(range->low == 0.25);
    CHECK(range->high == 0.75);
    CHECK_FALSE(ratio_range(rows, mie, {"A", "5g"}));
    CHECK_FALSE(ratio_range(rows, domain::GovernmentCode(25, 0), {"A", "4g"}));

    std::vector<SensitivityRow> other = {rows[0]};
    other[0].other_border_population = 500.0; // 390 of 500 by the other rule: 0.78
    other[0].other_border_covered = 390.0;
    CHECK(ratio_range(other, mie, {"A", "4g"})->high == 0.78);
    other[0].population = 0.0;
    CHECK_FALSE(ratio_range(other, mie, {"A", "4g"}));
}
