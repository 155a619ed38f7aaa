// `todoku compare`: what two runs of a small study tell of each other, and what is refused.
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/tiny_study.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <sstream>

using namespace todoku::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

void replace(std::string& text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
}

/// Runs the study into `name` below the folder.
std::string ran(const TinyStudy& study, const TemporaryFolder& folder, const std::string& name) {
    for (const auto& [file, text] : study.files) {
        folder.write(name + "-study/" + file, text);
    }
    const std::string output = (folder.path() / name).string();
    const Outcome done =
        run_todoku({"run", (folder.path() / (name + "-study")).string(), "-o", output});
    INFO(done.err);
    REQUIRE(done.code == 0);
    return output;
}

struct Compared {
    json record;
    fs::path folder;

    /// Rows of a table, each from its first column on.
    [[nodiscard]] std::vector<std::string> rows(const std::string& table,
                                                const std::string& starting = "") const {
        std::istringstream in(read_file(folder / "tables" / (table + ".csv")));
        std::vector<std::string> rows;
        std::string line;
        std::getline(in, line); // header
        while (std::getline(in, line)) {
            if (line.rfind(starting, 0) == 0) {
                rows.push_back(line.substr(0, line.rfind(','))); // 模擬データ
            }
        }
        return rows;
    }
    [[nodiscard]] std::string row(const std::string& table, const std::string& starting) const {
        const auto found = rows(table, starting);
        INFO(table << " " << starting);
        REQUIRE(found.size() == 1);
        return found.front();
    }
    [[nodiscard]] json carrier(const std::string& name) const {
        for (const json& carrier : record["carriers"]) {
            if (carrier["carrier"] == name) {
                return carrier;
            }
        }
        return {};
    }
    [[nodiscard]] std::string notes() const { return record["notes"].dump(); }
};

Compared compared(const std::string& earlier, const std::string& present,
                  const TemporaryFolder& folder) {
    const fs::path output = folder.path() / "compared";
    const Outcome done = run_todoku({"compare", earlier, present, "-o", output.string(), "--json"});
    INFO(done.err);
    REQUIRE(done.code == 0);
    CHECK(done.out == read_file(output / "compare.json"));
    return {json::parse(done.out), output};
}

/// A year later: キャリアA has row 2 too but no more the cell in the south-east corner, キャリアB
/// has everything.
TinyStudy a_year_later() {
    TinyStudy later;
    later.files["a.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 0, 1, 7, R"("name":"A")") + "," +
                              TinyStudy::polygon(1, 0, 3, 8, R"("name":"A")"));
    later.files["b.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 0, 4, 8, R"("name":"B")"));
    replace(later.files["study.toml"], "2026-10-01", "2027-10-01");
    return later;
}

} // namespace

TEST_CASE("compare tells by municipality, cell, gap and request what a year brought") {
    const TemporaryFolder folder;
    const std::string earlier = ran(TinyStudy(), folder, "2026");
    const std::string present = ran(a_year_later(), folder, "2027");
    const Compared year = compared(earlier, present, folder);
    CHECK(year.notes() == "[]");

    CHECK(year.row("compare_by_municipality", "24201,津市,キャリアA,5g,majority") ==
          "24201,津市,キャリアA,5g,majority,256,256,128,192,0.5,0.75,0.25,64,0,0,0");
    CHECK(year.row("compare_by_municipality", "24204,松阪市,キャリアA,5g,majority") ==
          "24204,松阪市,キャリアA,5g,majority,256,256,128,176,0.5,0.6875,0.1875,64,16,0,0");
    CHECK(year.row("compare_by_municipality", "24000,三重県,キャリアA,5g,majority") ==
          "24000,三重県,キャリアA,5g,majority,512,512,256,368,0.5,0.71875,0.21875,128,16,0,0");

    const std::string corner = TinyStudy::cell(0, 7).code();
    CHECK(year.row("compare_cells", corner + ",24204,松阪市,キャリアA,5g,") ==
          corner + ",24204,松阪市,キャリアA,5g,1,0,lost,16");
    const std::string gained = TinyStudy::cell(2, 0).code();
    CHECK(year.row("compare_cells", gained + ",24201,津市,キャリアA,5g,") ==
          gained + ",24201,津市,キャリアA,5g,0,1,gained,16");
    CHECK(year.rows("compare_cells", TinyStudy::cell(3, 0).code()).empty());

    // Of each municipality's two northern rows one is left; a corner appeared; B's gap is closed.
    const auto gaps = year.carrier("キャリアA")["gaps"];
    CHECK(gaps == json({{"shrunk", 2}, {"appeared", 1}}));
    CHECK(year.carrier("キャリアB")["gaps"] == json({{"closed", 1}}));
    CHECK_THAT(year.row("compare_gaps", "キャリアA,5g,appeared"),
               Catch::Contains(",24204-" + corner + ",") && Catch::EndsWith(",0,16,0,1,0,16"));
    for (const std::string& row : year.rows("compare_gaps", "キャリアA,5g,shrunk")) {
        CHECK_THAT(row, Catch::EndsWith(",128,64,8,4,64,0"));
    }
    CHECK_THAT(year.row("compare_gaps", "キャリアB,5g,closed"),
               Catch::EndsWith(",256,0,16,0,256,0"));

    const auto asked = year.rows("compare_requests", "キャリアA,5g,place");
    REQUIRE(asked.size() == 2);
    CHECK_THAT(asked[0], Catch::EndsWith(",128,64,0.5,partly_met"));
    CHECK_THAT(year.row("compare_requests", "キャリアB,5g,place"),
               Catch::EndsWith(",256,256,1,met"));
    // Whom B's assets were to serve is served now.
    for (const std::string& row : year.rows("compare_requests", "キャリアB,5g,asset")) {
        CHECK_THAT(row, Catch::EndsWith(",1,met"));
    }
    CHECK(year.carrier("キャリアB")["assets_offered"].size() == 1);

    const Outcome layer =
        run_shell("ogrinfo -ro -q " + quoted((year.folder / "compare.gpkg").string()) + " 2>&1");
    if (layer.code == 0) { // where GDAL's tools are installed
        CHECK_THAT(layer.out, Catch::Contains("difference (Multi Polygon)") &&
                                  Catch::Contains("gaps (Multi Polygon)"));
    }

    const Outcome screen = run_todoku({"compare", earlier, present, "-o", year.folder.string()});
    CHECK(screen.code == 0);
    CHECK_THAT(screen.out, Catch::Contains("模擬データ") &&
                               Catch::Contains("2026-10-01 → 2027-10-01") &&
                               Catch::Contains("+21.9") && Catch::Contains("要望箇所"));
    const Outcome english =
        run_todoku({"--lang", "en", "compare", earlier, present, "-o", year.folder.string()});
    CHECK_THAT(english.out, Catch::Contains("[SYNTHETIC DATA]") &&
                                Catch::Contains("2026-10-01 -> 2027-10-01") &&
                                Catch::Contains("places asked for"));
}

TEST_CASE("A result compared with itself has changed nowhere, and twice to the same bytes") {
    const TemporaryFolder folder;
    const std::string run = ran(TinyStudy(), folder, "run");
    const Compared same = compared(run, run, folder);
    CHECK_THAT(same.notes(), Catch::Contains("同じもの"));
    CHECK(same.rows("compare_cells").empty());
    for (const std::string& row : same.rows("compare_by_municipality")) {
        CHECK_THAT(row, Catch::EndsWith(",0,0,0,0"));
    }
    for (const json& carrier : same.record["carriers"]) {
        for (const auto& [state, count] : carrier["gaps"].items()) {
            CHECK(state == "stayed");
        }
        for (const auto& [state, count] : carrier["places_asked_for"].items()) {
            CHECK(state == "not_met");
        }
    }
    const std::string bytes = read_file(same.folder / "compare.gpkg");
    compared(run, run, folder);
    CHECK(read_file(same.folder / "compare.gpkg") == bytes);
}

TEST_CASE("People of a border cell count for its municipalities as in the run's own tables") {
    TinyStudy split; // the border runs through the middle of column 3
    split.files["municipalities.geojson"] = TinyStudy::collection(
        TinyStudy::polygon(0, 0, 4, 3.5,
                           R"("N03_001":"三重県","N03_004":"津市","N03_007":"24201")") +
        "," +
        TinyStudy::polygon(0, 3.5, 4, 8,
                           R"("N03_001":"三重県","N03_004":"松阪市","N03_007":"24204")"));
    const TemporaryFolder folder;
    const std::string run = ran(split, folder, "run");
    const Compared same = compared(run, run, folder);
    CHECK(same.row("compare_by_municipality", "24201,津市,キャリアA,5g,majority") ==
          "24201,津市,キャリアA,5g,majority,224,224,112,112,0.5,0.5,0,0,0,0,0");
    CHECK(same.row("compare_by_municipality", "24204,松阪市,キャリアA,5g,majority") ==
          "24204,松阪市,キャリアA,5g,majority,288,288,144,144,0.5,0.5,0,0,0,0,0");
    for (const std::string& row : same.rows("compare_gaps", "キャリアA,5g,stayed")) {
        CHECK((row.find(",112,112,8,8,0,0") != std::string::npos ||
               row.find(",144,144,10,10,0,0") != std::string::npos));
    }
}

TEST_CASE("Where a border moved, both dates are counted by the present one, and it is told") {
    TinyStudy later; // 松阪市 took columns 2 and 3 of 津市
    later.files["municipalities.geojson"] = TinyStudy::collection(
        TinyStudy::polygon(0, 0, 4, 2, R"("N03_001":"三重県","N03_004":"津市","N03_007":"24201")") +
        "," +
        TinyStudy::polygon(0, 2, 4, 8,
                           R"("N03_001":"三重県","N03_004":"松阪市","N03_007":"24204")"));
    const TemporaryFolder folder;
    const Compared year =
        compared(ran(TinyStudy(), folder, "old"), ran(later, folder, "new"), folder);
    CHECK_THAT(year.notes(), Catch::Contains("市町の境界が違うため") &&
                                 Catch::Contains("居住メッシュ8、NEW の人口 128人") &&
                                 Catch::Contains("24201津市 → 24204松阪市 8"));
    CHECK(year.row("compare_by_municipality", "24201,津市,キャリアB,5g,majority") ==
          "24201,津市,キャリアB,5g,majority,128,128,128,128,1,1,0,0,0,0,0");
    CHECK(year.row("compare_by_municipality", "24204,松阪市,キャリアA,5g,majority") ==
          "24204,松阪市,キャリアA,5g,majority,384,384,192,192,0.5,0.5,0,0,0,0,0");
    // The same ground lacks the same people: 津市's gap of 128 is 津市's 64 and 松阪市's 192 now.
    double before = 0.0;
    for (const json& carrier : year.record["carriers"]) {
        for (const auto& [state, count] : carrier["gaps"].items()) {
            CHECK((state == "stayed" || state == "divided"));
            before += count.get<double>();
        }
    }
    CHECK(before > 0.0);
    for (const std::string& row : year.rows("compare_requests", "キャリアA,5g,place")) {
        CHECK_THAT(row, Catch::EndsWith(",not_met"));
    }
}

TEST_CASE("A border that moved within a cell leaves each area its municipality's people") {
    const auto parted_at = [](double column) {
        TinyStudy study;
        study.files["municipalities.geojson"] = TinyStudy::collection(
            TinyStudy::polygon(0, 0, 4, column,
                               R"("N03_001":"三重県","N03_004":"津市","N03_007":"24201")") +
            "," +
            TinyStudy::polygon(0, column, 4, 8,
                               R"("N03_001":"三重県","N03_004":"松阪市","N03_007":"24204")"));
        return study;
    };
    const TemporaryFolder folder;
    const Compared year =
        compared(ran(parted_at(3.5), folder, "old"), ran(parted_at(3.75), folder, "new"), folder);
    CHECK_THAT(year.notes(), Catch::Contains("居住メッシュ4、NEW の人口 64人）"));
    CHECK(year.row("compare_by_municipality", "24201,津市,キャリアA,5g,majority") ==
          "24201,津市,キャリアA,5g,majority,240,240,120,120,0.5,0.5,0,0,0,0,0");
    // 松阪市's rows 2 and 3: four whole cells and a quarter of one, 16 people each.
    bool found = false;
    for (const std::string& row : year.rows("compare_gaps", "キャリアA,5g,stayed")) {
        if (row.find("松阪市") != std::string::npos) {
            found = true;
            CHECK_THAT(row, Catch::EndsWith(",136,136,10,10,0,0"));
        }
    }
    CHECK(found);
}

TEST_CASE("Municipalities that merged are counted as the one they are now at both dates") {
    TinyStudy later;
    later.files["municipalities.geojson"] = TinyStudy::collection(TinyStudy::polygon(
        0, 0, 4, 8, R"("N03_001":"三重県","N03_004":"新津市","N03_007":"24299")"));
    const TemporaryFolder folder;
    const Compared year =
        compared(ran(TinyStudy(), folder, "old"), ran(later, folder, "new"), folder);
    CHECK_THAT(year.notes(), Catch::Contains("OLD のみ: 24201津市 24204松阪市、NEW のみ: "
                                             "24299新津市") &&
                                 Catch::Contains("24204松阪市 → 24299新津市 16"));
    CHECK(year.rows("compare_by_municipality", "24201").empty());
    CHECK(year.rows("compare_by_municipality", "24204").empty());
    CHECK(year.row("compare_by_municipality", "24299,新津市,キャリアA,5g,majority") ==
          "24299,新津市,キャリアA,5g,majority,512,512,256,256,0.5,0.5,0,0,0,0,0");
}

TEST_CASE("Another census is not taken for progress") {
    TinyStudy later;
    std::string people = "code,population,households,population_65plus\n";
    for (std::int32_t row = 0; row < 4; ++row) {
        for (std::int32_t column = 0; column < 8; ++column) {
            people += TinyStudy::cell(row, column).code() + (row < 2 ? ",48,6,5\n" : ",8,6,5\n");
        }
    }
    later.files["population.csv"] = people;
    replace(later.files["study.toml"], "census = \"試験\"", "census = \"次の試験\"");
    const TemporaryFolder folder;
    const Compared year =
        compared(ran(TinyStudy(), folder, "old"), ran(later, folder, "new"), folder);
    CHECK_THAT(year.notes(), Catch::Contains("人口が違います") && Catch::Contains("512人") &&
                                 Catch::Contains("896人"));
    // 16 x 16 of 512 before, 16 x 48 of 896 now, and nobody gained anything.
    CHECK_THAT(year.row("compare_by_municipality", "24000,三重県,キャリアA,5g,majority"),
               Catch::Contains("majority,512,896,256,768,0.5,") && Catch::EndsWith(",0,0,0,0"));
    CHECK(year.carrier("キャリアA")["gaps"] == json({{"stayed", 2}}));
    CHECK_THAT(year.rows("compare_gaps", "キャリアA").front(), Catch::EndsWith(",64,64,8,8,0,0"));
}

TEST_CASE("A finer mesh is brought to the coarser, whichever comes first") {
    TinyStudy coarse;
    replace(coarse.files["study.toml"], "mesh = \"250m\"", "mesh = \"500m\"");
    const TemporaryFolder folder;
    const std::string fine_run = ran(TinyStudy(), folder, "fine");
    const std::string coarse_run = ran(coarse, folder, "coarse");
    for (const auto& [earlier, present] :
         {std::pair(fine_run, coarse_run), std::pair(coarse_run, fine_run)}) {
        const Compared year = compared(earlier, present, folder);
        CHECK_THAT(year.notes(), Catch::Contains("500m にまとめて"));
        CHECK(year.rows("compare_cells").empty());
        CHECK(year.row("compare_by_municipality", "24000,三重県,キャリアA,5g,majority") ==
              "24000,三重県,キャリアA,5g,majority,512,512,256,256,0.5,0.5,0,0,0,0,0");
        CHECK(year.carrier("キャリアA")["gaps"] == json({{"stayed", 2}}));
    }
}

/// Land and people in rows 0 to 2: the northern cells of 500 m have finer cells in their southern
/// half alone.
TinyStudy with_a_coast() {
    TinyStudy study;
    study.files["municipalities.geojson"] = TinyStudy::collection(
        TinyStudy::polygon(0, 0, 3, 4, R"("N03_001":"三重県","N03_004":"津市","N03_007":"24201")") +
        "," +
        TinyStudy::polygon(0, 4, 3, 8,
                           R"("N03_001":"三重県","N03_004":"松阪市","N03_007":"24204")"));
    std::string people = "code,population,households,population_65plus\n";
    for (std::int32_t row = 0; row < 3; ++row) {
        for (std::int32_t column = 0; column < 8; ++column) {
            people += TinyStudy::cell(row, column).code() + ",16,6,5\n";
        }
    }
    study.files["population.csv"] = people;
    return study;
}

TinyStudy at_500m(TinyStudy study) {
    replace(study.files["study.toml"], "mesh = \"250m\"", "mesh = \"500m\"");
    return study;
}

TEST_CASE("The same coverage at two meshes has changed nowhere on a coast") {
    TinyStudy fine = with_a_coast();
    // Of the northern cells A covers 0.8 of the land and 0.4 of the whole, B 0.4 and 0.7.
    fine.files["a.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 0, 2.8, 8, R"("name":"A")"));
    fine.files["b.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 0, 2, 8, R"("name":"B")") + "," +
                              TinyStudy::polygon(2.6, 0, 4, 8, R"("name":"B")"));
    const TemporaryFolder folder;
    const std::string fine_run = ran(fine, folder, "fine");
    const std::string coarse_run = ran(at_500m(fine), folder, "coarse");
    for (const auto& [earlier, present] :
         {std::pair(fine_run, coarse_run), std::pair(coarse_run, fine_run)}) {
        const Compared same = compared(earlier, present, folder);
        CHECK(same.rows("compare_cells").empty());
        CHECK(same.row("compare_by_municipality", "24000,三重県,キャリアA,5g,majority") ==
              "24000,三重県,キャリアA,5g,majority,384,384,256,256,"
              "0.666666667,0.666666667,0,0,0,0,0");
        CHECK(same.row("compare_by_municipality", "24000,三重県,キャリアB,5g,majority") ==
              "24000,三重県,キャリアB,5g,majority,384,384,384,384,1,1,0,0,0,0,0");
        for (const std::string& row : same.rows("compare_by_municipality")) {
            CHECK_THAT(row, Catch::EndsWith(",0,0,0,0"));
        }
        for (const json& carrier : same.record["carriers"]) {
            CHECK_FALSE(carrier["gaps"].contains("appeared"));
            CHECK_FALSE(carrier["gaps"].contains("closed"));
        }
        CHECK_THAT(same.notes(), Catch::Contains("そのうち4メッシュ") &&
                                     Catch::Contains("居住メッシュ4、NEW の人口 128人"));
    }
}

TEST_CASE("A coast on which no verdict hangs is not spoken of") {
    TinyStudy fine = with_a_coast();
    for (const std::string name : {"a", "b"}) {
        fine.files[name + ".geojson"] =
            TinyStudy::collection(TinyStudy::polygon(0, 0, 4, 8, R"("name":")" + name + R"(")"));
    }
    const TemporaryFolder folder;
    const Compared same =
        compared(ran(fine, folder, "fine"), ran(at_500m(fine), folder, "coarse"), folder);
    CHECK_THAT(same.notes(),
               Catch::Contains("500m にまとめて") && !Catch::Contains("海や県外にかかり"));
}

TEST_CASE("On a coast two meshes tell a change that holds whatever lies beyond") {
    // Of the northern cells the land is the southern half, 0.500003 of a cell.
    TinyStudy earlier = with_a_coast();
    earlier.files["b.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 0, 3, 8, R"("name":"B")"));
    TinyStudy later = at_500m(earlier);
    later.files["a.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 0, 4, 8, R"("name":"A")"));
    later.files["b.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 0, 2, 8, R"("name":"B")"));
    const TemporaryFolder folder;
    const Compared year = compared(ran(earlier, folder, "old"), ran(later, folder, "new"), folder);
    CHECK_THAT(year.row("compare_by_municipality", "24000,三重県,キャリアA,5g,majority"),
               Catch::Contains("majority,384,384,256,384,") && Catch::EndsWith(",128,0,0,0"));
    CHECK_THAT(year.row("compare_by_municipality", "24000,三重県,キャリアB,5g,majority"),
               Catch::Contains("majority,384,384,384,256,") && Catch::EndsWith(",0,128,0,0"));
    CHECK(year.carrier("キャリアB")["gaps"] == json({{"appeared", 2}}));
}

TEST_CASE("A coast that finer cells divide otherwise than coarser ones is no moved border") {
    TinyStudy fine; // 津市's land ends in row 1: of the 500 m cell at the border it has 1.2 to 2
    fine.files["municipalities.geojson"] = TinyStudy::collection(
        TinyStudy::polygon(0, 0, 1.2, 3,
                           R"("N03_001":"三重県","N03_004":"津市","N03_007":"24201")") +
        "," +
        TinyStudy::polygon(0, 3, 4, 8,
                           R"("N03_001":"三重県","N03_004":"松阪市","N03_007":"24204")"));
    TinyStudy coarse = fine;
    replace(coarse.files["study.toml"], "mesh = \"250m\"", "mesh = \"500m\"");
    const TemporaryFolder folder;
    const Compared year =
        compared(ran(fine, folder, "fine"), ran(coarse, folder, "coarse"), folder);
    CHECK_THAT(year.notes(),
               Catch::Contains("500m にまとめて") && !Catch::Contains("市町の境界が違う"));
}

TEST_CASE("Another rule counts both dates anew by the present one") {
    TinyStudy earlier; // 60 % of row 2
    earlier.files["a.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 0, 2.6, 8, R"("name":"A")"));
    TinyStudy later = earlier;
    later.files["study.toml"] += "\n[rules]\nthreshold = 0.75\n";
    const TemporaryFolder folder;
    const Compared year = compared(ran(earlier, folder, "old"), ran(later, folder, "new"), folder);
    CHECK_THAT(year.notes(), Catch::Contains("OLD majority、NEW majority:0.75"));
    CHECK(year.row("compare_by_municipality", "24000,三重県,キャリアA,5g,majority") ==
          "24000,三重県,キャリアA,5g,majority:0.75,512,512,256,256,0.5,0.5,0,0,0,0,0");
    CHECK(year.rows("compare_cells").empty());
    CHECK(year.carrier("キャリアA")["gaps"] == json({{"stayed", 2}}));
}

TEST_CASE("Coverage that one result does not know is told and not taken for a gain or loss") {
    TinyStudy later;
    replace(later.files["study.toml"], "carrier = \"キャリアB\"", "carrier = \"キャリアC\"");
    const TemporaryFolder folder;
    const Compared year =
        compared(ran(TinyStudy(), folder, "old"), ran(later, folder, "new"), folder);
    CHECK_THAT(year.notes(),
               Catch::Contains("OLD だけにあるエリアは比べていません: キャリアB") &&
                   Catch::Contains("NEW だけにあるエリアは比べていません: キャリアC"));
    CHECK(year.carrier("キャリアB").is_null());
    CHECK(year.carrier("キャリアC").is_null());
}

TEST_CASE("People who leave unknown ground are in columns of their own and told") {
    TinyStudy earlier; // of row 2 キャリアA does not know in the west
    earlier.files["unknown.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(2, 0, 3, 4, R"("name":"?")"));
    replace(earlier.files["study.toml"], "[[assets]]",
            "[[coverage]]\ncarrier = \"キャリアA\"\ntechnology = \"5g-sub6\"\nunknown = true\n"
            "file = \"unknown.geojson\"\n\n[[assets]]");
    TinyStudy later;
    later.files["a.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 0, 3, 8, R"("name":"A")"));
    const TemporaryFolder folder;
    const Compared year = compared(ran(earlier, folder, "old"), ran(later, folder, "new"), folder);
    // Of the 128 people of row 2, 64 were left out and 64 unknown.
    CHECK(year.row("compare_by_municipality", "24000,三重県,キャリアA,5g,majority") ==
          "24000,三重県,キャリアA,5g,majority,512,512,256,384,0.5,0.75,0.25,64,0,64,0");
    CHECK(year.carrier("キャリアA")["unknown_old"] == 64);
    CHECK(year.carrier("キャリアA")["unknown_new"] == 0);
    CHECK_THAT(year.notes(),
               Catch::Contains("キャリアA OLD 64人・NEW 0人") && !Catch::Contains("キャリアB OLD"));
}

TEST_CASE("Gaps that are made by other settings are told with both") {
    TinyStudy later;
    later.files["study.toml"] += "\n[gaps]\nmax_extent_km = 1.5\nleast_population = 100\n";
    const TemporaryFolder folder;
    const Compared year =
        compared(ran(TinyStudy(), folder, "old"), ran(later, folder, "new"), folder);
    CHECK_THAT(year.notes(), Catch::Contains("[gaps] least_population OLD 0.0, NEW 100.0; "
                                             "max_extent_km OLD 3.0, NEW 1.5"));
}

TEST_CASE("What cannot be compared is refused with what to do") {
    const TemporaryFolder folder;
    const std::string run = ran(TinyStudy(), folder, "run");
    const auto refused = [&](const std::string& earlier, const std::string& present) {
        return run_todoku(
            {"compare", earlier, present, "-o", (folder.path() / "refused").string()});
    };

    const Outcome none = refused((folder.path() / "nowhere").string(), run);
    CHECK(none.code == 3);
    CHECK_THAT(none.err, Catch::Contains("フォルダがありません") && Catch::Contains("todoku run"));
    const Outcome study = refused(run, (folder.path() / "run-study").string());
    CHECK(study.code == 3);
    CHECK_THAT(study.err, Catch::Contains("run.json がありません"));

    fs::copy(run, folder.path() / "other", fs::copy_options::recursive);
    std::string record = read_file(fs::path(run) / "run.json");
    replace(record, "\"prefecture\": 24", "\"prefecture\": 30");
    folder.write("other/run.json", record);
    const Outcome other = refused((folder.path() / "other").string(), run);
    CHECK(other.code == 2);
    CHECK_THAT(other.err, Catch::Contains("和歌山県") && Catch::Contains("同じ県"));
    folder.write("other/run.json", "{");
    CHECK(refused((folder.path() / "other").string(), run).code == 3);

    TinyStudy tenth;
    replace(tenth.files["study.toml"], "mesh = \"250m\"", "mesh = \"100m\"");
    const Outcome mesh = refused(run, ran(tenth, folder, "tenth"));
    CHECK(mesh.code == 2);
    CHECK_THAT(mesh.err, Catch::Contains("[grid] mesh"));
    CHECK_FALSE(fs::exists(folder.path() / "refused"));

    // Neither a result of run nor anything else of the user's is replaced.
    const Outcome foreign = run_todoku({"compare", run, run, "-o", run});
    CHECK(foreign.code == 2);
    CHECK(fs::exists(fs::path(run) / "run.json"));
}

TEST_CASE("A result that does not say how many places were asked for counts its whole list") {
    const TemporaryFolder folder;
    const std::string run = ran(TinyStudy(), folder, "run");
    std::string record = read_file(fs::path(run) / "run.json");
    const auto at = record.find("\"report\": {\n      \"gaps\"");
    REQUIRE(at != std::string::npos);
    replace(record, "\"report\": {\n      \"gaps\"", "\"reports\": {\n      \"gaps\"");
    folder.write("run/run.json", record);
    const Compared same = compared(run, run, folder);
    CHECK_THAT(same.notes(), Catch::Contains("要望箇所の数が記録されていません"));
}

TEST_CASE("Gap areas keep the identifiers of the run that [gaps] earlier names") {
    const TemporaryFolder folder;
    const std::string earlier = ran(TinyStudy(), folder, "2026");
    const std::string old_id = "24201-" + TinyStudy::cell(2, 0).code();
    const std::string own_id = "24201-" + TinyStudy::cell(3, 0).code();
    const fs::path gaps = folder.path() / "2027/tables/gaps.csv";

    TinyStudy later = a_year_later(); // of rows 2 and 3 row 3 is left
    ran(later, folder, "2027");
    CHECK_THAT(read_file(gaps), Catch::Contains(own_id + ",キャリアA") && !Catch::Contains(old_id));
    later.files["study.toml"] += "\n[gaps]\nearlier = \"../2026\"\n";
    const std::string present = ran(later, folder, "2027");
    CHECK_THAT(read_file(gaps), Catch::Contains(old_id + ",キャリアA") && !Catch::Contains(own_id));
    const Compared year = compared(earlier, present, folder);
    CHECK_THAT(year.row("compare_gaps", "キャリアA,5g,shrunk," + old_id),
               Catch::Contains(old_id + "," + old_id));

    // Another earlier result is noticed.
    TinyStudy before;
    before.files["a.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 0, 3, 8, R"("name":"A")"));
    ran(before, folder, "2026");
    ran(later, folder, "2027");
    CHECK_THAT(read_file(gaps), Catch::Contains(own_id + ",キャリアA") && !Catch::Contains(old_id));
}

TEST_CASE("An earlier result that cannot be used is told before any long work") {
    const TemporaryFolder folder;
    TinyStudy study;
    study.files["study.toml"] += "\n[gaps]\nearlier = \"../nowhere\"\n";
    for (const auto& [file, text] : study.files) {
        folder.write("study/" + file, text);
    }
    const std::string place = (folder.path() / "study").string();
    const Outcome check = run_todoku({"check", place});
    CHECK(check.code == 3);
    CHECK_THAT(check.out, Catch::Contains("前回の結果") && Catch::Contains("../nowhere"));
    const Outcome run = run_todoku({"run", place, "-o", (folder.path() / "out").string()});
    CHECK(run.code == 3);
    CHECK_THAT(run.err, Catch::Contains("前回の結果") && Catch::Contains("フォルダがありません"));
    CHECK_FALSE(fs::exists(folder.path() / "out"));
    const Outcome own = run_todoku({"run", place, "-o", (folder.path() / "nowhere").string()});
    CHECK(own.code == 2);
    CHECK_THAT(own.err, Catch::Contains("この実行の出力フォルダ"));
}

TEST_CASE("An area that was not cut at borders is compared whole with those that are") {
    TinyStudy whole;
    whole.files["study.toml"] += "\n[gaps]\nmax_extent_km = 0\n";
    TinyStudy cut = whole;
    whole.files["study.toml"] += "cut_at_borders = false\n";
    const TemporaryFolder folder;
    const Compared year = compared(ran(whole, folder, "old"), ran(cut, folder, "new"), folder);
    CHECK(year.carrier("キャリアA")["gaps"] == json({{"stayed", 1}, {"divided", 1}}));
    CHECK_THAT(year.row("compare_gaps", "キャリアA,5g,stayed"),
               Catch::EndsWith(",256,128,16,8,0,0"));
    CHECK_THAT(year.row("compare_gaps", "キャリアA,5g,divided"), Catch::EndsWith(",0,128,0,8,0,0"));
}
