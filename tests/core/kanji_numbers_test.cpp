// Numbers in kanji, and what looks like them.
#include "core/japanese.hpp"
#include "core/kanji_numbers.hpp"
#include "support/catch.hpp"

#include <string>

using namespace todoku;

TEST_CASE("Numbers in kanji become digits") {
    const auto [text, expected] = GENERATE(table<const char*, const char*>({
        {"昭和五十六年三月", "昭和56年3月"},
        {"五六", "56"},
        {"一〇二", "102"},
        {"百二", "102"},
        {"千二百三十四", "1234"},
        {"十", "10"},
        {"二十", "20"},
        {"零", "0"},
        {"", ""},
        {"abc", "abc"},
    }));
    INFO(text);
    CHECK(with_digits(text) == expected);
}

TEST_CASE("What is no number in kanji stays as it is") {
    for (const char* text :
         {"二十三十", "十百", "二三十", "百二三", "〇十", "3千", "十3", "一二三四五"}) {
        INFO(text);
        CHECK(with_digits(text) == text);
    }
    std::string_view rest = "二十三十";
    CHECK_FALSE(take_kanji_number(rest));
    CHECK(rest == "二十三十");
}

TEST_CASE("Dates may be written in kanji") {
    CHECK(date_in("令和五年三月十一日") == date_in("2023-03-11"));
    CHECK(date_in("令和元年五月一日") == date_in("2019-05-01"));
    CHECK_FALSE(date_in("令和五年十三月一日"));
}
