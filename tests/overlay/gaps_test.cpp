// Gap areas on small pictures, the outline of cells, and road lengths cut at cell borders.
#include "geo/ellipsoid.hpp"
#include "overlay/gaps.hpp"
#include "overlay/line_lengths.hpp"
#include "overlay/statistics.hpp"
#include "overlay/study_grid.hpp"
#include "shapes.hpp"
#include "support/catch.hpp"

#include <set>

using namespace todoku;
using namespace todoku::overlay;
using namespace todoku::overlay::test;
using Catch::Matchers::WithinAbs;
using domain::Technology;

namespace {

const Paper paper;

std::vector<domain::MeshCell>
cells_of(const std::vector<std::string>& rows) { // from north to south
    std::vector<domain::MeshCell> cells;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t c = 0; c < rows[r].size(); ++c) {
            if (rows[r][c] == '#') {
                cells.push_back(
                    paper.cell(static_cast<int>(rows.size() - 1 - r), static_cast<int>(c)));
            }
        }
    }
    return cells;
}

// Vertices of a ring as whole cells from the paper's origin, without the repeated last.
std::vector<std::pair<int, int>> corners(const geo::Ring& ring) {
    std::vector<std::pair<int, int>> result;
    const auto p = domain::pitch(domain::MeshLevel::M250);
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        result.emplace_back(static_cast<int>(std::lround(ring[i].lng() * p.columns_per_degree)) -
                                paper.cell(0, 0).column(),
                            static_cast<int>(std::lround(ring[i].lat() * p.rows_per_degree())) -
                                paper.cell(0, 0).row());
    }
    return result;
}

// A study of rows x columns cells, ten people in each, with a town from column `border` to the east
// of it.
struct Study {
    std::vector<domain::Municipality> towns;
    domain::StudyGrid grid;
    std::vector<domain::CoverageLayer> layers;
    std::vector<Zones> zones;
    Coverage coverage;

    Study(int rows, int columns, double border, std::vector<domain::CoverageLayer> stated)
        : layers(std::move(stated)) {
        towns = {
            {domain::GovernmentCode(24, 201), "西町", "", shape_of(paper.box(0, 0, border, rows))},
            {domain::GovernmentCode(24, 202), "東町", "",
             shape_of(paper.box(border, 0, columns, rows))}};
        domain::PopulationGrid population;
        for (int r = 0; r < rows; ++r) {
            for (int c = 0; c < columns; ++c) {
                population.push_back(paper.cell(r, c), 10, 4, 3);
            }
        }
        grid = make_study_grid(population, towns).value;
        zones = {zones_of(grid, towns, Threads{1})};
        Progress progress;
        coverage = measure_coverage({.grid = grid, .layers = layers, .zones = zones}, Threads{1},
                                    progress);
    }
    [[nodiscard]] std::vector<GapArea> gaps(std::vector<domain::Place> places = {},
                                            std::vector<domain::Road> roads = {},
                                            PopulationRule rule = {}, double least = 0.0) const {
        return find_gaps({.grid = grid,
                          .municipalities = towns,
                          .coverage = coverage,
                          .places = places,
                          .roads = roads,
                          .rule = rule,
                          .least_population = least});
    }
};

domain::CoverageLayer stated(const char* carrier, domain::Technology technology,
                             geo::MultiPolygon polygons) {
    domain::CoverageLayer layer;
    layer.carrier = carrier;
    layer.technology = technology;
    layer.polygons = std::move(polygons);
    return layer;
}

std::vector<GapArea> of(const std::vector<GapArea>& areas, const std::string& carrier) {
    std::vector<GapArea> result;
    std::copy_if(areas.begin(), areas.end(), std::back_inserter(result), [&](const GapArea& area) {
        return area.carrier == carrier && area.technology == domain::kAny5g;
    });
    return result;
}

} // namespace

TEST_CASE("an uncovered stretch across a border is an area in each municipality") {

    // A covers columns 0 and 5; the border runs through the middle of column 2.
    const Study study(
        1, 6, 2.5,
        {stated("キャリアA", Technology::Nr5gSub6,
                {{{paper.box(0, 0, 1, 1), {}}, {paper.box(5, 0, 6, 1), {}}}}),
         stated("キャリアA", Technology::Lte4g, shape_of(paper.box(0, 0, 3, 1))),
         stated("キャリアB", Technology::Nr5gConverted, shape_of(paper.box(4, 0, 6, 1)))});
    const std::vector<domain::Place> places = {{"school", "東小学校", paper.at(3.5, 0.5)},
                                               {"school", "西小学校", paper.at(2.25, 0.5)},
                                               {"shelter", "東公民館", paper.at(2.75, 0.5)},
                                               {"school", "圏内小学校", paper.at(0.5, 0.5)}};
    const std::vector<domain::Road> roads = {
        {"国道", "national", {{{paper.at(0.5, 0.5), paper.at(4.5, 0.5)}}}}};
    const auto areas = of(study.gaps(places, roads), "キャリアA");
    REQUIRE(areas.size() == 2);
    const GapArea& east = areas[0]; // more people first
    const GapArea& west = areas[1];
    CHECK(east.municipality == 1);
    CHECK_THAT(east.population, WithinAbs(25, 1e-9));
    CHECK_THAT(east.households, WithinAbs(10, 1e-9));
    CHECK_THAT(east.population_65plus, WithinAbs(7.5, 1e-9));
    CHECK_THAT(west.population, WithinAbs(15, 1e-9));
    CHECK(east.cells.size() == 3);
    CHECK(west.cells.size() == 2);
    CHECK(east.id == "24202-" + paper.cell(0, 3).code());
    CHECK(west.id == "24201-" + paper.cell(0, 1).code());
    const double cell_m2 = geo::area(paper.cell(0, 0).box()).value();
    CHECK_THAT(east.area_m2, WithinAbs(2.5 * cell_m2, 1e-3));
    // A place on a border cell belongs to the ground it stands on.
    CHECK(east.places == std::map<std::string, std::vector<std::string>>{
                             {"school", {"東小学校"}}, {"shelter", {"東公民館"}}});
    CHECK(west.places == std::map<std::string, std::vector<std::string>>{{"school", {"西小学校"}}});
    const double cell_width = geo::distance(paper.at(1, 0.5), paper.at(2, 0.5)).value();
    CHECK_THAT(west.road_m, WithinAbs(1.5 * cell_width, 1e-3));
    CHECK_THAT(east.road_m, WithinAbs(2.0 * cell_width,
                                      1e-3)); // half of the border cell, one cell, half of the last
    CHECK(east.other_carriers == std::vector<std::string>{"キャリアB"});
    CHECK(west.other_carriers.empty());
    CHECK_THAT(west.own_4g_share, WithinAbs(1.0, 1e-12));
    CHECK_THAT(east.own_4g_share, WithinAbs(0.2, 1e-12));
    CHECK(east.nearest_place == "東小学校");
    CHECK(east.nearest_place_m < 300);
    CHECK_THAT(east.centre.lat(), WithinAbs(paper.at(0, 0.5).lat(), 1e-9));
    // Nobody serves columns 1 to 3.
    const auto any = of(study.gaps(places, roads), "any");
    REQUIRE(any.size() == 2);
    CHECK_THAT(any[0].population + any[1].population, WithinAbs(30, 1e-9));
    CHECK(any[0].other_carriers.empty());
}

TEST_CASE("cells that touch at a corner hang together, cells apart do not") {

    // Covered: all but (0,0), (1,1) and (0,3).
    geo::MultiPolygon covered{
        {{paper.box(1, 0, 3, 1), {}}, {paper.box(0, 1, 1, 2), {}}, {paper.box(2, 1, 4, 2), {}}}};
    const Study study(2, 4, 2, {stated("キャリアA", Technology::Nr5gSub6, covered)});
    const auto areas = of(study.gaps(), "キャリアA");
    REQUIRE(areas.size() == 2);
    CHECK(areas[0].population == 20);
    CHECK(areas[0].cells.size() == 2);
    CHECK(areas[0].outline.polygons.size() == 2);
    CHECK(areas[1].population == 10);
    CHECK(std::isnan(areas[0].own_4g_share)); // no 4G is known: neither with nor without
    CHECK(of(study.gaps({}, {}, {}, 15.0), "キャリアA").size() == 1);
}

TEST_CASE("people in gaps add up to the uncovered people of the table, by either rule") {

    Dice dice(11);
    geo::MultiPolygon covered;
    for (int i = 0; i < 12; ++i) {
        covered.polygons.push_back(
            {star(paper, dice, dice.between(0, 20), dice.between(0, 15), 1, 3, 40), {}});
    }
    const Study study(15, 20, 7.3, {stated("キャリアA", Technology::Nr5gSub6, covered)});
    for (const PopulationRule rule :
         {PopulationRule{}, PopulationRule{PopulationRule::Kind::Area, 0.5}}) {
        const auto rows = coverage_statistics({.grid = study.grid,
                                               .municipalities = study.towns,
                                               .coverage = study.coverage,
                                               .rules = std::span(&rule, 1),
                                               .zones = study.zones});
        const auto areas = study.gaps({}, {}, rule);
        for (const std::string carrier : {"キャリアA", "any"}) {
            for (std::uint32_t m = 0; m < 2; ++m) {
                double sum = 0.0;
                std::set<std::string> ids;
                for (const GapArea& area : of(areas, carrier)) {
                    sum += area.municipality == m ? area.population : 0.0;
                    CHECK(ids.insert(area.id).second);
                    CHECK(std::is_sorted(area.cells.begin(), area.cells.end()));
                }
                for (const CoverageRow& row : rows) {
                    if (row.municipality == study.towns[m].code &&
                        row.layer == LayerName{carrier, "5g"}) {
                        CHECK_THAT(sum, WithinAbs(row.population.uncovered(), 1e-6));
                    }
                }
            }
        }
    }
}

TEST_CASE("an area without a place of its own is called after one of its municipality") {
    // The border runs through the middle of column 2. West of it nobody is served in columns 1 and
    // 2; the neighbour's 東公民館 is nearer than its own 圏内小学校.
    const Study study(1, 6, 2.5,
                      {stated("キャリアA", Technology::Nr5gSub6,
                              {{{paper.box(0, 0, 1, 1), {}}, {paper.box(5, 0, 6, 1), {}}}})});
    const domain::Place own{"school", "圏内小学校", paper.at(0.5, 0.5)};
    const domain::Place neighbours{"shelter", "東公民館", paper.at(2.75, 0.5)};
    const auto name = [&](const std::vector<domain::Place>& places) {
        const auto areas = of(study.gaps(places), "キャリアA");
        REQUIRE(areas.size() == 2);
        REQUIRE(areas[1].municipality == 0);
        return areas[1].nearest_place;
    };
    CHECK(name({own, neighbours}) == "圏内小学校");
    CHECK(name({neighbours}) == "東公民館");
}

TEST_CASE("a carrier without any 5G leaves everybody out") {
    const Study study(
        1, 2, 1, {stated("キャリアA", domain::Technology::Lte4g, shape_of(paper.box(0, 0, 2, 1)))});
    const auto areas = of(study.gaps(), "キャリアA");
    REQUIRE(areas.size() == 2);
    CHECK(areas[0].population == 10);
    CHECK(areas[0].own_4g_share == 1.0);
    CHECK(areas[0].nearest_place.empty());
}

TEST_CASE("the outline of one cell is its box") {
    const auto outline = outline_of(cells_of({"#"}));
    REQUIRE(outline.polygons.size() == 1);
    CHECK(corners(outline.polygons[0].outer) ==
          std::vector<std::pair<int, int>>{{0, 0}, {1, 0}, {1, 1}, {0, 1}});
    const geo::Box box = paper.cell(0, 0).box();
    CHECK(outline.polygons[0].outer[0] == geo::LatLng::from_degrees(box.south, box.west));
    CHECK(outline.polygons[0].outer[2] == geo::LatLng::from_degrees(box.north, box.east));
    CHECK(outline.polygons[0].outer.front() == outline.polygons[0].outer.back());
}

TEST_CASE("outlines have vertices at turns only, and holes") {
    const auto ring = outline_of(cells_of({"###", "#.#", "###"}));
    REQUIRE(ring.polygons.size() == 1);
    CHECK(corners(ring.polygons[0].outer) ==
          std::vector<std::pair<int, int>>{{0, 0}, {3, 0}, {3, 3}, {0, 3}});
    REQUIRE(ring.polygons[0].holes.size() == 1);
    CHECK(corners(ring.polygons[0].holes[0]) ==
          std::vector<std::pair<int, int>>{{1, 1}, {1, 2}, {2, 2}, {2, 1}});
}

TEST_CASE("cells touching at a corner have outlines of their own") {
    const auto outline = outline_of(cells_of({".#", "#."}));
    REQUIRE(outline.polygons.size() == 2);
    CHECK(outline.polygons[0].outer.size() == 5);
}

TEST_CASE("holes touching at a corner stay two holes, and an area biting its own corner keeps "
          "simple rings") {
    const auto holes = outline_of(cells_of({"####", "#.##", "##.#", "####"}));
    REQUIRE(holes.polygons.size() == 1);
    CHECK(holes.polygons[0].holes.size() == 2);
    CHECK(holes.polygons[0].holes[0].size() == 5);
    // The way in closes at a corner: what it encloses is a hole.
    const auto bite = outline_of(cells_of({"###", "#.#", "##.", "###"}));
    REQUIRE(bite.polygons.size() == 1);
    REQUIRE(bite.polygons[0].holes.size() == 1);
    CHECK(bite.polygons[0].holes[0].size() == 5);
}

TEST_CASE("the outline of any cells covers these cells whole and nothing else") {
    Dice dice(8);
    for (int round = 0; round < 20; ++round) {
        std::vector<domain::MeshCell> cells;
        for (int r = 0; r < 12; ++r) {
            for (int c = 0; c < 12; ++c) {
                if (dice.unit() < 0.55) {
                    cells.push_back(paper.cell(r, c));
                }
            }
        }
        const auto shares =
            covered_shares(outline_of(cells), paper.window(14, 14, -1, -1), Threads{1});
        REQUIRE(shares.size() == cells.size());
        for (std::size_t i = 0; i < cells.size(); ++i) {
            CHECK(shares[i].cell == cells[i]);
            CHECK(shares[i].share == 1.0);
        }
    }
}

TEST_CASE("road lengths are cut at cell borders and add up to the road") {
    Dice dice(21);
    const geo::MultiLine road = {
        {star(paper, dice, 10, 10, 3, 8, 50), {paper.at(2, 3), paper.at(2, 9)}}};
    double sum = 0.0;
    for_each_length(road, paper.window(30, 30, -5, -5), [&](domain::MeshCell, double metres) {
        CHECK(metres >= 0.0);
        sum += metres;
    });
    CHECK_THAT(sum, WithinAbs(geo::length(road).value(), 1e-3));
    std::vector<std::pair<domain::MeshCell, double>> stretches;
    for_each_length(
        {{{paper.at(0.5, 0.5), paper.at(2.5, 0.5)}}}, paper.window(1, 2),
        [&](domain::MeshCell cell, double metres) { stretches.emplace_back(cell, metres); });
    REQUIRE(stretches.size() == 2);
    const double width = geo::distance(paper.at(1, 0.5), paper.at(2, 0.5)).value();
    CHECK_THAT(stretches[0].second, WithinAbs(width / 2, 1e-6));
    CHECK_THAT(stretches[1].second, WithinAbs(width, 1e-6));
}

TEST_CASE("areas join across a distance, and across a border where the study says so") {
    // People live in all of one row of seven cells; A leaves out the first, the third and the last.
    geo::MultiPolygon covered;
    for (const auto& [west, east] : {std::pair{1, 2}, std::pair{3, 6}}) {
        covered.polygons.push_back({paper.box(west, 0, east, 1), {}});
    }
    const Study study(1, 7, 2, {stated("キャリアA", Technology::Nr5gSub6, covered)});
    const auto areas = [&](double joining_m, bool cut) {
        auto found = find_gaps({.grid = study.grid,
                                .municipalities = study.towns,
                                .coverage = study.coverage,
                                .places = {},
                                .roads = {},
                                .rule = {},
                                .joining = Metres(joining_m),
                                .cut_at_borders = cut});
        return of(found, "キャリアA");
    };
    CHECK(areas(0.0, true).size() == 3);
    CHECK(areas(0.0, false).size() == 3);
    // A cell is 286 m wide: the first and third are 286 m apart, but in different towns.
    CHECK(areas(290.0, true).size() == 3);
    const auto joined = areas(290.0, false);
    REQUIRE(joined.size() == 2);
    CHECK(joined[0].cells == std::vector<std::uint32_t>{0, 2});
    CHECK(joined[0].population == 20.0);
    CHECK(joined[0].municipality == 0);    // of equals the first
    CHECK(areas(860.0, true).size() == 2); // the third and the last, three cells apart
    // The last cell's middle is one cell from the sixth's, which is covered.
    CHECK_THAT(joined[1].isolation_m,
               WithinAbs(geo::distance(paper.at(5.5, 0.5), paper.at(6.5, 0.5)).value(), 1e-6));
}

TEST_CASE("places without any mobile service are areas of their own list") {
    const std::vector<domain::CoverageLayer> layers = {
        stated("キャリアA", Technology::Lte4g, shape_of(paper.box(0, 0, 2, 1))),
        stated("キャリアB", Technology::Nr5gSub6, shape_of(paper.box(1, 0, 3, 1)))};
    const Study study(1, 5, 5, layers);
    std::vector<GapArea> none;
    for (const GapArea& area : study.gaps()) {
        if (area.technology == domain::kAnyMobile) {
            CHECK(area.carrier == kAnyCarrier);
            none.push_back(area);
        }
    }
    REQUIRE(none.size() == 1);
    CHECK(none[0].cells == std::vector<std::uint32_t>{3, 4});
    CHECK_THAT(none[0].isolation_m,
               WithinAbs(geo::distance(paper.at(2.5, 0.5), paper.at(3.5, 0.5)).value(), 1e-6));
}

TEST_CASE("an area whose cells hold estimates says so") {
    Study study(1, 4, 4,
                {stated("キャリアA", Technology::Nr5gSub6, shape_of(paper.box(1, 0, 3, 1)))});
    study.grid.marks[3] = domain::kResidents65plusEstimated;
    study.grid.marks[1] = domain::kHouseholdsEstimated; // covered: no matter
    const auto areas = of(study.gaps(), "キャリアA");
    REQUIRE(areas.size() == 2);
    CHECK(areas[0].marks == 0);
    CHECK(areas[1].marks == domain::kResidents65plusEstimated);
}

TEST_CASE("an area is told the zones its people live in") {
    const Study study(1, 4, 4,
                      {stated("キャリアA", Technology::Nr5gSub6, shape_of(paper.box(0, 0, 2, 1)))});
    const domain::ZoneLayer layer{
        "過疎地域", "", {{"", "過疎地域", shape_of(paper.box(3, 0, 9, 1))}}};
    const std::vector<Zones> zones = {zones_of(study.grid, study.towns, layer.zones, Threads{1})};
    const auto areas = find_gaps({.grid = study.grid,
                                  .municipalities = study.towns,
                                  .coverage = study.coverage,
                                  .places = {},
                                  .roads = {},
                                  .rule = {},
                                  .zones = zones,
                                  .zone_layers = std::span(&layer, 1)});
    CHECK(of(areas, "キャリアA")[0].zones == std::vector<std::string>{"過疎地域"});
}

TEST_CASE("areas are listed by what the study asks for, those that do not state it last") {
    const auto area = [](const char* id, double people, double households, double isolation) {
        GapArea gap;
        gap.id = id;
        gap.population = people;
        gap.households = households;
        gap.isolation_m = isolation;
        return gap;
    };
    const double nan = std::numeric_limits<double>::quiet_NaN();
    std::vector<GapArea> areas = {area("a", 30, nan, 500), area("b", 20, 9, nan),
                                  area("c", 10, 9, 800), area("d", 20, 9, 700)};
    areas[2].places["school"] = {"東小"};
    const auto order = [&](GapOrder by) {
        sort_gaps(areas, by);
        std::string ids;
        for (const GapArea& gap : areas) {
            ids += gap.id;
        }
        return ids;
    };
    CHECK(order(GapOrder::Population) == "abdc");
    CHECK(order(GapOrder::Households) == "bdca");
    CHECK(order(GapOrder::Isolation) == "cdab");
    CHECK(order(GapOrder::Places) == "cabd");
    // Two cells that lie alike: their distances differ by rounding, their people decide.
    std::vector<GapArea> alike = {area("x", 10, 1, 286.1871602036),
                                  area("y", 20, 1, 286.187160201)};
    sort_gaps(alike, GapOrder::Isolation);
    CHECK(alike.front().id == "y");
    for (const GapOrder by : kGapOrders) {
        CHECK(gap_order_of(name_of(by)) == by);
    }
    CHECK(!gap_order_of("area"));
}
