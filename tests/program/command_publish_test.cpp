// `todoku publish`: what leaves the house, and above all what does not.
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/replaced.hpp"
#include "support/tiny_study.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <sstream>

using namespace todoku::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

using Files = std::map<std::string, std::string>;

Files files_below(const fs::path& folder) {
    Files files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files[entry.path().lexically_relative(folder).generic_string()] =
                read_file(entry.path());
        }
    }
    return files;
}

/// T-1 may be published, T-2 not, of T-3 nobody says, T-4 is no more.
TinyStudy with_ledger() {
    TinyStudy tiny;
    tiny.files["assets.csv"] = fmt::format(
        "ID,名称,種別,住所,緯度,経度,高さ,市区町村コード,公開可否,連絡先,備考,所管課,状態\n"
        "T-1,北小学校,学校,津市北町1,{},{},12.5,242012,可,KANARIA-DENWA,KANARIA-BIKOU,総務課,\n"
        "T-2,KANARIA-KOUMINKAN,公民館,松阪市中央2,{},{},１０ｍ,242047,不可,,,,\n"
        "T-3,KANARIA-SOUKO,倉庫,津市南3,{},{},,242012,,,,,\n"
        "T-4,KANARIA-KAITAI,倉庫,津市南4,{},{},,242012,可,,,,解体済\n",
        TinyStudy::lat(3.3), TinyStudy::lng(1.3), TinyStudy::lat(2.4), TinyStudy::lng(6.6),
        TinyStudy::lat(0.5), TinyStudy::lng(0.5), TinyStudy::lat(0.6), TinyStudy::lng(2.6));
    return tiny;
}

/// Both carriers open.
TinyStudy open_study() {
    TinyStudy tiny = with_ledger();
    std::string& study = tiny.files["study.toml"];
    study = replaced(study, "file = \"a.geojson\"", "file = \"a.geojson\"\nconfidential = false");
    study = replaced(study, "file = \"b.geojson\"", "file = \"b.geojson\"\nconfidential = false");
    return tiny;
}

struct Edition {
    fs::path folder;
    json record;

    [[nodiscard]] std::string text(const std::string& name) const {
        return read_file(folder / name);
    }
    /// Rows of a table from their first column on, without their line ends.
    [[nodiscard]] std::vector<std::string> rows(const std::string& table,
                                                const std::string& holding = "") const {
        std::istringstream in(text(table + ".csv"));
        std::vector<std::string> rows;
        std::string line;
        std::getline(in, line); // header
        while (std::getline(in, line)) {
            if (line.find(holding) != std::string::npos) {
                rows.push_back(line.substr(0, line.find('\r')));
            }
        }
        return rows;
    }
};

Edition published(const TinyStudy& tiny, const TemporaryFolder& folder,
                  const std::vector<std::string>& more = {}) {
    const std::string study = tiny.write(folder).string();
    const std::string run = (folder.path() / "run").string();
    const Outcome done = run_todoku({"run", study, "-o", run});
    INFO(done.err);
    REQUIRE(done.code == 0);
    const fs::path out = folder.path() / "open";
    std::vector<std::string> words = {"publish", study,        "--output-folder", run,
                                      "-o",      out.string(), "--json"};
    words.insert(words.end(), more.begin(), more.end());
    const Outcome published = run_todoku(words);
    INFO(published.err);
    REQUIRE(published.code == 0);
    CHECK(published.err.empty());
    return {out, json::parse(published.out)};
}

} // namespace

TEST_CASE("publish writes assets, coverage and gaps with columns, metadata and a manifest, the "
          "same bytes again") {
    const TemporaryFolder folder;
    const Edition edition = published(open_study(), folder);
    const Files files = files_below(edition.folder);
    std::string names;
    for (const auto& [name, bytes] : files) {
        names += name + " ";
    }
    CHECK(names == "assets.csv assets.geojson columns.csv coverage_by_municipality.csv dcat.jsonld "
                   "gaps.csv gaps.geojson manifest.json opendata.gpkg はじめにお読みください.txt ");

    const std::string assets = edition.text("assets.csv");
    CHECK_THAT(assets, Catch::StartsWith("\xEF\xBB\xBF全国地方公共団体コード,ID,地方公共団体名,") &&
                           Catch::Contains(",備考,資産種別,所管課,位置の精度,高さ_m,") &&
                           Catch::Contains(",模擬データ\r\n"));
    REQUIRE(edition.rows("assets").size() == 1);
    CHECK_THAT(
        edition.rows("assets")[0],
        Catch::StartsWith("240001,T-1,三重県,北小学校,,,,,,,242012,,津市北町1,三重県,津市,") &&
            Catch::Contains(",総務課,") && Catch::Contains(",12.5,"));

    CHECK(edition.rows("coverage_by_municipality", "242012,津市,キャリアA,5g,") ==
          std::vector<std::string>{
              "242012,津市,キャリアA,5g,majority,試験,256,128,128,0,0.5,,模擬データ"});
    CHECK(edition.rows("coverage_by_municipality", "240001,三重県,any,5g,") ==
          std::vector<std::string>{
              "240001,三重県,any,5g,majority,試験,512,384,128,0,0.75,,模擬データ"});
    CHECK_THAT(edition.rows("gaps", ",津市,キャリアA,5g,").at(0), Catch::Contains(",128,48,40,"));

    // Every column of every table is described, once.
    const std::string columns = edition.text("columns.csv");
    for (const char* table : {"assets", "coverage_by_municipality", "gaps"}) {
        const std::string head = edition.text(std::string(table) + ".csv");
        std::istringstream header(head.substr(3, head.find('\r') - 3));
        for (std::string name; std::getline(header, name, ',');) {
            INFO(table << " " << name);
            CHECK_THAT(columns, Catch::Contains("\n" + std::string(table) + "," + name + ","));
        }
    }

    const json metadata = json::parse(edition.text("dcat.jsonld"));
    CHECK(metadata["@type"] == "dcat:Dataset");
    CHECK(metadata["dct:license"]["@id"] == "https://creativecommons.org/licenses/by/4.0/");
    CHECK_THAT(metadata["dct:title"][0]["@value"].get<std::string>(),
               Catch::StartsWith("【模擬データ】三重県"));
    CHECK(metadata["dcat:distribution"].size() == 8); // all but metadata and manifest
    const json manifest = json::parse(edition.text("manifest.json"));
    CHECK(manifest["files"].size() == 9);
    CHECK(manifest["stamp"] == "模擬データ");
    CHECK_THAT(edition.text("はじめにお読みください.txt"),
               Catch::Contains("模擬データ") && Catch::Contains("CC BY 4.0") &&
                   Catch::Contains("資産台帳：三重県") && Catch::Contains("SYNTHETIC"));

    const Outcome again =
        run_todoku({"publish", (folder.path() / "study.toml").string(), "--output-folder",
                    (folder.path() / "run").string(), "-o", edition.folder.string()});
    CHECK(again.code == 0);
    CHECK(files_below(edition.folder) == files);
}

TEST_CASE("What a ledger does not allow to be published is in no file, nor a field left out") {
    const TemporaryFolder folder;
    const Edition edition = published(open_study(), folder);
    CHECK(edition.record["assets"] == 1);
    CHECK(edition.record["assets_kept_in"] == 3);
    for (const auto& [name, bytes] : files_below(edition.folder)) {
        INFO(name);
        CHECK(bytes.find("KANARIA") == std::string::npos);
        CHECK(bytes.find("T-2") == std::string::npos);
    }
    // The canaries sing where the study opens the cage.
    TinyStudy open = open_study();
    open.files["study.toml"] += "\n[publish]\nleave_out = [\"department\"]\n";
    const TemporaryFolder opened;
    const std::string assets = published(open, opened).text("assets.csv");
    CHECK_THAT(assets, Catch::Contains("KANARIA-DENWA") && Catch::Contains("KANARIA-BIKOU") &&
                           !Catch::Contains("総務課") && !Catch::Contains("KANARIA-SOUKO"));
}

TEST_CASE("Nothing computed from a confidential layer leaves, nor its carrier's name") {
    const auto with_b = [](bool moved) {
        TinyStudy tiny = with_ledger();
        tiny.files.erase("b.geojson");
        tiny.files["kanaria_b.geojson"] = TinyStudy::collection(TinyStudy::polygon(
            moved ? 2 : 0, moved ? 1 : 0, 4, moved ? 7 : 4, R"("name":"KANARIA-ZOKUSEI")"));
        std::string& study = tiny.files["study.toml"];
        study =
            replaced(study, "file = \"a.geojson\"", "file = \"a.geojson\"\nconfidential = false");
        study = replaced(study, "file = \"b.geojson\"",
                         "file = \"kanaria_b.geojson\"\ncredit = \"KANARIA-KABU\"");
        study = replaced(study, "キャリアB", "KANARIA-B");
        return tiny;
    };
    const TemporaryFolder before_folder;
    const TemporaryFolder after_folder;
    const Edition before = published(with_b(false), before_folder);
    const Edition after = published(with_b(true), after_folder);
    CHECK(files_below(before.folder) == files_below(after.folder));
    for (const auto& [name, bytes] : files_below(after.folder)) {
        INFO(name);
        CHECK(bytes.find("KANARIA") == std::string::npos);
        CHECK(bytes.find("kanaria") == std::string::npos);
    }
    CHECK(after.rows("coverage_by_municipality", ",キャリアA,").size() ==
          after.rows("coverage_by_municipality").size());
    CHECK(after.rows("gaps", ",キャリアA,").size() == 2);
    CHECK(after.record["carriers_kept_in"] == json({"KANARIA-B"})); // told to the desk alone
}

TEST_CASE("Small counts are not shown, nor what would tell them") {
    TinyStudy tiny = open_study();
    // Of the cell in the north-west corner three people are left; A covers the rest of the row and
    // leaves them alone out of Tsu.
    tiny.files["population.csv"] =
        replaced(tiny.files["population.csv"], TinyStudy::cell(3, 0).code() + ",16,6,5",
                 TinyStudy::cell(3, 0).code() + ",3,1,1");
    tiny.files["a.geojson"] =
        TinyStudy::collection(TinyStudy::polygon(0, 0, 3, 8, R"("name":"A")") + "," +
                              TinyStudy::polygon(3, 1, 4, 4, R"("name":"A")"));
    const TemporaryFolder folder;
    const Edition edition = published(tiny, folder);
    CHECK(edition.rows("coverage_by_municipality", "242012,津市,キャリアA,5g,") ==
          std::vector<std::string>{"242012,津市,キャリアA,5g,majority,試験,243,,,,,"
                                   "covered;uncovered;unknown;ratio,模擬データ"});
    // Matsusaka's would be the prefecture's less 3.
    CHECK(edition.rows("coverage_by_municipality", "242047,松阪市,キャリアA,5g,") ==
          std::vector<std::string>{"242047,松阪市,キャリアA,5g,majority,試験,256,,,,,"
                                   "covered;uncovered;unknown;ratio,模擬データ"});
    CHECK(edition.rows("coverage_by_municipality", "240001,三重県,キャリアA,5g,") ==
          std::vector<std::string>{
              "240001,三重県,キャリアA,5g,majority,試験,499,432,67,0,0.866,,模擬データ"});
    for (const std::string& gap : edition.rows("gaps", ",キャリアA,5g,")) {
        CHECK_THAT(gap, Catch::Contains(",population;households;population_65plus,"));
    }
    CHECK(edition.record["hidden_municipalities"] == 2);

    const TemporaryFolder all_folder;
    const Edition all = published(tiny, all_folder, {"--min-count", "0"});
    CHECK(all.rows("coverage_by_municipality", "242012,津市,キャリアA,5g,") ==
          std::vector<std::string>{
              "242012,津市,キャリアA,5g,majority,試験,243,240,3,0,0.988,,模擬データ"});
}

TEST_CASE("publish writes over its own edition alone, and only of a study that was run") {
    const TemporaryFolder folder;
    const TinyStudy tiny = open_study();
    const std::string study = tiny.write(folder).string();
    const std::string run = (folder.path() / "run").string();
    const std::string out = (folder.path() / "open").string();
    const Outcome early = run_todoku({"publish", study, "--output-folder", run, "-o", out});
    CHECK(early.code == 2);
    CHECK_THAT(early.err, Catch::Contains("todoku run"));
    CHECK_FALSE(fs::exists(out));

    REQUIRE(run_todoku({"run", study, "-o", run}).code == 0);
    folder.write("mine/notes.txt", "mine");
    const std::string mine = (folder.path() / "mine").string();
    const Outcome refused = run_todoku({"publish", study, "--output-folder", run, "-o", mine});
    CHECK(refused.code == 2);
    CHECK_THAT(refused.err, Catch::Contains("notes.txt"));
    CHECK(read_file(folder.path() / "mine/notes.txt") == "mine");
    CHECK(run_todoku({"publish", study, "--output-folder", run, "-o", run}).code == 2);

    const Outcome screen = run_todoku({"publish", study, "--output-folder", run, "-o", out});
    CHECK(screen.code == 0);
    CHECK_THAT(screen.out, Catch::Contains("模擬データ") && Catch::Contains("公共の資産    1件") &&
                               Catch::Contains("licence"));
}

TEST_CASE("A field that cannot be left out is named with those that can") {
    const TemporaryFolder folder;
    TinyStudy tiny = open_study();
    tiny.files["study.toml"] += "\n[publish]\nleave_out = [\"name\"]\nmin_count = -1\n";
    const Outcome refused = run_todoku({"check", tiny.write(folder).string()});
    CHECK(refused.code == 3);
    CHECK_THAT(refused.err, Catch::Contains("leave_out") && Catch::Contains("contact") &&
                                Catch::Contains("min_count"));
}
