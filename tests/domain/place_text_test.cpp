// What places asked for are called.
#include "domain/place_text.hpp"
#include "support/catch.hpp"

using namespace todoku;
using namespace todoku::domain;

TEST_CASE("directions are the nearest of eight") {
    CHECK(compass_point(0.0).ja == "北");
    CHECK(compass_point(22.4).ja == "北");
    CHECK(compass_point(22.6).ja == "北東");
    CHECK(compass_point(90.0) == Text{"東", "east"});
    CHECK(compass_point(135.0).ja == "南東");
    CHECK(compass_point(200.0).ja == "南");
    CHECK(compass_point(225.0).ja == "南西");
    CHECK(compass_point(270.0).ja == "西");
    CHECK(compass_point(315.0) == Text{"北西", "northwest"});
    CHECK(compass_point(359.9).ja == "北");
    CHECK(compass_point(-90.0).ja == "西");
}

TEST_CASE("a place is called after what is near, farther away with direction and distance") {
    const auto middle = geo::LatLng::from_degrees(34.02751, 136.22349);
    CHECK(place_text({}, middle) ==
          Text{"北緯34.0275度・東経136.2235度付近", "near 34.0275 N, 136.2235 E"});
    CHECK(place_text({"大杉谷", 1000.0, 45.0}, middle) == Text{"大杉谷付近", "near 大杉谷"});
    CHECK(place_text({"大杉谷", 3160.0, 45.0}, middle) ==
          Text{"大杉谷の北東約3.2km", "about 3.2 km northeast of 大杉谷"});
}

TEST_CASE("an address does not say again what municipality stands beside it") {
    const auto called = [](const char* name, const char* municipality) {
        return place_text({name, 0.0, 0.0, municipality}, geo::LatLng::from_degrees(34.0, 136.0))
            .ja;
    };
    CHECK(called("三重県度会郡大紀町滝原1544-1", "大紀町") == "滝原1544-1付近");
    CHECK(called("三重県津市芸濃町椋本1", "津市") == "芸濃町椋本1付近");
    CHECK(called("神奈川県横浜市中区山下町1", "中区") == "山下町1付近");
    // of another municipality, no address, nothing behind it, nothing beside it
    CHECK(called("三重県津市芸濃町椋本1", "亀山市") == "三重県津市芸濃町椋本1付近");
    CHECK(called("津市立石沢支所", "津市") == "津市立石沢支所付近");
    CHECK(called("三重県津市", "津市") == "三重県津市付近");
    CHECK(called("三重県津市芸濃町椋本1", "") == "三重県津市芸濃町椋本1付近");
}
