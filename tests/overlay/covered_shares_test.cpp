// Shares of cells as pictures: what is covered can be worked out on paper.
#include "core/error.hpp"
#include "core/progress.hpp"
#include "geo/ellipsoid.hpp"
#include "overlay/band_scan.hpp"
#include "overlay/cell_sweep.hpp"
#include "overlay/covered_shares.hpp"
#include "overlay/layer_source.hpp"
#include "overlay/row_area.hpp"
#include "shapes.hpp"
#include "support/catch.hpp"

#include <limits>

using namespace todoku;
using namespace todoku::overlay;
using namespace todoku::overlay::test;
using Catch::Matchers::WithinAbs;

namespace {

// Shares of a window as rows from north to south, as one would draw them.
std::vector<std::vector<double>> drawing(const geo::MultiPolygon& shape,
                                         const domain::MeshWindow& window) {
    const auto flat = picture(covered_shares(shape, window, Threads{1}), window);
    std::vector<std::vector<double>> rows;
    const auto width = static_cast<std::ptrdiff_t>(window.columns);
    for (std::ptrdiff_t row = window.rows - 1; row >= 0; --row) {
        rows.emplace_back(flat.begin() + row * width, flat.begin() + (row + 1) * width);
    }
    return rows;
}

void check_drawing(const geo::MultiPolygon& shape, const domain::MeshWindow& window,
                   const std::vector<std::vector<double>>& expected, double tolerance = 1e-9) {
    const auto found = drawing(shape, window);
    REQUIRE(found.size() == expected.size());
    for (std::size_t row = 0; row < found.size(); ++row) {
        for (std::size_t column = 0; column < found[row].size(); ++column) {
            INFO("row " << row << " from the north, column " << column);
            CHECK_THAT(found[row][column], WithinAbs(expected[row][column], tolerance));
        }
    }
}

const Paper paper;

// The southern half of a row's degrees holds a little more than half of its area.
double south_half(int row) {
    return RowArea(domain::MeshLevel::M250, paper.cell(row, 0).row()).below(0.5);
}

} // namespace

TEST_CASE("a rectangle of whole cells has shares of exactly one and nothing around") {
    const auto shares =
        covered_shares(shape_of(paper.box(1, 1, 4, 3)), paper.window(5, 6), Threads{1});
    REQUIRE(shares.size() == 6);
    for (const CellShare& share : shares) {
        CHECK(share.share == 1.0);
    }
    CHECK(shares.front().cell == paper.cell(1, 1));
    CHECK(shares.back().cell == paper.cell(2, 3));
}

TEST_CASE("half a cell is half a cell whichever half it is") {
    check_drawing(shape_of(paper.box(1, 0, 1.5, 2)), paper.window(2, 3),
                  {{0, 0.5, 0}, {0, 0.5, 0}});
    check_drawing(shape_of(paper.box(0.5, 0, 1.5, 1)), paper.window(1, 2), {{0.5, 0.5}});
    check_drawing(shape_of(paper.box(0, 0, 1, 0.5)), paper.window(1, 1), {{south_half(0)}});
    check_drawing(shape_of(paper.box(0, 0.5, 1, 1.5)), paper.window(2, 1),
                  {{south_half(1)}, {1.0 - south_half(0)}});
}

TEST_CASE("shares are shares of true area, so the southern half of a cell is the larger one") {
    const double expected =
        (geo::authalic_sine(paper.at(0, 0.5).lat()) - geo::authalic_sine(paper.at(0, 0).lat())) /
        (geo::authalic_sine(paper.at(0, 1).lat()) - geo::authalic_sine(paper.at(0, 0).lat()));
    CHECK(expected > 0.5 + 1e-6);
    const auto shares =
        covered_shares(shape_of(paper.box(0, 0, 1, 0.5)), paper.window(1, 1), Threads{1});
    CHECK_THAT(shares.front().share, WithinAbs(expected, 1e-10));
}

TEST_CASE("a triangle takes half of the cells its long side runs through") {
    // The diagonal parts each cell into halves, but that cells are wider in the south: 2.06e-6 of a
    // cell at 34.72 N (an eighth of the row's height in radians, 3.6e-5, times tan(34.72), times
    // 2/3).
    const double h = 0.5 + 2.06e-6;
    check_drawing(shape_of(paper.ring({{0, 0}, {3, 0}, {3, 3}})), paper.window(3, 3),
                  {{0, 0, h}, {0, h, 1}, {h, 1, 1}}, 1e-8);
}

TEST_CASE("a hole is cut from its polygon") {
    check_drawing(shape_of(paper.box(0, 0, 3, 3), {paper.box(1, 1, 2, 2)}), paper.window(3, 3),
                  {{1, 1, 1}, {1, 0, 1}, {1, 1, 1}});
    check_drawing(shape_of(paper.box(0, 0, 3, 3), {paper.box(0.5, 1, 2.5, 2)}), paper.window(3, 3),
                  {{1, 1, 1}, {0.5, 0, 0.5}, {1, 1, 1}});
}

TEST_CASE("a hole inside one cell is cut from it") {
    check_drawing(shape_of(paper.box(0, 0, 3, 3), {paper.box(1.25, 1, 1.75, 2)}),
                  paper.window(3, 3), {{1, 1, 1}, {1, 0.5, 1}, {1, 1, 1}});
    const double quarter =
        0.5 * (RowArea(domain::MeshLevel::M250, paper.cell(1, 0).row()).below(0.75) -
               RowArea(domain::MeshLevel::M250, paper.cell(1, 0).row()).below(0.25));
    check_drawing(shape_of(paper.box(0, 0, 3, 3), {paper.box(1.25, 1.25, 1.75, 1.75)}),
                  paper.window(3, 3), {{1, 1, 1}, {1, 1 - quarter, 1}, {1, 1, 1}});
}

TEST_CASE("orientation of rings and a repeated last vertex carry no meaning") {
    auto clockwise = paper.box(0.5, 0.25, 2.5, 1.75);
    std::reverse(clockwise.begin(), clockwise.end());
    auto open_hole = paper.box(1, 0.5, 2, 1.5);
    open_hole.pop_back();
    const auto window = paper.window(2, 3);
    const auto expected =
        drawing(shape_of(paper.box(0.5, 0.25, 2.5, 1.75), {paper.box(1, 0.5, 2, 1.5)}), window);
    CHECK(drawing(shape_of(clockwise, {open_hole}), window) == expected);
}

TEST_CASE("overlapping polygons count once") {
    check_drawing({{{paper.box(0, 0, 2, 1), {}}, {paper.box(1, 0, 3, 1), {}}}}, paper.window(1, 3),
                  {{1, 1, 1}});
    check_drawing({{{paper.box(0, 0, 0.75, 1), {}}, {paper.box(0.25, 0, 1, 1), {}}}},
                  paper.window(1, 1), {{1}});
    check_drawing({{{paper.box(0.125, 0, 0.5, 1), {}}, {paper.box(0.25, 0, 0.75, 1), {}}}},
                  paper.window(1, 1), {{0.625}});
}

TEST_CASE("small overlaps inside a cell are found although areas add up to less than the cell") {
    check_drawing({{{paper.box(0.125, 0, 0.25, 1), {}}, {paper.box(0.125, 0, 0.25, 1), {}}}},
                  paper.window(1, 1), {{0.125}});
    check_drawing({{{paper.box(0.125, 0, 0.375, 1), {}}, {paper.box(0.25, 0, 0.5, 1), {}}}},
                  paper.window(1, 1), {{0.375}});
    // A polygon wholly inside another, both inside one cell.
    check_drawing(
        {{{paper.box(0.125, 0.125, 0.375, 0.375), {}}, {paper.box(0.0625, 0, 0.5, 1), {}}}},
        paper.window(1, 1), {{0.4375}});
}

TEST_CASE("a hole cuts its own polygon only") {
    check_drawing(
        {{{paper.box(0, 0, 3, 1), {paper.box(1, 0, 2, 1)}}, {paper.box(1, 0, 1.5, 1), {}}}},
        paper.window(1, 3), {{1, 0.5, 1}});
    // The same hole inside another polygon: covered.
    check_drawing({{{paper.box(0, 0, 3, 1), {paper.box(1, 0, 2, 1)}}, {paper.box(0, 0, 3, 1), {}}}},
                  paper.window(1, 3), {{1, 1, 1}});
}

TEST_CASE("a hole outside its shell has no effect") {
    check_drawing(shape_of(paper.box(0, 0, 1, 1), {paper.box(2, 0, 3, 1)}), paper.window(1, 3),
                  {{1, 0, 0}});
    check_drawing(shape_of(paper.box(0, 0, 1.5, 1), {paper.box(1, 0, 2, 1)}), paper.window(1, 3),
                  {{1, 0, 0}});
    // Not even where another polygon lies.
    check_drawing({{{paper.box(0, 0, 1, 1), {paper.box(2, 0, 3, 1)}}, {paper.box(2, 0, 3, 1), {}}}},
                  paper.window(1, 3), {{1, 0, 1}});
    check_drawing(
        {{{paper.box(0, 0, 1, 1), {paper.box(1.25, 0.25, 1.5, 0.5)}}, {paper.box(1, 0, 2, 1), {}}}},
        paper.window(1, 2), {{1, 1}});
}

TEST_CASE("a bow-tie covers both its wings") {
    //  Wings west and east of x = 1, edges crossing there.
    check_drawing(shape_of(paper.ring({{0, 0}, {2, 1}, {2, 0}, {0, 1}})), paper.window(1, 2),
                  {{0.5, 0.5}}, 2e-6);
    // Over several cells: whole cells in both wings.
    const auto shares =
        picture(covered_shares(shape_of(paper.ring({{0, 0}, {20, 10}, {20, 0}, {0, 10}})),
                               paper.window(10, 20), Threads{1}),
                paper.window(10, 20));
    CHECK(shares[5 * 20 + 0] == 1.0);
    CHECK(shares[5 * 20 + 19] == 1.0);
    CHECK(shares[9 * 20 + 10] == 0.0);
}

TEST_CASE("ground wound around twice counts once") {
    const auto twice = paper.ring({{0, 0}, {3, 0}, {3, 2}, {0, 2}, {0, 0}, {2, 0}, {2, 1}, {0, 1}});
    check_drawing(shape_of(twice), paper.window(2, 3), {{1, 1, 1}, {1, 1, 1}});
}

TEST_CASE("spikes and repeated vertices cover nothing") {
    check_drawing(shape_of(paper.ring(
                      {{0, 0}, {1, 0}, {1, 0}, {1, 0.5}, {2.5, 0.5}, {1, 0.5}, {1, 1}, {0, 1}})),
                  paper.window(1, 3), {{1, 0, 0}});
    CHECK(covered_shares(shape_of(paper.ring({{0, 0.5}, {2, 0.5}, {1, 0.5}})), paper.window(1, 3),
                         Threads{1})
              .empty());
}

TEST_CASE("edges along cell borders, in any order, leave whole cells whole") {
    // A staircase on cell corners, and one that runs back and forth along a border.
    check_drawing(
        shape_of(paper.ring({{0, 0}, {3, 0}, {3, 1}, {2, 1}, {2, 2}, {1, 2}, {1, 3}, {0, 3}})),
        paper.window(3, 3), {{1, 0, 0}, {1, 1, 0}, {1, 1, 1}});
    check_drawing(shape_of(paper.ring({{0, 0}, {2, 0}, {2, 1}, {3, 1}, {1, 1}, {1, 2}, {0, 2}})),
                  paper.window(2, 3), {{1, 0, 0}, {1, 1, 0}});
    const auto exact = covered_shares(
        shape_of(paper.ring({{0, 0}, {2, 0}, {2, 1}, {3, 1}, {1, 1}, {1, 2}, {0, 2}})),
        paper.window(2, 3), Threads{1});
    CHECK(exact.size() == 3);
}

TEST_CASE("a horizontal edge inside cells moves the winding across their sides") {
    const double half = south_half(0);
    // The step at half height is one edge over three cells.
    check_drawing(
        shape_of(paper.ring(
            {{0, 0}, {4, 0}, {4, 1}, {3.5, 1}, {3.5, 0.5}, {0.5, 0.5}, {0.5, 1}, {0, 1}})),
        paper.window(1, 4), {{half + 0.5 * (1 - half), half, half, half + 0.5 * (1 - half)}});
    // Two overlapping ones, so that the cells are swept.
    check_drawing(
        {{{paper.ring({{0, 0}, {4, 0}, {4, 1}, {3.5, 1}, {3.5, 0.5}, {0.5, 0.5}, {0.5, 1}, {0, 1}}),
           {}},
          {paper.ring({{0, 0}, {4, 0}, {4, 0.5}, {0, 0.5}}), {}}}},
        paper.window(1, 4), {{half + 0.5 * (1 - half), half, half, half + 0.5 * (1 - half)}});
}

TEST_CASE("geometry west of the window still covers cells in it") {
    const auto wide = shape_of(paper.box(-50, -3, 50, 3));
    check_drawing(wide, paper.window(2, 2), {{1, 1}, {1, 1}});
    const auto overlapping =
        geo::MultiPolygon{{{paper.box(-50, -3, 0.5, 3), {}}, {paper.box(-60, -3, 0.25, 3), {}}}};
    check_drawing(overlapping, paper.window(1, 2), {{0.5, 0}});
    const auto slanted = shape_of(paper.ring({{-10, -10}, {10, -10}, {10, 10}}));
    const auto whole = picture(covered_shares(slanted, paper.window(20, 20, -10, -10), Threads{1}),
                               paper.window(20, 20, -10, -10));
    const auto part = picture(covered_shares(slanted, paper.window(4, 5, -3, -2), Threads{1}),
                              paper.window(4, 5, -3, -2));
    for (std::size_t row = 0; row < 4; ++row) {
        for (std::size_t column = 0; column < 5; ++column) {
            CHECK(part[row * 5 + column] == whole[(row + 7) * 20 + column + 8]);
        }
    }
}

TEST_CASE("a ring with a vertex that is no number is skipped, with its polygon where it is the "
          "outer one") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    auto broken = paper.box(1, 0, 2, 1);
    broken[2] = geo::LatLng::from_degrees(nan, 136.5);
    check_drawing({{{paper.box(0, 0, 3, 1), {broken}}}}, paper.window(1, 3), {{1, 1, 1}});
    check_drawing({{{broken, {}}, {paper.box(0, 0, 1, 1), {}}}}, paper.window(1, 3), {{1, 0, 0}});
    auto endless = paper.box(1, 0, 2, 1);
    endless[1] = geo::LatLng::from_degrees(34.7, std::numeric_limits<double>::infinity());
    check_drawing({{{endless, {}}, {paper.box(0, 0, 1, 1), {}}}}, paper.window(1, 3), {{1, 0, 0}});
}

TEST_CASE("empty shapes, empty windows and shapes elsewhere give no cells") {
    CHECK(covered_shares({}, paper.window(3, 3)).empty());
    CHECK(covered_shares(shape_of(geo::Ring{}), paper.window(3, 3)).empty());
    CHECK(covered_shares(shape_of(paper.box(0, 0, 1, 1)), paper.window(0, 3)).empty());
    CHECK(covered_shares(shape_of(paper.box(10, 0, 11, 1)), paper.window(3, 3)).empty());
    CHECK(covered_shares(shape_of(paper.box(-10, 0, -9, 1)), paper.window(3, 3)).empty());
    CHECK(covered_shares(shape_of(paper.box(0, 10, 1, 11)), paper.window(3, 3)).empty());
    CHECK(covered_shares(shape_of(paper.box(0, -10, 1, -9)), paper.window(3, 3)).empty());
    // Sharing an edge with the window is not an area.
    CHECK(covered_shares(shape_of(paper.box(-1, 0, 0, 1)), paper.window(3, 3)).empty());
    CHECK(covered_shares(shape_of(paper.box(3, 0, 4, 1)), paper.window(3, 3)).empty());
}

TEST_CASE("a polygon around the whole earth covers every cell whole") {
    const geo::Ring earth = {
        geo::LatLng::from_degrees(-90, -180), geo::LatLng::from_degrees(-90, 180),
        geo::LatLng::from_degrees(90, 180), geo::LatLng::from_degrees(90, -180)};
    const auto shares = covered_shares(shape_of(earth), paper.window(30, 40));
    REQUIRE(shares.size() == 1200);
    CHECK(std::all_of(shares.begin(), shares.end(),
                      [](const CellShare& s) { return s.share == 1.0; }));
}

TEST_CASE("a ring of ten million vertices covers what it goes around") {
    // A comb on two hundred cells of one row: 12,500 teeth in each, half a cell high, as wide as
    // their gaps, on a bar over the southern halves.
    constexpr int kTeeth = 2'500'000;
    constexpr int kCells = 200;
    geo::Ring comb = {paper.at(0, 0), paper.at(kCells, 0)};
    comb.reserve(4 * kTeeth + 2);
    for (int i = kTeeth; i > 0; --i) {
        const double right = kCells * static_cast<double>(i) / kTeeth;
        const double left = kCells * (i - 0.5) / kTeeth;
        comb.push_back(paper.at(right, 1));
        comb.push_back(paper.at(left, 1));
        comb.push_back(paper.at(left, 0.5));
        comb.push_back(paper.at(kCells * (i - 1.0) / kTeeth, 0.5));
    }
    const auto shares =
        covered_shares(shape_of(std::move(comb)), paper.window(1, kCells), Threads{1});
    const double south =
        covered_shares(shape_of(paper.box(0, 0, 1, 0.5)), paper.window(1, 1), Threads{1})[0].share;
    REQUIRE(shares.size() == kCells);
    for (const CellShare& cell : shares) {
        // A tooth's sides are rounded to 1e-14 degrees: 5e-12 of a cell.
        CHECK(std::abs(cell.share - (1.0 + south) / 2.0) < 1e-9);
    }
}

TEST_CASE("100,000 copies of one polygon cost no more than reading them") {
    Dice dice(7);
    const geo::Ring ring = star(paper, dice, 5, 5, 2, 4, 60);
    const auto once = covered_shares(shape_of(ring), paper.window(10, 10), Threads{1});
    geo::MultiPolygon copies;
    for (std::size_t i = 0; i < 100'000; ++i) {
        geo::Ring copy = ring;
        std::rotate(copy.begin(), copy.begin() + static_cast<std::ptrdiff_t>(i % ring.size()),
                    copy.end());
        if (i % 2 == 1) {
            std::reverse(copy.begin(), copy.end());
        }
        copies.polygons.push_back({std::move(copy), {}});
    }
    // What is cut, and held in cells, is that of one.
    const std::vector<LayerSource::Layer> layer = {{&copies}};
    const LayerSource source(layer, domain::MeshLevel::M250, Threads{1});
    CHECK(source.polygons.size() == 1);
    const auto many = covered_shares(copies, paper.window(10, 10), Threads{1});
    REQUIRE(many.size() == once.size());
    for (std::size_t i = 0; i < once.size(); ++i) {
        CHECK(many[i].share == once[i].share);
    }
}

namespace {

geo::MultiPolygon hundred_stars() {
    Dice dice(8);
    geo::MultiPolygon stars;
    for (int i = 0; i < 100; ++i) {
        stars.polygons.push_back(
            {star(paper, dice, 0.5 + 1e-6 * i, 0.5 + 1e-6 * i, 0.2, 0.4, 7), {}});
    }
    return stars;
}

} // namespace

TEST_CASE("a cell that would not end is given up after so many steps, with its place") {
    const geo::MultiPolygon stars = hundred_stars();
    const std::vector<LayerSource::Layer> layer = {{&stars}};
    const LayerSource source(layer, domain::MeshLevel::M250, Threads{1});
    const domain::MeshWindow window = paper.window(1, 1);
    BandScan scan(source, window);
    scan.start(window.row, 1);
    for (std::uint32_t polygon = 0; polygon < source.polygons.size(); ++polygon) {
        scan.add_polygon(polygon);
    }
    const auto parts = [&](SweepLimit limit) {
        CellSweep sweep(window.level, limit);
        return sweep.run(scan, window.row, window.column, scan.first_touch(0), 1).size();
    };
    CHECK(parts({}) == 1);
    CHECK(parts({10'000'000, 0}) == 1);
    try {
        parts({0, 10});
        FAIL("nothing was given up");
    } catch (const CrowdedCell& given_up) {
        CHECK(given_up.crowd().polygons == 100);
        CHECK(given_up.crowd().edges == 700);
        CHECK(given_up.crowd().layer == 0);
        const CrowdedCell named(given_up, {"キャリアAの5g", "A 5g"});
        CHECK_THAT(named.message().ja,
                   Catch::StartsWith("キャリアAの5g： 北緯34.7") && Catch::Contains("ディゾルブ"));
    }
}

TEST_CASE("cells that each end are given up where all together would not") {
    SweepAccount account({0, 10, 1000}, 20); // 1,200 steps
    const auto spend = [&](std::int32_t column, std::uint64_t steps) {
        return account.spend({7, column, 100, 6000, 0, 1, steps});
    };
    CHECK_FALSE(spend(0, 400));
    CHECK_FALSE(spend(1, 500));
    for (std::int32_t column = 2; column < 102; ++column) {
        CHECK_FALSE(spend(column, 2)); // of no account
    }
    const auto given_up = spend(102, 300);
    REQUIRE(given_up);
    CHECK(given_up->column == 1); // the dearest
    CHECK(given_up->cells == 3);
    CHECK(given_up->steps == 1400);
    Crowd large = *given_up;
    large.steps = 6'000'000'000;
    const CrowdedCell said(large, geo::LatLng::from_degrees(34.7, 136.5));
    CHECK_THAT(said.message().ja, Catch::Contains("など3個のメッシュで、100個のポリゴン") &&
                                      Catch::Contains("約48秒分"));
    CHECK_THAT(said.message().en,
               Catch::Contains("136.50000 E and 2 more like it the boundaries") &&
                   Catch::Contains("48 s of one core"));
}

TEST_CASE("a stop is noticed inside a crowded cell") {
    const geo::MultiPolygon near_copies = hundred_stars();
    REQUIRE(covered_shares(near_copies, paper.window(1, 1), Threads{1}).size() == 1);
    struct Clear {
        ~Clear() { Progress::clear_stop(); }
    } const clear;
    Progress::request_stop();
    CHECK_THROWS_AS(covered_shares(near_copies, paper.window(1, 1), Threads{1}), Interrupted);
}

TEST_CASE("combinations of layers divide a cell exactly") {
    const geo::MultiPolygon a = shape_of(paper.box(0, 0, 0.5, 1));
    const geo::MultiPolygon b = shape_of(paper.box(0.25, 0, 1, 1));
    const geo::MultiPolygon whole = shape_of(paper.box(-1, -1, 2, 2));
    const std::vector<const geo::MultiPolygon*> layers = {&a, &b, &whole};
    std::map<std::uint32_t, double> parts;
    for_each_combination(layers, paper.window(1, 1), Threads{1},
                         [&](std::size_t cell, std::span<const CombinationPart> found) {
                             CHECK(cell == 0);
                             for (const CombinationPart& part : found) {
                                 parts[part.mask] = part.share;
                             }
                         });
    REQUIRE(parts.size() == 3);
    CHECK_THAT(parts[0b101], WithinAbs(0.25, 1e-12));
    CHECK_THAT(parts[0b111], WithinAbs(0.25, 1e-12));
    CHECK_THAT(parts[0b110], WithinAbs(0.5, 1e-12));
    CHECK(parts[0b101] + parts[0b111] + parts[0b110] == 1.0);
}

TEST_CASE("layers given in several shapes are their union") {
    const geo::MultiPolygon a = shape_of(paper.box(0, 0, 0.5, 1));
    const geo::MultiPolygon b = shape_of(paper.box(0.25, 0, 0.75, 1));
    const std::vector<LayerShapes> layers = {{&a, &b}};
    double share = 0.0;
    for_each_combination(
        std::span<const LayerShapes>(layers), paper.window(1, 1), Threads{1},
        [&](std::size_t, std::span<const CombinationPart> found) { share = found.back().share; });
    CHECK_THAT(share, WithinAbs(0.75, 1e-12));
}

TEST_CASE("the examples worked by hand in docs/methods/coverage.md") {
    // Written with the area growing evenly along a row; the true growth changes shares by 2e-6 at
    // most.
    const geo::Polygon triangle{paper.ring({{0.5, 0}, {2, 0}, {2, 1}}), {}};
    check_drawing({{triangle}}, paper.window(1, 3), {{1.0 / 12.0, 2.0 / 3.0, 0.0}}, 3e-6);
    const geo::Polygon q{paper.box(1, 0, 1.5, 1), {}};
    check_drawing({{triangle, q}}, paper.window(1, 3), {{1.0 / 12.0, 11.0 / 12.0, 0.0}}, 3e-6);
}

TEST_CASE("shares come piece by piece in the order of cells, the same as all at once") {
    Dice dice(12);
    geo::MultiPolygon shape;
    for (int i = 0; i < 60; ++i) {
        shape.polygons.push_back(
            {star(paper, dice, dice.between(0, 2000), dice.between(0, 6000), 5, 25, 30), {}});
    }
    const auto window = paper.window(6100, 2100, -50, -50); // hundreds of bands: several groups
    const auto all = covered_shares(shape, window, Threads{2});
    CHECK(std::is_sorted(all.begin(), all.end(),
                         [](const auto& a, const auto& b) { return a.cell < b.cell; }));
    std::size_t next = 0;
    bool same = true;
    for_each_share(shape, window, Threads{2}, [&](std::span<const CellShare> cells) {
        for (const CellShare& share : cells) {
            same = same && next < all.size() && share.cell == all[next].cell &&
                   share.share == all[next].share;
            ++next;
        }
    });
    CHECK(same);
    CHECK(next == all.size());
}
