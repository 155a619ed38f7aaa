#include "support/catch.hpp"
#include "synth/mesh_territory.hpp"

#include <algorithm>
#include <set>

using namespace todoku;
using domain::MeshCell;
using domain::MeshLevel;

namespace {

// Cells of 1 km: 30 seconds by 45 seconds. Rectangles in units of cells from a corner near Tsu.
const MeshCell kCorner = *MeshCell::at(geo::LatLng::from_degrees(34.7, 136.4), MeshLevel::Km1);

geo::MultiPolygon rectangle(double south, double west, double north, double east) {
    const auto at = [](double row, double column) {
        return geo::LatLng::from_degrees((kCorner.row() + row) / 120.0,
                                         (kCorner.column() + column) / 80.0);
    };
    return {{{{at(south, west), at(south, east), at(north, east), at(north, west)}, {}}}};
}

std::set<std::pair<int, int>> offsets(const std::vector<MeshCell>& cells) {
    std::set<std::pair<int, int>> set;
    for (const MeshCell cell : cells) {
        set.emplace(cell.row() - kCorner.row(), cell.column() - kCorner.column());
    }
    return set;
}

} // namespace

TEST_CASE("A cell that a border crosses is the area's that holds its centre") {
    // Two areas meet east of the middle of column 2; outer sides run through cells as a coast does.
    const std::vector<geo::MultiPolygon> areas = {rectangle(0.4, 0.4, 3.4, 2.6),
                                                  rectangle(0.4, 2.6, 3.4, 5.4)};
    const auto cells = synth::habitable_cells(areas, MeshLevel::Km1);
    std::set<std::pair<int, int>> left;
    std::set<std::pair<int, int>> right;
    for (int row = 0; row <= 2; ++row) { // the centres of row 3 and column 5 are outside
        for (const int column : {0, 1, 2}) {
            left.emplace(row, column);
        }
        for (const int column : {3, 4}) {
            right.emplace(row, column);
        }
    }
    CHECK(offsets(cells[0]) == left);
    CHECK(offsets(cells[1]) == right);
}

TEST_CASE("An area too small for any centre takes the cell it lies in") {
    const std::vector<geo::MultiPolygon> areas = {rectangle(0.3, 0.3, 0.7, 0.7),
                                                  rectangle(0.7, 0.3, 3.0, 0.7),
                                                  rectangle(5.1, 5.1, 5.2, 5.2)};
    const auto cells = synth::habitable_cells(areas, MeshLevel::Km1);
    CHECK(offsets(cells[0]) == std::set<std::pair<int, int>>{{0, 0}});
    CHECK(offsets(cells[2]) == std::set<std::pair<int, int>>{{5, 5}});
}

TEST_CASE("A hole belongs to the area inside it") {
    geo::MultiPolygon around = rectangle(0.0, 0.0, 7.0, 7.0);
    around.polygons[0].holes.push_back(rectangle(2.6, 2.6, 4.4, 4.4).polygons[0].outer);
    const std::vector<geo::MultiPolygon> areas = {around, rectangle(2.6, 2.6, 4.4, 4.4)};
    const auto cells = synth::habitable_cells(areas, MeshLevel::Km1);
    CHECK(offsets(cells[1]) == std::set<std::pair<int, int>>{{3, 3}});
    CHECK(cells[0].size() == 48);
    CHECK_FALSE(offsets(cells[0]).contains({3, 3}));
}
