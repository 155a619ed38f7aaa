// The figures of a run: other rules, groups of municipalities, zones, and how sure they are.
#include "support/catch.hpp"
#include "support/csv_rows.hpp"
#include "support/program.hpp"
#include "support/replaced.hpp"
#include "support/tiny_study.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>

using namespace todoku::test;
using Catch::Matchers::Contains;

namespace {

/// The tiny study with a group, two overlapping zones and a school in each row of the west.
TinyStudy with_zones() {
    TinyStudy study;
    study.files["zones.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 0, 4, 2, R"("name":"西学区")") + "," +
                              TinyStudy::polygon(0.5, 1, 4, 9, R"("name":"東学区")"));
    study.files["schools.csv"] =
        fmt::format("名称,緯度,経度\n北小,{},{}\n南小,{},{}\n", TinyStudy::lat(3.5),
                    TinyStudy::lng(0.5), TinyStudy::lat(0.5), TinyStudy::lng(0.5));
    study.files["study.toml"] += R"(
[[group]]
name = "中勢地域"
municipalities = ["津市", "24204"]

[[inputs.zones]]
name = "学区"
file = "zones.geojson"

[[inputs.places]]
kind = "school"
file = "schools.csv"
)";
    return study;
}

} // namespace

TEST_CASE("Groups, zones and places are counted beside municipalities, by every rule") {
    const TemporaryFolder folder;
    const auto out = folder.path() / "out";
    const Outcome done =
        run_todoku({"run", with_zones().write(folder).string(), "-o", out.string()});
    INFO(done.err);
    REQUIRE(done.code == 0);
    const auto rows = rows_of(out / "tables/coverage_statistics.csv");
    const auto row = [&](const char* kind, const char* zone, const char* carrier,
                         const char* rule) {
        return row_where(rows, {{"zone_kind", kind},
                                {"zone", zone},
                                {"carrier", carrier},
                                {"technology", "5g"},
                                {"rule", rule}});
    };
    const Row group = row("group", "中勢地域", "キャリアA", "majority");
    CHECK(group.at("population") == "512");
    CHECK(group.at("population_covered") == "256");
    CHECK(group.at("households_uncovered") == "96");
    CHECK(group.at("population_75plus").empty());
    const Row west = row("municipality", "津市", "キャリアA", "centroid");
    CHECK(west.at("population_covered") == "128");
    CHECK(west.at("places_school") == "2");
    CHECK(west.at("places_school_covered") == "1");
    // Two columns of four cells; 東学区: seven columns of three and a half rows.
    const Row first = row("学区", "西学区", "キャリアA", "majority");
    CHECK(first.at("population") == "128");
    CHECK(first.at("population_covered") == "64");
    CHECK(first.at("census") == "試験");
    const Row second = row("学区", "東学区", "キャリアB", "area");
    CHECK(std::stod(second.at("population")) == Approx(7 * 3.5 * 16).epsilon(1e-5));
    CHECK(std::stod(second.at("population_covered")) == Approx(3 * 3.5 * 16).epsilon(1e-5));
    // Cells of 500 m: A covers the southern ones whole.
    const Row ministry = row("prefecture", "三重県", "キャリアA", "ministry");
    CHECK(ministry.at("population_covered") == "256");
    CHECK(ministry.at("border_cells") == "largest");

    const auto sure = row_where(rows_of(out / "tables/sensitivity.csv"),
                                {{"carrier", "キャリアA"}, {"technology", "5g"}});
    CHECK(sure.at("ratio") == "0.5");
    CHECK(sure.at("ratio_moved_10m_low") == "0.5");
    CHECK(sure.at("ratio_other_border_rule") == "0.5");
    CHECK_THAT(read_file(out / "index.html"), Contains("（50.0～50.0％）"));
    const auto record = nlohmann::json::parse(read_file(out / "run.json"));
    CHECK(record["carriers"][0]["share_5g_low"] == 0.5);
    CHECK(record["carriers"][0]["share_5g_high"] == 0.5);
    const auto border = row_where(rows_of(out / "tables/border_cells.csv"),
                                  {{"zone", "津市"}, {"carrier", "キャリアA"}});
    CHECK(border.at("ratio_difference") == "0");
}

TEST_CASE("What the census does not state is unknown in tables, letter and list, not nobody") {
    const TemporaryFolder folder;
    TinyStudy study;
    std::string people = "code,population\n";
    for (std::int32_t row = 0; row < 4; ++row) {
        for (std::int32_t column = 0; column < 8; ++column) {
            people += TinyStudy::cell(row, column).code() + ",16\n";
        }
    }
    study.files["population.csv"] = people;
    const auto out = folder.path() / "out";
    REQUIRE(run_todoku({"run", study.write(folder).string(), "-o", out.string()}).code == 0);
    const Row gap = row_where(rows_of(out / "tables/gaps.csv"), {{"carrier", "キャリアA"}});
    CHECK(gap.at("population") == "128");
    for (const char* unknown :
         {"households", "population_65plus", "population_75plus", "households_under_100"}) {
        INFO(unknown);
        CHECK(gap.at(unknown).empty());
    }
    const Row west = row_where(rows_of(out / "tables/coverage_statistics.csv"), {{"zone", "津市"}});
    CHECK(west.at("population_65plus").empty());
    CHECK_THAT(read_file(out / "index.html"), Contains("不明") && !Contains(">nan<"));
}

TEST_CASE("A cell on a border whose people nobody states is one cell of the prefecture") {
    const TemporaryFolder folder;
    TinyStudy study;
    // The border runs at a quarter of the fifth column; one of its cells is suppressed.
    study.files["municipalities.geojson"] = TinyStudy::collection(
        TinyStudy::polygon(0, 0, 4, 4.25,
                           R"("N03_001":"三重県","N03_004":"津市","N03_007":"24201")") +
        "," +
        TinyStudy::polygon(0, 4.25, 4, 8,
                           R"("N03_001":"三重県","N03_004":"松阪市","N03_007":"24204")"));
    study.files["population.csv"] =
        replaced(study.files["population.csv"], TinyStudy::cell(1, 4).code() + ",16,6,5",
                 TinyStudy::cell(1, 4).code() + ",*,*,*");
    const auto out = folder.path() / "out";
    REQUIRE(run_todoku({"run", study.write(folder).string(), "-o", out.string()}).code == 0);
    const auto rows = rows_of(out / "tables/coverage_statistics.csv");
    const auto unknown = [&](const char* zone) {
        return std::stod(row_where(rows, {{"zone", zone}}).at("population_unknown_cells"));
    };
    CHECK(unknown("三重県") == Approx(1.0));
    CHECK(unknown("津市") == Approx(0.25));
}

TEST_CASE("Zones of several files are one kind, and one that two of them hold is one zone") {
    const TemporaryFolder folder;
    TinyStudy study = with_zones();
    study.files["zones.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 0, 4, 2, R"("name":"西学区")"));
    study.files["zones2.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 4, 4, 6, R"("name":"東学区")") + "," +
                              TinyStudy::polygon(0, 2, 4, 3, R"("name":"西学区")"));
    study.files["study.toml"] = replaced(study.files["study.toml"], "file = \"zones.geojson\"",
                                         "files = [\"zones.geojson\", \"zones2.geojson\"]");
    const auto out = folder.path() / "out";
    const Outcome done = run_todoku({"run", study.write(folder).string(), "-o", out.string()});
    INFO(done.err);
    REQUIRE(done.code == 0);
    const auto rows = rows_of(out / "tables/coverage_statistics.csv");
    const auto people = [&](const char* zone) {
        return row_where(rows, {{"zone_kind", "学区"},
                                {"zone", zone},
                                {"carrier", "キャリアA"},
                                {"technology", "5g"},
                                {"rule", "majority"}})
            .at("population");
    };
    CHECK(people("西学区") == "192"); // three columns of four cells
    CHECK(people("東学区") == "128");
}

TEST_CASE("A group names municipalities that there are, and more than half is another rule") {
    const TemporaryFolder folder;
    TinyStudy study = with_zones();
    study.files["study.toml"] += "\n[rules]\nmore_than = true\nsensitivity = false\n";
    const auto out = folder.path() / "out";
    REQUIRE(run_todoku({"run", study.write(folder).string(), "-o", out.string()}).code == 0);
    CHECK_THAT(read_file(out / "tables/coverage_by_municipality.csv"),
               Contains("24201,津市,キャリアA,5g,majority>0.5,256,128,128,0.5"));
    CHECK_FALSE(std::filesystem::exists(out / "tables/sensitivity.csv"));
    CHECK_FALSE(
        nlohmann::json::parse(read_file(out / "run.json"))["carriers"][0].contains("share_5g_low"));
    CHECK_THAT(read_file(out / "index.html"), Contains("50%を超える部分がエリアに入る場合"));

    std::string& text = study.files["study.toml"];
    text.replace(text.find("\"24204\""), 7, "\"四日市市\"");
    const Outcome refused = run_todoku({"run", study.write(folder).string(), "-o", out.string()});
    CHECK(refused.code == 3);
    CHECK_THAT(refused.err, Contains("中勢地域") && Contains("四日市市"));
}

TEST_CASE("Ground a carrier does not know of stands in every figure as such, and is no gap") {
    const TemporaryFolder folder;
    TinyStudy study;
    // The western half of the third row.
    study.files["unknown.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(2, 0, 3, 4, R"("name":"?")"));
    const std::string keys =
        "[[coverage]]\ncarrier = \"キャリアA\"\ntechnology = \"5g-sub6\"\nunknown = true\n"
        "file = \"unknown.geojson\"\n\n";
    study.files["study.toml"] =
        replaced(study.files["study.toml"], "[[assets]]", keys + "[[assets]]");
    const auto out = folder.path() / "out";
    const Outcome done = run_todoku({"run", study.write(folder).string(), "-o", out.string()});
    INFO(done.err);
    REQUIRE(done.code == 0);
    CHECK_THAT(done.out, Contains("内外不明"));
    const auto rows = rows_of(out / "tables/coverage_by_municipality.csv");
    const Row west = row_where(rows, {{"municipality", "津市"},
                                      {"carrier", "キャリアA"},
                                      {"technology", "5g"},
                                      {"rule", "majority"}});
    CHECK(west.at("covered") == "128");
    CHECK(west.at("uncovered") == "64");
    CHECK(west.at("unknown") == "64");
    CHECK(west.at("ratio") == "0.5");
    const Row ministry = row_where(rows, {{"municipality", "津市"},
                                          {"carrier", "キャリアA"},
                                          {"technology", "5g"},
                                          {"rule", "ministry"}});
    CHECK(ministry.at("unknown") == "128"); // of two cells of 500 m, half each
    CHECK(ministry.at("uncovered") == "0");
    const Row detail = row_where(
        rows_of(out / "tables/coverage_statistics.csv"),
        {{"zone", "津市"}, {"carrier", "キャリアA"}, {"technology", "5g"}, {"rule", "area"}});
    CHECK(detail.at("households_unknown") == "24");
    CHECK(std::stod(detail.at("area_km2_unknown")) ==
          Approx(std::stod(detail.at("area_km2")) / 4).epsilon(1e-4));
    double in_gaps = 0.0;
    for (const Row& gap : rows_of(out / "tables/gaps.csv")) {
        if (gap.at("carrier") == "キャリアA") {
            in_gaps += std::stod(gap.at("population"));
        }
    }
    CHECK(in_gaps == 256 - 64);
    std::ifstream in(out / "packages/キャリアA/はじめにお読みください.txt");
    const std::string readme((std::istreambuf_iterator<char>(in)), {});
    CHECK_THAT(readme, Contains("エリアの内外が分からない人口　64人"));

    // Later the carrier knows: covered. Nothing was gained for certain, nothing lost.
    study.files["study.toml"] = replaced(study.files["study.toml"], "unknown = true\n", "");
    const TemporaryFolder later;
    const auto now = later.path() / "out";
    REQUIRE(run_todoku({"run", study.write(later).string(), "-o", now.string()}).code == 0);
    const auto changes = folder.path() / "changes";
    const Outcome compared =
        run_todoku({"compare", out.string(), now.string(), "-o", changes.string()});
    INFO(compared.err);
    REQUIRE(compared.code == 0);
    const Row change = row_where(rows_of(changes / "tables/compare_by_municipality.csv"),
                                 {{"municipality", "津市"},
                                  {"carrier", "キャリアA"},
                                  {"technology", "5g"},
                                  {"rule", "majority"}});
    CHECK(change.at("covered_old") == "128");
    CHECK(change.at("covered_new") == "192");
    CHECK(change.at("gained") == "0");
    CHECK(change.at("lost") == "0");
}

TEST_CASE("A run checks its shares where asked to, kept results too") {
    const TemporaryFolder folder;
    const auto study = TinyStudy().write(folder);
    const auto out = folder.path() / "out";
    const Outcome done = run_todoku({"run", study.string(), "-o", out.string(), "--self-check"});
    CHECK(done.code == 0);
    CHECK_THAT(done.out, Contains("自己検査合格") && Contains("有理数"));
    const Outcome kept =
        run_todoku({"--lang", "en", "run", study.string(), "-o", out.string(), "--self-check"});
    CHECK(kept.code == 0);
    CHECK_THAT(kept.out, Contains("rational"));
}

TEST_CASE("Deployment and coverage by strength stand in tables of their own") {
    const TemporaryFolder folder;
    TinyStudy study;
    study.files["stations.csv"] =
        fmt::format("局名,緯度,経度\n松阪局,{},{}\n", TinyStudy::lat(2.5), TinyStudy::lng(6.5));
    study.files["study.toml"] =
        replaced(study.files["study.toml"], "file = \"a.geojson\"",
                 "file = \"a.geojson\"\nstrength = \"good\"") +
        "[[inputs.stations]]\ncarrier = \"キャリアA\"\ntechnology = \"5g-sub6\"\nbase = true\n"
        "file = \"stations.csv\"\n";
    const auto out = folder.path() / "out";
    const Outcome done = run_todoku({"run", study.write(folder).string(), "-o", out.string()});
    INFO(done.err);
    REQUIRE(done.code == 0);
    const auto rows = rows_of(out / "tables/deployment.csv");
    const Row sub6 = row_where(
        rows, {{"municipality", "三重県"}, {"carrier", "キャリアA"}, {"measure", "sub6_1km"}});
    CHECK(sub6.at("by_station") == "1");
    CHECK(sub6.at("deployed") == "1"); // coverage reaches half of each cell of 1 km
    const Row base = row_where(
        rows, {{"municipality", "三重県"}, {"carrier", "キャリアA"}, {"measure", "base_10km"}});
    CHECK(base.at("deployed") == "1");
    const Row strong =
        row_where(rows_of(out / "tables/coverage_by_strength.csv"), {{"zone", "三重県"},
                                                                     {"carrier", "キャリアA"},
                                                                     {"technology", "5g-sub6"},
                                                                     {"rule", "majority"}});
    CHECK(strong.at("at_least") == "good");
    CHECK(strong.at("covered") == "256");
}
