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

TEST_CASE("Cells that a border between two areas crosses belong to neither") {
    // Two areas meet in the middle of column 2; outer sides run through the middle of cells as a
    // coast does.
    const std::vector<geo::MultiPolygon> areas = {rectangle(0.4, 0.4, 3.4, 2.4),
                                                  rectangle(0.4, 2.4, 3.4, 5.4)};
    const auto cells = synth::habitable_cells(areas, MeshLevel::Km1);
    std::set<std::pair<int, int>> left;
    std::set<std::pair<int, int>> right;
    for (int row = 0; row <= 2; ++row) {
        for (const int column : {0, 1}) {
            left.emplace(row, column); // column 0 and row 0 are cut by the outer side only and
                                       // their centres are inside
        }
        for (const int column : {3, 4}) {
            right.emplace(row, column);
        }
    }
    CHECK(offsets(cells[0]) == left);
    CHECK(offsets(cells[1]) == right);
}

TEST_CASE("A border along the edge of cells touches both") {
    const std::vector<geo::MultiPolygon> areas = {rectangle(0.0, 0.0, 2.0, 2.0),
                                                  rectangle(0.0, 2.0, 2.0, 4.0)};
    const auto cells = synth::habitable_cells(areas, MeshLevel::Km1);
    CHECK(offsets(cells[0]) == std::set<std::pair<int, int>>{{0, 0}, {1, 0}});
    CHECK(offsets(cells[1]) == std::set<std::pair<int, int>>{{0, 3}, {1, 3}});
}

TEST_CASE("An area too small for a clean cell takes the cells it holds the centre of, else the "
          "cell it lies in") {
    const std::vector<geo::MultiPolygon> areas = {rectangle(0.3, 0.3, 0.7, 0.7),
                                                  rectangle(0.7, 0.3, 3.0, 0.7),
                                                  rectangle(5.1, 5.1, 5.2, 5.2)};
    const auto cells = synth::habitable_cells(areas, MeshLevel::Km1);
    CHECK(offsets(cells[0]) == std::set<std::pair<int, int>>{{0, 0}});
    CHECK(offsets(cells[2]) == std::set<std::pair<int, int>>{{5, 5}});
}

TEST_CASE("A hole belongs to the area inside it") {
    geo::MultiPolygon around = rectangle(0.0, 0.0, 7.0, 7.0);
    around.polygons[0].holes.push_back(rectangle(2.5, 2.5, 4.5, 4.5).polygons[0].outer);
    const std::vector<geo::MultiPolygon> areas = {around, rectangle(2.5, 2.5, 4.5, 4.5)};
    const auto cells = synth::habitable_cells(areas, MeshLevel::Km1);
    CHECK(offsets(cells[1]) == std::set<std::pair<int, int>>{{3, 3}});
    CHECK(std::none_of(cells[0].begin(), cells[0].end(), [](MeshCell cell) {
        return cell.row() - kCorner.row() >= 2 && cell.row() - kCorner.row() <= 4 &&
               cell.column() - kCorner.column() >= 2 && cell.column() - kCorner.column() <= 4;
    }));
}
