#include "cli/terminal.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

using namespace todoku;
using namespace todoku::cli;

TEST_CASE("Full-width characters take two columns, half-width kana one") {
    CHECK(display_width("abc") == 3);
    CHECK(display_width("三重県") == 6);
    CHECK(display_width("ｶﾅ") == 2);
    CHECK(display_width("5Gの届く") == 8);
}

TEST_CASE("Lines break between words and between full-width characters, never before 、 or after "
          "（") {
    using Lines = std::vector<std::string>;
    CHECK(wrapped("one two three", 8) == Lines{"one two", "three"});
    CHECK(wrapped("三重県津市", 6) == Lines{"三重県", "津市"});
    CHECK(wrapped("三重県、津", 6) == Lines{"三重", "県、津"});
    CHECK(wrapped("三重（津）", 6) == Lines{"三重", "（津）"});
    CHECK(wrapped("列 code,level を書く", 12) == Lines{"列", "code,level", "を書く"});
    CHECK(wrapped("a\nb", 80) == Lines{"a", "b"});
    CHECK(wrapped("", 80) == Lines{""});
}

TEST_CASE("What is longer than a line is cut between characters") {
    using Lines = std::vector<std::string>;
    CHECK(cut("三重県津市", 5) == Lines{"三重", "県津", "市"});
    CHECK(cut("abcd", 4) == Lines{"abcd"});
    CHECK(cut("", 4) == Lines{""});
    CHECK(wrapped("緯度→lat", 5) == Lines{"緯", "度→lat"}); // heading and field stay together
}

TEST_CASE("Wrapping loses no letter, and no line is wider than asked unless one word is") {
    const std::vector<std::string> units = {"三", "（", "）", "、", "a", "run", " ", "ー", "5G"};
    CHECK(rc::check([&units] {
        std::string text;
        std::string letters;
        for (const auto index : *rc::gen::container<std::vector<unsigned>>(
                 rc::gen::inRange<unsigned>(0, static_cast<unsigned>(units.size())))) {
            text += units[index];
            letters += units[index] == " " ? "" : units[index];
        }
        std::string kept;
        for (const std::string& line : wrapped(text, 20)) {
            RC_ASSERT(display_width(line) <= 20 || line.find(' ') == std::string::npos);
            for (const char c : line) {
                kept += c == ' ' ? "" : std::string(1, c);
            }
        }
        RC_ASSERT(kept == letters);
    }));
}
