#include "report/fonts.hpp"
#include "support/catch.hpp"

using namespace todoku::report;

// U+10FFFD is of a plane for private use that no font of a distribution fills.
TEST_CASE("Letters that no font draws are found, each once; selectors of variants are none") {
    CHECK(letters_without_font("三重県図模擬データ\n5G").empty());
    CHECK(letters_without_font("").empty());
    CHECK(letters_without_font("三\U0010FFFD重\U0010FFFC県\U0010FFFD") ==
          std::vector<std::string>{"\U0010FFFD", "\U0010FFFC"});
    CHECK(letters_without_font("葛\U000E0100城\uFE00").empty());
}
