// Distances, azimuths and areas on GRS80 against published figures.
#include "geo/ellipsoid.hpp"
#include "geo/geometry.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <cmath>
#include <numbers>

using namespace todoku;
using namespace todoku::geo;

namespace {

LatLng any_place_in_japan() {
    const double lat = 24.0 + *rc::gen::inRange(0, 22'000'000) * 1e-6;
    const double lng = 123.0 + *rc::gen::inRange(0, 25'000'000) * 1e-6;
    return LatLng::from_degrees(lat, lng);
}

} // namespace

TEST_CASE("Distance and azimuths of GSI's example, Tsukuba to the origin in Tokyo") {
    // 国土地理院 測量計算サイト, 距離と方位角の計算: 58,643.804 m; azimuths 211°59'33.10" and
    // 31°47'29.18".
    const LatLng tsukuba = LatLng::from_degrees(36.10377477777778, 140.08785502777778);
    const LatLng tokyo = LatLng::from_degrees(35.65502847222223, 139.74475044444443);
    CHECK_THAT(distance(tsukuba, tokyo).value(), Catch::Matchers::WithinAbs(58643.804, 0.0005));
    CHECK_THAT(azimuth(tsukuba, tokyo),
               Catch::Matchers::WithinAbs(211 + 59 / 60.0 + 33.10 / 3600, 0.01 / 3600));
    CHECK_THAT(azimuth(tokyo, tsukuba),
               Catch::Matchers::WithinAbs(31 + 47 / 60.0 + 29.18 / 3600, 0.01 / 3600));
}

TEST_CASE("The way there and the way back agree") {
    CHECK(rc::check([] {
        const LatLng from = any_place_in_japan();
        const double bearing = *rc::gen::inRange(0, 360);
        const double metres = *rc::gen::inRange(1, 50'000);
        const LatLng to = destination(from, bearing, Metres(metres));
        RC_ASSERT(std::abs(distance(from, to).value() - metres) < 1e-6);
        RC_ASSERT(std::abs(distance(to, from).value() - metres) < 1e-6);
        const double turn = std::abs(azimuth(from, to) - bearing);
        RC_ASSERT(std::min(turn, 360.0 - turn) < 1e-3);
    }));
    const LatLng here = LatLng::from_degrees(34.7, 136.5);
    CHECK(distance(here, here) == Metres(0.0));
}

TEST_CASE("The whole ellipsoid has the area of the sphere of its authalic radius") {
    // Moritz (2000), Geodetic Reference System 1980: R2 = 6 371 007.1810 m, the sphere of same
    // surface.
    const double radius = 6371007.1810;
    const double sphere = 4.0 * std::numbers::pi * radius * radius;
    CHECK_THAT(area(Box{-90, -180, 90, 180}).value(), Catch::Matchers::WithinRel(sphere, 1e-10));
    CHECK(area(Box{}).value() == 0.0);
}

TEST_CASE("The authalic sine runs from -1 to 1 without turning back") {
    CHECK_THAT(authalic_sine(90), Catch::Matchers::WithinAbs(1.0, 1e-15));
    CHECK_THAT(authalic_sine(-90), Catch::Matchers::WithinAbs(-1.0, 1e-15));
    CHECK(authalic_sine(0) == 0.0);
    double before = -2.0;
    for (int lat = -90; lat <= 90; ++lat) {
        CHECK(authalic_sine(lat) > before);
        before = authalic_sine(lat);
    }
}

TEST_CASE("A box has the area of its ring and of its parts") {
    CHECK(rc::check([] {
        const LatLng p = any_place_in_japan();
        const Box box{p.lat(), p.lng(), p.lat() + 0.1, p.lng() + 0.2};
        const Ring ring = {
            LatLng::from_degrees(box.south, box.west), LatLng::from_degrees(box.south, box.east),
            LatLng::from_degrees(box.north, box.east), LatLng::from_degrees(box.north, box.west)};
        const double whole = area(box).value();
        RC_ASSERT(std::abs(area(ring).value() - whole) < 1e-9 * whole);
        const double middle = box.south + 0.037;
        const double parts = area(Box{box.south, box.west, middle, box.east}).value() +
                             area(Box{middle, box.west, box.north, box.east}).value();
        RC_ASSERT(std::abs(parts - whole) < 1e-9 * whole);
    }));
}

TEST_CASE("A kilometre mesh cell near Tsu has the size the mesh tables state") {
    // reference/japan.md 4.1: a 500 m cell at 34.5 N is 462 m x 574 m = 0.265 km2.
    const Box cell{34.5, 136.5, 34.5 + 15.0 / 3600, 136.5 + 22.5 / 3600};
    CHECK_THAT(area(cell).value(), Catch::Matchers::WithinAbs(0.265e6, 0.0005e6));
    CHECK_THAT(distance(LatLng::from_degrees(cell.south, cell.west),
                        LatLng::from_degrees(cell.north, cell.west))
                   .value(),
               Catch::Matchers::WithinAbs(462, 0.5));
    CHECK_THAT(distance(LatLng::from_degrees(cell.south, cell.west),
                        LatLng::from_degrees(cell.south, cell.east))
                   .value(),
               Catch::Matchers::WithinAbs(574, 0.5));
}

TEST_CASE(
    "The local frame keeps its promise of 1 part in 10^4 near by and returns what it was given") {
    CHECK(rc::check([] {
        const LatLng origin = any_place_in_japan();
        const LocalFrame frame(origin);
        const double bearing = *rc::gen::inRange(0, 360);
        const LatLng p = destination(origin, bearing, Metres(500.0));
        const auto offset = frame.to_metres(p);
        RC_ASSERT(std::abs(std::hypot(offset.east_m, offset.north_m) - 500.0) < 0.05);
        const LatLng back = frame.to_lat_lng(offset);
        RC_ASSERT(std::abs(back.lat() - p.lat()) < 1e-12);
        RC_ASSERT(std::abs(back.lng() - p.lng()) < 1e-12);
    }));
}
