// Codes of local governments and their check digits.
#include "domain/government_code.hpp"
#include "support/catch.hpp"
#include "support/shared_data.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <string>

using namespace todoku;
using namespace todoku::domain;

TEST_CASE("Check digits of published codes") {
    // 総務省 全国地方公共団体コード: 三重県, 津市, 大台町, 板橋区, 函館市.
    const auto [five, six] = GENERATE(table<std::string, std::string>({{"24000", "240001"},
                                                                       {"24201", "242012"},
                                                                       {"24443", "244431"},
                                                                       {"13119", "131199"},
                                                                       {"01202", "012025"}}));
    REQUIRE(GovernmentCode::parse(five).has_value());
    CHECK(GovernmentCode::parse(five)->six_digits() == six);
    CHECK(GovernmentCode::parse(six)->five_digits() == five);
    CHECK(GovernmentCode::parse(five) == GovernmentCode::parse(six));
}

TEST_CASE("All codes of the ministry's list verify") {
    const std::string file = "data/municipal/city-to-code.json";
    if (!test::have_shared(file)) {
        return;
    }
    std::ifstream in(test::shared(file));
    const nlohmann::json list = nlohmann::json::parse(in);
    int checked = 0;
    for (const auto& [name, value] : list.items()) {
        const auto text = value.get<std::string>();
        INFO(name << ' ' << text);
        const auto code = GovernmentCode::parse(text);
        REQUIRE(code.has_value());
        CHECK(code->six_digits() == text);
        CHECK(GovernmentCode::parse(code->five_digits()) == code);
        CHECK(name.starts_with(prefecture_name(code->prefecture()).ja));
        ++checked;
    }
    CHECK(checked == 1964);
}

TEST_CASE("A code is read as offices write it") {
    const GovernmentCode tsu(24, 201);
    CHECK(GovernmentCode::parse("２４２０１") == tsu);
    CHECK(GovernmentCode::parse(" 242012\r\n") == tsu);
    const GovernmentCode hakodate(1, 202);
    CHECK(GovernmentCode::parse("1202") == hakodate);  // lost its leading zero
    CHECK(GovernmentCode::parse("12025") == hakodate); // with check digit, lost its leading zero
    CHECK(GovernmentCode::parse("24") == GovernmentCode(24, 0));
    CHECK(GovernmentCode::parse("1") == GovernmentCode(1, 0));
    CHECK(GovernmentCode(24, 0).is_prefecture());
}

TEST_CASE("A wrong check digit and numbers of no prefecture are no codes") {
    for (const char* text : {"", "242011", "48201", "00201", "0", "99", "123", "2420123", "24a01",
                             "津市", "-2420", "000000"}) {
        INFO(text);
        CHECK_FALSE(GovernmentCode::parse(text).has_value());
    }
}

TEST_CASE("Prefectures have names") {
    CHECK(prefecture_name(24).ja == "三重県");
    CHECK(prefecture_name(24).en == "Mie");
    CHECK(prefecture_name(47).ja == "沖縄県");
    CHECK(prefecture_name(0).ja.empty());
    CHECK(prefecture_name(48).en.empty());
}
