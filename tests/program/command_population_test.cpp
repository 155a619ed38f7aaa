// How people reach the cells of a study, as check and run say it.
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/replaced.hpp"
#include "support/tiny_study.hpp"

#include <nlohmann/json.hpp>

using namespace todoku::test;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;
using nlohmann::json;

namespace {

/// The tiny study with its people on 500 m cells, 64 a cell, two thirds of a cell at sea or not.
TinyStudy on_half_kilometres(const std::string& weight) {
    TinyStudy study;
    std::string people = "KEY_CODE,人口（総数）,世帯総数,７５歳以上人口　総数\n";
    for (std::int32_t row = 0; row < 4; row += 2) {
        for (std::int32_t column = 0; column < 8; column += 2) {
            people += TinyStudy::cell(row, column).parent(todoku::domain::MeshLevel::M500).code() +
                      ",64,24,8\n";
        }
    }
    study.files["population.csv"] = people;
    study.files["study.toml"] =
        replaced(study.files["study.toml"], "census = \"試験\"", "census = \"試験\"" + weight);
    return study;
}

const json& input(const json& checked, const std::string& id) {
    for (const json& entry : checked["inputs"]) {
        if (entry["id"] == id) {
            return entry;
        }
    }
    FAIL("no input " + id);
    return checked;
}

} // namespace

TEST_CASE("Coarser census cells are divided by land, and check, the package and run.json say so") {
    const TemporaryFolder folder;
    TinyStudy study = on_half_kilometres("");
    // The western municipality's westernmost column is sea.
    study.files["municipalities.geojson"] = TinyStudy::collection(
        TinyStudy::polygon(0, 1, 4, 4, R"("N03_001":"三重県","N03_004":"津市","N03_007":"24201")") +
        "," +
        TinyStudy::polygon(0, 4, 4, 8,
                           R"("N03_001":"三重県","N03_004":"松阪市","N03_007":"24204")"));
    const std::string path = study.write(folder).string();
    const Outcome check = run_todoku({"check", path, "--all"});
    CHECK(check.code == 0);
    CHECK_THAT(check.out,
               Contains("500mメッシュを、海を除く陸地の面積の割合で250mメッシュに配分") &&
                   Contains("512人のうち512人"));
    const json checked = json::parse(run_todoku({"check", path, "--json"}).out);
    CHECK(checked["populated_cells"] == 28); // none in the sea
    CHECK(checked["unknown_cells"] == 0);
    CHECK_THAT(checked["municipalities"][0]["people_by_area"].get<double>(), WithinAbs(256, 1e-9));

    const auto out = folder.path() / "out";
    REQUIRE(run_todoku({"run", path, "-o", out.string()}).code == 0);
    CHECK_THAT(
        read_file(out / "packages/キャリアA/はじめにお読みください.txt"),
        Contains("人口は試験（500mメッシュを、海を除く陸地の面積の割合で250mメッシュに配分）"));
    const json record = json::parse(read_file(out / "run.json"));
    CHECK(record["parameters"]["border_cells"] == "area");
    CHECK_THAT(record["inputs"][1]["facts"].dump(), Contains("海を除く陸地の面積の割合"));
}

TEST_CASE("Buildings decide where people of coarser cells live; cells without any go by land and "
          "are counted") {
    const TemporaryFolder folder;
    TinyStudy study =
        on_half_kilometres(", weight = { kind = \"buildings\", file = \"buildings.geojson\", "
                           "field = \"floors\" }");
    // In the south-western census cell: one building of 3 floors, one of 1 floor as large.
    study.files["buildings.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0.2, 0.2, 0.4, 0.4, R"("floors":3)") + "," +
                              TinyStudy::polygon(0.2, 1.2, 0.4, 1.4, R"("floors":"1階")"));
    const std::string path = study.write(folder).string();
    const json checked = json::parse(run_todoku({"check", path, "--json"}).out);
    CHECK(checked["usable"] == true);
    CHECK(input(checked, "population_weight")["used"] == 2);
    CHECK_THAT(input(checked, "population")["facts"].dump(),
               Contains("建物の床面積の割合") && Contains("陸地の面積で配分 448人"));
    const auto out = folder.path() / "out";
    REQUIRE(run_todoku({"run", path, "-o", out.string()}).code == 0);
    CHECK_THAT(read_file(out / "packages/キャリアA/はじめにお読みください.txt"),
               Contains("重みのないメッシュのため陸地の面積で配分 448人"));

    // A building that is none marks the file of buildings, not that of the people.
    study.files["buildings.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0.2, 0.2, 0.4, 0.4, R"("floors":3)") +
                              R"(,{"type":"Feature","properties":{"floors":1},"geometry":null})");
    study.write(folder);
    const json marked = json::parse(run_todoku({"check", path, "--json"}).out);
    CHECK(input(marked, "population_weight")["mark"] == "△");
    CHECK(input(marked, "population")["mark"] == "○");

    // Another file of weights is another result.
    study.files["buildings.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0.2, 0.2, 0.4, 0.4, R"("floors":1)"));
    study.write(folder);
    const Outcome again = run_todoku({"run", path, "-o", out.string(), "--json"});
    CHECK(again.code == 0);
    for (const json& step : json::parse(again.out)["steps"]) {
        INFO(step.dump());
        CHECK(step["reused"] == false);
    }

    study.files["buildings.geojson"] = TinyStudy::collection(
        R"({"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[136.5,34.7]}})");
    study.write(folder);
    const Outcome points = run_todoku({"check", path});
    CHECK(points.code == 3);
    CHECK_THAT(points.out, Contains("建物") && Contains("buildings.geojson"));
}

TEST_CASE("Faults of the weight's keys and of the rule for border cells are told by line") {
    const TemporaryFolder folder;
    TinyStudy study = on_half_kilometres(", weight = { kind = \"land\", file = \"x.tif\" }");
    study.files["study.toml"] += "\n[rules]\nborder_cells = \"middle\"\n";
    const Outcome check = run_todoku({"check", study.write(folder).string()});
    CHECK(check.code == 3);
    CHECK_THAT(check.err, Contains("kind") && Contains("raster") && Contains("border_cells") &&
                              Contains("centroid"));
}

TEST_CASE(
    "A cell on the border goes to the municipality of its centre where the study says so, and "
    "check shows both totals") {
    const TemporaryFolder folder;
    TinyStudy study;
    // The border runs at a quarter of the fifth column.
    study.files["municipalities.geojson"] = TinyStudy::collection(
        TinyStudy::polygon(0, 0, 4, 4.25,
                           R"("N03_001":"三重県","N03_004":"津市","N03_007":"24201")") +
        "," +
        TinyStudy::polygon(0, 4.25, 4, 8,
                           R"("N03_001":"三重県","N03_004":"松阪市","N03_007":"24204")"));
    const std::string path = study.write(folder).string();
    const json by_area = json::parse(run_todoku({"check", path, "--json"}).out);
    CHECK(by_area["border_cells"] == "area");
    study.files["study.toml"] += "\n[rules]\nborder_cells = \"centroid\"\n";
    study.write(folder);
    const json by_centroid = json::parse(run_todoku({"check", path, "--json"}).out);
    CHECK(by_centroid["border_cells"] == "centroid");
    for (const json* checked : {&by_area, &by_centroid}) {
        const json& tsu = (*checked)["municipalities"][0];
        CHECK_THAT(tsu["people_by_area"].get<double>(), WithinAbs(272, 1e-6));
        CHECK(tsu["people_by_centroid"] == 256);
    }
    CHECK_THAT(run_todoku({"check", path}).out, Contains("津市: 面積で272人、中心で256人"));
    const Outcome check = run_todoku({"check", path, "--all"});
    CHECK_THAT(check.out, Contains("中心のある市町村 *") && Contains("津市") && Contains("-16"));
    const auto out = folder.path() / "out";
    REQUIRE(run_todoku({"run", path, "-o", out.string()}).code == 0);
    CHECK_THAT(read_file(out / "tables/coverage_by_municipality.csv"),
               Contains("24201,津市,キャリアA,5g-sub6,majority,256,128,128,0.5"));
}

TEST_CASE("A cell whose people the file does not state is counted neither as covered nor as left "
          "out, and is no zero in the results") {
    const TemporaryFolder folder;
    TinyStudy study;
    study.files["population.csv"] =
        replaced(study.files["population.csv"], TinyStudy::cell(0, 0).code() + ",16,6,5",
                 TinyStudy::cell(0, 0).code() + ",*,*,*");
    const std::string path = study.write(folder).string();
    const json checked = json::parse(run_todoku({"check", path, "--json"}).out);
    CHECK(checked["unknown_cells"] == 1);
    CHECK(checked["people_placed"] == 496);
    CHECK_THAT(run_todoku({"check", path}).out, Contains("人口が不明のメッシュ"));
    const auto out = folder.path() / "out";
    REQUIRE(run_todoku({"run", path, "-o", out.string()}).code == 0);
    CHECK_THAT(read_file(out / "tables/coverage_by_municipality.csv"),
               Contains("24201,津市,キャリアA,5g-sub6,majority,240,112,128,"));
    CHECK_THAT(read_file(out / "packages/キャリアA/はじめにお読みください.txt"),
               Contains("人口が公表されていないメッシュが1あり"));
}

TEST_CASE("Boundaries in a file for each municipality, without codes, are read by a pattern and a "
          "list of names") {
    const TemporaryFolder folder;
    TinyStudy study;
    study.files.erase("municipalities.geojson");
    study.files["n03/1.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 0, 4, 4, R"("name":"三重県津市")"));
    study.files["n03/2.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 4, 4, 8, R"("name":"三重県松阪市")"));
    study.files["codes.json"] = R"({"三重県津市":"242012","三重県松阪市":"242047"})";
    study.files["study.toml"] =
        replaced(study.files["study.toml"], "{ file = \"municipalities.geojson\" }",
                 "{ files = [\"n03/*.geojson\"], names = \"codes.json\" }");
    const std::string path = study.write(folder).string();
    const json checked = json::parse(run_todoku({"check", path, "--json"}).out);
    CHECK(checked["usable"] == true);
    CHECK(checked["municipalities"][1]["code"] == "24204");
    CHECK(checked["municipalities"][1]["people_by_area"] == 256);
    study.files["study.toml"] = replaced(study.files["study.toml"], ", names = \"codes.json\"", "");
    study.write(folder);
    const Outcome refused = run_todoku({"check", path});
    CHECK(refused.code == 3);
    CHECK_THAT(refused.out, Contains("names ="));
}
