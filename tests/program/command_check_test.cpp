// What `todoku check` prints and writes.
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/tiny_study.hpp"

#include <nlohmann/json.hpp>

using namespace todoku::test;
namespace fs = std::filesystem;
using Catch::Matchers::Contains;

namespace {

/// The tiny study with a ledger row that is refused and whose name a spreadsheet would compute.
TinyStudy with_a_formula() {
    TinyStudy tiny;
    tiny.files["assets.csv"] +=
        "T-4,\"=HYPERLINK(\"\"http://example.com\"\")\",倉庫,津市4,,,,242012\n";
    return tiny;
}

/// A member of an .xlsx, unpacked.
std::string member(const fs::path& file, const std::string& name) {
    return run_shell("unzip -p " + quoted(file.string()) + " " + quoted(name)).out;
}

} // namespace

TEST_CASE("check fits one screen, names the row to mend, the whole list and what comes next") {
    const TemporaryFolder folder;
    const auto study = with_a_formula().write(folder);
    const Outcome done = run_todoku({"check", study.string()});
    CHECK(done.code == 0);
    CHECK(std::count(done.out.begin(), done.out.end(), '\n') < 40);
    CHECK_THAT(done.out, Contains("確かめて直すもの（1種類、1件）") &&
                             Contains("位置不明 1件 assets.csv 5行目") && Contains("--all") &&
                             Contains("-o check.xlsx") && Contains("次は: todoku run"));
    const Outcome all = run_todoku({"check", study.string(), "--all"});
    CHECK_THAT(all.out, Contains("読み方") && Contains("緯度の列「緯度」"));
}

TEST_CASE("check prints which column of each table was read as what, and which were not read") {
    const TemporaryFolder folder;
    TinyStudy tiny;
    tiny.files["assets.csv"] =
        "管理番号,施設名,緯度,経度,ペンキの色\nT-1,北小学校,34.7360,136.5040,白\n";
    tiny.files["schools.csv"] = "学校名,緯度,経度,校長\n北小学校,34.7360,136.5040,山田\n";
    tiny.files["stations.csv"] = "局名,免許人,緯度,経度\n津局,キャリアA,34.7360,136.5040\n";
    tiny.files["study.toml"] += R"(
[[inputs.places]]
kind = "school"
file = "schools.csv"
[[inputs.stations]]
carrier = "キャリアA"
technology = "5g-sub6"
file = "stations.csv"
)";
    const auto study = tiny.write(folder);
    CHECK_THAT(run_todoku({"check", study.string()}).out,
               Contains("人口メッシュ population.csv: code→code_field（メッシュコード）、"
                        "population→population_field") &&
                   Contains("households→households_field（世帯数）、population_65plus→"));
    CHECK_THAT(run_todoku({"check", study.string()}).out,
               Contains("資産台帳 assets.csv: 管理番号→id（ID）、施設名→name（名称）、緯度→lat、"
                        "経度→lon。使わなかった列:") &&
                   Contains("    ペンキの色\n") &&
                   Contains("施設 学校 schools.csv: 学校名→name（名称）、緯度→lat、経度→lon。使わな"
                            "かった列: 校長\n") &&
                   Contains("stations.csv: 局名→name（名称）、免許人→owner（事業者の名前）"));
    CHECK_THAT(run_todoku({"--lang", "en", "check", study.string()}).out,
               Contains("asset ledger assets.csv: 管理番号→id, 施設名→name, 緯度→lat, 経度→lon; "
                        "columns not used: ペン"));
}

TEST_CASE("An input with something to check and mend is never marked as all well") {
    const TemporaryFolder folder;
    TinyStudy tiny;
    tiny.files["assets.csv"] = "名称,緯度,経度,電源の有無,市区町村コード\n"
                               "北小学校,34.7360,136.5040,たぶん,242012\n";
    CHECK_THAT(run_todoku({"check", tiny.write(folder).string()}).out,
               Contains("確かめて直すもの") &&
                   Contains("△  資産台帳                        1     1"));
    // Found when ledgers and boundaries are put together, after the ledger was read.
    tiny.files["assets.csv"] = "名称,緯度,経度,市区町村コード\n北小学校,34.7360,136.5040,242047\n";
    CHECK_THAT(run_todoku({"check", tiny.write(folder).string()}).out,
               Contains("確かめて直すもの") &&
                   Contains("△  資産台帳                        1     1"));
}

TEST_CASE("check.xlsx holds inputs, issues and columns; nothing in it is a formula out of a file") {
    const TemporaryFolder folder;
    const auto study = with_a_formula().write(folder);
    const fs::path book = folder.path() / "check.xlsx";
    REQUIRE(run_todoku({"check", study.string(), "-o", book.string()}).code == 0);
    CHECK_THAT(member(book, "xl/workbook.xml"),
               Contains("入力ごと") && Contains("気付いたこと") && Contains("列の対応"));
    const std::string issues = member(book, "xl/worksheets/sheet2.xml");
    CHECK_THAT(issues, !Contains("<f>") && Contains("<autoFilter") &&
                           Contains("state=\"frozen\"") && Contains("orientation=\"landscape\"") &&
                           Contains("paperSize=\"9\""));
    CHECK_THAT(member(book, "xl/sharedStrings.xml"),
               Contains("=HYPERLINK(") && Contains("位置が分からない資産"));
    // The same study, the same bytes; a folder gets check.xlsx.
    fs::create_directory(folder.path() / "lists");
    REQUIRE(run_todoku({"check", study.string(), "-o", (folder.path() / "lists").string()}).code ==
            0);
    CHECK(read_file(folder.path() / "lists" / "check.xlsx") == read_file(book));
}

TEST_CASE("The CSV list keeps text that Excel would compute from being computed") {
    const TemporaryFolder folder;
    TinyStudy tiny;
    tiny.files["assets.csv"] +=
        "T-4,北,倉庫,津市4,=1+1,136.5,,242012\nT-5,南,倉庫,津市5,-1.5,136.5,,242012\n";
    const auto study = tiny.write(folder);
    const fs::path list = folder.path() / "issues.csv";
    REQUIRE(run_todoku({"check", study.string(), "--issues", list.string()}).code == 0);
    const std::string text = read_file(list);
    INFO(text);
    CHECK_THAT(text, Contains(",'=1+1") && !Contains(",=1+1") && !Contains("'-1.5"));
}

TEST_CASE("The CSV list is in the reader's language, each issue on one line") {
    const TemporaryFolder folder;
    TinyStudy tiny;
    tiny.files["assets.csv"] +=
        "T-4,北支所,倉庫,,,,,242012\nT-5,\"南\n倉庫\",倉庫,津市3,34.7,136.5,,242012,余り\n";
    const auto study = tiny.write(folder);
    const fs::path list = folder.path() / "issues.csv";
    REQUIRE(run_todoku({"check", study.string(), "--issues", list.string()}).code == 0);
    const std::string text = read_file(list);
    INFO(text);
    CHECK_THAT(text, Contains("区分,符号,ファイル,レイヤ・シート,行,項目,値,問題,したこと\n") &&
                         Contains("位置不明,asset_without_coordinates,assets.csv,,5,") &&
                         Contains(",6,,\"T-5,南⏎倉庫,倉庫,") && !Contains("rejected"));
    REQUIRE(run_todoku({"check", study.string(), "--issues", list.string(), "--lang", "en"}).code ==
            0);
    CHECK_THAT(read_file(list), Contains("kind,code,file,layer,row,field,value,problem,action\n") &&
                                    Contains("unplaced,asset_without_coordinates,assets.csv,,5,"));
}

TEST_CASE(
    "An asset of unknown place is labelled so, and a ledger without a column speaks Japanese") {
    const TemporaryFolder folder;
    TinyStudy tiny;
    tiny.files["assets.csv"] += "T-4,西支所,倉庫,津市4,,,,242012\n";
    const Outcome done = run_todoku({"check", tiny.write(folder).string(), "--all"});
    CHECK_THAT(done.out,
               Contains("[位置不明] assets.csv 5行目 緯度, 経度: 「西支所」（津市4）の緯度経"
                        "度がありません。") &&
                   Contains("[仮定] assets.csv 種別「") && !Contains("building"));
}

TEST_CASE("A refused coverage still tells what was read and why each row is not used") {
    const TemporaryFolder folder;
    TinyStudy tiny;
    tiny.files["a.geojson"] = TinyStudy::collection(
        R"({"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[136.51,34.74]}})");
    const Outcome done = run_todoku({"check", tiny.write(folder).string(), "--all"});
    CHECK(done.code == 3);
    CHECK_THAT(done.out,
               Contains("×  エリア キャリアA 5G（Sub6）     1     0") &&
                   Contains("[不採用] a.geojson 1行目: 点です（ポリゴンではありません）。"));
}

TEST_CASE("Of a coverage that lies elsewhere nothing counts as used") {
    const TemporaryFolder folder;
    TinyStudy tiny;
    std::string& study = tiny.files["study.toml"];
    study.replace(study.find("a.geojson"), 9, "a.csv");
    tiny.files["a.csv"] = "メッシュコード,圏内外\n6441428811,圏内\n"; // Sapporo
    const Outcome done = run_todoku({"check", tiny.write(folder).string(), "--all"});
    CHECK(done.code == 3);
    CHECK_THAT(done.out,
               Contains("×  エリア キャリアA 5G（Sub6）     1     0       1       0     0         "
                        "0       0"));
}

TEST_CASE("Figures of people that are none, and rows given twice, mark their file for a look") {
    const auto marked = [](const TinyStudy& tiny) {
        const TemporaryFolder folder;
        return run_todoku({"check", tiny.write(folder).string()}).out;
    };
    CHECK_THAT(marked({}), Contains("○  人口メッシュ                   32    32       0"));
    TinyStudy negative;
    std::string& people = negative.files["population.csv"];
    people.replace(people.find(",16,"), 4, ",-16,");
    CHECK_THAT(marked(negative), Contains("△  人口メッシュ                   32    32       0") &&
                                     Contains("人口が0以上の数ではありません"));
    TinyStudy twice;
    twice.files["again.csv"] = twice.files["population.csv"] + "\n";
    std::string& study = twice.files["study.toml"];
    study.replace(study.find("\"population.csv\""), 16, "\"population.csv\", \"again.csv\"");
    CHECK_THAT(marked(twice), Contains("△  人口メッシュ"));
    TinyStudy overlapping;
    overlapping.files["municipalities.geojson"] = TinyStudy::collection(
        TinyStudy::polygon(0, 0, 4, 6, R"("N03_004":"津市","N03_007":"24201")") + "," +
        TinyStudy::polygon(0, 4, 4, 8, R"("N03_004":"松阪市","N03_007":"24204")"));
    CHECK_THAT(marked(overlapping),
               Contains("△  市区町村") &&
                   Contains("注意 1件 municipalities.geojson: 境界データで、津市と松阪市の区域が"));
}

TEST_CASE("check writes its list neither over an input nor in a form it does not know") {
    const TemporaryFolder folder;
    const auto study = TinyStudy().write(folder);
    const std::string assets = (folder.path() / "assets.csv").string();
    const std::string before = read_file(assets);
    CHECK(run_todoku({"check", study.string(), "-o", assets}).code == 2);
    CHECK(read_file(assets) == before);
    const Outcome unknown = run_todoku({"check", study.string(), "-o", "check.docx"});
    CHECK(unknown.code == 2);
    CHECK_THAT(unknown.err, Contains(".xlsx") && Contains(".csv"));
}

TEST_CASE("check lists that a fiscal year was taken for its last day, and a date not") {
    const auto listed = [](const std::string& date) {
        TinyStudy tiny;
        std::string& text = tiny.files["study.toml"];
        const std::string given = "as_of = \"2026-10-01\"";
        text.replace(text.find(given), given.size(), "as_of = \"" + date + "\"");
        const TemporaryFolder folder;
        const auto study = tiny.write(folder);
        std::vector<nlohmann::json> found;
        const auto checked =
            nlohmann::json::parse(run_todoku({"check", study.string(), "--json"}).out);
        for (const auto& issue : checked["issues"]) {
            if (issue["code"] == "study_date_of_fiscal_year") {
                found.push_back(issue);
            }
        }
        return found;
    };
    CHECK(listed("2026-10-01").empty());
    const auto told = listed("令和8年度");
    REQUIRE(told.size() == 1);
    CHECK(told[0]["kind"] == "assumed");
    CHECK(told[0]["file"] == "study.toml");
    CHECK(told[0]["value"] == "令和8年度");
    CHECK(told[0]["action"]["ja"] == "年度の末日 2027-03-31 としました。");
}
