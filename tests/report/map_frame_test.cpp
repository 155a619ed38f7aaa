#include "geo/ellipsoid.hpp"
#include "report/map_frame.hpp"
#include "report/map_furniture.hpp"
#include "support/catch.hpp"

#include <cmath>

using namespace todoku;
using namespace todoku::report::sheet;

namespace {

constexpr Rect kPage = {40.0, 90.0, 560.0, 1000.0};
constexpr geo::Box kMie = {33.72, 135.85, 35.26, 136.99};

} // namespace

TEST_CASE("Scales are round and never smaller than what fits") {
    CHECK(round_scale(487000.0) == 500000.0);
    CHECK(round_scale(500000.0) == 500000.0);
    CHECK(round_scale(500001.0) == 550000.0);
    CHECK(round_scale(9700.0) == 10000.0);
    CHECK(round_scale(1013.0) == 1200.0);
    for (double needed = 1000.0; needed < 3e6; needed *= 1.013) {
        CHECK(round_scale(needed) >= needed * (1.0 - 1e-9));
        CHECK(round_scale(needed) <= needed * 1.25);
    }
}

TEST_CASE("The whole extent lies inside the frame, in its middle") {
    const MapFrame frame(6674, kPage, kMie);
    for (const double lat : {kMie.south, 34.5, kMie.north}) {
        for (const double lng : {kMie.west, 136.4, kMie.east}) {
            CHECK(kPage.contains(frame.to_page(geo::LatLng::from_degrees(lat, lng))));
        }
    }
    CHECK(frame.scale_denominator() ==
          round_scale(MapFrame::needed_scale(6674, {kPage.width, kPage.height}, kMie)));
}

TEST_CASE("Positions on the sheet are right to a thousandth of a millimetre") {
    for (const geo::Box& extent : {kMie, geo::Box{34.40, 136.20, 34.41, 136.21}}) {
        const MapFrame frame(6674, kPage, extent);
        for (double y = 0.03; y < 1.0; y += 0.07) {
            for (double x = 0.02; x < 1.0; x += 0.09) {
                const Point point = {kPage.x + kPage.width * x, kPage.y + kPage.height * y};
                const Point back = frame.to_page(frame.to_ground(point)); // PROJ, then the table
                CHECK(std::hypot(back.x - point.x, back.y - point.y) < mm(0.001));
            }
        }
    }
}

TEST_CASE("A millimetre on the sheet is the scale's metres on the ground") {
    const MapFrame frame(6674, kPage, kMie);
    const geo::LatLng a = frame.to_ground(kPage.centre());
    const geo::LatLng b = frame.to_ground({kPage.centre().x + mm(10.0), kPage.centre().y});
    // Scale factor of the plane rectangular systems: 0.9999 in the middle, 1.0001 at the edge (GSI
    // notice 2002 no. 9).
    CHECK_THAT(geo::distance(a, b).value(),
               Catch::Matchers::WithinRel(frame.scale_denominator() * 0.01, 1.5e-4));
}

TEST_CASE("True north leans by the convergence of the meridian") {
    // Convergence is (longitude - origin) sin latitude; system VI begins at 136 degrees east. East
    // of it grid north lies east of true north, so true north points left of up.
    const MapFrame frame(6674, kPage, {34.4, 136.9, 34.6, 137.1});
    const double convergence = std::sin(34.5 * 3.14159265358979 / 180.0) * 1.0;
    CHECK_THAT(frame.north_angle() * 180.0 / 3.14159265358979,
               Catch::Matchers::WithinAbs(-convergence, 0.002));
}

TEST_CASE("A place without extent is shown with its surroundings") {
    const MapFrame frame(6674, kPage, {34.5, 136.5, 34.5, 136.5});
    CHECK(frame.scale_denominator() >= 1000.0);
    const Point middle = frame.to_page(geo::LatLng::from_degrees(34.5, 136.5));
    CHECK_THAT(middle.x, Catch::Matchers::WithinAbs(kPage.centre().x, 0.01));
    CHECK_THAT(middle.y, Catch::Matchers::WithinAbs(kPage.centre().y, 0.01));
}

TEST_CASE("Scale bars and graticules use customary steps") {
    for (const double size : {0.005, 0.02, 0.07, 0.3, 1.1, 4.0}) {
        const MapFrame frame(6674, kPage, {34.0, 136.0, 34.0 + size, 136.0 + size});
        const ScaleBar bar = scale_bar(frame, 150.0);
        const double decade = std::pow(10.0, std::floor(std::log10(bar.length_m * 1.0000001)));
        const double figure = std::round(bar.length_m / decade * 1e6) / 1e6;
        CHECK((figure == 1.0 || figure == 2.0 || figure == 5.0));
        const double length = bar.length_m / frame.metres_per_point();
        CHECK(length <= 150.0);
        CHECK(length > 59.0);
        CHECK(graticule_step(frame, 1.0) >= 1);
    }
    CHECK(degrees_and_minutes(136 * 60 + 5) == "136°05′");
}
