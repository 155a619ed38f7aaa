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
