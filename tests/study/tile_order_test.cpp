#include "study/tile_order.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace todoku;
using namespace todoku::study;

TEST_CASE("Tiles off the ground are tried in the orders that tools write") {
    const test::TemporaryFolder folder;
    folder.write("12/3602/2475.jpg", "");
    const geo::Box ground{34.6, 136.4, 34.8, 136.7};
    // The ground's own tiles at zoom 12 are columns 3600 to 3603 and rows 1624 to 1626.
    const auto order = [&](const geo::Box& box, const std::string& pattern = "") {
        return order_on_ground(folder.path(), pattern, box, ground);
    };
    // Rows from the south (TMS, gdal2tiles) are read as the mirror of the ground.
    const geo::Box mirror{-34.8, 136.5, -34.6, 136.6};
    CHECK(order(mirror) == "{z}/{x}/{-y}.jpg");
    CHECK(order(mirror, "a/{z}_{x}_{-y}.png") == "a/{z}_{x}_{y}.png");
    // Columns and rows exchanged: row 1626.6 of 4096 as a column is 37.04 W, 3601.6 as a row 79.46
    // S.
    const geo::Box swapped{-79.5, -37.1, -79.4, -37.0};
    CHECK(order(swapped) == "{z}/{y}/{x}.jpg");
    // Both.
    const geo::Box both{-79.5, 37.0, -79.4, 37.1};
    CHECK(order(both, "{z}/{x}/{y}.png") == "{z}/{-y}/{x}.png");
    CHECK(order({35.5, 139.5, 35.7, 139.8}).empty()); // Tokyo is Tokyo
}
