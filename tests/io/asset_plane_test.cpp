// Ledgers whose coordinates are X and Y of a plane.
#include "core/error.hpp"
#include "geo/crs.hpp"
#include "io/readers.hpp"
#include "io/written_file.hpp"
#include "support/catch.hpp"

#include <string>

using namespace todoku;
using Catch::Matchers::WithinAbs;

namespace {

// GSI's example point in system IX: X 11543.6883 is north, Y 22916.2436 is east.
io::LoadedAssets read(const std::string& text, const std::optional<std::string>& crs,
                      bool with_ground = true) {
    const test::WrittenFiles files;
    io::AssetSource source;
    source.file = files.write("l.csv", text);
    source.shown_as = "l.csv";
    source.crs = crs;
    if (with_ground) {
        source.placing.extent.extend(geo::LatLng::from_degrees(36.05, 140.0));
        source.placing.extent.extend(geo::LatLng::from_degrees(36.15, 140.2));
    }
    return io::read_assets(source);
}

void check_gsi_point(const io::LoadedAssets& loaded) {
    REQUIRE(loaded.value.size() == 1);
    CHECK_THAT(loaded.value[0].place.lat(), WithinAbs(36.103774791, 1e-8));
    CHECK_THAT(loaded.value[0].place.lng(), WithinAbs(140.087855041, 1e-8));
}

std::vector<const Issue*> exchanged(const io::LoadedAssets& loaded) {
    std::vector<const Issue*> found;
    for (const Issue& issue : loaded.issues) {
        if (issue.code == "asset_lat_lon_swapped") {
            found.push_back(&issue);
        }
    }
    return found;
}

} // namespace

TEST_CASE("X is north and Y east in plane rectangular systems, however the headers are spelled") {
    for (const std::string header : {"X,Y", "x,y", "X座標(m),Y座標(m)", "座標X,座標Y",
                                     "Ｘ座標,Ｙ座標", "平面直角座標X,平面直角座標Y"}) {
        INFO(header);
        for (const bool ground : {true, false}) {
            const auto loaded =
                read("名称," + header + "\nA会館,11543.6883,22916.2436\n", "EPSG:6677", ground);
            check_gsi_point(loaded);
            CHECK(exchanged(loaded).empty());
            CHECK(loaded.unused_headers.empty());
        }
    }
}

TEST_CASE("X is east in other projections and in degrees") {
    // The same point on UTM zone 54 and in degrees, as PROJ gives them.
    const geo::FromJgd2011 utm(6691);
    const geo::XY at = utm(geo::LatLng::from_degrees(36.103774791, 140.087855041));
    check_gsi_point(
        read("名称,X,Y\nA会館," + std::to_string(at.x) + "," + std::to_string(at.y) + "\n",
             "EPSG:6691"));
    check_gsi_point(read("名称,X,Y\nA会館,140.087855041,36.103774791\n", "EPSG:6668"));
}

TEST_CASE("X and Y the wrong way round are exchanged where all rows then lie on the ground") {
    const auto right = read("名称,X,Y\nA会館,1000,75000\nB会館,1200,76000\n", "EPSG:6677");
    const auto loaded = read("名称,X,Y\nA会館,75000,1000\nB会館,76000,1200\n", "EPSG:6677");
    REQUIRE(loaded.value.size() == 2);
    CHECK(exchanged(right).empty());
    CHECK(loaded.value[0].place == right.value.at(0).place);
    CHECK(loaded.value[1].place == right.value.at(1).place);
    CHECK(loaded.counts.repaired == 2);
    REQUIRE(exchanged(loaded).size() == 1);
    CHECK(exchanged(loaded)[0]->problem.ja == "すべての資産（2件）でXとYが逆です。");
}

TEST_CASE("An axis is not exchanged for some rows only") {
    // 75 km north of the origin is off the ground; 75 km east of it is on it.
    const auto loaded =
        read("名称,X,Y\nA会館,11543.6883,22916.2436\nB会館,75000,1000\n", "EPSG:6677");
    CHECK(loaded.value.size() == 1);
    CHECK(loaded.counts.rejected == 1);
    REQUIRE(exchanged(loaded).size() == 1);
    CHECK(exchanged(loaded)[0]->kind == IssueKind::Rejected);
}

TEST_CASE("X and Y of an unknown system are refused with what to write; empty ones do no harm") {
    for (const std::string header : {"名称,X,Y", "名称,X座標(m),Y座標(m)", "住所,x,y"}) {
        CHECK_THROWS_WITH(read(header + "\nA会館,11543.6883,22916.2436\n", std::nullopt),
                          Catch::Matchers::Contains("crs = \"EPSG:6674\""));
    }
    CHECK(read("名称,住所,X,Y\nA会館,つくば市北郷1,,\n", std::nullopt).unplaced.assets.size() == 1);
    CHECK(read("名称,緯度,経度,X,Y\nA会館,36.1,140.1,1,2\n", std::nullopt).value.size() == 1);
}
