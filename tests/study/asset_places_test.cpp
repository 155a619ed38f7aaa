// Which municipality assets stand in, and which stand in none of the study's.
#include "study/asset_places.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace todoku;

namespace {

domain::Municipality square(int prefecture, int number, const std::string& name, double west,
                            double east) {
    domain::Municipality municipality;
    municipality.code = domain::GovernmentCode(prefecture, number);
    municipality.name = name;
    const auto at = [](double lat, double lng) { return geo::LatLng::from_degrees(lat, lng); };
    geo::Polygon polygon;
    polygon.outer = {at(33.9, west), at(33.9, east), at(34.0, east), at(34.0, west),
                     at(33.9, west)};
    municipality.boundary.polygons.push_back(polygon);
    return municipality;
}

domain::Asset asset_at(double lng, const std::string& address = "") {
    domain::Asset asset;
    asset.name = "診療所";
    asset.address = address;
    asset.place = geo::LatLng::from_degrees(33.95, lng);
    return asset;
}

// 0.001 degrees of longitude are 92 m there.
const std::vector<domain::Municipality> kStudy = {square(24, 212, "熊野市", 136.0, 136.1)};
const std::vector<domain::Municipality> kNeighbours = {square(30, 427, "北山村", 135.9, 136.0)};
constexpr double kJustWest = 135.999;

} // namespace

TEST_CASE("An asset on a neighbour's ground is none of the study's, however near") {
    std::vector<domain::Asset> assets = {asset_at(kJustWest), asset_at(136.05)};
    const auto issues = study::assign_municipalities(assets, kStudy, kNeighbours);
    CHECK(assets[0].municipality == domain::GovernmentCode{});
    CHECK(assets[1].municipality == kStudy[0].code);
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].code == "asset_outside");
    CHECK(issues[0].problem.ja ==
          "診療所: 位置が県外です（和歌山県北山村の区域です。最も近い熊野市まで0.1km）。");
}

TEST_CASE("An asset of the study's ground with an address of another prefecture is kept and told") {
    std::vector<domain::Asset> assets = {
        asset_at(136.05, "和歌山県新宮市1"), asset_at(136.05, "〒519-4300 和歌山県新宮市1"),
        asset_at(136.05, "三重県熊野市1"), asset_at(136.05, "熊野市1")};
    const auto issues = study::assign_municipalities(assets, kStudy);
    for (const domain::Asset& asset : assets) {
        CHECK(asset.municipality == kStudy[0].code);
    }
    REQUIRE(issues.size() == 2);
    CHECK(issues[0].kind == IssueKind::Noted);
    CHECK(issues[0].code == "asset_address_and_place_disagree");
    CHECK(issues[0].value == "和歌山県新宮市1");
    CHECK(issues[0].problem.ja == "診療所: 台帳の所在地（和歌山県）と位置（熊野市）が合いません。"
                                  "どちらかが誤りです。");
    CHECK(issues[1].value == "〒519-4300 和歌山県新宮市1");
}

TEST_CASE("An address in another municipality of the study is told with its distance") {
    std::vector<domain::Municipality> two = kStudy;
    two.push_back(square(24, 343, "朝日町", 136.2, 136.3));
    two.back().county = "三重郡";
    std::vector<domain::Asset> assets = {
        asset_at(136.05, "三重県三重郡朝日町大字小向893"),
        asset_at(136.05, "朝日町小向893"),
        asset_at(136.05, "三重県 朝日町893"),
        asset_at(136.05, "朝日町1-2"),             // of any city
        asset_at(136.05, "熊野市朝日町1-2"),       // of this one
        asset_at(136.199, "三重郡朝日町小向893")}; // just off its border
    two.push_back(square(24, 344, "川越町", 136.1, 136.2));
    const auto issues = study::assign_municipalities(assets, two);
    REQUIRE(issues.size() == 3);
    for (const Issue& issue : issues) {
        CHECK(issue.code == "asset_address_and_place_disagree");
        CHECK(issue.problem.ja ==
              "診療所: 台帳の所在地（朝日町）と位置（熊野市）が合いません（朝日町まで"
              "13.9km）。どちらかが誤りです。");
    }
}

TEST_CASE("Without the neighbours' ground an address or a code tells the other prefecture") {
    std::vector<domain::Asset> assets = {asset_at(kJustWest), asset_at(kJustWest, "和歌山県北山村"),
                                         asset_at(kJustWest)};
    assets[2].municipality = kNeighbours[0].code;
    const auto issues = study::assign_municipalities(assets, kStudy);
    CHECK(assets[0].municipality == kStudy[0].code); // off the shore
    CHECK(assets[1].municipality == domain::GovernmentCode{});
    CHECK(assets[2].municipality == domain::GovernmentCode{});
    REQUIRE(issues.size() == 3);
    CHECK(issues[1].problem.ja.find("所在地は和歌山県です") != std::string::npos);
    CHECK(issues[2].problem.ja.find("304271 は和歌山県です") != std::string::npos);
}

TEST_CASE("A code of a neighbour that the boundary file holds is told with its distance") {
    std::vector<domain::Asset> assets = {asset_at(136.001)};
    assets[0].municipality = kNeighbours[0].code;
    const auto issues = study::assign_municipalities(assets, kStudy, kNeighbours);
    CHECK(assets[0].municipality == kStudy[0].code);
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].problem.ja.find("コードの市区町村まで0.1km") != std::string::npos);
}

TEST_CASE("Places count on the study's land and just off its shore, and on no neighbour's ground") {
    const auto at = [](double lng) { return geo::LatLng::from_degrees(33.95, lng); };
    const std::vector<geo::LatLng> places = {at(136.05), at(kJustWest), at(136.101), at(136.2)};
    CHECK(study::which_on_land(places, kStudy, {}) == std::vector<char>{1, 1, 1, 0});
    CHECK(study::which_on_land(places, kStudy, kNeighbours) == std::vector<char>{1, 0, 1, 0});
}
