// Heights between posts.
#include "geo/height_grid.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <limits>

using namespace todoku::geo;

namespace {

/// 3 x 3 posts a tenth of a degree apart; the south-eastern one is a void:
///   0 10 20
///  30 40 50
///  60 70  -
HeightGrid grid() {
    return {.north = 35.0,
            .west = 136.0,
            .lat_step = 0.1,
            .lng_step = 0.1,
            .rows = 3,
            .columns = 3,
            .heights = {0, 10, 20, 30, 40, 50, 60, 70, std::numeric_limits<float>::quiet_NaN()}};
}

float at(double lat, double lng) {
    return grid().height(LatLng::from_degrees(lat, lng));
}

} // namespace

TEST_CASE("On a post its height, between posts the bilinear mean") {
    CHECK_THAT(at(35.0, 136.0), Catch::Matchers::WithinAbs(0.0, 1e-3));
    CHECK_THAT(at(34.9, 136.1), Catch::Matchers::WithinAbs(40.0, 1e-3));
    CHECK_THAT(at(34.95, 136.05), Catch::Matchers::WithinAbs(20.0, 1e-3));
    CHECK_THAT(at(34.925, 136.0), Catch::Matchers::WithinAbs(22.5, 1e-3));
    CHECK_THAT(at(34.95, 136.2), Catch::Matchers::WithinAbs(35.0, 1e-3));
}

TEST_CASE("Outside is sea, a void counts as sea level and is not known") {
    CHECK(at(35.01, 136.1) == 0.0F);
    CHECK(at(34.9, 136.21) == 0.0F);
    CHECK_THAT(at(34.85, 136.15), Catch::Matchers::WithinAbs((40 + 50 + 70 + 0) / 4.0, 1e-3));
    CHECK(grid().known(LatLng::from_degrees(34.95, 136.05)));
    CHECK_FALSE(grid().known(LatLng::from_degrees(34.85, 136.15)));
    CHECK_FALSE(grid().known(LatLng::from_degrees(35.01, 136.1)));
    CHECK_FALSE(grid().known(LatLng::from_degrees(std::nan(""), 136.1)));
}

TEST_CASE("The box spans the posts and the step is in metres") {
    const Box box = grid().box();
    CHECK(box.north == 35.0);
    CHECK_THAT(box.south, Catch::Matchers::WithinAbs(34.8, 1e-12));
    CHECK_THAT(box.east, Catch::Matchers::WithinAbs(136.2, 1e-12));
    // A tenth of a degree at 34.9 N: 11.09 km of latitude, 9.14 km of longitude.
    CHECK_THAT(grid().step_m(), Catch::Matchers::WithinAbs((11093.0 + 9137.0) / 2, 10.0));
    CHECK(HeightGrid{}.empty());
    CHECK(HeightGrid{}.box().empty());
    CHECK(HeightGrid{}.height(LatLng::from_degrees(34.9, 136.1)) == 0.0F);
    CHECK(HeightGrid{}.step_m() == 0.0);
}
