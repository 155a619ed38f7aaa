#include "report/figures.hpp"
#include "support/catch.hpp"

using namespace todoku;
using namespace todoku::report;

TEST_CASE("People are rounded as Excel shows them") {
    CHECK(count_text(0.5) == "1");
    CHECK(count_text(2.5) == "3");
    CHECK(count_text(1234567.4) == "1,234,567");
    CHECK(count_text(0.0) == "0");
}

TEST_CASE("A share never says all or none where somebody is left out or reached") {
    CHECK(percent_text(93.24, 100.0) == "93.2％");
    CHECK(percent_text(999.6e3, 1e6) == "99.96％");
    CHECK(percent_text(1e6 - 10.0, 1e6) == "99.999％");
    CHECK(percent_text(1e6, 1e6) == "100.0％");
    CHECK(percent_text(0.0, 1e6) == "0.0％");
    CHECK(percent_text(300.0, 1e6) == "0.03％");
    CHECK(percent_text(0.0, 0.0) == "－");
}

TEST_CASE("A range says that it is one where its ends lie near each other") {
    CHECK(range_text({.low = 0.819, .high = 0.828}, 1e6) == "81.9～82.8％");
    CHECK(range_text({.low = 0.8781, .high = 0.8784}, 1e6) == "87.81～87.84％");
    CHECK(range_text({.low = 1.0, .high = 1.0}, 1e6) == "100.0～100.0％");
}

TEST_CASE("What is made up is marked so, else what was given in confidence") {
    CHECK(stamp_text(true, true) == "模擬データ");
    CHECK(stamp_text(false, true) == "取扱注意");
    CHECK(stamp_text(false, false).empty());
}

TEST_CASE("Short roads are not nothing") {
    CHECK(kilometres_text(0.0) == "0.0");
    CHECK(kilometres_text(12.0) == "0.1未満");
    CHECK(kilometres_text(50.0) == "0.1");
    CHECK(kilometres_text(12345.0) == "12.3");
}

TEST_CASE("A date that is not given leaves a form to fill in") {
    CHECK(date_or_blank(Date{}) == "令和　　年　　月　　日");
    CHECK(date_or_blank(Date{std::chrono::year(2019), std::chrono::May, std::chrono::day(1)}) ==
          "令和元年5月1日");
}

TEST_CASE("A prefecture speaks of itself by its own kind") {
    CHECK(prefecture_suffix("三重県") == "県");
    CHECK(prefecture_suffix("東京都") == "都");
    CHECK(prefecture_suffix("北海道") == "道");
    CHECK(prefecture_suffix("京都府") == "府");
}

TEST_CASE("Municipalities are called by the kinds there are") {
    CHECK(municipalities_word({"津市", "大台町"}) == "市町");
    CHECK(municipalities_word({"和歌山市", "北山村"}) == "市町村");
    CHECK(municipalities_word({"千代田区", "檜原村"}) == "市区町村");
}
