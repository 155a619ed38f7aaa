// Ledgers through the program: the same file twice, assets of unknown place, addresses, lists that
// may be published.
#include "core/encoding.hpp"
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/tiny_study.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <string>

using namespace todoku::test;
using nlohmann::json;

namespace {

json check(const std::filesystem::path& study, int code = 0) {
    const Outcome outcome = run_todoku({"check", study.string(), "--json"});
    INFO(outcome.err);
    CHECK(outcome.code == code);
    json result = json::parse(outcome.out);
    for (const json& input : result["inputs"]) {
        INFO(input.dump());
        CHECK(input["read"].get<int>() == input["used"].get<int>() + input["rejected"].get<int>());
    }
    return result;
}

json input_named(const json& checked, const std::string& file) {
    for (const json& input : checked["inputs"]) {
        if (input["file"] == file) {
            return input;
        }
    }
    return {};
}

json issue_of(const json& checked, const std::string& code) {
    for (const json& issue : checked["issues"]) {
        if (issue["code"] == code) {
            return issue;
        }
    }
    return {};
}

std::string assets(const std::filesystem::path& study, const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"assets", study.string()};
    words.insert(words.end(), more.begin(), more.end());
    const Outcome outcome = run_todoku(words);
    INFO(outcome.err);
    CHECK(outcome.code == 0);
    return outcome.out;
}

void replace(std::string& text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
}

} // namespace

TEST_CASE("The same ledger named twice changes neither ids nor results") {
    TinyStudy tiny;
    const TemporaryFolder once;
    const TemporaryFolder twice;
    const auto study = tiny.write(once);
    tiny.files["study.toml"] += "\n[[assets]]\nfile = \"copy.csv\"\nowner = \"三重県\"\n";
    tiny.files["copy.csv"] = tiny.files["assets.csv"];
    const auto doubled = tiny.write(twice);
    const auto copied = check(doubled);
    CHECK(assets(study, {"--all"}) == assets(doubled, {"--all"}));
    CHECK(input_named(copied, "copy.csv")["used"] == 3);
    CHECK(input_named(copied, "")["joined"] == 3);
    CHECK(issue_of(copied, "asset_id_taken").is_null());
    CHECK(issue_of(copied, "asset_joined")["file"] == "copy.csv");
    for (const auto& [file, folder] : {std::pair(study, &once), std::pair(doubled, &twice)}) {
        CHECK(run_todoku({"run", file.string(), "-o", (folder->path() / "out").string()}).code ==
              0);
    }
    for (const char* table : {"tables/candidates.csv", "tables/plan.csv", "tables/gaps.csv"}) {
        INFO(table);
        CHECK(read_file(once.path() / "out" / table) == read_file(twice.path() / "out" / table));
    }
}

TEST_CASE("Assets without coordinates are counted apart and stay in the list") {
    TinyStudy tiny;
    tiny.files["assets.csv"] += "T-4,東会館,公民館,津市東町4-1,,,8,242012\n"
                                "T-5,西会館,公民館,,0,0,,242012\n";
    const TemporaryFolder folder;
    const auto study = tiny.write(folder);
    const json checked = check(study);
    const json ledger = input_named(checked, "assets.csv");
    CHECK(ledger["read"] == 5);
    CHECK(ledger["used"] == 3);
    CHECK(ledger["unplaced"] == 2);
    const json issue = issue_of(checked, "asset_without_coordinates");
    CHECK(issue["row"] == 5);
    CHECK_THAT(issue["problem"]["ja"].get<std::string>(),
               Catch::Matchers::Contains("東会館") && Catch::Matchers::Contains("津市東町4-1"));
    CHECK(issue_of(checked, "asset_at_zero")["row"] == 6);
    CHECK_THAT(assets(study), !Catch::Matchers::Contains("東会館"));
    CHECK_THAT(assets(study, {"--all"}), Catch::Matchers::Contains("T-4,東会館") &&
                                             Catch::Matchers::Contains("T-5,西会館") &&
                                             Catch::Matchers::Contains("位置が分かりません"));
    CHECK(assets(study, {"--all", "-f", "geojson"}).find("東会館") != std::string::npos);
}

TEST_CASE(
    "With a list of places, an address gives an asset its place, and the table says how well") {
    TinyStudy tiny;
    tiny.files["assets.csv"] += "T-4,東会館,公民館,津市東町４丁目１番地,,,8,242012\n"
                                "T-5,西会館,公民館,東町四丁目99,,,,242012\n"
                                "T-6,北会館,公民館,津市昔村1,,,,242012\n";
    tiny.files["blocks.csv"] =
        todoku::encode_cp932(
            fmt::format("都道府県名,市区町村名,大字・丁目名,小字・通称名,街区符号・地番,座標系番号,"
                        "Ｘ座標,Ｙ座標,"
                        "緯度,経度,住居表示フラグ,代表フラグ,更新前履歴フラグ,更新後履歴フラグ\r\n"
                        "三重県,津市,東町四丁目,,1,6,0,0,{:.6f},{:.6f},1,1,0,0\r\n"
                        "三重県,津市,東町四丁目,,2,6,0,0,{:.6f},{:.6f},1,1,0,0\r\n",
                        TinyStudy::lat(1.5), TinyStudy::lng(1.5), TinyStudy::lat(1.7),
                        TinyStudy::lng(1.5)))
            .bytes;
    replace(tiny.files["study.toml"], "[inputs]\n",
            "[inputs]\naddresses = { files = [\"blocks.csv\"] }\n");
    const TemporaryFolder folder;
    const auto study = tiny.write(folder);
    const json checked = check(study);
    CHECK(input_named(checked, "assets.csv")["used"] == 5);
    CHECK(input_named(checked, "assets.csv")["unplaced"] == 1);
    CHECK(input_named(checked, "blocks.csv")["read"] == 2);
    const json placed = issue_of(checked, "asset_placed_by_address");
    CHECK(placed["row"] == 5);
    CHECK(placed["kind"] == "assumed");
    CHECK_THAT(placed["action"]["ja"].get<std::string>(), Catch::Matchers::Contains("東町四丁目1"));
    CHECK(issue_of(checked, "asset_without_coordinates")["row"] == 7);
    const std::string table = assets(study);
    CHECK_THAT(table,
               Catch::Matchers::Contains(fmt::format("{:.6f}", TinyStudy::lat(1.5)).substr(0, 8)));
    CHECK(table.find(",block,") != std::string::npos);
    CHECK(table.find(",town,") != std::string::npos);
    CHECK(table.find(",ledger,") != std::string::npos);
}

TEST_CASE("With a list of places, an address gives a school its place too") {
    TinyStudy tiny;
    tiny.files["schools.csv"] = "学校名,所在地\n東小学校,津市東町4丁目1\n西小学校,津市昔村1\n";
    tiny.files["blocks.csv"] =
        fmt::format("都道府県名,市区町村名,大字・丁目名,小字・通称名,街区符号・地番,座標系番号,"
                    "Ｘ座標,Ｙ座標,緯度,"
                    "経度,住居表示フラグ,代表フラグ,更新前履歴フラグ,更新後履歴フラグ\n"
                    "三重県,津市,東町四丁目,,1,6,0,0,{:.6f},{:.6f},1,1,0,0\n",
                    TinyStudy::lat(1.5), TinyStudy::lng(1.5));
    tiny.files["study.toml"] += "\n[[inputs.places]]\nkind = \"school\"\nfile = \"schools.csv\"\n";
    const TemporaryFolder folder;
    const json without = input_named(check(tiny.write(folder), 3), "schools.csv");
    CHECK_THAT(without["failure"]["ja"].get<std::string>(),
               Catch::Matchers::Contains("[inputs] addresses に位置参照情報を書いて"));
    replace(tiny.files["study.toml"], "[inputs]\n",
            "[inputs]\naddresses = { files = [\"blocks.csv\"] }\n");
    const json checked = check(tiny.write(folder));
    const json schools = input_named(checked, "schools.csv");
    CHECK(schools["read"] == 2);
    CHECK(schools["used"] == 1);
    CHECK(schools["rejected"] == 1);
    CHECK_THAT(issue_of(checked, "place_placed_by_address")["action"]["ja"].get<std::string>(),
               Catch::Matchers::Contains("東町四丁目1"));
    const json lost = issue_of(checked, "place_without_coordinates");
    CHECK(lost["row"] == 3);
    CHECK(lost["problem"]["ja"] == "「西小学校」（津市昔村1）の緯度経度がありません。住所も位置参照"
                                   "情報に見つかりません。");
}

TEST_CASE("A list to be published holds only what a ledger allows") {
    TinyStudy tiny;
    tiny.files["assets.csv"] =
        fmt::format("ID,名称,種別,緯度,経度,公開可否\n"
                    "T-1,北小学校,学校,{},{},可\n"
                    "T-2,警察署,庁舎,{},{},不可\n"
                    "T-3,南倉庫,倉庫,{},{},\n",
                    TinyStudy::lat(3.3), TinyStudy::lng(1.3), TinyStudy::lat(2.4),
                    TinyStudy::lng(6.6), TinyStudy::lat(0.5), TinyStudy::lng(0.5));
    const TemporaryFolder folder;
    const auto study = tiny.write(folder);
    CHECK_THAT(assets(study), Catch::Matchers::Contains("警察署"));
    const std::string list = assets(study, {"--public"});
    CHECK_THAT(list, Catch::Matchers::Contains("北小学校") &&
                         !Catch::Matchers::Contains("警察署") &&
                         !Catch::Matchers::Contains("南倉庫"));
}

TEST_CASE("A code of a municipality without a boundary is told without a distance") {
    TinyStudy tiny;
    replace(tiny.files["assets.csv"], "12.5,242012", "12.5,131016");
    const TemporaryFolder folder;
    const json issue = issue_of(check(tiny.write(folder)), "asset_code_and_place_disagree");
    CHECK(issue["problem"]["ja"] ==
          "北小学校: 台帳の市区町村コード 131016 と位置（津市）が合いません（"
          "距離不明: 境界データにない市区町村）。");
}

TEST_CASE("Where the file of addresses is refused, nothing is said about what is in it") {
    TinyStudy tiny;
    tiny.files["assets.csv"] += "T-4,西支所,倉庫,津市4,,,,242012\n";
    tiny.files["blocks.csv"] = "a,b\n1,2\n";
    replace(tiny.files["study.toml"], "[inputs]\n",
            "[inputs]\naddresses = { files = [\"blocks.csv\"] }\n");
    const TemporaryFolder folder;
    const json issue = issue_of(check(tiny.write(folder), 3), "asset_without_coordinates");
    CHECK(issue["problem"]["ja"] == "「西支所」（津市4）の緯度経度がありません。住所の位置（address"
                                    "es）のファイルが使えないため、"
                                    "住所からも探せませんでした。");
}

TEST_CASE("A code that names another municipality than the place is told with the distance to it") {
    TinyStudy tiny;
    replace(tiny.files["assets.csv"], "12.5,242012", "12.5,242047");
    const TemporaryFolder folder;
    const json issue = issue_of(check(tiny.write(folder)), "asset_code_and_place_disagree");
    CHECK(issue["row"] == 2);
    CHECK(issue["value"] == "242047");
    // Column 1.3 to the border at 4: 2.7 cells of 11.25 seconds, about 0.8 km.
    CHECK_THAT(issue["problem"]["ja"].get<std::string>(), Catch::Matchers::Contains("0.8km"));
}

TEST_CASE(
    "The code at the end of a ledger's name is that of rows without one; a name without is told") {
    TinyStudy tiny;
    tiny.files["学校_242047.csv"] = fmt::format("ID,名称,緯度,経度\nS-1,西小学校,{},{}\n",
                                                TinyStudy::lat(3.3), TinyStudy::lng(1.3));
    replace(tiny.files["study.toml"], "file = \"assets.csv\"",
            "files = [\"assets.csv\", \"学校_*.csv\"]\ncode_in_file_name = true");
    const TemporaryFolder folder;
    const json checked = check(tiny.write(folder));
    CHECK(issue_of(checked, "code_in_file_name_absent")["file"] == "assets.csv");
    CHECK(issue_of(checked, "asset_code_and_place_disagree")["value"] == "242047");
}

TEST_CASE("check says which header became which field and which columns were not used") {
    TinyStudy tiny;
    tiny.files["assets.csv"] = fmt::format("ID,名 称,緯度,経度,ペンキの色\nT-1,北小学校,{},{},赤\n",
                                           TinyStudy::lat(3.3), TinyStudy::lng(1.3));
    const TemporaryFolder folder;
    const json ledger = input_named(check(tiny.write(folder)), "assets.csv");
    CHECK(ledger["columns"][1] == json::parse(R"({"item": {"ja": "名称", "en": "name"},
                                                  "heading": "名称", "field": "name"})"));
    CHECK(ledger["columns_not_used"] == json({"ペンキの色"}));
}
