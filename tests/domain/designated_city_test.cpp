#include "domain/designated_city.hpp"
#include "support/catch.hpp"

using todoku::domain::GovernmentCode;
using todoku::domain::is_ward_of;

TEST_CASE("Wards belong to the designated city whose code they follow") {
    const GovernmentCode hamamatsu(22, 130);
    CHECK(is_ward_of({22, 138}, hamamatsu));       // 中央区, from 2024
    CHECK(is_ward_of({22, 131}, hamamatsu));       // 中区, until 2023
    CHECK_FALSE(is_ward_of({22, 103}, hamamatsu)); // 静岡市清水区
    CHECK(is_ward_of({22, 103}, {22, 100}));
    CHECK(is_ward_of({14, 131}, {14, 130}));
    CHECK_FALSE(is_ward_of({14, 131}, {14, 100})); // 川崎市川崎区, not 横浜市's
    CHECK_FALSE(is_ward_of({22, 203}, hamamatsu)); // 沼津市
    CHECK_FALSE(is_ward_of({13, 101}, {12, 100})); // 千代田区 is nobody's ward
    CHECK_FALSE(is_ward_of(hamamatsu, hamamatsu));
    CHECK_FALSE(is_ward_of({1, 1}, {1, 100}));
}
