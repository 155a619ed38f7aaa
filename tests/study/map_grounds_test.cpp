#include "study/map_grounds.hpp"
#include "study/overview_map.hpp"
#include "support/catch.hpp"

using namespace todoku;
using namespace todoku::study;

namespace {

geo::Polygon box(double south, double west, double north, double east) {
    using geo::LatLng;
    geo::Polygon polygon;
    polygon.outer = {LatLng::from_degrees(south, west), LatLng::from_degrees(south, east),
                     LatLng::from_degrees(north, east), LatLng::from_degrees(north, west)};
    return polygon;
}

// Two towns of the main island, an island far off with a rock farther still, and a rock of a main
// town where nobody lives.
struct Islands {
    Inputs inputs;
    domain::StudyGrid grid;
    StudyFile study;

    Islands() {
        study.prefecture = 47;
        add("那覇市", {box(26.1, 127.6, 26.3, 127.8), box(25.7, 123.4, 25.8, 123.5)});
        add("名護市", {box(26.5, 127.9, 26.7, 128.1)});
        add("南大東村", {box(25.8, 131.2, 25.9, 131.3), box(24.4, 131.1, 24.5, 131.2)});
        settle(0, 26.2, 127.7, 300.0);
        settle(1, 26.6, 128.0, 60.0);
        settle(2, 25.85, 131.25, 12.0);
    }

    void add(const char* name, std::vector<geo::Polygon> parts) {
        domain::Municipality municipality;
        municipality.name = name;
        municipality.boundary.polygons = std::move(parts);
        inputs.municipalities.push_back(std::move(municipality));
    }
    void settle(std::uint32_t municipality, double lat, double lng, double people) {
        const auto window =
            domain::MeshWindow::around({lat, lng, lat + 1e-6, lng + 1e-6}, domain::MeshLevel::M250);
        if (grid.part_begin.empty()) {
            grid.part_begin.push_back(0);
        }
        grid.cells.push_back(window.cell(0));
        grid.population.push_back(people);
        grid.parts.push_back({municipality, 1.0});
        grid.part_begin.push_back(static_cast<std::uint32_t>(grid.parts.size()));
    }
};

} // namespace

TEST_CASE("Islands far apart have an overview each, most people first, rocks none") {
    const Islands islands;
    const std::vector<MapGround> grounds = map_grounds(islands.study, islands.inputs, islands.grid);
    REQUIRE(grounds.size() == 2);
    CHECK(grounds[0].name == "那覇市ほか");
    CHECK(grounds[0].extent.west == 127.6);
    CHECK(grounds[0].extent.north == 26.7);
    CHECK(grounds[0].epsg == 6683); // XV
    CHECK(grounds[1].name == "南大東村");
    CHECK(grounds[1].extent.south == 25.8); // without the rock
    CHECK(grounds[1].epsg == 6685);         // XVII
}

TEST_CASE("What lies together is one overview of all municipalities") {
    Islands islands;
    islands.inputs.municipalities.pop_back();
    islands.inputs.municipalities[0].boundary.polygons.pop_back();
    const std::vector<MapGround> grounds = map_grounds(islands.study, islands.inputs, islands.grid);
    REQUIRE(grounds.size() == 1);
    CHECK(grounds[0].name.empty());
    CHECK(grounds[0].extent.south == 26.1);
    CHECK(grounds[0].extent.east == 128.1);
}

TEST_CASE("A municipality's sheet shows the islands that people live on, or all where near") {
    const Islands islands;
    const geo::Box far = municipality_extent(islands.inputs, islands.grid, 2);
    CHECK(far.south == 25.8);
    const geo::Box near = municipality_extent(islands.inputs, islands.grid, 1);
    CHECK(near.south == 26.5);
    CHECK(near.east == 128.1);
}

TEST_CASE("A page of the overview says which it is, and leads to its own places alone") {
    const Islands islands;
    const std::vector<MapGround> grounds = map_grounds(islands.study, islands.inputs, islands.grid);
    report::MapSheet sheet;
    sheet.subtitle = "沖縄県";
    sheet.author = "沖縄県";
    sheet.gaps = {{.number = 1, .at = geo::LatLng::from_degrees(26.2, 127.7)},
                  {.number = 2, .at = geo::LatLng::from_degrees(25.85, 131.25)}};
    const report::MapSheet second = overview_page(sheet, grounds, 1);
    CHECK(second.subtitle == "沖縄県　南大東村（2 / 2）");
    CHECK(second.footer == "沖縄県　2 / 2");
    CHECK_FALSE(second.gaps[0].target);
    CHECK(second.gaps[1].target);
    const std::vector<MapGround> one = {{grounds[0].extent, 6683, ""}};
    CHECK(overview_page(sheet, one, 0).subtitle == "沖縄県"); // as it was
}
