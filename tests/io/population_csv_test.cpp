// Census meshes and plain tables of residents.
#include "core/error.hpp"
#include "io/readers.hpp"
#include "io/written_file.hpp"
#include "support/catch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>

using namespace todoku;
using domain::MeshLevel;

namespace {

/// The two header rows of e-Stat, cut to what matters.
const std::string kHeader = "KEY_CODE,HTKSYORI,HTKSAKI,GASSAN,T001101001,T001101019,T001101034\r\n"
                            ",,,,　人口（総数）,　６５歳以上人口　総数,　世帯総数\r\n";

io::PopulationSource source_of(std::vector<std::filesystem::path> files) {
    io::PopulationSource source;
    for (const auto& file : files) {
        source.shown_as.push_back(file.filename().string());
    }
    source.files = std::move(files);
    source.census = "令和2年国勢調査";
    return source;
}

Loaded<domain::PopulationGrid> read(const std::filesystem::path& file) {
    return io::read_population(source_of({file}));
}

double sum(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

const Issue* find(const std::vector<Issue>& issues, const std::string& code) {
    const auto found = std::find_if(issues.begin(), issues.end(),
                                    [&](const Issue& issue) { return issue.code == code; });
    return found == issues.end() ? nullptr : &*found;
}

/// What an InputError says in Japanese; fails where nothing is thrown.
std::string refusal(const io::PopulationSource& source) {
    try {
        io::read_population(source);
    } catch (const InputError& error) {
        return error.message().ja;
    }
    FAIL("nothing was refused");
    return {};
}

} // namespace

TEST_CASE("A census mesh in CP932 with two header rows is read by its labels") {
    const test::WrittenFiles files;
    const auto loaded =
        read(files.write_cp932("tblT001101H5236.txt", kHeader + "523604701,0,,,100,30,40\r\n"
                                                                "523604702,0,,,55,20,21\r\n"));
    CHECK(loaded.value.level == MeshLevel::M500);
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value.cells[0].code() == "523604701");
    CHECK(loaded.value.population == std::vector<double>{100, 55});
    CHECK(loaded.value.population_65plus == std::vector<double>{30, 20});
    CHECK(loaded.value.households == std::vector<double>{40, 21});
    CHECK(loaded.value.census == "令和2年国勢調査");
    CHECK(loaded.encoding == "CP932");
    CHECK(loaded.counts.read == 2);
    CHECK(loaded.counts.used == 2);
    CHECK(loaded.issues.empty());
}

TEST_CASE("One header row is enough, of labels or of codes") {
    const test::WrittenFiles files;
    const auto labels =
        read(files.write("labels.csv", "メッシュコード,人口（総数）,世帯数\n52360470,10,4\n"));
    CHECK(labels.value.level == MeshLevel::Km1);
    CHECK(labels.value.households == std::vector<double>{4});
    CHECK(std::isnan(labels.value.population_65plus[0]));
    const auto codes = read(files.write(
        "codes.txt", "KEY_CODE,HTKSYORI,HTKSAKI,GASSAN,T001142001,T001142019,T001142034\n"
                     "5236047011,0,,,12,5,6\n"));
    CHECK(codes.value.level == MeshLevel::M250);
    CHECK(codes.value.population == std::vector<double>{12});
    CHECK(codes.value.population_65plus == std::vector<double>{5});
    CHECK(codes.value.households == std::vector<double>{6});
}

TEST_CASE("A table of one's own is read: full-width digits, tabs, thousands, a named column") {
    const test::WrittenFiles files;
    const auto file =
        files.write_cp932("独自.csv", "コード\t氏名\t住民\n５２３６０４７０\t\t\"1,234\"\n");
    auto source = source_of({file});
    source.population_field = "住民";
    const auto loaded = io::read_population(source);
    CHECK(loaded.value.population == std::vector<double>{1234});
    source.population_field = "人数";
    CHECK_THAT(refusal(source),
               Catch::Matchers::Contains("人数") && Catch::Matchers::Contains("住民"));
}

TEST_CASE("Suppressed details are apportioned by population and the sums stay") {
    const test::WrittenFiles files;
    // 65+ of the three cells is 60 in all, over 200 people: 5 -> 1.5, 15 -> 4.5, 180 -> 54.
    const auto loaded =
        read(files.write_cp932("m.txt", kHeader + "523604701,2,523604703,,5,*,2\n"
                                                  "523604702,2,523604703,,15,*,7\n"
                                                  "523604703,1,,523604701;523604702,180,60,80\n"
                                                  "523604704,0,,,10,4,5\n"));
    REQUIRE(loaded.value.size() == 4);
    CHECK(loaded.value.population == std::vector<double>{5, 15, 180, 10});
    CHECK_THAT(loaded.value.population_65plus[0], Catch::Matchers::WithinAbs(1.5, 1e-12));
    CHECK_THAT(loaded.value.population_65plus[1], Catch::Matchers::WithinAbs(4.5, 1e-12));
    CHECK_THAT(loaded.value.population_65plus[2], Catch::Matchers::WithinAbs(54.0, 1e-12));
    CHECK_THAT(sum(loaded.value.population_65plus), Catch::Matchers::WithinAbs(64.0, 1e-12));
    CHECK(sum(loaded.value.households) == 94); // households were not suppressed
    REQUIRE(loaded.issues.size() == 1);
    CHECK(loaded.issues[0].kind == IssueKind::Assumed);
    CHECK(loaded.issues[0].code == "suppressed_details_apportioned");
    CHECK_THAT(loaded.issues[0].problem.ja, Catch::Matchers::Contains("65歳以上人口 2"));
}

TEST_CASE(
    "Apportioned figures are marked as estimated, those left in the cell that held them too") {
    const test::WrittenFiles files;
    const std::string header = "KEY_CODE,HTKSYORI,HTKSAKI,GASSAN,人口（総数）,７５歳以上人口　総数,"
                               "世帯総数\n";
    const auto loaded = read(files.write("m.csv", header + "523604701,1,,523604702,30,9,12\n"
                                                           "523604702,2,523604701,,10,*,*\n"
                                                           "523604703,0,,,50,7,20\n"));
    CHECK(loaded.value.population == std::vector<double>{30, 10, 50});
    CHECK_THAT(loaded.value.population_75plus[1], Catch::Matchers::WithinAbs(2.25, 1e-12));
    CHECK(sum(loaded.value.population_75plus) == 16);
    const domain::CellMarks estimated =
        domain::kHouseholdsEstimated | domain::kResidents75plusEstimated;
    CHECK(loaded.value.marks == std::vector<domain::CellMarks>{estimated, estimated, 0});
}

TEST_CASE("Where a suppressed row does not say which cell holds its details, that cell's list "
          "does, whatever stands between its codes") {
    const test::WrittenFiles files;
    const std::string separator = GENERATE(";", "；", "、", " ", "/", "|");
    const auto loaded = read(files.write(
        "m.csv", kHeader + "523604701,1,,523604702" + separator + "523604703,40,10,20\n" +
                     "523604702,2,,,30,*,*\n523604703,2,523699999,,30,*,*\n"));
    CHECK(loaded.value.population == std::vector<double>{40, 30, 30});
    CHECK(loaded.value.population_65plus == std::vector<double>{4, 3, 3});
    CHECK(sum(loaded.value.households) == 20);
    CHECK(find(loaded.issues, "suppressed_details_unknown") == nullptr);
}

TEST_CASE("Codes that an exponent or a point still holds whole are read") {
    const test::WrittenFiles files;
    const auto loaded = read(files.write("m.csv", "MESH_ID,population\n5.23604701E+08,1\n"
                                                  "5.23604702e8,2\n523604703.000,3\n"));
    CHECK(loaded.counts.used == 3);
    CHECK(loaded.value.population == std::vector<double>{1, 2, 3});
    CHECK(loaded.issues.empty());
}

TEST_CASE("Codes that passed through numbers of seven digits are refused: other cells would be "
          "read") {
    const test::WrittenFiles files;
    std::string damaged = "MESH_ID,population\n";
    std::string whole = damaged;
    for (int i = 0; i < 40; ++i) {
        const int code = 52360400 + i * 3;
        damaged += std::to_string(static_cast<long long>(static_cast<float>(code))) + ",1\n";
        whole += std::to_string(code) + ",1\n";
    }
    CHECK_THAT(refusal(source_of({files.write("damaged.csv", damaged)})),
               Catch::Matchers::Contains("damaged.csv") && Catch::Matchers::Contains("桁"));
    CHECK_NOTHROW(read(files.write("whole.csv", whole)));
}

TEST_CASE("The projections of 2017 are read by POP and the year") {
    const test::WrittenFiles files;
    const auto file =
        files.write("m.csv", "MESH_ID,CITY_CODE,POP2010,POP2025,POP2050\n523604701,24201,9,8,5\n");
    CHECK_THAT(refusal(source_of({file})), Catch::Matchers::Contains("POP2010, POP2025, POP2050"));
    auto source = source_of({file});
    source.population_field = "POP2025";
    CHECK(io::read_population(source).value.population == std::vector<double>{8});
}

TEST_CASE("A cell may be merged into one of another file of the study, before or after it") {
    const test::WrittenFiles files;
    const auto a = files.write_cp932("a.txt", kHeader + "523604701,2,523604703,,20,*,2\n");
    const auto b = files.write_cp932("b.txt", kHeader + "523604703,1,,523604701,80,50,30\n");
    for (const auto& order : {std::vector{a, b}, std::vector{b, a}}) {
        const auto loaded = io::read_population(source_of(order));
        CHECK_THAT(loaded.value.population_65plus[0], Catch::Matchers::WithinAbs(10.0, 1e-12));
        CHECK_THAT(loaded.value.population_65plus[1], Catch::Matchers::WithinAbs(40.0, 1e-12));
    }
}

TEST_CASE("Details merged into a cell that is not given are unknown, and that is said") {
    const test::WrittenFiles files;
    const auto loaded = read(files.write_cp932(
        "m.txt", kHeader + "523604701,2,523604703,,5,*,2\n523604702,0,,,7,X,3\n"));
    CHECK(loaded.value.population == std::vector<double>{5, 7});
    CHECK(std::isnan(loaded.value.population_65plus[0]));
    CHECK(std::isnan(loaded.value.population_65plus[1]));
    const Issue* issue = find(loaded.issues, "suppressed_details_unknown");
    REQUIRE(issue != nullptr);
    CHECK(issue->row == 3);
    CHECK_THAT(issue->problem.ja, Catch::Matchers::Contains("523604701"));
}

TEST_CASE("Suppressed details are followed from cell to cell; a circle is told as one") {
    const test::WrittenFiles files;
    // 702 was merged into 703, and 703 into 701: 40 are of 701, 702 and 703 together.
    const auto chain =
        read(files.write_cp932("chain.txt", kHeader + "523604701,1,,,100,40,\n"
                                                      "523604703,2,523604701,,15,X,\n"
                                                      "523604702,2,523604703,,10,*,\n"));
    CHECK(chain.value.population_65plus == std::vector<double>{32, 3.2, 4.8});
    CHECK(find(chain.issues, "suppressed_details_unknown") == nullptr);

    const auto circle =
        read(files.write_cp932("circle.txt", kHeader + "523604701,2,523604702,,100,*,7\n"
                                                       "523604702,2,523604701,,6,*,3\n"
                                                       "523604703,0,,,5,2,1\n"));
    CHECK(std::isnan(circle.value.population_65plus[0]));
    CHECK(std::isnan(circle.value.population_65plus[1]));
    CHECK(circle.value.population_65plus[2] == 2);
    CHECK(find(circle.issues, "suppressed_details_unknown") == nullptr);
    const Issue* issue = find(circle.issues, "suppressed_details_circular");
    REQUIRE(issue != nullptr);
    CHECK(issue->row == 3);
    CHECK_THAT(issue->problem.ja,
               Catch::Matchers::Contains("元に戻ります（メッシュ数: 65歳以上人口 2"));
}

TEST_CASE("Cells without people give no share, and a dash is zero") {
    const test::WrittenFiles files;
    const auto loaded = read(files.write_cp932(
        "m.txt", kHeader + "523604701,2,523604703,,0,*,-\n523604703,1,,523604701,0,0,0\n"));
    CHECK(loaded.value.population_65plus == std::vector<double>{0, 0});
    CHECK(loaded.value.households == std::vector<double>{0, 0});
}

TEST_CASE("Broken rows are rejected and unreadable totals are unknown, with file, row, field and "
          "value, and counted") {
    const test::WrittenFiles files;
    const auto loaded = read(files.write_cp932("m.txt", kHeader + "523604701,0,,,100,30,40\n"
                                                                  "合計,0,,,100,30,40\n"
                                                                  "523604702,0,,,-5,1,1\n"
                                                                  "523604703,0,,,不明,1,1\n"
                                                                  "523604704,0,,,,1,1\n"
                                                                  "523684711,0,,,7,1,1\n"
                                                                  "5.23605E+08,0,,,7,1,1\n"
                                                                  "523604711,0,,,*,1,1\n"
                                                                  "523604712,0,,,8,三,-2\n"
                                                                  "523604713.0,0,,,9,1,1\n"));
    CHECK(loaded.counts.read == 10);
    CHECK(loaded.counts.used == 7);
    CHECK(loaded.counts.rejected == 3);
    // What the file does not state is unknown, not nobody.
    // (In the order of the cells: 701 702 711 712, 703 704 713.)
    CHECK(loaded.value.population == std::vector<double>{100, 0, 0, 8, 0, 0, 9});
    const domain::CellMarks unknown = domain::kPeopleUnknown;
    CHECK(loaded.value.marks ==
          std::vector<domain::CellMarks>{0, unknown, unknown, 0, unknown, unknown, 0});
    const auto has = [&](std::int64_t row, const std::string& code, const std::string& value,
                         const std::string& field) {
        return std::any_of(loaded.issues.begin(), loaded.issues.end(), [&](const Issue& issue) {
            return issue.row == row && issue.code == code && issue.value == value &&
                   issue.file == "m.txt" && (field.empty() || issue.field == field);
        });
    };
    CHECK(has(4, "mesh_code_unreadable", "合計", "KEY_CODE"));
    CHECK(has(5, "population_unreadable", "-5", "人口(総数)"));
    CHECK(has(6, "population_unreadable", "不明", "人口(総数)"));
    CHECK(has(7, "population_not_stated", "523604704", "")); // and one more, of row 10
    CHECK_THAT(find(loaded.issues, "population_not_stated")->problem.ja,
               Catch::Matchers::Contains("2 件"));
    CHECK(has(8, "mesh_code_unreadable", "523684711", ""));
    CHECK(has(9, "mesh_code_ruined_by_spreadsheet", "5.23605E+08", "KEY_CODE"));
    CHECK(has(11, "population_detail_unreadable", "三", "65歳以上人口 総数"));
    CHECK(has(11, "population_detail_unreadable", "-2", "世帯総数"));
    CHECK(std::isnan(loaded.value.population_65plus[3]));
}

TEST_CASE("Cells of two levels are refused with file and row of the other level") {
    const test::WrittenFiles files;
    const auto a = files.write("a.csv", "code,population\n52360470,1\n52360471,2\n");
    const auto b = files.write("b.csv", "code,population\n523604701,1\n");
    CHECK_THAT(refusal(source_of({a, b})),
               Catch::Matchers::Contains("b.csv の 2 行目（523604701）は 500m"));
    const auto mixed = files.write("c.csv", "code,population\n52360470,1\n5236047011,2\n");
    CHECK_THAT(refusal(source_of({mixed})),
               Catch::Matchers::Contains("3 行目") && Catch::Matchers::Contains("250m"));
}

TEST_CASE("The data decide between 500 m and 2 km, 250 m and 100 m") {
    const test::WrittenFiles files;
    CHECK(read(files.write("2km.csv", "code,population\n523604605,1\n523604625,2\n")).value.level ==
          MeshLevel::Km2);

    std::string tenths = "code,population\n";
    for (int i = 0; i < 100; ++i) {
        tenths += "52360470" + std::to_string(i / 10) + std::to_string(i % 10) + ",1\n";
    }
    const auto hundred = read(files.write("100m.csv", tenths));
    CHECK(hundred.value.level == MeshLevel::M100);
    CHECK(hundred.value.size() == 100);
    CHECK(hundred.issues.empty());

    const auto few = read(files.write("250m.csv", "code,population\n5236047011,1\n5236047022,2\n"));
    CHECK(few.value.level == MeshLevel::M250);
    REQUIRE(find(few.issues, "mesh_level_ambiguous") != nullptr);
    CHECK(find(few.issues, "mesh_level_ambiguous")->kind == IssueKind::Noted);
    CHECK_THAT(find(few.issues, "mesh_level_ambiguous")->action.ja,
               Catch::Matchers::Contains("250m"));

    // One mistyped code of many does not make a 250 m file one of 100 m.
    std::string quarters = "code,population\n";
    for (int i = 0; i < 100; ++i) {
        quarters += "523604" + std::to_string(10 + i / 10) + std::to_string(1 + i % 4) + "1,1\n";
    }
    const auto mistyped = read(files.write("typo.csv", quarters + "5236047055,3\n"));
    CHECK(mistyped.value.level == MeshLevel::M250);
    CHECK(mistyped.counts.rejected == 1);
}

TEST_CASE("Digits that Excel keeps as text, and figures with their unit, are read from the first") {
    const test::WrittenFiles files;
    const auto loaded = read(files.write("a.csv", "メッシュコード,人口総数,世帯数\n"
                                                  "'5236047031,１６人,'6世帯\n"
                                                  "'5236047032,\"'1,017\",-\n"));
    CHECK(loaded.issues.size() == 1); // ten digits are taken for 250 m
    CHECK(loaded.value.population == std::vector<double>{16, 1017});
    CHECK(loaded.value.households == std::vector<double>{6, 0});
}

TEST_CASE("A share named as people is refused with the columns of people") {
    const test::WrittenFiles files;
    auto source = source_of(
        {files.write("a.csv", "MESH_ID,PTN_2050,RTC_2050,高齢化率\n52360470,128.4,0.4,40\n")});
    for (const char* share : {"RTC_2050", "高齢化率"}) {
        source.population_field = share;
        CHECK_THAT(refusal(source),
                   Catch::Matchers::Contains("人数ではなく割合（%）の列です。人数の列は PTN_2050"));
    }
    source.population_field = "PTN_2055";
    CHECK_THAT(refusal(source), Catch::Matchers::Contains(
                                    "study.toml の population_field を、ある列のどれかに直して"));
}

TEST_CASE("A wrong header is refused with the columns found and what was expected") {
    const test::WrittenFiles files;
    const auto no_code = files.write("a.csv", "id,人口\n1,2\n");
    CHECK_THAT(refusal(source_of({no_code})),
               Catch::Matchers::Contains("KEY_CODE") && Catch::Matchers::Contains("id, 人口"));
    const auto no_population = files.write("b.csv", "KEY_CODE,PTN_2020\n52360470,2\n");
    CHECK_THAT(refusal(source_of({no_population})), Catch::Matchers::Contains("population_field") &&
                                                        Catch::Matchers::Contains("PTN_2020"));
    auto misnamed = source_of({files.write("d.csv", "KEY_CODE,人数\n52360470,2\n")});
    misnamed.population_field = "人口";
    CHECK_THAT(refusal(misnamed),
               Catch::Matchers::Contains("d.csv に population_field = \"人口\" の列がありません。"
                                         "study.toml の population_field を、ある列のどれかに直して"
                                         "ください。ある列: KEY_CODE, 人数"));
    const auto headless = files.write("c.csv", "52360470,5\n52360471,6\n");
    CHECK_THAT(refusal(source_of({headless})), Catch::Matchers::Contains("52360470"));
}

TEST_CASE(
    "Nothing to read is refused: a missing file, an empty one, a header alone, no usable row") {
    const test::WrittenFiles files;
    CHECK_THAT(refusal(source_of({files.folder() / "ない.csv"})),
               Catch::Matchers::Contains("ない.csv"));
    CHECK_THAT(refusal(source_of({files.write("empty.csv", "\r\n \n")})),
               Catch::Matchers::Contains("空"));
    CHECK_THAT(refusal(source_of({files.write_cp932("header.txt", kHeader)})),
               Catch::Matchers::Contains("データ行"));
    CHECK_THAT(refusal(source_of({files.write("bad.csv", "code,population\nx,1\n")})),
               Catch::Matchers::Contains("不採用"));
    CHECK_THROWS_AS(io::read_population({}), UsageError);
}

TEST_CASE("A cell in two files is summed and noted; the same file twice is refused") {
    const test::WrittenFiles files;
    const auto a = files.write("a.csv", "code,population\n52360470,1\n52360471,2\n");
    const auto b = files.write("b.csv", "code,population\n52360471,5\n52360472,7\n");
    const auto loaded = io::read_population(source_of({a, b}));
    CHECK(loaded.value.population == std::vector<double>{1, 7, 7});
    CHECK(loaded.counts.used == 4);
    const Issue* issue = find(loaded.issues, "mesh_cell_twice");
    REQUIRE(issue != nullptr);
    CHECK(issue->file == "b.csv");
    CHECK(issue->row == 2);
    const auto copy = files.write("copy.csv", "code,population\n52360470,1\n52360471,2\n");
    CHECK_THAT(refusal(source_of({a, copy})), Catch::Matchers::Contains("a.csv と copy.csv"));
}

TEST_CASE("An area given twice counts once, whatever the line ends and the extent of the files") {
    const test::WrittenFiles files;
    const std::string rows = "523604701,1,,523604702,100,30,40\r\n"
                             "523604702,2,523604701,,25,*,*\r\n"
                             "523604703,0,,,8,3,4\r\n";
    const auto prefecture = files.write_cp932("tblT001101S24.txt", kHeader + rows);
    std::string lf = kHeader + rows + "523604704,0,,,7,1,2\n";
    std::erase(lf, '\r');
    const auto mesh = files.write_cp932("tblT001101H5236.txt", lf);
    const auto loaded = io::read_population(source_of({prefecture, mesh}));
    CHECK(loaded.value.population == std::vector<double>{100, 25, 8, 7});
    CHECK(loaded.value.population_65plus == std::vector<double>{24, 6, 3, 1});
    CHECK(loaded.counts.read == 7);
    CHECK(loaded.counts.used == 4);
    CHECK(loaded.counts.rejected == 3);
    CHECK(loaded.counts.joined == 3);
    const Issue* issue = find(loaded.issues, "mesh_cell_repeated");
    REQUIRE(issue != nullptr);
    CHECK(issue->file == "tblT001101H5236.txt");
    CHECK(issue->row == 3);
    CHECK_THAT(issue->problem.ja,
               Catch::Matchers::Contains("tblT001101S24.txt") && Catch::Matchers::Contains("3 行"));
    CHECK(find(loaded.issues, "mesh_cell_twice") == nullptr);

    // Parts of border cells stay summed, also where some are equal.
    const auto a = files.write("a.csv", "code,population\n52360470,1\n52360471,2\n52360472,3\n");
    const auto b = files.write("b.csv", "code,population\n52360470,1\n52360471,5\n52360472,4\n");
    CHECK(io::read_population(source_of({a, b})).value.population == std::vector<double>{2, 7, 7});
}

TEST_CASE("Two tables of the same cells count people once and complete each other's details") {
    const test::WrittenFiles files;
    const auto people = files.write("tblT001141H5236.txt",
                                    "KEY_CODE,HTKSYORI,HTKSAKI,GASSAN,人口（総数）,世帯総数\n"
                                    "523604701,1,,523604702,30,12\n523604702,2,523604701,,"
                                    "10,*\n523604703,0,,,50,20\n");
    const auto ages = files.write(
        "tblT001192H5236.txt", "KEY_CODE,HTKSYORI,HTKSAKI,GASSAN,人口（総数）,65歳以上人口 総数\n"
                               "523604701,1,,523604702,30,8\n523604702,2,523604701,,10,*\n"
                               "523604703,0,,,50,7\n523604704,0,,,5,1\n");
    const auto loaded = io::read_population(source_of({people, ages}));
    CHECK(loaded.value.population == std::vector<double>{30, 10, 50, 5});
    CHECK(loaded.value.population_65plus == std::vector<double>{6, 2, 7, 1});
    CHECK(loaded.value.households[0] == 9);
    CHECK(loaded.value.households[1] == 3);
    CHECK(loaded.counts.used == 4);
    CHECK(loaded.counts.joined == 3);
    const Issue* told = find(loaded.issues, "population_tables_joined");
    REQUIRE(told != nullptr);
    CHECK(told->kind == IssueKind::Assumed);
    CHECK(told->file == "tblT001192H5236.txt");
    CHECK(told->row == 2);
    CHECK(told->action.ja == "同じ人の別の表とみて、総人口は一度だけ数え、tblT001141H5236.txt "
                             "にない内訳だけをこのファイルから取りました（65歳以上人口 3）。");
    CHECK(find(loaded.issues, "mesh_cell_twice") == nullptr);
    // The other way round it is the households that are taken.
    const auto turned = io::read_population(source_of({ages, people}));
    CHECK(turned.value.population == loaded.value.population);
    CHECK(turned.value.population_65plus == loaded.value.population_65plus);
    CHECK(turned.value.households[2] == 20);
}

TEST_CASE("A table of details without a total joins the cells of the table of people") {
    const test::WrittenFiles files;
    const auto people = files.write("a.csv", "メッシュコード,総人口\n52360470,100\n52360471,40\n"
                                             "52360472,7\n");
    const auto details = [&](const std::string& rows) {
        return files.write("b.csv", "メッシュコード,65歳以上人口\n" + rows);
    };
    const auto old = details("52360471,11\n52360470,30\n52360479,2\n");
    for (const auto& order : {std::vector{people, old}, std::vector{old, people}}) {
        const auto loaded = io::read_population(source_of(order));
        CHECK(loaded.value.population == std::vector<double>{100, 40, 7});
        CHECK(loaded.value.population_65plus[0] == 30);
        CHECK(loaded.value.population_65plus[1] == 11);
        CHECK(std::isnan(loaded.value.population_65plus[2]));
        CHECK(loaded.counts.read == 6);
        CHECK(loaded.counts.used == 3);
        CHECK(loaded.counts.rejected == 3);
        const Issue* joined = find(loaded.issues, "population_details_joined");
        REQUIRE(joined != nullptr);
        CHECK(joined->file == "b.csv");
        CHECK(joined->value == "52360479");
        CHECK_THAT(joined->action.ja,
                   Catch::Contains("（2 件）") && Catch::Contains("総人口のないメッシュの 1 件"));
    }
    // Alone, or of another area, it is a table without people.
    const std::string no_people = "b.csv に人口の列がありません";
    CHECK_THAT(refusal(source_of({old})), Catch::Contains(no_people));
    CHECK_THAT(refusal(source_of({people, details("52360570,1\n52360571,2\n52360470,3\n")})),
               Catch::Contains(no_people) && Catch::Contains("メッシュコード, 65歳以上人口"));
}

TEST_CASE("A comma that parts no thousands makes a total unknown, with its row") {
    const test::WrittenFiles files;
    const auto loaded = read(files.write("a.csv", "KEY_CODE,人口\n52360470,\"1,234\"\n"
                                                  "52360471,\"1,23\"\n52360472,\"1,2345\"\n"
                                                  "52360473,\"12,345,678\"\n"));
    CHECK(loaded.value.population == std::vector<double>{1234, 0, 0, 12345678});
    const domain::CellMarks unknown = domain::kPeopleUnknown;
    CHECK(loaded.value.marks == std::vector<domain::CellMarks>{0, unknown, unknown, 0});
    const Issue* told = find(loaded.issues, "population_unreadable");
    REQUIRE(told != nullptr);
    CHECK(told->row == 3);
    CHECK(told->value == "1,23");
}

TEST_CASE("Codes as JIS X 0410 prints them are read; the census by towns is refused as such") {
    const test::WrittenFiles files;
    const auto loaded = read(files.write("a.csv", "メッシュコード,人口\n5236-04-70,100\n"));
    CHECK(loaded.value.cells[0].code() == "52360470");
    CHECK_THAT(refusal(source_of(
                   {files.write("b.csv", "KEY_CODE,HYOSYO,CITYNAME,NAME,T001081001\n,,,,人口総数\n"
                                         "24201,1,津市,,274537\n")})),
               Catch::Contains("小地域集計") && Catch::Contains("地域メッシュ統計"));
}

TEST_CASE("Tables of the same totals whose details differ count once, by the earlier's details") {
    const test::WrittenFiles files;
    std::string a = "メッシュコード,人口,65歳以上人口\n";
    std::string b = a;
    for (int i = 0; i < 20; ++i) {
        a += fmt::format("523604{},{},5\n", 10 + i, 30 + i);
        b += fmt::format("523604{},{},6\n", 10 + i, 30 + i);
    }
    const auto loaded =
        io::read_population(source_of({files.write("a.csv", a), files.write("b.csv", b)}));
    CHECK(sum(loaded.value.population) == 20 * 30 + 190);
    CHECK(loaded.value.population_65plus == std::vector<double>(20, 5.0));
    const Issue* told = find(loaded.issues, "mesh_cell_repeated");
    REQUIRE(told != nullptr);
    CHECK_THAT(told->action.ja,
               Catch::Contains("内訳の食い違うメッシュ（20 件）は a.csv の値を使いました。"));
}

TEST_CASE("Files of men and of women are added up, also where many cells have as many of both") {
    const test::WrittenFiles files;
    const std::string rows = "523604701,7\n523604702,8\n523604703,9\n";
    const std::string by_name = "メッシュコード,人口\n" + rows;
    const auto named =
        io::read_population(source_of({files.write("男.csv", by_name + "523604704,5\n"),
                                       files.write("女.csv", by_name + "523604704,6\n")}));
    CHECK(named.value.population == std::vector<double>{14, 16, 18, 11});
    CHECK(find(named.issues, "mesh_cell_repeated") == nullptr);
    const auto children = files.write("15歳未満.csv", by_name);
    const auto others = files.write("15歳以上.csv", by_name + "523604704,6\n");
    CHECK(io::read_population(source_of({children, others})).value.population ==
          std::vector<double>{14, 16, 18, 6});
    // A name of both sexes names neither.
    const auto all = files.write("男女計.csv", by_name);
    const auto men = files.write("男女別_男.csv", by_name + "523604704,5\n");
    CHECK(io::read_population(source_of({all, men})).value.population ==
          std::vector<double>{7, 8, 9, 5});
}

TEST_CASE("Two years of one area are refused with both files; parts and borders are added up") {
    const test::WrittenFiles files;
    // 21 cells of 100 and more people; the other file has `more` people in each.
    const auto table = [](int first, int cells, int more, const std::string& prefecture) {
        std::string text = "メッシュコード,SHICODE,人口\n";
        for (int i = first; i < first + cells; ++i) {
            text += fmt::format("523604{},{},{}\n", 10 + i, prefecture, 100 + i + more);
        }
        return text;
    };
    const auto later = files.write("人口R2.csv", table(0, 21, 0, ""));
    const auto earlier = files.write("人口H27.csv", table(0, 23, 9, ""));
    CHECK(refusal(source_of({earlier, later})) ==
          "人口H27.csv と 人口R2.csv には、同じメッシュが違う人口で載っています（人のいるメッシュが"
          "少ない方の 21 件のうち 21 件が両方にあり、21 件は人口が違う。52360410 は、前者の 2 "
          "行目で 109 "
          "人、後者の 2 行目で 100 "
          "人）。年の違う表などを足し合わせると人口が二重になるので、使う年のファ"
          "イルだけを files に書いてください。男女や年齢で分けた表なら、男・女・65歳以上などをファ"
          "イル名か人口の列の見出しに入れてください。ほかの分け方の表は、一つの表に足し合わせてくだ"
          "さい。");
    const auto added = [&](const std::filesystem::path& a, const std::filesystem::path& b) {
        return sum(io::read_population(source_of({a, b})).value.population);
    };
    const double all = 21 * 100 + 210;
    // Men and women.
    CHECK(added(files.write("男.csv", table(0, 21, 0, "")),
                files.write("女.csv", table(0, 21, 9, ""))) == 2 * all + 21 * 9);
    // Cells on the border of two prefectures, each file with its own people.
    CHECK(added(files.write("p24.csv", table(0, 21, 0, "24201")),
                files.write("p23.csv", table(0, 21, 9, "23201"))) == 2 * all + 21 * 9);
    // 18 of 21 cells are in both files: less than nine tenths.
    CHECK_NOTHROW(added(later, files.write("ずれ.csv", table(3, 23, 9, ""))));
    // Twenty cells are too few to tell.
    CHECK_NOTHROW(added(files.write("少.csv", table(0, 20, 9, "")), later));
}

TEST_CASE("A ZIP as downloaded is read, whatever else lies in it") {
    const test::WrittenFiles files;
    const std::string table = encode_cp932(kHeader + "523604701,0,,,100,30,40\n").bytes;
    const auto zip =
        files.write_zip("tblT001101H5236.zip", {{".nfs00000001", "junk"},
                                                {"readme.txt", "read me"},
                                                {"tblT001101H5236.txt", table},
                                                {"__MACOSX/tblT001101H5236.txt", "junk"}});
    const auto loaded = read(zip);
    CHECK(loaded.value.population == std::vector<double>{100});
    const auto plain = files.write("tblT001101H5236.txt", table);
    CHECK_THAT(refusal(source_of({zip, plain})), Catch::Matchers::Contains("同じ"));

    const auto two = files.write_zip("two.zip", {{"a.csv", "code,population\n52360470,1\n"},
                                                 {"b.csv", "code,population\n52360471,x\n"}});
    const auto both = read(two);
    CHECK(both.counts.read == 2);
    REQUIRE(both.issues.size() == 1);
    CHECK(both.issues[0].layer == "b.csv");

    CHECK_THAT(refusal(source_of({files.write("broken.zip", "PK\x03\x04 not a zip")})),
               Catch::Matchers::Contains("broken.zip"));
}

TEST_CASE(
    "A ZIP of several prefectures' layers is read whole, one layer in two formats once; a ZIP "
    "of ZIPs is refused with what to do") {
    const test::WrittenFiles files;
    const auto layer = [](const std::string& code, int people) {
        return R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"MESH_ID":")" +
               code + R"(","SHICODE":"24201_24204","PTN_2040":)" + std::to_string(people) +
               R"(},"geometry":null}]})";
    };
    const auto zip = files.write_zip("1km_mesh_2024_GEOJSON.zip",
                                     {{"1km_mesh_2024_24.geojson", layer("52360470", 3)},
                                      {"1km_mesh_2024_25.geojson", layer("52360470", 4)},
                                      {"copy/1km_mesh_2024_25.geojson", layer("52360470", 4)},
                                      {"KS-META.xml", "<x/>"}});
    auto source = source_of({zip});
    source.population_field = "PTN_2040";
    const auto loaded = io::read_population(source);
    CHECK(loaded.counts.read == 2);
    CHECK(loaded.value.population == std::vector<double>{7}); // each prefecture's part of the cell
    REQUIRE(find(loaded.issues, "mesh_cell_twice") != nullptr);

    const auto nested = files.write_zip("all.zip", {{"a.zip", "PK"}, {"b.zip", "PK"}});
    CHECK_THAT(refusal(source_of({nested})), Catch::Matchers::Contains("展開"));
}

TEST_CASE("A quote that is never closed is told with its row") {
    const test::WrittenFiles files;
    const auto loaded =
        read(files.write("q.csv", "code,population,備考\n52360470,1,\"\n52360471,2,\n"));
    CHECK(loaded.value.size() == 1);
    REQUIRE(find(loaded.issues, "quote_not_closed") != nullptr);
    CHECK(find(loaded.issues, "quote_not_closed")->row == 2);
}

TEST_CASE("A layer of cells with attributes is read by its codes, whatever its datum") {
    const test::WrittenFiles files;
    const auto file = files.write("mesh.geojson",
                                  R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"MESH_ID":52360471,"PTN_2020":12.5,"PTC_2020":3.25},"geometry":{"type":"Polygon","coordinates":[[[136.5,34.7],[136.6,34.7],[136.6,34.8],[136.5,34.7]]]}},
{"type":"Feature","properties":{"MESH_ID":52360470,"PTN_2020":0,"PTC_2020":null},"geometry":null}]})");
    auto source = source_of({file});
    source.population_field = "PTN_2020";
    source.population_65plus_field = "ptc_2020";
    const auto loaded = io::read_population(source);
    CHECK(loaded.value.population == std::vector<double>{0, 12.5});
    CHECK(std::isnan(loaded.value.population_65plus[0]));
    CHECK(loaded.value.population_65plus[1] == 3.25);
    source.population_field.clear();
    CHECK_THAT(refusal(source), Catch::Matchers::Contains("PTN_2020"));
}

TEST_CASE(
    "Projections of two prefectures: cells on the border are summed, the year decides the rest") {
    const test::WrittenFiles files;
    const std::string header =
        "MESH_ID,SHICODE,PTN_2025,PTC_2025,HITOKU_2025,GASSAN_2025,PTN_2050\n";
    // 52360471 lies on the border: 40 of its people in one prefecture, 60 in the other.
    auto source = source_of(
        {files.write("1km_mesh_2024_24.csv", header + "52360470,24201,2,0,*,52360471,1\n"
                                                      "52360471,24201_24202,40,10.5,@,,20\n"),
         files.write("1km_mesh_2024_23.csv", header + "52360471,23201,60,30,,,50\n")});
    source.population_field = "PTN_2025";
    const auto loaded = io::read_population(source);
    CHECK(loaded.value.population == std::vector<double>{2, 100});
    CHECK_THAT(loaded.value.population_65plus[0], Catch::Matchers::WithinAbs(0.5, 1e-12));
    CHECK_THAT(loaded.value.population_65plus[1], Catch::Matchers::WithinAbs(40.0, 1e-12));
    REQUIRE(find(loaded.issues, "mesh_cell_twice") != nullptr);
    CHECK(find(loaded.issues, "suppressed_details_apportioned") != nullptr);
    CHECK(loaded.issues.size() == 2);
    source.population_field.clear();
    CHECK_THAT(refusal(source), Catch::Matchers::Contains("将来推計人口です") &&
                                    Catch::Matchers::Contains("PTN_2025, PTN_2050"));
}

TEST_CASE("A column of shares is refused for details as for people") {
    const test::WrittenFiles files;
    const auto file = files.write("p.csv", "MESH_ID,PTN_2050,RTC_2050,高齢化率(%),世帯割合\n"
                                           "5236047031,9.25,0.4,31.2,0.5\n");
    auto source = source_of({file});
    source.population_field = "PTN_2050";
    source.population_65plus_field = "RTC_2050";
    CHECK_THAT(refusal(source), Catch::Matchers::Contains(
                                    "population_65plus_field = \"RTC_2050\" は人数ではなく割合"));
    source.population_65plus_field.clear();
    source.population_75plus_field = "高齢化率(%)";
    CHECK_THAT(refusal(source),
               Catch::Matchers::Contains("population_75plus_field = \"高齢化率(%)\" は人数では"));
    source.population_75plus_field.clear();
    source.households_field = "世帯割合";
    CHECK_THAT(refusal(source), Catch::Matchers::Contains("は世帯数ではなく割合"));
}

TEST_CASE("More old people than people are unknown, told once a file") {
    const test::WrittenFiles files;
    const auto loaded = read(files.write("p.csv", "メッシュコード,人口,65歳以上人口,75歳以上人口\n"
                                                  "523604701,16,40,2\n523604702,16,16,17\n"
                                                  "523604703,16,99,0\n"));
    CHECK(loaded.value.population == std::vector<double>{16, 16, 16});
    CHECK(std::isnan(loaded.value.population_65plus[0]));
    CHECK(loaded.value.population_65plus[1] == 16);
    CHECK(std::isnan(loaded.value.population_65plus[2]));
    CHECK(std::isnan(loaded.value.population_75plus[1]));
    REQUIRE(loaded.issues.size() == 2);
    CHECK(loaded.issues[0].code == "population_detail_over_total");
    CHECK(loaded.issues[0].row == 2);
    CHECK_THAT(loaded.issues[0].problem.ja,
               Catch::Matchers::Contains("65歳以上の人口が総人口より多いメッシュが 2 件"));
    CHECK_THAT(loaded.issues[1].problem.ja,
               Catch::Matchers::Contains("75歳以上") && Catch::Matchers::Contains("1 件"));
}

TEST_CASE("More people than a place of Japan has are told, more than Japan has are not used") {
    const test::WrittenFiles files;
    const auto loaded = read(files.write("p.csv", "メッシュコード,人口\n5236047031,10000\n"
                                                  "5236047032,10001\n5236047033,999999999999\n"));
    CHECK(loaded.value.population == std::vector<double>{10000, 10001});
    CHECK(loaded.counts.rejected == 1);
    const Issue* told = find(loaded.issues, "population_implausible");
    REQUIRE(told != nullptr);
    CHECK(told->kind == IssueKind::Noted);
    CHECK(told->row == 3);
    CHECK_THAT(told->problem.ja, Catch::Matchers::Contains("250mメッシュ1つに 10,000 人"));
    const Issue* lost = find(loaded.issues, "population_impossible");
    REQUIRE(lost != nullptr);
    CHECK(lost->row == 4);
    // A cell of 1 km holds more.
    const auto km = read(files.write("km.csv", "メッシュコード,人口\n52360470,99999\n"));
    CHECK(km.issues.empty());
}

TEST_CASE("A heading may say the unit") {
    const test::WrittenFiles files;
    const auto loaded = read(files.write("p.csv", "メッシュコード,人口（人）,世帯数(世帯),"
                                                  "65歳以上人口（単位：人）,75歳以上人口(%)\n"
                                                  "523604701,16,6,5,31\n"));
    CHECK(loaded.value.population == std::vector<double>{16});
    CHECK(loaded.value.households == std::vector<double>{6});
    CHECK(loaded.value.population_65plus == std::vector<double>{5});
    CHECK(std::isnan(loaded.value.population_75plus[0]));
}

TEST_CASE("Titles above the header and a readme beside a table do no harm") {
    const test::WrittenFiles files;
    const std::string table = "メッシュコード,人口\n5236047031,16\n";
    const auto titled = read(files.write("t.csv", "令和2年 人口メッシュ,\n\n" + table));
    CHECK(titled.value.population == std::vector<double>{16});
    CHECK(titled.counts.read == 1);
    const auto zipped =
        read(files.write_zip("p.zip", {{"readme.txt", "説明\n令和2年\n"}, {"人口.csv", table}}));
    CHECK(zipped.value.population == std::vector<double>{16});
    REQUIRE(find(zipped.issues, "archive_members_left") != nullptr);
    CHECK(find(zipped.issues, "archive_members_left")->value == "readme.txt");
    // A CSV without codes is no note: something may be wrong with it.
    CHECK_THAT(refusal(source_of(
                   {files.write_zip("q.zip", {{"a.csv", "地域,人口\n津,5\n"}, {"b.csv", table}})})),
               Catch::Matchers::Contains("q.zip (a.csv)"));
}

TEST_CASE("A condition chooses the rows of population, by a name or by the label below it") {
    const test::WrittenFiles files;
    const auto file = files.write("p.csv", "人口,,\nKEY_CODE,PREF,T1\n,都道府県,人口（総数）\n"
                                           "5236047031,三重県,16\n5236047032,愛知県,8\n");
    io::PopulationSource source = source_of({file});
    source.where = GENERATE("PREF = '三重県'", "都道府県 = '三重県'", "T1 > 10");
    const auto loaded = io::read_population(source);
    CHECK(loaded.value.population == std::vector<double>{16});
    CHECK(loaded.counts.read == 2);
    CHECK(loaded.counts.used == 1);
    CHECK(loaded.counts.left_out == 1);
    CHECK(loaded.counts.lost() == 0);
    source.where = "PREF = '奈良県'";
    CHECK_THAT(refusal(source), Catch::Matchers::Contains("where の条件に合うものがありません"));
}

TEST_CASE("A row of no cell is rejected, and not called unknown as well") {
    const test::WrittenFiles files;
    const auto loaded = io::read_population(source_of({files.write(
        "p.csv", "KEY_CODE,T001141001,T001141034\n,人口（総数）,世帯総数\n523604704,10,4\n"
                 "523605999,X,X\n")}));
    CHECK(loaded.counts.rejected == 1);
    CHECK(find(loaded.issues, "population_not_stated") == nullptr);
    CHECK(loaded.mapping == std::map<std::string, std::string>{{"code", "KEY_CODE"},
                                                               {"population", "人口(総数)"},
                                                               {"households", "世帯総数"}});
}

TEST_CASE(
    "A table in long form is refused with the rows to choose, of everybody in the last year") {
    const test::WrittenFiles files;
    std::string text = "メッシュコード,市町村,年,男女,人口\n";
    for (const char* cell : {"50354644", "50354645"}) {
        for (const char* year : {"2020", "2025"}) {
            text += fmt::format("{0},{1},{1},総数,40\n{0},{1},{1},男,19\n{0},{1},{1},女,21\n", cell,
                                year);
        }
    }
    const auto file = files.write("p.csv", text);
    CHECK(
        refusal(source_of({file})) ==
        "p.csv "
        "には同じメッシュの行がいくつもあり、列「年」（2020・2025）「男女」（総数・男・女）で分"
        "かれています。足し合わせると人口が何重にもなるので、使う行を study.toml に where = \"年 = "
        "'2025' AND 男女 = '総数'\" のように書いてください。");
    io::PopulationSource some = source_of({file});
    some.where = "年 = '2020'";
    CHECK_THAT(refusal(some), Catch::Contains("where = \"年 = '2020' AND 男女 = '総数'\""));
    some.where = "年 = '2025' AND 男女 = '総数'";
    CHECK(io::read_population(some).value.population == std::vector<double>{40, 40});
}

TEST_CASE("Parts of the people of each cell are added up, told where nobody explained them") {
    const test::WrittenFiles files;
    const auto sexes = read(files.write("s.csv", "メッシュコード,男女,人口\n50354644,男,19\n"
                                                 "50354644,女,21\n"));
    CHECK(sexes.value.population == std::vector<double>{40});
    CHECK(find(sexes.issues, "population_kinds_added") == nullptr);
    const auto others = read(files.write("o.csv", "メッシュコード,区分,人口\n50354644,一般,19\n"
                                                  "50354644,施設,21\n50354645,一般,3\n"
                                                  "50354645,施設,4\n"));
    CHECK(others.value.population == std::vector<double>{40, 7});
    const Issue* told = find(others.issues, "population_kinds_added");
    REQUIRE(told != nullptr);
    CHECK(told->problem.ja ==
          "ほとんどのメッシュに行がいくつもあり、列「区分」（一般・施設）で分かれています。");
}

TEST_CASE("People of several years are asked for by their headings, of one year taken") {
    const test::WrittenFiles files;
    CHECK(
        refusal(source_of(
            {files.write("p.csv", "メッシュコード,令和2年人口,平成27年人口\n52360703,48,52\n")})) ==
        "p.csv には年の違う人口の列があります。どの年を使うか、population_field = \"令和2年人口\" "
        "のように指定してください。ある年: 令和2年人口, 平成27年人口");
    CHECK_THAT(refusal(source_of({files.write("q.csv", "mesh,pop2020,pop2015\n52360703,48,52\n")})),
               Catch::Contains("population_field = \"pop2020\""));
    CHECK(read(files.write("r.csv", "mesh,2020年人口（総数）,65歳以上人口\n52360703,48,9\n"))
              .value.population == std::vector<double>{48});
    CHECK(read(files.write("s.csv", "mesh,昼間人口,夜間人口\n52360703,90,48\n")).value.population ==
          std::vector<double>{48});
}

TEST_CASE(
    "Columns that say how many of all are aged are found, and units and totals are no cells") {
    const test::WrittenFiles files;
    const auto loaded =
        read(files.write_cp932("a.csv", "メッシュコード,人口,うち65歳以上,75歳以上（再掲）\r\n"
                                        ",人,人,人\r\n"
                                        "523604701,100,30,10\r\n"
                                        "523604702,50,20,5\r\n"
                                        "合計,150,50,15\r\n"));
    CHECK(sum(loaded.value.population) == 150);
    CHECK(sum(loaded.value.population_65plus) == 50);
    CHECK(sum(loaded.value.population_75plus) == 15);
    CHECK(loaded.counts.read == 3); // the row of units belongs to the header
    CHECK(loaded.counts.rejected == 1);
    const auto rejected =
        std::find_if(loaded.issues.begin(), loaded.issues.end(),
                     [](const Issue& issue) { return issue.kind == IssueKind::Rejected; });
    REQUIRE(rejected != loaded.issues.end());
    CHECK(rejected->row == 5);
    CHECK(rejected->value == "合計");
}
