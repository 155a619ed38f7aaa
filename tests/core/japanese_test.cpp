// Japanese office writing.
#include "core/encoding.hpp"
#include "core/japanese.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <string>

using namespace todoku;

namespace {

constexpr Date ymd(int y, unsigned m, unsigned d) {
    return Date{std::chrono::year(y), std::chrono::month(m), std::chrono::day(d)};
}

} // namespace

TEST_CASE("Full-width letters and digits become half-width, half-width kana full-width") {
    CHECK(normalise_width("ＲＣ造　３階（地上）") == "RC造 3階(地上)");
    CHECK(normalise_width("ｱﾙﾌﾟｽ公園ｶﾞｽｳﾞ") == "アルプス公園ガスヴ");
    CHECK(normalise_width("ｰ｡｢｣､･ﾞ") == "ー。「」、・゛");
    CHECK(normalise_width("津市") == "津市");
    CHECK(normalise_width("") == "");
}

TEST_CASE("Kana with separate sound marks, as macOS writes file names, become one letter") {
    CHECK(normalise_width("か\u3099く\u3099は\u309A") == "がぐぱ");
    CHECK(normalise_width("ア\u3099") == "ア\u3099");
}

TEST_CASE("Dashes that CP932 tables disagree on take one form") {
    CHECK(normalise_width("1−2") == normalise_width("1－2"));
    CHECK(normalise_width("〜") == normalise_width("～"));
    CHECK(normalise_width("—") == normalise_width("―"));
    CHECK(normalise_width("‖") == normalise_width("∥"));
    CHECK(normalise_width("１‐２") == "1-2");
}

TEST_CASE("Names are compared without regard to blanks and width") {
    CHECK(comparable("名　称") == comparable("名称"));
    CHECK(comparable(" 津市立 第１小学校\r\n") == "津市立第1小学校");
    CHECK(comparable("\xEF\xBB\xBF名称") == "名称");
    CHECK(comparable("施設\n名") == "施設名");
}

TEST_CASE("normalise_width is done once and for all, and keeps UTF-8 well-formed") {
    CHECK(rc::check([](const std::string& bytes) {
        const std::string text = decode(bytes, Encoding::Utf8).text;
        const std::string once = normalise_width(text);
        RC_ASSERT(is_utf8(once));
        RC_ASSERT(normalise_width(once) == once);
        RC_ASSERT(comparable(once) == comparable(text));
    }));
}

TEST_CASE("The first number of an office cell is found") {
    const auto [text, expected] = GENERATE(table<std::string, double>({
        {"12.5", 12.5},    {"１２．５ｍ", 12.5},
        {"約12m", 12.0},   {"地上3階", 3.0},
        {"1,234", 1234.0}, {"１，２３４，５６７㎡", 1234567.0},
        {"1,23", 1.0},     {"12345,678", 12345.0},
        {"-5.25", -5.25},  {"－５", -5.0},
        {"△3", -3.0},      {"▲ 3", -3.0},
        {"1-2", 1.0},      {"T-12", 12.0},
        {"(-7)", -7.0},    {".5", 0.5},
        {"3.", 3.0},       {"1.3E+12", 1.3e12},
        {"1e-07", 1e-7},   {"3E", 3.0},
        {"5E3", 5.0},      {"0", 0.0},
    }));
    INFO(text);
    REQUIRE(number_in(text).has_value());
    CHECK_THAT(*number_in(text), Catch::Matchers::WithinRel(expected, 1e-15));
}

TEST_CASE("Text without a number gives none") {
    for (const char* text : {"", " ", "不明", "-", ".", "m", "…"}) {
        CHECK_FALSE(number_in(text).has_value());
    }
    CHECK_FALSE(number_in("1e+999").has_value());
    CHECK_FALSE(number_in(std::string(400, '9')).has_value());
}

TEST_CASE("Yes and no are known in their spellings") {
    for (const char* text : {"有", "有り", "あり", "○", "◯", "〇", "可", "1", "１", "TRUE", "Yes",
                             " はい ", "●", "O", "ｏ", "Ｏ", "使用可", "利用可"}) {
        INFO(text);
        CHECK(yes_or_no(text) == true);
    }
    for (const char* text : {"無", "なし", "×", "不可", "0", "False", "NO", "いいえ", "否", "☓",
                             "x", "X", "Ｘ", "使用不可", "利用不可"}) {
        INFO(text);
        CHECK(yes_or_no(text) == false);
    }
    for (const char* text : {"", "-", "未定", "2", "要相談", "未", "xx"}) {
        CHECK_FALSE(yes_or_no(text).has_value());
    }
}

TEST_CASE("Dates are read in western and era forms") {
    for (const char* text :
         {"2026-11-23", "2026/11/23", "2026年11月23日", "令和8年11月23日", "R8.11.23", "20261123",
          "２０２６年１１月２３日", "令和８年１１月２３日", "R8/11/23", "2026-11-23T09:00:00",
          "2026/11/23 0:00", " 2026.11.23 ", "令和 8年 11月 23日"}) {
        INFO(text);
        CHECK(date_in(text) == ymd(2026, 11, 23));
    }
    CHECK(date_in("令和元年5月1日") == ymd(2019, 5, 1));
    CHECK(date_in("平成31年4月30日") == ymd(2019, 4, 30));
    CHECK(date_in("昭和62年4月1日") == ymd(1987, 4, 1));
    CHECK(date_in("S62.4.1") == ymd(1987, 4, 1));
    CHECK(date_in("大正12年9月1日") == ymd(1923, 9, 1));
    CHECK(date_in("明治6年1月1日") == ymd(1873, 1, 1));
    CHECK(date_in("2024-02-29") == ymd(2024, 2, 29));
}

TEST_CASE("What is no date is none") {
    for (const char* text : {"", "2026", "2026-11", "2026-13-01", "2025-02-29", "2026-11/23",
                             "令和8年11月", "26-11-23", "20261323", "2026年11月23", "2026-11-23x",
                             "令和100年1月1日", "11/23/2026", "12:30"}) {
        INFO(text);
        CHECK_FALSE(date_in(text).has_value());
    }
}

TEST_CASE("Years are read alone or out of dates") {
    for (const char* text : {"1980", "1980年", "昭和55年", "S55", "昭和５５年３月", "1980/3/31",
                             "昭和55年度", "西暦1980年", "S55.3"}) {
        INFO(text);
        CHECK(year_in(text) == 1980);
    }
    CHECK(year_in("令和元") == 2019);
    CHECK(year_in("平成31年度") == 2019);
    CHECK(year_in("昭和64年") == 1989);
    CHECK(year_in("明治45年") == 1912);
    for (const char* text :
         {"昭和65年", "昭和99年", "S99", "昭和99年1月1日", "平成32年", "大正16年", "約昭和70年"}) {
        INFO(text);
        CHECK_FALSE(year_in(text).has_value());
    }
    for (const char* text : {"", "不明", "55", "19801", "198"}) {
        INFO(text);
        CHECK_FALSE(year_in(text).has_value());
    }
}

TEST_CASE("Dates are written with the era of their day") {
    CHECK(era_date(ymd(2026, 11, 23)) == "令和8年11月23日");
    CHECK(era_date(ymd(2019, 5, 1)) == "令和元年5月1日");
    CHECK(era_date(ymd(2019, 4, 30)) == "平成31年4月30日");
    CHECK(era_date(ymd(1989, 1, 8)) == "平成元年1月8日");
    CHECK(era_date(ymd(1989, 1, 7)) == "昭和64年1月7日");
    CHECK(era_date(ymd(1926, 12, 25)) == "昭和元年12月25日");
    CHECK(era_date(ymd(1926, 12, 24)) == "大正15年12月24日");
    CHECK(era_date(ymd(1912, 7, 30)) == "大正元年7月30日");
    CHECK(era_date(ymd(1912, 7, 29)) == "明治45年7月29日");
    CHECK(era_date(ymd(1873, 1, 1)) == "明治6年1月1日");
    CHECK(era_date(ymd(1872, 12, 31)) == "1872年12月31日");
    CHECK(iso_date(ymd(2026, 1, 2)) == "2026-01-02");
}

TEST_CASE("Every day since 1873 reads back from its era form and its ISO form") {
    CHECK(rc::check([] {
        const int days = *rc::gen::inRange(-35428, 40000); // from 1873-01-01
        const Date date{std::chrono::sys_days{std::chrono::days{days}}};
        RC_ASSERT(date_in(era_date(date)) == date);
        RC_ASSERT(date_in(iso_date(date)) == date);
        RC_ASSERT(year_in(era_date(date)) == static_cast<int>(date.year()));
    }));
}
