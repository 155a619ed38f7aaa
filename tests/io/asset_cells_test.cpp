// Single cells of ledgers, and what words tell about a kind.
#include "io/angle_cells.hpp"
#include "io/asset_answers.hpp"
#include "io/asset_cells.hpp"
#include "io/asset_fields.hpp"
#include "io/asset_kind.hpp"
#include "io/stray_words.hpp"
#include "support/catch.hpp"

#include <string>

using namespace todoku;
using domain::AssetKind;

TEST_CASE("Angles are read in degrees and in degrees, minutes, seconds") {
    const auto [text, expected] = GENERATE(table<std::string, double>({
        {"34.7303", 34.7303},
        {"３４．７３０３", 34.7303},
        {" 34.7303 ", 34.7303},
        {"34.7303°", 34.7303},
        {"北緯34度43分49.08秒", 34.7303},
        {"34°43′49.08″", 34.7303},
        {"34゜43′49.08″", 34.7303}, // the mark of ぱ
        {"３４゜４３分４９．０８秒", 34.7303},
        {"34°43'49.08\"", 34.7303},
        {"N34.7303", 34.7303},
        {"東経136度30分", 136.5},
        {"136度", 136.0},
        {"34:43:49.08", 34.7303},
        {"34-43-49.08", 34.7303},
        {"34/43/49.08", 34.7303},
        {"北緯 34 43 49.08", 34.7303},
        {"N34.43.49.08", 34.7303},
        {"E136.30.0", 136.5},
        {"344349.08", 34.7303},
        {"1363000", 136.5},
        {"-34.5", -34.5},
        {"34°43.818", 34.7303},
        {"34度43分49秒08", 34.7303},
        {"34d43m49.08s", 34.7303},
        {"34:43:49.08N", 34.7303},
        {"344349.08N", 34.7303},
        {"+34.7303", 34.7303},
        {"北緯三十四度四十三分四十九秒", 34.0 + 43.0 / 60.0 + 49.0 / 3600.0},
        {"東経一三六度三〇分", 136.5},
        {"34度43分49.08秒", 34.7303},
        {"34°43′49″08", 34.7303},
        {"34°43'49\".08", 34.7303},
    }));
    INFO(text);
    REQUIRE(io::degrees_in(text).has_value());
    CHECK_THAT(*io::degrees_in(text), Catch::Matchers::WithinAbs(expected, 1e-9));
}

TEST_CASE("Commas part degrees, minutes and seconds only where they can mean nothing else") {
    CHECK_THAT(io::degrees_between_commas("34,43,49.08").value_or(0.0),
               Catch::Matchers::WithinAbs(34.7303, 1e-9));
    CHECK_THAT(io::degrees_between_commas("１３６，３０，０").value_or(0.0),
               Catch::Matchers::WithinAbs(136.5, 1e-9));
    for (const char* text :
         {"34,73", "1,363,031", "34,43,490", "34,61,00", "34,43,49,1", "34.7,1,2"}) {
        INFO(text);
        CHECK_FALSE(io::degrees_between_commas(text).has_value());
    }
}

TEST_CASE("Seconds of arc are a place only where they lie in Japan") {
    const auto tsu = io::degrees_in_seconds("125029.08", "４９１４００");
    REQUIRE(tsu);
    CHECK_THAT(tsu->first, Catch::Matchers::WithinAbs(34.7303, 1e-9));
    CHECK_THAT(tsu->second, Catch::Matchers::WithinAbs(136.5, 1e-9));
    CHECK(io::degrees_in_seconds("125029080", "491400000") == tsu);
    CHECK_FALSE(io::degrees_in_seconds("344349", "1363000")); // degrees, minutes, seconds
    CHECK_FALSE(io::degrees_in_seconds("125029", "136.5"));
    CHECK_FALSE(io::degrees_in_seconds("125029", ""));
}

TEST_CASE("What is no angle is none") {
    for (const char* text :
         {"三十四・七三度", "3十4度", "三四三度四三分六〇秒", "", "不明", "34.73あ", "34,73",
          "34°61′", "34°43", "34°43′60″", "34.73.12", "1e2", "N"}) {
        INFO(text);
        CHECK_FALSE(io::degrees_in(text).has_value());
    }
}

TEST_CASE("Floors are those above ground") {
    const auto [text, expected] = GENERATE(table<std::string, int>({{"3", 3},
                                                                    {"３階", 3},
                                                                    {"地上3階", 3},
                                                                    {"地上3階地下1階", 3},
                                                                    {"地下1階・地上12階", 12},
                                                                    {"64F", 64},
                                                                    {"地下2階5階", 5},
                                                                    {"B1F/3F", 3},
                                                                    {"平屋建", 1},
                                                                    {"三階建", 3},
                                                                    {"地上三階地下一階", 3},
                                                                    {"地下一階地上十一階", 11},
                                                                    {"二十階", 20},
                                                                    {"二・三階", 3},
                                                                    {"三", 3},
                                                                    {"一部二階", 2},
                                                                    {"二階建一部平屋", 2},
                                                                    {"木造平屋一部2階", 2},
                                                                    {"RC造4階建", 4}}));
    INFO(text);
    CHECK(io::floors_in(text) == expected);
}

TEST_CASE("What tells no floors gives none") {
    for (const char* text :
         {"", "-", "不明", "0", "-1", "65", "100", "地下1階", "2.5", "3月1日", "二三階", "百階"}) {
        INFO(text);
        CHECK_FALSE(io::floors_in(text).has_value());
    }
}

TEST_CASE("Answers may carry an explanation") {
    const auto [text, answer] = GENERATE(table<const char*, bool>({{"有（100V）", true},
                                                                   {"無、引込予定", false},
                                                                   {"不可（老朽化のため）", false},
                                                                   {"非公開", false},
                                                                   {"公開", true},
                                                                   {"否（協議中）", false},
                                                                   {"済", true},
                                                                   {"済み（R5）", true},
                                                                   {"未", false},
                                                                   {"整備済", true},
                                                                   {"未整備", false},
                                                                   {"ＯＫ", true},
                                                                   {"禁止", false}}));
    INFO(text);
    CHECK(io::answer_in(text).value == answer);
    CHECK_FALSE(io::answer_in(text).conditional);
}

TEST_CASE("An answer under a condition is one, and says so") {
    const auto [text, answer] =
        GENERATE(table<const char*, bool>({{"可（条件付き）", true},
                                           {"条件付可", true},
                                           {"条件付きで可", true},
                                           {"条件付き", true},
                                           {"可(要協議)", true},
                                           {"可（屋上のみ）", true},
                                           {"可。ただし夜間を除く", true},
                                           {"一部可", true},
                                           {"一部公開", true},
                                           {"有（容量不足）", true},
                                           {"可（令和10年度から）", true},
                                           {"可(R9.4〜)", true},
                                           {"可（庁内）", true},
                                           {"可（個人情報あり）", true},
                                           {"公開可（非公開部分あり）", true},
                                           {"可※", true},
                                           {"原則不可", false}}));
    INFO(text);
    CHECK(io::answer_in(text).value == answer);
    CHECK(io::answer_in(text).conditional);
    CHECK(io::answer_in(text).remark);
}

TEST_CASE("What stands behind an answer is told apart from a stop or an empty bracket") {
    const auto [text, remark] =
        GENERATE(table<const char*, bool>({{"有（三相200V・100V）", true},
                                           {"無（引込可）", true},
                                           {"不可（ただし災害時は可）", true},
                                           {"公開。", false},
                                           {"公開（ ）", false},
                                           {"公開", false},
                                           {"無", false}}));
    INFO(text);
    CHECK(io::answer_in(text).value.has_value());
    CHECK(io::answer_in(text).remark == remark);
    CHECK_FALSE(io::answer_in(text).conditional);
}

TEST_CASE("What is not decided answers nothing") {
    for (const char* text : {"要協議", "応相談", "要相談", "検討中", "調査中", "確認中", "申請中",
                             "該当なし", "△", "有（予定）", "可（検討中）", "一部不可", "一部"}) {
        INFO(text);
        CHECK_FALSE(io::answer_in(text).value.has_value());
        CHECK(io::answer_in(text).open);
    }
    for (const char* text : {"未確認", "有料", "光", "200V", ""}) {
        INFO(text);
        CHECK_FALSE(io::answer_in(text).value.has_value());
        CHECK_FALSE(io::answer_in(text).open);
    }
}

TEST_CASE("Areas in hectares and square kilometres become square metres") {
    CHECK(io::size_in("1,234.5㎡") == 1234.5);
    CHECK(io::size_in("1.2ha") == 12000.0);
    CHECK(io::size_in("0.5km2") == 500000.0);
    CHECK(io::size_in("32,500 ") == 32500.0);
    CHECK_FALSE(io::size_in("不明").has_value());
}

TEST_CASE("Areas in ares and 坪 become square metres, other units and ranges are not read") {
    CHECK(io::size_in("12 a") == 1200.0);
    CHECK(io::size_in("３アール") == 300.0);
    CHECK(io::size_in("121坪") == 400.0);
    CHECK(io::size_in("約500㎡（うち駐車場100㎡）") == 500.0);
    CHECK(io::size_in("延べ1,234.5m2") == 1234.5);
    CHECK(io::size_in("100(坪)") == 40000.0 / 121.0);
    CHECK(io::is_in_tsubo("121坪"));
    CHECK(io::is_in_tsubo("100（坪）"));
    CHECK_FALSE(io::is_in_tsubo("400㎡（約121坪）"));
    for (const char* text : {"3反", "5畝", "2町歩", "3（反）", "500m", "100〜200㎡", "1,23", "1e3",
                             "1.2.3", "100㎡ 2棟"}) {
        INFO(text);
        CHECK_FALSE(io::size_in(text).has_value());
    }
}

TEST_CASE("Heights are one number above the ground, in metres or what converts to them") {
    const auto [text, expected] = GENERATE(table<std::string, double>({
        {"12.5", 12.5},
        {"12.5ｍ程度", 12.5},
        {"15メートル", 15.0},
        {"約12m（推定）", 12.0},
        {"20m(避雷針含む)", 20.0},
        {"GL+15.2m", 15.2},
        {"H=15", 15.0},
        {"地上12m", 12.0},
        {"１，２００ｃｍ", 12.0},
        {"1500㎝", 15.0},
        {"12500mm", 12.5},
        {"0.1km", 100.0},
        {"1500(cm)", 15.0},
        {"1.5E+01", 15.0},
        {"△3", -3.0},
        {"十五メートル", 15.0},
        {"約十二ｍ", 12.0},
        {"高さ一二〇cm", 1.2},
    }));
    INFO(text);
    CHECK(io::height_in(text) == expected);
}

TEST_CASE("What is no height above the ground in one number is none") {
    for (const char* text : {"地上3階",  "3階建",   "標高45m",
                             "海抜 45m", "45m標高", "45（標高）",
                             "T.P.+12m", "12尺",    "6間",
                             "12（尺）", "1e3",     "10〜15m",
                             "10～15m",  "10-15",   "10m-15m",
                             "約12~15m", "12,5",    "12m以上",
                             "1.2.3",    "高い",    "十二・五メートル",
                             "12m、15m", "三階",    "二十三十m",
                             "1十m"}) {
        INFO(text);
        CHECK_FALSE(io::height_in(text).has_value());
    }
}

TEST_CASE("Floors in the place of a height are known where every number counts floors") {
    CHECK(io::floors_stated_in("地上3階") == 3);
    CHECK(io::floors_stated_in("３階建") == 3);
    CHECK(io::floors_stated_in("地上3階地下1階") == 3);
    CHECK(io::floors_stated_in("B1F/3F") == 3);
    CHECK(io::floors_stated_in("平屋") == 1);
    for (const char* text : {"3", "12m、3階建", "3〜5階", "2.5階", "12尺", "地下1階"}) {
        INFO(text);
        CHECK_FALSE(io::floors_stated_in(text).has_value());
    }
}

TEST_CASE("Numbers that a spreadsheet ruined are known") {
    CHECK(io::is_ruined_number("1.3E+12"));
    CHECK(io::is_ruined_number("１.23457E+11"));
    CHECK(io::is_ruined_number("1.3e12"));
    CHECK_FALSE(io::is_ruined_number("1e12"));
    CHECK_FALSE(io::is_ruined_number("1300000000001"));
    CHECK_FALSE(io::is_ruined_number("E2420100003111"));
    CHECK_FALSE(io::is_ruined_number("3E-2"));
    CHECK_FALSE(io::is_ruined_number("E+12"));
}

TEST_CASE("Marks of emptiness say nothing") {
    for (const char* text : {"", " ", "-", "－", "―", "不明", "未定"}) {
        CHECK(io::says_nothing(text));
    }
    CHECK_FALSE(io::says_nothing("0"));
    CHECK_FALSE(io::says_nothing("なし"));
}

TEST_CASE("Words of use and name tell the kind") {
    const auto [text, expected] = GENERATE(table<std::string, AssetKind>({
        {"津市立南が丘小学校", AssetKind::Building},
        {"小学校グラウンド", AssetKind::Land},
        {"中央公園", AssetKind::Land},
        {"中央公園（旧小学校跡）", AssetKind::Land},
        {"公園管理棟", AssetKind::Building},
        {"大橋公民館", AssetKind::Building},
        {"防災行政無線 市役所子局", AssetKind::Pole},
        {"コンクリート柱", AssetKind::Pole},
        {"県防災無線鉄塔", AssetKind::Pole},
        {"長谷山無線中継所", AssetKind::Mast},
        {"鉄塔", AssetKind::Mast},
        {"津波避難タワー", AssetKind::Structure},
        {"安濃津歩道橋", AssetKind::Structure},
        {"江戸橋", AssetKind::Structure},
        {"旧庁舎跡地", AssetKind::Land},
        {"県営住宅用地", AssetKind::Land},
        {"第一区公会堂", AssetKind::Building},
        {"大富交番", AssetKind::Building},
        {"pole", AssetKind::Pole},
    }));
    INFO(text);
    CHECK(io::kind_spoken_of(text) == expected);
}

TEST_CASE("Names that tell nothing give no kind") {
    for (const char* text : {"", "小浜第二", "前橋市", "板橋区", "津市"}) {
        INFO(text);
        CHECK_FALSE(io::kind_spoken_of(text).has_value());
    }
    CHECK(io::stated_kind("工作物") == AssetKind::Structure);
    CHECK_FALSE(io::stated_kind("学校").has_value());
}

TEST_CASE("Headers are found by their spellings, with blanks, widths, units and line breaks") {
    const io::ColumnLook words{[](std::size_t) { return true; }, [](std::size_t) { return false; }};
    const auto columns =
        io::find_asset_columns({"Ｎｏ．", "名　称", "所在地_連結標記", "緯 度", "経\n度",
                                "高さ（ｍ）", "延べ床面積(㎡)", "標高", "高度の値", "施設ＩＤ"},
                               {}, "a.csv", words);
    CHECK(columns.at("id") == 9);
    CHECK(columns.at("name") == 1);
    CHECK(columns.at("address") == 2);
    CHECK(columns.at("lat") == 3);
    CHECK(columns.at("lon") == 4);
    CHECK(columns.at("height_m") == 5);
    CHECK(columns.at("area_m2") == 6);
    CHECK(columns.mapping.at("height_m") == "高さ(m)");
    CHECK_FALSE(columns.at("floors").has_value());
}

TEST_CASE("Heights of the ground are not heights of the asset") {
    const io::ColumnLook words{[](std::size_t) { return true; }, [](std::size_t) { return false; }};
    const auto columns = io::find_asset_columns(
        {"名称", "緯度", "経度", "標高", "高度の種別", "高度の値"}, {}, "a.csv", words);
    CHECK_FALSE(columns.at("height_m").has_value());
}

TEST_CASE("Editions of 国土数値情報 are told apart by where the words are") {
    const std::vector<std::string> headers = {"P29_001", "P29_002", "P29_003",
                                              "P29_004", "P29_005", "P29_006"};
    const auto modern = io::find_asset_columns(
        headers, {}, "P29", io::ColumnLook{[](std::size_t c) { return c == 3 || c == 4; }, {}});
    CHECK(modern.mapping.at("name") == "P29_004");
    CHECK(modern.mapping.at("use") == "P29_003");
    CHECK(modern.mapping.at("address") == "P29_005");
    const auto old = io::find_asset_columns(
        headers, {}, "P29", io::ColumnLook{[](std::size_t c) { return c == 4 || c == 5; }, {}});
    CHECK(old.mapping.at("name") == "P29_005");
    CHECK(old.mapping.at("use") == "P29_004");
    CHECK(io::class_word("P29_003", "16001") == "小学校");
    CHECK(io::class_word("P04_001", "1") == "病院");
    CHECK_FALSE(io::class_word("P34_002", "16001").has_value());
}

TEST_CASE("A 種別 is our kind where it holds kinds, a use where it holds uses") {
    const std::vector<std::string> headers = {"名称", "種 別", "用 途", "緯度", "経度"};
    const auto kinds =
        io::find_asset_columns(headers, {}, "a.csv", {{}, [](std::size_t c) { return c == 1; }});
    CHECK(kinds.at("kind") == 1);
    CHECK(kinds.at("use") == 2);
    const auto uses = io::find_asset_columns({"名称", "種別", "緯度", "経度"}, {}, "a.csv",
                                             {{}, [](std::size_t) { return false; }});
    CHECK_FALSE(uses.at("kind").has_value());
    CHECK(uses.at("use") == 1);
}

TEST_CASE("What adds up others says so in front or at its end") {
    for (const char* text : {"合計", "小計 3件", "計（12件）", "（計）", "総　　計"}) {
        INFO(text);
        CHECK(io::says_total(text));
    }
    for (const char* text : {"集会施設　計", "市民文化系施設 合計", "部局計", "県計", "中計"}) {
        INFO(text);
        CHECK(io::ends_in_total(text));
    }
    for (const char* text :
         {"計", "会計", "時計", "統計", "設計", "計算センター", "花時計広場", ""}) {
        INFO(text);
        CHECK_FALSE(io::ends_in_total(text));
    }
}

TEST_CASE("Notes below a table are known by their first words") {
    for (const char* text :
         {"※面積は概数", "注）概数", "（注１）概数", "＊未登記", "出典：台帳", "以上"}) {
        INFO(text);
        CHECK(io::is_footnote(text));
    }
    for (const char* text : {"以上地区会館", "北会館", "備考欄会館"}) {
        INFO(text);
        CHECK_FALSE(io::is_footnote(text));
    }
}

TEST_CASE("Short eras and months in six digits tell the year") {
    const auto [text, year] = GENERATE(table<const char*, int>({{"昭45", 1970},
                                                                {"昭和45年3月", 1970},
                                                                {"S45.3", 1970},
                                                                {"㍼45年", 1970},
                                                                {"令5.4", 2023},
                                                                {"平元", 1989},
                                                                {"昭和五十六年", 1981},
                                                                {"昭和五六年三月", 1981},
                                                                {"令和五年", 2023},
                                                                {"平成元年十二月", 1989},
                                                                {"昭三十九", 1964},
                                                                {"一九八一年", 1981},
                                                                {"197003", 1970}}));
    INFO(text);
    CHECK(io::year_built_in(text) == year);
}

TEST_CASE("Six digits that are no month, and eras that did not last, tell no year") {
    for (const char* text :
         {"197013", "197000", "昭99", "令", "昭和九十九年", "昭和五十十年", "三月"}) {
        INFO(text);
        CHECK_FALSE(io::year_built_in(text).has_value());
    }
}

TEST_CASE("What a spreadsheet makes of 1-5 looks like a date") {
    for (const char* id : {"Jan-05", "5-Jan", "1月5日", "2020/1/5", "3/1/2020"}) {
        CHECK(io::is_like_date(id));
    }
    for (const char* id : {"1-5", "A-05", "Jan", "1月", "24/201", "2020-01-05"}) {
        CHECK_FALSE(io::is_like_date(id));
    }
}

TEST_CASE("Decimals whose first pairs are below 60 may be minutes and seconds") {
    CHECK(io::is_minutes_behind_point("34.4349"));
    CHECK(io::is_minutes_behind_point("136.303100"));
    CHECK_FALSE(io::is_minutes_behind_point("34.7303"));
    CHECK_FALSE(io::is_minutes_behind_point("34.4360"));
    CHECK_FALSE(io::is_minutes_behind_point("34.43"));
    CHECK_FALSE(io::is_minutes_behind_point("34.43.49"));
}
