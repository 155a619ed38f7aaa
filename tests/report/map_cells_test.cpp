#include "report/map_cells.hpp"
#include "support/catch.hpp"

#include <map>
#include <set>

using namespace todoku;
using namespace todoku::report;
using namespace todoku::report::sheet;

namespace {

constexpr auto kLevel = domain::MeshLevel::M250;
// South-west corner of the little pictures: near Tsu.
constexpr std::int32_t kRow = 16650;
constexpr std::int32_t kColumn = 43680;

// Rows of a picture from the north: C covered, . empty, 1 few, 2 some, 3 many, blank no cell.
std::vector<MapCell> picture(const std::vector<std::string>& rows) {
    const std::map<char, CellClass> classes = {{'C', CellClass::Covered5g},
                                               {'.', CellClass::UncoveredEmpty},
                                               {'1', CellClass::GapFew},
                                               {'2', CellClass::GapSome},
                                               {'3', CellClass::GapMany}};
    std::vector<MapCell> cells;
    for (std::size_t y = 0; y < rows.size(); ++y) {
        for (std::size_t x = 0; x < rows[y].size(); ++x) {
            if (rows[y][x] != ' ') {
                cells.push_back({{kLevel, kRow + static_cast<std::int32_t>(rows.size() - 1 - y),
                                  kColumn + static_cast<std::int32_t>(x)},
                                 classes.at(rows[y][x])});
            }
        }
    }
    return cells;
}

CellRun run(std::int32_t row, std::int32_t first, std::int32_t last) {
    return {kLevel, kRow + row, kColumn + first, kColumn + last};
}

MapFrame frame_round(const std::vector<MapCell>& cells) {
    geo::Box box;
    for (const MapCell& cell : cells) {
        box.extend(cell.cell.box());
    }
    return {6674, {0.0, 0.0, 500.0, 500.0}, box};
}

} // namespace

TEST_CASE("Neighbours of a row become one run, and each class holds the classes above it") {
    const std::vector<MapCell> cells = in_mesh_order(picture({"CC112", //
                                                              "3.3 C"}));
    CHECK(merge_runs(cells, CellClass::Covered5g) ==
          std::vector{run(0, 0, 1), run(0, 2, 3), run(0, 4, 5), run(1, 0, 5)});
    CHECK(merge_runs(cells, CellClass::GapFew) ==
          std::vector{run(0, 0, 1), run(0, 2, 3), run(1, 2, 5)});
    CHECK(merge_runs(cells, CellClass::GapSome) ==
          std::vector{run(0, 0, 1), run(0, 2, 3), run(1, 4, 5)});
    CHECK(merge_runs(cells, CellClass::GapMany) == std::vector{run(0, 0, 1), run(0, 2, 3)});
}

TEST_CASE("A cell given twice shows its more urgent class, whatever the order") {
    std::vector<MapCell> cells = picture({"C"});
    cells.push_back({cells.front().cell, CellClass::GapMany});
    cells.push_back({cells.front().cell, CellClass::GapFew});
    std::vector<MapCell> turned(cells.rbegin(), cells.rend());
    for (const std::vector<MapCell>& given : {cells, turned}) {
        const std::vector<MapCell> sorted = in_mesh_order(given);
        REQUIRE(sorted.size() == 1);
        CHECK(sorted.front().shows == CellClass::GapMany);
    }
}

TEST_CASE("Rows above each other share their vertices, so that no seam can open") {
    const std::vector<MapCell> cells = in_mesh_order(
        picture({std::string(40, '1'), "     " + std::string(30, '1'), std::string(40, '1')}));
    const MapFrame frame = frame_round(cells);
    const std::vector<Path> outlines = trace_runs(merge_runs(cells, CellClass::GapFew), frame, 0.0);
    REQUIRE(outlines.size() == 3);
    // Upper edge of the lowest row, lower edge of the middle row (traced backwards, second half).
    const auto points = [](const Path& outline, bool upper) {
        const auto half = static_cast<std::ptrdiff_t>(outline.size() / 2);
        std::set<std::pair<double, double>> set;
        for (auto it = upper ? outline.begin() : outline.begin() + half;
             it != (upper ? outline.begin() + half : outline.end()); ++it) {
            set.emplace(it->x, it->y);
        }
        return set;
    };
    const auto below = points(outlines[0], true);
    const auto above = points(outlines[1], false);
    std::size_t shared = 0;
    for (const auto& point : above) {
        shared += below.count(point);
    }
    CHECK(shared >= above.size() - 2); // its two ends stand within the lower row's edge
    CHECK(above.size() >= 5);
}

TEST_CASE("Traced cells lie where their edges are on the ground") {
    const std::vector<MapCell> cells = picture({"1"});
    const MapFrame frame = frame_round(cells);
    const std::vector<Path> outlines = trace_runs(merge_runs(cells, CellClass::GapFew), frame, 0.0);
    REQUIRE(outlines.size() == 1);
    REQUIRE(outlines.front().size() == 4);
    const geo::Box box = cells.front().cell.box();
    const geo::LatLng corner = frame.to_ground(outlines.front().front());
    CHECK_THAT(corner.lat(), Catch::Matchers::WithinAbs(box.north, 1e-8));
    CHECK_THAT(corner.lng(), Catch::Matchers::WithinAbs(box.west, 1e-8));
}

TEST_CASE("Cells outside the frame are left out") {
    std::vector<MapCell> cells = picture({"1"});
    const MapFrame frame = frame_round(cells);
    cells.push_back({{kLevel, kRow + 4000, kColumn}, CellClass::GapFew});
    CHECK(trace_runs(merge_runs(in_mesh_order(cells), CellClass::GapFew), frame, 0.0).size() == 1);
}

TEST_CASE("The rim of cells runs between them and the others, never between two of them") {
    const domain::MeshCell first(kLevel, kRow, kColumn);
    const domain::MeshCell beside(kLevel, kRow, kColumn + 1);
    const MapFrame frame(6674, {0.0, 0.0, 400.0, 400.0}, first.box());
    CHECK(trace_rim(std::vector{first}, frame).size() == 4);
    CHECK(trace_rim(std::vector{first, beside}, frame).size() == 6);
    CHECK(trace_rim(std::vector{first, first}, frame).size() == 4); // each once
    CHECK(trace_rim({}, frame).empty());
}
