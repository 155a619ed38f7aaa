#include "report/source_lines.hpp"
#include "support/catch.hpp"

using namespace todoku;
using namespace todoku::report;

TEST_CASE("inputs of one origin share a line, with what they are, when and by whom") {
    const std::vector<SourceNote> sources = {
        {"エリア（4G）", "a.gpkg", "2026-09-30", "キャリアA", "", ""},
        {"エリア（5G（Sub6））", "b.gpkg", "2026-09-30", "キャリアA", "", ""},
        {"人口メッシュ", "1.txt", "令和2年国勢調査", "総務省統計局", "CC BY 4.0", ""},
        {"人口メッシュ", "2.txt", "令和2年国勢調査", "総務省統計局", "CC BY 4.0", ""},
        {"施設（学校）", "s.geojson", "", "", "", ""},
        {"道路（国道）", "r.geojson", "", "", "", ""},
        {"標高", "t.tif", "2024-01-01", "", "", ""}};
    CHECK(source_lines(sources) ==
          std::vector<std::string>{"エリア（4G、5G（Sub6））：キャリアA（令和8年9月30日現在）",
                                   "人口メッシュ：総務省統計局（令和2年国勢調査、CC BY 4.0）",
                                   "施設（学校）、道路（国道）", "標高：令和6年1月1日現在"});
    CHECK(source_lines({}).empty());
}

TEST_CASE("a date becomes an era date, words stay words") {
    CHECK(date_words("2019-05-01") == "令和元年5月1日現在");
    CHECK(date_words("令和2年国勢調査") == "令和2年国勢調査");
    CHECK(date_words("").empty());
}
