// Files' coordinate systems to JGD2011.
#include "core/error.hpp"
#include "geo/crs.hpp"
#include "geo/ellipsoid.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <cmath>
#include <limits>

using namespace todoku;
using namespace todoku::geo;

TEST_CASE("Geographic JGD2011, JGD2000 and WGS 84 are taken over as they are") {
    for (const char* crs : {"EPSG:6668", "EPSG:4612", "EPSG:4326", "EPSG:6667"}) {
        INFO(crs);
        const ToJgd2011 convert(crs);
        CHECK(convert.is_identity());
        CHECK(convert({136.5, 34.7}) == LatLng::from_degrees(34.7, 136.5));
    }
    CHECK(ToJgd2011("EPSG:6668").name() == "JGD2011");
}

TEST_CASE("ESRI WKT of the .prj files that 国土数値情報 ships is understood") {
    const ToJgd2011 convert("GEOGCS[\"GCS_JGD_2000\",DATUM[\"D_JGD_2000\",SPHEROID[\"GRS_1980\","
                            "6378137.0,298.257222101]],"
                            "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]");
    CHECK(convert.is_identity());
}

TEST_CASE("GSI's published plane rectangular coordinates come back as latitude and longitude") {
    // 国土地理院 測量計算サイト: 36.103774791, 140.087855041 in system IX is X 11573.375
    // m, Y 22694.980 m.
    for (const char* crs : {"EPSG:6677", "EPSG:2451"}) { // JGD2011 / IX, JGD2000 / IX
        INFO(crs);
        const ToJgd2011 convert(crs);
        CHECK_FALSE(convert.is_identity());
        const auto point = convert({22916.2436, 11543.6883}); // GIS order: east first
        REQUIRE(point.has_value());
        CHECK_THAT(point->lat(), Catch::Matchers::WithinAbs(36.103774791, 2e-9));
        CHECK_THAT(point->lng(), Catch::Matchers::WithinAbs(140.087855041, 2e-9));
    }
}

TEST_CASE("The origin of Mie's system VI is 36 N 136 E with scale 0.9999") {
    // 平成14年国土交通省告示第9号.
    for (const char* crs : {"EPSG:6674", "EPSG:2448"}) {
        const auto origin = ToJgd2011(crs)({0, 0});
        REQUIRE(origin.has_value());
        CHECK_THAT(origin->lat(), Catch::Matchers::WithinAbs(36.0, 1e-10));
        CHECK_THAT(origin->lng(), Catch::Matchers::WithinAbs(136.0, 1e-10));
    }
    const FromJgd2011 project(6674);
    const LatLng centre = LatLng::from_degrees(36.0, 136.0);
    const LatLng north = destination(centre, 0.0, Metres(1000.0));
    CHECK_THAT(project(north).y, Catch::Matchers::WithinAbs(999.9, 1e-4));
}

TEST_CASE("Projecting and unprojecting are inverse over the prefecture") {
    const FromJgd2011 project(6674);
    const ToJgd2011 convert("EPSG:6674");
    CHECK(rc::check([&] {
        const double lat = 33.6 + *rc::gen::inRange(0, 1'700'000) * 1e-6;
        const double lng = 135.8 + *rc::gen::inRange(0, 1'300'000) * 1e-6;
        const LatLng p = LatLng::from_degrees(lat, lng);
        const auto back = convert(project(p));
        RC_ASSERT(back.has_value());
        RC_ASSERT(std::abs(back->lat() - lat) < 1e-9);
        RC_ASSERT(std::abs(back->lng() - lng) < 1e-9);
        const LatLng inverse = project.inverse(project(p));
        RC_ASSERT(std::abs(inverse.lat() - lat) < 1e-9);
        RC_ASSERT(std::abs(inverse.lng() - lng) < 1e-9);
    }));
}

TEST_CASE("Tokyo datum is refused where the grid is not installed: 10 m would move people between "
          "cells") {
    for (const char* crs : {"EPSG:4301", "EPSG:30166"}) {
        INFO(crs);
        try {
            const ToJgd2011 convert(crs);
            FAIL("taken without the TKY2JGD grid");
        } catch (const InputError& error) {
            CHECK_THAT(error.message().ja, Catch::Matchers::Contains("TKY2JGD"));
            CHECK_THAT(error.message().en, Catch::Matchers::Contains("Tokyo"));
        }
    }
}

TEST_CASE("What PROJ does not know is refused with what to write instead") {
    for (const char* crs : {"EPSG:999999", "", "平面直角座標系6系", "EPSG:", "+proj=nonsense"}) {
        INFO(crs);
        CHECK_THROWS_AS(ToJgd2011(crs), InputError);
    }
}

TEST_CASE("Coordinates that are no place give nothing") {
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK_FALSE(ToJgd2011("EPSG:6668")({std::nan(""), 34.0}).has_value());
    CHECK_FALSE(ToJgd2011("EPSG:6674")({infinity, 0.0}).has_value());
    CHECK_FALSE(ToJgd2011("EPSG:6674")({1e30, 1e30}).has_value());
}

TEST_CASE("Web Mercator is unprojected on WGS 84") {
    // EPSG Guidance Note 7-2, 3.5.1: the sphere of radius 6 378 137 m.
    const double x = 6378137.0 * 136.5 * std::acos(-1.0) / 180.0;
    const auto point = ToJgd2011("EPSG:3857")({x, 0.0});
    REQUIRE(point.has_value());
    CHECK_THAT(point->lng(), Catch::Matchers::WithinAbs(136.5, 1e-9));
    CHECK_THAT(point->lat(), Catch::Matchers::WithinAbs(0.0, 1e-9));
}

TEST_CASE("Each prefecture has its main plane rectangular system") {
    CHECK(plane_rectangular_epsg(24) == 6674); // Mie VI
    CHECK(plane_rectangular_epsg(13) == 6677); // Tokyo IX
    CHECK(plane_rectangular_epsg(23) == 6675); // Aichi VII
    CHECK(plane_rectangular_epsg(1) == 6680);  // Hokkaido XII
    CHECK(plane_rectangular_epsg(47) == 6683); // Okinawa XV
    CHECK(plane_rectangular_epsg(42) == 6669); // Nagasaki I
}
