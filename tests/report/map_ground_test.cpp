#include "report/map_ground.hpp"
#include "report/map_palette.hpp"
#include "support/catch.hpp"

#include <cmath>

using namespace todoku;
using namespace todoku::report::sheet;

namespace {

constexpr Rect kPage = {0.0, 0.0, 300.0, 300.0};
constexpr geo::Box kExtent = {34.0, 136.0, 34.2, 136.2};

// West half land at `rise` metres a step towards the east, east half sea (void).
geo::HeightGrid half_land(float rise) {
    geo::HeightGrid grid;
    grid.north = 34.6;
    grid.west = 135.6;
    grid.lat_step = grid.lng_step = 0.005;
    grid.rows = grid.columns = 201;
    for (std::size_t row = 0; row < grid.rows; ++row) {
        for (std::size_t column = 0; column < grid.columns; ++column) {
            grid.heights.push_back(column <= 100 ? 10.0F + rise * static_cast<float>(column)
                                                 : std::numeric_limits<float>::quiet_NaN());
        }
    }
    return grid;
}

double brightness(std::uint32_t pixel) {
    return (pixel & 0xFFU) + ((pixel >> 8U) & 0xFFU) + ((pixel >> 16U) & 0xFFU);
}

} // namespace

TEST_CASE("Slopes towards the north-west are lit, slopes away from it lie in shadow") {
    CHECK_THAT(hillshade(0.0, 0.0), Catch::Matchers::WithinAbs(1.0, 1e-12));
    CHECK(hillshade(0.3, 0.3) > 1.0);   // rises to the south-east: faces north-west
    CHECK(hillshade(-0.3, -0.3) < 1.0); // faces south-east
    CHECK_THAT(hillshade(0.3, -0.3), Catch::Matchers::WithinAbs(1.0 / std::sqrt(1.18), 1e-12));
    // Facing the light squarely: slope 45 degrees towards azimuth 315.
    const double square = std::sqrt(0.5);
    CHECK_THAT(hillshade(square, square), Catch::Matchers::WithinAbs(std::sqrt(2.0), 1e-12));
}

TEST_CASE("Land that is not the prefecture's and the sea are told apart by height") {
    const MapFrame frame(6674, kPage, kExtent);
    const geo::HeightGrid terrain = half_land(0.0F);
    const Territory own = {"町", {{{20.0, 20.0}, {100.0, 20.0}, {100.0, 100.0}, {20.0, 100.0}}}};
    const GroundPicture picture = paint_ground(frame, &terrain, std::vector{own}, 144.0);
    CHECK(picture.at({60.0, 60.0}) == GroundKind::Own);
    CHECK(picture.at({60.0, 200.0}) == GroundKind::OtherLand);
    CHECK(picture.at({250.0, 150.0}) == GroundKind::Sea);
    CHECK(picture.shows_sea);
    CHECK(picture.shows_other_land);
    CHECK_FALSE(picture.shows_unknown);
    CHECK(picture.pixels.size() == static_cast<std::size_t>(picture.width * picture.height));
    CHECK(picture.width == 600);
}

TEST_CASE("Without terrain nothing claims to be the sea") {
    const MapFrame frame(6674, kPage, kExtent);
    const Territory own = {"町", {{{20.0, 20.0}, {100.0, 20.0}, {100.0, 100.0}, {20.0, 100.0}}}};
    const GroundPicture picture = paint_ground(frame, nullptr, std::vector{own}, 72.0);
    CHECK(picture.at({60.0, 60.0}) == GroundKind::Own);
    CHECK(picture.at({200.0, 200.0}) == GroundKind::Unknown);
    CHECK_FALSE(picture.shows_sea);
    CHECK_FALSE(picture.shows_other_land);
    CHECK_FALSE(picture.shows_relief);
}

TEST_CASE("Terrain beyond which nothing is known stays unknown") {
    const MapFrame frame(6674, kPage, {34.5, 136.0, 34.7, 136.2}); // the grid ends at 34.6
    const geo::HeightGrid terrain = half_land(0.0F);
    const GroundPicture picture = paint_ground(frame, &terrain, {}, 72.0);
    CHECK(picture.at({150.0, 10.0}) == GroundKind::Unknown);
    CHECK(picture.at({20.0, 290.0}) == GroundKind::OtherLand);
}

TEST_CASE("A slope that faces the light is brighter on the map than its back") {
    const MapFrame frame(6674, kPage, kExtent);
    const Territory all = {"町", {{{0.0, 0.0}, {300.0, 0.0}, {300.0, 300.0}, {0.0, 300.0}}}};
    const geo::HeightGrid up = half_land(60.0F); // rises to the east: faces west
    const geo::HeightGrid down = half_land(-60.0F);
    const GroundPicture lit = paint_ground(frame, &up, std::vector{all}, 72.0);
    const GroundPicture shaded = paint_ground(frame, &down, std::vector{all}, 72.0);
    const std::size_t pixel = 150 * 300 + 50;
    CHECK(brightness(lit.pixels[pixel]) > brightness(shaded.pixels[pixel]) + 30.0);
}

TEST_CASE("A sliver of land along the own shore is shore, not another prefecture") {
    const MapFrame frame(6674, kPage, kExtent);
    const geo::HeightGrid terrain = half_land(0.0F);
    // Own ground ends one point short of where the terrain turns to sea.
    const double shore =
        frame.to_page(geo::LatLng::from_degrees(34.1, 136.105)).x; // heights reach 0 here
    const Territory own = {
        "町", {{{-50.0, -50.0}, {shore - 1.0, -50.0}, {shore - 1.0, 350.0}, {-50.0, 350.0}}}};
    const GroundPicture picture = paint_ground(frame, &terrain, std::vector{own}, 144.0);
    CHECK(picture.at({shore - 0.4, 150.0}) == GroundKind::Sea);
    CHECK_FALSE(picture.shows_other_land);
}
