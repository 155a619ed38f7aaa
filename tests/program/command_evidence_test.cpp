// A drive test beside the carriers' statements: from the CSV to the tables, the page and the layer.
#include "io/vector_file.hpp"
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/tiny_study.hpp"

#include <nlohmann/json.hpp>

#include <sstream>

using namespace todoku::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

std::string samples(std::int32_t row, std::int32_t column, const std::string& carrier, int in,
                    int out, const std::string& technology = "5G") {
    std::string text;
    for (int i = 0; i < in + out; ++i) {
        text += fmt::format("2025-10-0{} 12:00:0{},{},{},{},{},{},\n", 1 + i % 2, i % 10,
                            TinyStudy::lat(row + 0.5), TinyStudy::lng(column + 0.5), carrier,
                            technology, i < in ? -95 : -125);
    }
    return text;
}

/// キャリアA states 5G of the two southern rows. Measured: one of its cells without service, one
/// with; one cell of service beyond them; three samples that decide nothing; a row outside, a
/// broken one.
TinyStudy driven() {
    TinyStudy tiny;
    tiny.files["drive.csv"] =
        "日時,緯度,経度,事業者,方式,RSRP,圏内外\n" + samples(0, 0, "A社", 0, 12) +
        samples(1, 1, "A社", 12, 0) + samples(3, 7, "A社", 12, 0) + samples(3, 0, "A社", 0, 3) +
        samples(1, 5, "B社", 12, 0) + samples(9, 9, "A社", 1, 0) + samples(0, 0, "C社", 1, 0);
    tiny.files["study.toml"] += R"(
[[measurement]]
file = "drive.csv"
name = "走行調査"
carriers = { "A社" = "キャリアA", "B社" = "キャリアB" }
)";
    return tiny;
}

} // namespace

TEST_CASE("check says how a drive test was read, for each carrier and technology") {
    const TemporaryFolder folder;
    const Outcome check = run_todoku({"check", driven().write(folder).string(), "--json"});
    INFO(check.err);
    REQUIRE(check.code == 0);
    const json checked = json::parse(check.out);
    bool found = false;
    for (const json& input : checked["inputs"]) {
        if (input["id"] != "measurement") {
            continue;
        }
        found = true;
        CHECK(input["what"]["ja"] == "実測 走行調査");
        CHECK(input["read"] == 53);
        CHECK(input["used"] == 51);
        CHECK(input["rejected"] == 2);
        CHECK(input["outside"] == 1);
        CHECK_THAT(input["facts"].dump(), Catch::Contains("キャリアA 5G") &&
                                              Catch::Contains("39 (61.5 %)") &&
                                              Catch::Contains("12 (100.0 %)"));
        CHECK_THAT(input["columns"].dump(), Catch::Contains("\"RSRP\""));
    }
    CHECK(found);
    CHECK(checked["evidence"].size() == 2);
    const std::string study = driven().write(folder).string();
    CHECK_THAT(run_todoku({"check", study}).out,
               Catch::Contains("実測との照合") &&
                   Catch::Contains("一致 1、食い違い 3、決められない 1"));
    const Outcome text = run_todoku({"check", study, "--all"});
    CHECK_THAT(text.out,
               Catch::Contains("実測との照合") &&
                   Catch::Contains("キャリアA 5G: 一致 1、エリア内なのに実測圏外 1、"
                                   "エリア外なのに実測圏内 1、決められない 1（メッシュ）"));
}

TEST_CASE("Samples dated long after the study are told") {
    const TemporaryFolder folder;
    TinyStudy tiny = driven();
    CHECK_THAT(run_todoku({"check", tiny.write(folder).string(), "--json"}).out,
               !Catch::Contains("measurement_in_future"));
    tiny.files["drive.csv"] += fmt::format("2099-01-01 12:00:00,{},{},A社,5G,-95,\n",
                                           TinyStudy::lat(1.5), TinyStudy::lng(1.5));
    CHECK_THAT(run_todoku({"check", tiny.write(folder).string(), "--json"}).out,
               Catch::Contains("measurement_in_future") && Catch::Contains("2099-01-01"));
}

TEST_CASE("run sets measurements beside statements and keeps them out of packages") {
    const TemporaryFolder folder;
    TinyStudy tiny = driven();
    const fs::path study = tiny.write(folder);
    const fs::path out = folder.path() / "out";
    const Outcome run = run_todoku({"run", study.string(), "-o", out.string()});
    INFO(run.err);
    REQUIRE(run.code == 0);
    CHECK(read_file(out / "tables/measured_agreement.csv") ==
          "carrier,technology,stated,measured,cells,samples,in_service,population,synthetic\n"
          "キャリアA,5g,covered,in,1,12,12,16,模擬データ\n"
          "キャリアA,5g,covered,out,1,12,0,16,模擬データ\n"
          "キャリアA,5g,not_covered,in,1,12,12,16,模擬データ\n"
          "キャリアA,5g,not_covered,too_few,1,3,0,16,模擬データ\n"
          "キャリアB,5g,not_covered,in,1,12,12,16,模擬データ\n");
    const std::string disputed = read_file(out / "tables/disputed_cells.csv");
    CHECK(std::count(disputed.begin(), disputed.end(), '\n') == 4);
    CHECK_THAT(disputed,
               Catch::Contains(TinyStudy::cell(0, 0).code() +
                               ",24201,津市,キャリアA,5g,covered,out,stated_covered_measured_out,"
                               "1,12,0,0,0,") &&
                   Catch::Contains(TinyStudy::cell(3, 7).code()) &&
                   Catch::Contains("-125,-125,,2,2025-10-01,2025-10-02,16,"));
    CHECK(fs::exists(out / "tables/measured_cells.csv"));
    CHECK_THAT(read_file(out / "index.html"),
               Catch::Contains("実測との照合") && Catch::Contains("エリア内・実測圏外"));
    const auto layers = todoku::io::layers_of(out / "results.gpkg");
    CHECK(std::count(layers.begin(), layers.end(), "disputed_cells") == 1);
    for (const auto& entry : fs::recursive_directory_iterator(out / "packages")) {
        if (entry.is_regular_file()) {
            INFO(entry.path());
            CHECK(read_file(entry.path()).find("disputed") == std::string::npos);
            CHECK(read_file(entry.path()).find("drive.csv") == std::string::npos);
        }
    }

    // A stricter study decides less; what does not depend on measurements is taken as it was.
    tiny.files["study.toml"] += "\n[evidence]\nmin_samples = 13\n";
    const Outcome again =
        run_todoku({"run", tiny.write(folder).string(), "-o", out.string(), "--json"});
    REQUIRE(again.code == 0);
    CHECK_THAT(read_file(out / "tables/measured_agreement.csv"),
               !Catch::Contains(",in,") && Catch::Contains("too_few"));
    for (const json& step : json::parse(again.out)["steps"]) {
        INFO(step.dump());
        CHECK(step["reused"] == (step["step"] != "compare" && step["step"] != "report"));
    }
}

TEST_CASE("A study without measurements has no table of them") {
    const TemporaryFolder folder;
    const fs::path out = folder.path() / "out";
    REQUIRE(run_todoku({"run", TinyStudy().write(folder).string(), "-o", out.string()}).code == 0);
    CHECK_FALSE(fs::exists(out / "tables/measured_agreement.csv"));
    CHECK_THAT(read_file(out / "index.html"), !Catch::Contains("実測との照合"));
}

TEST_CASE("A drive test given twice and a name without coverage are refused") {
    const TemporaryFolder folder;
    TinyStudy tiny = driven();
    tiny.files["copy.csv"] = tiny.files["drive.csv"];
    tiny.files["study.toml"] += "\n[[measurement]]\nfile = \"copy.csv\"\n";
    const Outcome twice = run_todoku({"check", tiny.write(folder).string()});
    CHECK(twice.code == 3);
    CHECK_THAT(twice.out, Catch::Contains("copy.csv は drive.csv と同じ内容です"));

    TinyStudy unknown = driven();
    unknown.files["study.toml"] += "\n[[measurement]]\nfile = \"drive.csv\"\ncarrier = \"D社\"\n"
                                   "technology = \"6g\"\n";
    const Outcome refused = run_todoku({"check", unknown.write(folder).string()});
    CHECK(refused.code == 3);
    CHECK_THAT(refused.err, Catch::Contains("「D社」の [[coverage]] がありません") &&
                                Catch::Contains("technology"));
}
