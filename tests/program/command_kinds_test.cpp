// Kinds of trouble that only a whole study shows, each with a small fixture and every issue that
// check lists of it.
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/tiny_study.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace todoku::test;
using nlohmann::json;

namespace {

/// "kind code file row" of the issues of a study, without those that the tiny study has anyhow.
std::vector<std::string> issues_of(const TinyStudy& tiny, int code = 0) {
    const TemporaryFolder folder;
    const Outcome done = run_todoku({"check", tiny.write(folder).string(), "--json"});
    INFO(done.err);
    CHECK(done.code == code);
    const json checked = json::parse(done.out);
    for (const json& input : checked["inputs"]) {
        CHECK(input["read"] == input["used"].get<int>() + input["rejected"].get<int>());
    }
    std::vector<std::string> told;
    for (const json& issue : checked["issues"]) {
        const std::string what = issue["code"];
        if (what == "no_terrain" || what == "crs_assumed" || what == "asset_kind_deduced") {
            continue;
        }
        told.push_back(fmt::format("{} {} {} {}", issue["kind"].get<std::string>(), what,
                                   issue["file"].get<std::string>(),
                                   issue["row"].is_null() ? 0 : issue["row"].get<int>()));
    }
    return told;
}

using Told = std::vector<std::string>;

void add(TinyStudy& tiny, const std::string& lines) {
    tiny.files["study.toml"] += lines;
}

std::string point(double row, double column, const std::string& properties) {
    return fmt::format(R"({{"type":"Feature","properties":{{{}}},"geometry":{{"type":"Point",)"
                       R"("coordinates":[{},{}]}}}})",
                       properties, TinyStudy::lng(column), TinyStudy::lat(row));
}

} // namespace

TEST_CASE("The tiny study has nothing to tell but what is assumed of it") {
    CHECK(issues_of(TinyStudy()).empty());
}

TEST_CASE("An asset a little off the coast is the nearest municipality's, and that is told") {
    TinyStudy tiny;
    tiny.files["assets.csv"] += fmt::format("T-4,灯台,工作物,津市港町,{},{},8,242012\n",
                                            TinyStudy::lat(-0.5), TinyStudy::lng(1.5));
    CHECK(issues_of(tiny) == Told{"assumed asset_off_shore assets.csv 5"});
}

TEST_CASE("A municipality drawn as a point is listed, and the others are used") {
    TinyStudy tiny;
    std::string& text = tiny.files["municipalities.geojson"];
    text.erase(text.size() - 2); // ]}
    text += "," + point(9, 9, R"("N03_001":"三重県","N03_004":"鈴鹿市","N03_007":"24207")") + "]}";
    CHECK(issues_of(tiny) ==
          Told{"rejected municipality_without_polygon municipalities.geojson 3"});
}

TEST_CASE("A line among places has no place") {
    TinyStudy tiny;
    tiny.files["schools.geojson"] = TinyStudy::collection(
        point(1, 1, R"("name":"東小")") +
        R"(,{"type":"Feature","properties":{"name":"道"},"geometry":{"type":"LineString",)" +
        fmt::format(R"("coordinates":[[{0},{1}],[{0},{2}]]}}}})", TinyStudy::lng(1),
                    TinyStudy::lat(1), TinyStudy::lat(2)));
    add(tiny, "\n[[inputs.places]]\nkind = \"school\"\nfile = \"schools.geojson\"\n");
    CHECK(issues_of(tiny) == Told{"rejected no_place schools.geojson 2"});
}

TEST_CASE("Of places between two municipalities, but on the land of neither, the number is told") {
    TinyStudy tiny; // 津市 moved six cells west: a gap of 1.7 km lies between the two
    tiny.files["municipalities.geojson"] = TinyStudy::collection(
        TinyStudy::polygon(0, -6, 4, -2,
                           R"("N03_001":"三重県","N03_004":"津市","N03_007":"24201")") +
        "," +
        TinyStudy::polygon(0, 4, 4, 8,
                           R"("N03_001":"三重県","N03_004":"松阪市","N03_007":"24204")"));
    tiny.files["schools.geojson"] = TinyStudy::collection(point(2, 1, R"("name":"間の小")") + "," +
                                                          point(2, 5, R"("name":"東小")"));
    add(tiny, "\n[[inputs.places]]\nkind = \"school\"\nfile = \"schools.geojson\"\n");
    const Told told = issues_of(tiny);
    CHECK(std::ranges::count(told, "noted places_off_land schools.geojson 1") == 1);
}

TEST_CASE("A list of loudspeaker poles without kinds is told to be taken for poles") {
    TinyStudy tiny;
    tiny.files["douhoumusen.csv"] =
        fmt::format("ID,名称,住所,緯度,経度\nD-1,北町,津市北町9,{},{}\n", TinyStudy::lat(1.5),
                    TinyStudy::lng(2.5));
    add(tiny, "\n[[assets]]\nfile = \"douhoumusen.csv\"\n");
    CHECK(issues_of(tiny) == Told{"assumed asset_kind_of_list douhoumusen.csv 0"});
}

TEST_CASE("Many rows of another encoding are told one by one up to a number, then counted") {
    TinyStudy tiny;
    std::string ledger = "ID,名称,住所,緯度,経度\n";
    constexpr int kRows = 150;
    for (int i = 0; i < kRows; ++i) { // \x93\xEC is 南 in CP932
        ledger += fmt::format("E-{},\x93\xEC{},,{},{}\n", i, i, TinyStudy::lat(1.5),
                              TinyStudy::lng(0.02 * i));
        ledger += fmt::format("U-{},東の建物{},,{},{}\n", i, i, TinyStudy::lat(2.5),
                              TinyStudy::lng(0.02 * i));
    }
    tiny.files["mixed.csv"] = ledger;
    add(tiny, "\n[[assets]]\nfile = \"mixed.csv\"\ndefaults = { kind = \"building\" }\n");
    const Told told = issues_of(tiny);
    CHECK(std::ranges::count(told, "repaired rows_in_other_encoding mixed.csv 0") == 1);
}
