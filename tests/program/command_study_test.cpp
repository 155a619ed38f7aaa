#include "support/catch.hpp"
#include "support/csv_rows.hpp"
#include "support/program.hpp"
#include "support/replaced.hpp"
#include "support/tiny_study.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <sstream>

using namespace todoku::test;
namespace fs = std::filesystem;

namespace {

std::map<std::string, std::string> files_below(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files[entry.path().lexically_relative(folder).generic_string()] =
                read_file(entry.path());
        }
    }
    return files;
}

} // namespace

TEST_CASE("The tiny study runs from its files to a package per carrier, with the figures of its "
          "picture") {
    const TemporaryFolder folder;
    const auto study = TinyStudy().write(folder);
    const fs::path out = folder.path() / "out";
    const Outcome done = run_todoku({"run", study.string(), "-o", out.string()});
    INFO(done.err);
    REQUIRE(done.code == 0);
    for (const char* file :
         {"run.json", "results.gpkg", "index.html", "tables/coverage_by_municipality.csv",
          "tables/gaps.csv", "tables/candidates.csv", "tables/plan.csv",
          "packages/キャリアA/要望書.docx", "packages/キャリアA/要望箇所一覧.xlsx",
          "packages/キャリアB/manifest.json", "maps/5G未整備エリア図_キャリアA.pdf",
          "maps/5G未整備エリア図_どの事業者も.pdf", "maps/5G未整備エリア図_どの事業者も.png"}) {
        INFO(file);
        CHECK(fs::exists(out / file));
    }
    const auto rows = rows_of(out / "tables/coverage_by_municipality.csv");
    // A covers the two southern rows of both municipalities, B all of 津市: half of 256 people
    // each, any 3/4, all 1/4.
    const auto covered = [&](const char* code, const char* carrier) {
        return row_where(rows, {{"municipality_code", code},
                                {"carrier", carrier},
                                {"technology", "5g"},
                                {"rule", "majority"}});
    };
    CHECK(covered("24000", "キャリアA")["population"] == "512");
    CHECK(covered("24000", "キャリアA")["covered"] == "256");
    CHECK(covered("24000", "キャリアA")["uncovered"] == "256");
    CHECK(covered("24000", "キャリアA")["ratio"] == "0.5");
    CHECK(covered("24201", "キャリアB")["covered"] == "256");
    CHECK(covered("24204", "キャリアB")["covered"] == "0");
    CHECK(covered("24000", "any")["covered"] == "384");
    CHECK(covered("24000", "all")["covered"] == "128");
    // キャリアA leaves out the two northern rows: one area in each municipality.
    const auto gaps = rows_of(out / "tables/gaps.csv");
    CHECK(std::count_if(gaps.begin(), gaps.end(),
                        [](const auto& row) { return row.at("carrier") == "キャリアA"; }) == 2);
    const auto gap = row_where(gaps, {{"carrier", "キャリアA"}, {"municipality_code", "24201"}});
    CHECK(gap.at("population") == "128");
    CHECK(gap.at("households") == "48");
    CHECK(gap.at("population_65plus") == "40");
    CHECK(gap.at("cells") == "8");
    CHECK(gap.at("another_carrier") == "1");
    CHECK(gap.at("synthetic") == "模擬データ");
    // Three assets: nobody stands behind them.
    const auto order = row_where(rows_of(out / "tables/reach_sensitivity.csv"),
                                 {{"carrier", "キャリアA"}, {"alternative", "los"}});
    CHECK(order.at("preset") == "n257-small");
    CHECK(order.at("model") == "p526"); // what stands for P.1812 above 6 GHz
    CHECK(
        row_where(rows_of(out / "tables/candidates.csv"), {{"carrier", "キャリアA"}}).at("model") ==
        "p526");
    CHECK(row_where(rows_of(out / "tables/plan.csv"), {{"carrier", "キャリアA"}, {"rank", "1"}})
              .at("model") == "p526");
    CHECK(order.at("first") == order.at("compared"));
    CHECK(order.at("changed").empty());
    CHECK_THAT(done.out, Catch::Contains("候補の順位の確かさ"));
    CHECK_THAT(read_file(out / "index.html"), Catch::Contains("キャリアA：候補の順位の確かさ"));
    const auto record = nlohmann::json::parse(read_file(out / "run.json"));
    CHECK(record["carriers"][0]["covered_5g"] == 256.0);
    CHECK(record["input_files"].size() == 5);
}

TEST_CASE("What no carrier serves is mapped and listed for the prefecture, by 5G and by any mobile "
          "service, and is in no package") {
    TinyStudy tiny;
    // 4G of キャリアA reaches three columns of 松阪市 beside its 5G; of the fourth nobody's does.
    tiny.files["a4g.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 4, 4, 7, R"("name":"A")"));
    tiny.files["study.toml"] =
        replaced(tiny.files["study.toml"], "[[assets]]",
                 "[[coverage]]\ncarrier = \"キャリアA\"\ntechnology = \"4g\"\n"
                 "file = \"a4g.geojson\"\n\n[[assets]]");
    const TemporaryFolder folder;
    const fs::path out = folder.path() / "out";
    const Outcome done = run_todoku({"run", tiny.write(folder).string(), "-o", out.string()});
    INFO(done.err);
    REQUIRE(done.code == 0);
    for (const char* file : {"5G未整備エリア図_どの事業者も", "不感地域図"}) {
        INFO(file);
        CHECK(fs::exists(out / "maps" / (std::string(file) + ".pdf")));
        CHECK(fs::exists(out / "maps" / (std::string(file) + ".png")));
    }
    const std::string page = read_file(out / "index.html");
    // 5G leaves out eight cells of 16 people in the north-east; with 4G two of them are left.
    CHECK_THAT(page, Catch::Contains("どの事業者の5Gも届かない箇所") &&
                         Catch::Contains("128人（人口の25.0％）") &&
                         Catch::Contains("32人（人口の6.2％）") &&
                         Catch::Contains("キャリアBは4Gのエリアの資料がなく、5Gだけ") &&
                         Catch::Contains("キャリアAの携帯電話（4G・5G）のエリアを合わせたもの") &&
                         Catch::Contains("maps/%E4%B8%8D%E6%84%9F"));
    for (const auto& entry : fs::recursive_directory_iterator(out / "packages")) {
        const std::string name = entry.path().filename().string();
        INFO(name);
        CHECK(name.find("不感地域") == std::string::npos);
        CHECK(name.find("どの事業者も") == std::string::npos);
    }
    // Styles in the GeoPackage, by which QGIS draws gaps and sites.
    CHECK_THAT(read_file(out / "results.gpkg"),
               Catch::Contains("layer_styles") && Catch::Contains("順位を付した資産"));
}

TEST_CASE("The same study gives the same bytes with one thread and with many, and again") {
    const TemporaryFolder folder;
    const auto study = TinyStudy().write(folder);
    REQUIRE(run_todoku(
                {"run", study.string(), "-o", (folder.path() / "one").string(), "--threads", "1"})
                .code == 0);
    REQUIRE(run_todoku(
                {"run", study.string(), "-o", (folder.path() / "many").string(), "--threads", "4"})
                .code == 0);
    auto one = files_below(folder.path() / "one");
    auto many = files_below(folder.path() / "many");
    // run.json carries the seconds of the run; everything else in it must agree.
    auto record_one = nlohmann::json::parse(one["run.json"]);
    auto record_many = nlohmann::json::parse(many["run.json"]);
    for (auto* record : {&record_one, &record_many}) {
        for (auto& step : (*record)["steps"]) {
            step.erase("seconds");
        }
    }
    CHECK(record_one == record_many);
    one.erase("run.json");
    many.erase("run.json");
    REQUIRE(one.size() == many.size());
    for (const auto& [name, bytes] : one) {
        INFO(name);
        CHECK(many[name] == bytes);
    }
}

TEST_CASE("A second run keeps what is up to date, a changed ledger runs only what depends on it") {
    const TemporaryFolder folder;
    TinyStudy tiny;
    const auto study = tiny.write(folder);
    const std::string out = (folder.path() / "out").string();
    REQUIRE(run_todoku({"run", study.string(), "-o", out}).code == 0);
    const auto reused = [&](const Outcome& done) {
        std::string steps;
        const auto result = nlohmann::json::parse(done.out);
        for (const auto& step : result["steps"]) {
            steps += step["reused"].get<bool>() ? '=' : '*';
        }
        return steps;
    };
    CHECK(reused(run_todoku({"run", study.string(), "-o", out, "--json"})) == "=======");
    folder.write("assets.csv", tiny.files["assets.csv"] +
                                   "T-4,東会館,公民館,津市東4,34.7302,136.5003,8,242012\n");
    CHECK(reused(run_todoku({"run", study.string(), "-o", out, "--json"})) == "*===***");
}

TEST_CASE(
    "run --until stops after a step, --from goes on from there, and a --from without its past is "
    "refused") {
    const TemporaryFolder folder;
    const auto study = TinyStudy().write(folder);
    const std::string out = (folder.path() / "out").string();
    CHECK(run_todoku({"run", study.string(), "-o", out, "--from", "gaps"}).code == 2);
    CHECK(run_todoku({"run", study.string(), "-o", out, "--until", "gaps"}).code == 0);
    CHECK_FALSE(fs::exists(folder.path() / "out" / "run.json"));
    CHECK(run_todoku({"run", study.string(), "-o", out, "--from", "reach"}).code == 0);
    CHECK(fs::exists(folder.path() / "out" / "run.json"));
    CHECK(run_todoku({"run", study.string(), "-o", out, "--from", "report", "--until", "read"})
              .code == 2);
}

TEST_CASE("Only one carrier's package changes when another carrier's layer changes without "
          "changing who is served") {
    // B's layer is made larger inside 津市's already covered ground: every cell verdict stays.
    const TemporaryFolder before;
    const TemporaryFolder after;
    TinyStudy tiny;
    const auto first = tiny.write(before);
    tiny.files["b.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 0, 4, 4, R"("name":"CANARY")") + "," +
                              TinyStudy::polygon(1, 1, 2, 2, R"("name":"CANARY")"));
    const auto second = tiny.write(after);
    REQUIRE(run_todoku({"run", first.string(), "-o", (before.path() / "out").string()}).code == 0);
    REQUIRE(run_todoku({"run", second.string(), "-o", (after.path() / "out").string()}).code == 0);
    const auto a = files_below(before.path() / "out" / "packages" / "キャリアA");
    const auto b = files_below(after.path() / "out" / "packages" / "キャリアA");
    REQUIRE(a.size() == b.size());
    for (const auto& [name, bytes] : a) {
        INFO(name);
        CHECK(b.at(name) == bytes);
    }
}

TEST_CASE("explain, assets and choose answer from the finished study") {
    const TemporaryFolder folder;
    const auto study = TinyStudy().write(folder);
    const std::string out = (folder.path() / "out").string();
    CHECK(run_todoku({"explain", study.string(), "T-1", "-o", out}).code == 2);
    REQUIRE(run_todoku({"run", study.string(), "-o", out}).code == 0);

    const Outcome card = run_todoku({"explain", study.string(), "T-1", "-o", out});
    CHECK(card.code == 0);
    CHECK_THAT(card.out, Catch::Contains("北小学校") && Catch::Contains("キャリアA") &&
                             Catch::Contains("模擬データ"));

    // No height, no floors: the usual one of its kind.
    CHECK_THAT(run_todoku({"explain", study.string(), "T-3", "-o", out}).out,
               Catch::Contains("高さは台帳になく、建物の標準値"));

    const Outcome near = run_todoku({"assets", study.string(), "--near",
                                     fmt::format("{},{}", TinyStudy::lat(3.3), TinyStudy::lng(1.3)),
                                     "--within", "50", "-f", "csv"});
    CHECK(near.code == 0);
    CHECK_THAT(near.out, Catch::Contains("北小学校") && !Catch::Contains("中央公民館"));
    const Outcome high =
        run_todoku({"assets", study.string(), "--where", "height_m >= 12", "-f", "geojson"});
    CHECK(high.code == 0);
    CHECK(nlohmann::json::parse(high.out)["features"].size() == 1);
    CHECK(run_todoku({"assets", study.string(), "--where", "no_such_column = 1"}).code == 2);
    CHECK(run_todoku({"assets", study.string(), "-f", "gpkg"}).code == 2);
    CHECK(run_todoku({"assets", study.string(), "--municipality", "242013"}).code == 2);
    for (const char* place : {"24204", "242047", "松阪市"}) {
        INFO(place);
        const Outcome there = run_todoku({"assets", study.string(), "--municipality", place});
        CHECK_THAT(there.out, Catch::Contains("中央公民館") && !Catch::Contains("北小学校"));
    }
    CHECK_THAT(run_todoku({"assets", study.string(), "--municipality", "松坂市"}).err,
               Catch::Contains("「松阪市」ではありませんか"));
    const Outcome nowhere = run_todoku({"assets", study.string(), "--near", "35.0,139.0"});
    CHECK(nowhere.code == 0);
    CHECK_THAT(nowhere.err, Catch::StartsWith("0件。最も近い資産は T-2（中央公民館）、"));
    const Outcome valued =
        run_todoku({"assets", study.string(), "--carrier", "キャリアA", "--output-folder", out});
    CHECK(valued.code == 0);
    CHECK_THAT(valued.out, Catch::Contains("newly_covered"));

    const Outcome changed = run_todoku(
        {"choose", study.string(), "--without", "T-1", "--sites", "1", "--json", "-o", out});
    CHECK(changed.code == 0);
    const auto json = nlohmann::json::parse(changed.out);
    CHECK(json[0]["sites"].size() == 1);
    CHECK(json[0]["sites"][0]["asset_id"] != "T-1");
    const Outcome nobody = run_todoku({"choose", study.string(), "--with", "T-11", "-o", out});
    CHECK(nobody.code == 2);
    CHECK_THAT(nobody.err, Catch::Contains("近いもの: T-1（北小学校）"));
}

TEST_CASE("The version is shown with exit code 0") {
    const Outcome done = run_todoku({"--version"});
    CHECK(done.code == 0);
    CHECK_THAT(done.out, Catch::StartsWith("todoku "));
}

TEST_CASE("A folder with anything else in it is never taken for the output, and inputs are never "
          "overwritten") {
    const TemporaryFolder folder;
    const auto study = TinyStudy().write(folder);
    folder.write("documents/report.docx", "letter");
    CHECK(run_todoku({"run", study.string(), "-o", (folder.path() / "documents").string()}).code ==
          2);
    CHECK(run_todoku({"run", study.string(), "-o", folder.path().string()}).code == 2);
    CHECK(read_file(folder.path() / "documents" / "report.docx") == "letter");
    const std::string before = read_file(study);
    CHECK(run_todoku({"assets", study.string(), "-o", study.string()}).code == 2);
    CHECK(run_todoku({"check", study.string(), "--issues", study.string()}).code == 2);
    CHECK(read_file(study) == before);
}
