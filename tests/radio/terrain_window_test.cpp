// Heights along rays from a site, inside the terrain and where it ends.
#include "geo/ellipsoid.hpp"
#include "radio/terrain_window.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

namespace {

using namespace todoku;
using namespace todoku::radio;
using Catch::Matchers::WithinAbs;
using geo::LatLng;

/// 300 x 240 posts of about 10 m, 100 m above the sea at least, with one void.
geo::HeightGrid slopes() {
    geo::HeightGrid grid;
    grid.rows = 300;
    grid.columns = 240;
    grid.north = 34.7;
    grid.west = 136.5;
    grid.lat_step = 9e-5;
    grid.lng_step = 11e-5;
    for (std::size_t r = 0; r < grid.rows; ++r) {
        for (std::size_t c = 0; c < grid.columns; ++c) {
            grid.heights.push_back(100.0F + static_cast<float>((r * 7 + c * 13) % 20));
        }
    }
    grid.heights[120 * grid.columns + 40] = std::numeric_limits<float>::quiet_NaN();
    return grid;
}

/// A place by posts from the north-west.
LatLng at(const geo::HeightGrid& grid, double row, double column) {
    return LatLng::from_degrees(grid.north - row * grid.lat_step,
                                grid.west + column * grid.lng_step);
}

} // namespace

TEST_CASE("Rays that leave the terrain have its heights and sea level beyond") {
    const geo::HeightGrid grid = slopes();
    const auto [row, column] = GENERATE(table<double, double>({{150.3, 120.6},
                                                               {3.2, 100.1},
                                                               {298.5, 238.7},
                                                               {120.4, 38.2},
                                                               {-40.2, 60.3},
                                                               {150.7, 300.4},
                                                               {320.6, -30.7}}));
    CAPTURE(row, column);
    const LatLng site = at(grid, row, column);
    const TerrainWindow window(&grid, site, 1000.0);
    const geo::LocalFrame frame(site);
    std::vector<float> heights(151);
    std::size_t beyond = 0;
    for (int turn = 0; turn < 64; ++turn) {
        const double angle = std::numbers::pi * turn / 32.0 + 0.01;
        const LatLng end = frame.to_lat_lng({1000.0 * std::cos(angle), 1000.0 * std::sin(angle)});
        window.sample(end, 150, heights.data());
        for (std::size_t i = 0; i <= 150; ++i) {
            const double share = static_cast<double>(i) / 150.0;
            const LatLng place =
                LatLng::from_degrees(site.lat() + share * (end.lat() - site.lat()),
                                     site.lng() + share * (end.lng() - site.lng()));
            const double y = (grid.north - place.lat()) / grid.lat_step;
            const double x = (place.lng() - grid.west) / grid.lng_step;
            const double edge =
                std::min({std::abs(y), std::abs(x), std::abs(y - 299.0), std::abs(x - 239.0)});
            if (edge < 1e-3) {
                continue; // places are float
            }
            beyond += heights[i] == 0.0F ? 1U : 0U;
            CHECK_THAT(heights[i], WithinAbs(grid.height(place), 0.02));
        }
    }
    CHECK((beyond > 0) == (row != 150.3));
}

TEST_CASE("A place on the terrain's last post has that post's height") {
    const geo::HeightGrid grid = slopes();
    const TerrainWindow window(&grid, at(grid, 298.0, 238.0), 500.0);
    std::vector<float> heights(3);
    window.sample(at(grid, 298.0, 240.0), 2, heights.data());
    CHECK(heights[1] == grid.at(298, 239));
    CHECK(heights[2] == 0.0F);
}

TEST_CASE("Terrain elsewhere is sea level") {
    const geo::HeightGrid grid = slopes();
    const LatLng site = LatLng::from_degrees(35.5, 136.5);
    std::vector<float> heights(11, 5.0F);
    TerrainWindow(&grid, site, 1000.0)
        .sample(LatLng::from_degrees(35.505, 136.5), 10, heights.data());
    CHECK(heights == std::vector<float>(11, 0.0F));
}
