// The check that the program makes of its own shares: it passes what is right and finds what is
// not.
#include "overlay/self_check.hpp"
#include "overlay/zones.hpp"
#include "shapes.hpp"
#include "support/catch.hpp"

using namespace todoku;
using namespace todoku::overlay;
using namespace todoku::overlay::test;
using Catch::Matchers::WithinAbs;

namespace {

// Shares of one layer and the cells they are of.
struct Found {
    std::vector<domain::MeshCell> cells;
    std::vector<double> shares;
};

Found found(const geo::MultiPolygon& shape, const domain::MeshWindow& window) {
    Found result;
    for (const CellShare& share : covered_shares(shape, window, Threads{1})) {
        result.cells.push_back(share.cell);
        result.shares.push_back(share.share);
    }
    return result;
}

SelfCheck check(const geo::MultiPolygon& shape, const Found& found,
                const domain::MeshWindow& window, bool apart = true) {
    const std::vector<LayerShapes> layers = {{&shape}};
    return check_shares({.layers = layers,
                         .cells = found.cells,
                         .columns = {{[](std::uint32_t mask) { return mask != 0; }, found.shares}},
                         .whole_window = window,
                         .apart = apart},
                        Threads{2});
}

geo::MultiPolygon ragged(const Paper& paper) {
    Dice dice(8);
    const geo::Ring outer = star(paper, dice, 12, 12, 8, 10, 400);
    return shape_of(outer,
                    {star(paper, dice, 12, 12, 1, 3, 60), star(paper, dice, 17, 12, 0.2, 1, 9)});
}

} // namespace

TEST_CASE("shares of rings that keep apart pass, their area and rational numbers included") {
    const Paper paper;
    const auto shape = ragged(paper);
    const auto window = paper.window(24, 24);
    const SelfCheck result = check(shape, found(shape, window), window);
    CHECK(result.passed());
    CHECK(result.largest() > 0.0);
    CHECK(result.exact_cells > 100);
    CHECK(result.crowded_cells == 0);
    CHECK(result.coarse_cells > 100);
}

TEST_CASE("the area of a cell's half is that of its ring, in the check as in the scan") {
    const Paper paper;
    const auto shape = shape_of(paper.ring({{0.25, 0.25}, {3.5, 0.5}, {2.5, 2.75}}));
    const auto window = paper.window(4, 4);
    const SelfCheck result = check(shape, found(shape, window), window);
    REQUIRE(result.rings);
    CHECK(*result.rings < 1e-11);
    CHECK(result.passed());
}

TEST_CASE(
    "copies, nested polygons and holes outside pass: their rings' area is not that of the ground") {
    const Paper paper;
    const auto window = paper.window(12, 12);
    const geo::Ring square = paper.box(1, 1, 11, 11);
    for (const geo::MultiPolygon& shape :
         {shape_of({{square, {}}, {square, {}}}),
          shape_of({{square, {}}, {paper.box(4, 4, 5, 5), {}}}),
          shape_of(paper.box(1, 1, 4, 4), {paper.box(6, 6, 8, 8)})}) {
        const SelfCheck result = check(shape, found(shape, window), window, false);
        CHECK(result.passed());
        CHECK_FALSE(result.rings);
        CHECK(result.exact_cells > 0);
    }
}

TEST_CASE("overlapping layers pass, and a share that was tampered with is found") {
    const Paper paper;
    Dice dice(21);
    std::vector<geo::MultiPolygon> shapes(3);
    for (auto& shape : shapes) {
        for (int i = 0; i < 4; ++i) {
            shape.polygons.push_back(
                {star(paper, dice, dice.between(3, 9), dice.between(3, 9), 1.5, 3.0, 40), {}});
        }
    }
    const std::vector<LayerShapes> layers = {{&shapes[0]}, {&shapes[1]}, {&shapes[2]}};
    const auto window = paper.window(12, 12);
    std::vector<domain::MeshCell> cells;
    for (std::size_t i = 0; i < window.size(); ++i) {
        cells.push_back(window.cell(i));
    }
    std::vector<double> any(cells.size(), 0.0);
    std::vector<double> all(cells.size(), 0.0);
    for_each_combination(std::span<const LayerShapes>(layers), window, Threads{1},
                         [&](std::size_t i, std::span<const CombinationPart> parts) {
                             for (const CombinationPart& part : parts) {
                                 any[i] += part.share;
                                 all[i] += part.mask == 7 ? part.share : 0.0;
                             }
                         });
    const auto run = [&](std::size_t exact_cells) {
        return check_shares({.layers = layers,
                             .cells = cells,
                             .columns = {{[](std::uint32_t mask) { return mask != 0; }, any},
                                         {[](std::uint32_t mask) { return mask == 7; }, all}},
                             .exact_cells = exact_cells},
                            Threads{2});
    };
    CHECK(run(200).passed());
    const std::size_t cell = window.index(paper.cell(6, 6));
    all[cell] += 3e-9;
    const SelfCheck tampered = run(2000); // nearly every cell is among 2,000
    CHECK_FALSE(tampered.passed());
    CHECK_THAT(tampered.sums, WithinAbs(3e-9, 1e-11));
    CHECK_THAT(tampered.exact, WithinAbs(3e-9, 1e-11));
    CHECK(tampered.second_level > 0.7e-9); // a quarter of it
    all[cell] -= 3e-9;
    CHECK(run(0).passed());
}

TEST_CASE("a covered cell that is missing from the list is found") {
    const Paper paper;
    const auto shape = ragged(paper);
    const auto window = paper.window(24, 24);
    Found less = found(shape, window);
    const std::size_t middle = less.cells.size() / 3;
    const double share = less.shares[middle];
    less.cells.erase(less.cells.begin() + static_cast<std::ptrdiff_t>(middle));
    less.shares.erase(less.shares.begin() + static_cast<std::ptrdiff_t>(middle));
    const SelfCheck result = check(shape, less, window);
    CHECK_THAT(result.sums, WithinAbs(share, 1e-11));
    CHECK_FALSE(result.passed());
}

TEST_CASE("what stands in the message is the largest error and how many cells were compared") {
    SelfCheck check;
    check.exact = 2e-12;
    check.exact_cells = 200;
    CHECK(told(check).ja.find("合格") != std::string::npos);
    CHECK(told(check).en.find("2.0e-12") != std::string::npos);
    SelfCheck worse;
    worse.second_level = 5e-9;
    check.add(worse);
    CHECK(told(check).ja.find("不合格: 最大誤差 5.0e-09") != std::string::npos);
    CHECK_FALSE(check.passed());
}

TEST_CASE("a verdict says for which of the cells picked it does not speak") {
    const Paper paper;
    Dice dice(4);
    const auto window = paper.window(1, 1);
    const auto shape = shape_of(star(paper, dice, 0.5, 0.5, 0.2, 0.4, 300));
    const SelfCheck result = check(shape, found(shape, window), window, false);
    CHECK(result.exact_cells == 0);
    CHECK(result.crowded_cells == 1);
    const std::vector<domain::MeshCell> cell = {window.cell(0)};
    CHECK(result.crowded_m2 == areas_of(cell)[0]);
    CHECK_THAT(told(result).ja, Catch::StartsWith("自己検査合格（ただし、") &&
                                    Catch::Contains("1 個、0.0662 km² を除く）: 最大誤差"));
    const auto plain = shape_of(paper.box(0, 0, 0.5, 1));
    CHECK_THAT(told(check(plain, found(plain, window), window)).ja,
               Catch::StartsWith("自己検査合格: 最大誤差"));
}
