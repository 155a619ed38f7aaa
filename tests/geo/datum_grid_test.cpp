// Tokyo datum to JGD2011: by GSI's parameters, by a grid of PROJ, approximately, and not at all.
#include "core/error.hpp"
#include "geo/crs.hpp"
#include "geo/datum_grid.hpp"
#include "geo/ellipsoid.hpp"
#include "support/catch.hpp"
#include "support/datum_grid_files.hpp"
#include "support/temporary_folder.hpp"

#include <fmt/format.h>

#include <cmath>

using namespace todoku;
using namespace todoku::geo;
using Catch::Matchers::WithinAbs;

namespace {

std::shared_ptr<const DatumGrid> grid_of(const std::string& text) {
    std::size_t bad = 0;
    auto grid = DatumGrid::parse(text, bad);
    REQUIRE(grid);
    return std::make_shared<const DatumGrid>(std::move(*grid));
}

double metres_apart(LatLng a, LatLng b) {
    return distance(a, b).value();
}

} // namespace

TEST_CASE("GSI's own parameters take GSI's own point where GSI's calculator takes it") {
    // Four corners of TKY2JGD.par Ver.2.1.2 around つくば; 国土地理院 測量計算サイト (TKY2JGD):
    // 36.103774792 N 140.087855042 E on Tokyo datum is 36.106966281 N 140.084576867 E.
    const auto grid = grid_of(test::kParOfTsukuba);
    CHECK(grid->corners() == 4);
    const auto place = grid->to_jgd2000({140.08785504166664, 36.103774791666666});
    REQUIRE(place);
    CHECK_THAT(place->lat(), WithinAbs(36.106966281, 1e-9));
    CHECK_THAT(place->lng(), WithinAbs(140.084576867, 1e-9));
    const ToJgd2011 convert("EPSG:4301", {grid, "", false});
    CHECK_FALSE(convert.is_identity());
    CHECK_FALSE(convert.approximate_m());
    CHECK(convert({140.08785504166664, 36.103774791666666}) == place);
}

TEST_CASE(
    "Plane rectangular coordinates on Tokyo datum lose their projection first, then the datum") {
    // The origin of system VI, 36 N 136 E on Tokyo datum, is the south-west corner of mesh
    // 54360000.
    const auto grid = grid_of("54360000 11.5 -10.5\n54360001 11.6 -10.4\n"
                              "54360010 11.7 -10.3\n54360011 11.8 -10.2\n");
    for (const char* crs : {"EPSG:30166", // Tokyo / Japan Plane Rectangular CS VI
                            "+proj=tmerc +lat_0=36 +lon_0=136 +k=0.9999 +ellps=bessel +type=crs"}) {
        INFO(crs);
        if (std::string(crs).front() == '+') { // no datum named: nothing says how to shift it
            CHECK_THROWS_AS(ToJgd2011(crs, {grid, "", true}), InputError);
            continue;
        }
        const auto place = ToJgd2011(crs, {grid, "", false})({1e-6, 1e-6});
        REQUIRE(place);
        CHECK_THAT(place->lat(), WithinAbs(36.0 + 11.5 / 3600.0, 1e-10));
        CHECK_THAT(place->lng(), WithinAbs(136.0 - 10.5 / 3600.0, 1e-10));
    }
}

TEST_CASE("The same grid as TKY2JGD.par and as NTv2 through PROJ gives the same places") {
    const test::TemporaryFolder folder;
    const auto par = grid_of(test::made_up_par(6, 6));
    const auto gsb = folder.write("grid of tests.gsb", test::made_up_ntv2(6, 6));
    const ToJgd2011 native("EPSG:4301", {par, "", false});
    const ToJgd2011 proj("EPSG:4301", {nullptr, gsb.string(), false});
    for (int i = 1; i < 40; ++i) {
        const double x = test::kGridWest + 5.0 / 80.0 * i / 41.0;
        const double y = test::kGridSouth + 5.0 / 120.0 * (41 - i) / 43.0;
        const auto a = native({x, y});
        const auto b = proj({x, y});
        REQUIRE(a);
        REQUIRE(b);
        CHECK(metres_apart(*a, *b) < 0.001);
        CHECK(metres_apart(*a, LatLng::from_degrees(y, x)) > 300.0); // and it moved at all
    }
    CHECK(native.outside_grid() == 0);
    CHECK(proj.outside_grid() == 0);
}

TEST_CASE("Outside the grid, at sea, three parameters serve and are counted") {
    const test::TemporaryFolder folder;
    const auto gsb = folder.write("grid.gsb", test::made_up_ntv2(6, 6));
    const auto par = grid_of(test::made_up_par(6, 6));
    for (const DatumRules& rules :
         {DatumRules{par, "", false}, DatumRules{nullptr, gsb.string(), false}}) {
        const ToJgd2011 convert("EPSG:4301", rules);
        const auto sea = convert({137.5, 33.5});
        REQUIRE(sea);
        // The linear formula in general use for the middle of Japan, good to metres: latitude grows
        // by -0.00010695 lat + 0.000017464 lon + 0.0046017 degrees, longitude by -0.000046038 lat -
        // 0.000083043 lon + 0.010040 degrees. 9 m is what EPSG promises of the three parameters.
        CHECK(metres_apart(*sea, LatLng::from_degrees(33.5 + 12.313 / 3600.0,
                                                      137.5 - 10.514 / 3600.0)) < 9.0);
        CHECK(convert.outside_grid() == 1);
    }
}

TEST_CASE("Without a grid Tokyo datum is refused, or converted approximately with its error said") {
    try {
        const ToJgd2011 convert("EPSG:30166");
        FAIL("taken without the TKY2JGD grid");
    } catch (const InputError& error) {
        CHECK_THAT(error.message().ja, Catch::Contains("datum_grid = \"TKY2JGD.par\"") &&
                                           Catch::Contains("--allow-approximate-datum"));
        CHECK_THAT(error.message().en, Catch::Contains("datum_grid = \"TKY2JGD.par\"") &&
                                           Catch::Contains("--allow-approximate-datum"));
    }
    const ToJgd2011 convert("EPSG:4301", {nullptr, "", true});
    REQUIRE(convert.approximate_m());
    CHECK(*convert.approximate_m() == 9.0); // EPSG:15483 "Tokyo to JGD2000 (1)"
    const auto place = convert({140.08785504166664, 36.103774791666666});
    REQUIRE(place);
    CHECK(metres_apart(*place, LatLng::from_degrees(36.106966281, 140.084576867)) < 9.0);
    CHECK(convert.outside_grid() == 0);
}

TEST_CASE("What is no datum grid is refused") {
    std::size_t line = 99;
    CHECK_FALSE(DatumGrid::parse("", line));
    CHECK(line == 0);
    CHECK_FALSE(DatumGrid::parse("名称,緯度,経度\n一,34,136\n", line));
    CHECK(line == 0);
    const std::string heading = "JGD2000-TokyoDatum Ver.2.1.2\nMeshCode   dB(sec)   dL(sec)\n";
    CHECK_FALSE(DatumGrid::parse(heading + "54401027  11.49105 -11.80078\n5440102x 1 1\n", line));
    CHECK(line == 4);
    for (const char* row : {"54401027  11.49105", "54401027  nan 1", "54401027 611.49105 1",
                            "54408027  11.49105 1", "54401827 1 1"}) {
        INFO(row);
        CHECK_FALSE(DatumGrid::parse(heading + "54401027  11.49105 -11.80078\n" + row, line));
        CHECK(line == 4);
    }
    const test::TemporaryFolder folder;
    const auto text = folder.write("no.gsb", "no grid");
    CHECK_THROWS_AS(ToJgd2011("EPSG:4301", {nullptr, text.string(), false}), InputError);
    CHECK_THROWS_AS(ToJgd2011("EPSG:4301", {nullptr, "/nowhere/a.gsb", false}), InputError);
}

TEST_CASE("The ground of 青森 to 岐阜 moved in 2011, and coordinates from before are told") {
    // EPSG:6713, area of use.
    for (const auto& [prefecture, moved] :
         {std::pair{1, false}, std::pair{2, true}, std::pair{4, true}, std::pair{21, true},
          std::pair{22, false}, std::pair{24, false}, std::pair{47, false}}) {
        INFO(prefecture);
        CHECK(moved_in_2011(prefecture) == moved);
    }
    DatumRules rules{nullptr, "", true};
    rules.ground_moved = true;
    CHECK(ToJgd2011("EPSG:4612", rules).moved_m() == 5.85);
    CHECK(ToJgd2011("EPSG:2452", rules).moved_m() == 5.85); // JGD2000, plane rectangular X
    CHECK(ToJgd2011("EPSG:4301", rules).moved_m() == 5.85); // the grid ends in JGD2000
    CHECK_FALSE(ToJgd2011("EPSG:6668", rules).moved_m());
    CHECK_FALSE(ToJgd2011("EPSG:4326", rules).moved_m());
    CHECK_FALSE(ToJgd2011("EPSG:4612").moved_m());
}

TEST_CASE("The datum's rules change nothing for other datums") {
    const auto par = grid_of(test::made_up_par(6, 6));
    const ToJgd2011 plain("EPSG:6674");
    const ToJgd2011 ruled("EPSG:6674", {par, "", true});
    CHECK(plain({1000, -2000}) == ruled({1000, -2000}));
    CHECK_FALSE(ruled.approximate_m());
}
