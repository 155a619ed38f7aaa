// Ledgers as workbooks, the way offices keep them: titles above the header, headers broken over two
// lines, numbers as numbers.
#include "io/angle_cells.hpp"
#include "io/layers.hpp"
#include "io/point_cells.hpp"
#include "io/read_measurements.hpp"
#include "io/readers.hpp"
#include "io/written_file.hpp"
#include "support/stored_zip.hpp"
#include "support/temporary_folder.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;
namespace fs = std::filesystem;

namespace {

/// A workbook of sheets of texts; a text that starts with = is written as a number.
fs::path
workbook(const TemporaryFolder& folder, const std::string& name,
         const std::vector<std::pair<std::string, std::vector<std::vector<std::string>>>>& sheets) {
    const fs::path file = folder.path() / name;
    lxw_workbook* book = workbook_new(file.c_str());
    for (const auto& [title, rows] : sheets) {
        lxw_worksheet* sheet = workbook_add_worksheet(book, title.c_str());
        for (std::size_t r = 0; r < rows.size(); ++r) {
            for (std::size_t c = 0; c < rows[r].size(); ++c) {
                const auto row = static_cast<lxw_row_t>(r);
                const auto column = static_cast<lxw_col_t>(c);
                const std::string& text = rows[r][c];
                if (text.starts_with("=")) {
                    worksheet_write_number(sheet, row, column, std::stod(text.substr(1)), nullptr);
                } else if (!text.empty()) {
                    worksheet_write_string(sheet, row, column, text.c_str(), nullptr);
                }
            }
        }
    }
    REQUIRE(workbook_close(book) == LXW_NO_ERROR);
    return file;
}

const std::vector<std::vector<std::string>> kLedger = {
    {"令和8年度 県有施設一覧表"},
    {},
    {"施設\n番号", "施 設 名", "緯度\n（10進）", "経度", "階数", "建築年月日"},
    {"=1", "津会館", "=34.7303", "=136.5086", "地上3階", "S55.3.31"},
    {},
    {"=1300000000001", "B会館", "34度42分", "136度30分", "=2", "平成元年"},
    {"3", "位置なし", "", "", "=1", ""}};

AssetSource source_for(const fs::path& file, const std::string& sheet = "") {
    AssetSource source;
    source.file = file;
    source.shown_as = file.filename().string();
    source.layer = sheet;
    return source;
}

MeasurementSource measurements_in(const fs::path& file) {
    MeasurementSource source;
    source.file = file;
    source.shown_as = file.filename().string();
    source.carriers = {"キャリアA"};
    source.carrier = "キャリアA";
    source.technology = domain::MeasuredTechnology::Lte4g;
    return source;
}

} // namespace

TEST_CASE("A ledger in Excel is read below its titles, with the rows Excel shows") {
    const TemporaryFolder folder;
    const auto loaded =
        read_assets(source_for(workbook(folder, "台帳.xlsx", {{"一覧", kLedger}, {"空", {}}})));
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value[0].id == "1");
    CHECK(loaded.value[0].name == "津会館");
    CHECK(loaded.value[0].place == geo::LatLng::from_degrees(34.7303, 136.5086));
    CHECK(loaded.value[0].floors == 3);
    CHECK(loaded.value[0].year_built == 1980);
    CHECK(loaded.value[0].row == 4);
    CHECK(loaded.value[1].id == "1300000000001");
    CHECK(loaded.value[1].row == 6);
    CHECK(loaded.value[1].year_built == 1989);
    CHECK(loaded.counts.read == 3);
    CHECK(loaded.counts.rejected == 1);
    CHECK(loaded.mapping.at("lat") == "緯度(10進)");
}

TEST_CASE("Of several sheets one is named, else they are listed") {
    const TemporaryFolder folder;
    const fs::path file = workbook(folder, "a.xlsx", {{"昨年度", kLedger}, {"一覧", kLedger}});
    CHECK(read_assets(source_for(file, "一覧")).value.size() == 2);
    CHECK_THAT(refusal([&] { read_assets(source_for(file)); }),
               Catch::Contains("シートが複数") && Catch::Contains("昨年度, 一覧") &&
                   Catch::Contains("layer = [\"昨年度\", \"一覧\"]"));
    CHECK_THAT(refusal([&] { read_assets(source_for(file, "表")); }),
               Catch::Contains("シート「表」がありません"));
}

TEST_CASE("Of several sheets the only one that reads as a table is taken, and that is said") {
    const TemporaryFolder folder;
    const auto taken = [](const std::vector<Issue>& issues) {
        const auto found = std::find_if(issues.begin(), issues.end(), [](const Issue& issue) {
            return issue.code == "sheet_taken";
        });
        REQUIRE(found != issues.end());
        CHECK_THAT(found->problem.ja, Catch::Contains("（ほか: 凡例、メモ）"));
        return found->value;
    };
    const std::vector<std::vector<std::string>> legend = {
        {"種別", "説明"}, {"建物", "庁舎、学校など"}, {"土地", "名称のあるもの"}};
    const std::vector<std::vector<std::string>> memo = {{"所管課に確認すること"}};
    const auto ledger = read_assets(source_for(
        workbook(folder, "a.xlsx", {{"凡例", legend}, {"一覧", kLedger}, {"メモ", memo}})));
    CHECK(ledger.value.size() == 2);
    CHECK(taken(ledger.issues) == "一覧");

    const std::vector<std::vector<std::string>> stations = {{"局番", "緯度", "経度"},
                                                            {"A", "=34.7", "=136.5"}};
    const auto unnamed = read_assets(source_for(
        workbook(folder, "s.xlsx", {{"凡例", legend}, {"局", stations}, {"メモ", memo}})));
    CHECK(taken(unnamed.issues) == "局");

    PopulationSource people;
    people.files = {workbook(folder, "p.xlsx",
                             {{"凡例", legend},
                              {"人口", {{"メッシュコード", "総人口"}, {"5236047031", "=16"}}},
                              {"メモ", memo}})};
    people.shown_as = {"p.xlsx"};
    const auto population = read_population(people);
    CHECK(population.value.population == std::vector<double>{16});
    CHECK(taken(population.issues) == "人口");

    CoverageSource coverage;
    coverage.carrier = "キャリアA";
    coverage.sources = {source_of(
        workbook(folder, "c.xlsx",
                 {{"凡例", legend}, {"4G", {{"メッシュコード"}, {"51366721"}}}, {"メモ", memo}}))};
    const auto covered = read_coverage(coverage);
    CHECK(covered.counts.used == 1);
    CHECK(taken(covered.issues) == "4G");

    const auto measured = read_measurements(
        measurements_in(workbook(folder, "m.xlsx",
                                 {{"凡例", legend},
                                  {"測定", {{"緯度", "経度", "RSRP"}, {"34.7", "136.5", "-90"}}},
                                  {"メモ", memo}})),
        [](const auto&) { return true; });
    CHECK(measured.counts.used == 1);
    CHECK(taken(measured.issues) == "測定");
}

TEST_CASE("A workbook in a ZIP is read as it lies beside it, below its titles") {
    const WrittenFiles files;
    const TemporaryFolder folder;
    const auto zipped = [&](const std::string& name, const fs::path& book) {
        std::ifstream in(book, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        return files.write_zip(name, {{"readme.txt", "説明\n"}, {"資料/" + name + ".xlsx", bytes}});
    };
    PopulationSource people;
    people.files = {zipped("p.zip", workbook(folder, "p.xlsx",
                                             {{"表",
                                               {{"令和2年 人口メッシュ"},
                                                {},
                                                {"メッシュコード", "総人口"},
                                                {"5236047031", "=16"}}}}))};
    people.shown_as = {"p.zip"};
    CHECK(read_population(people).value.population == std::vector<double>{16});
    people.layers = {"p.zip.xlsx"}; // the member
    CHECK(read_population(people).value.population == std::vector<double>{16});
    const auto ledger =
        read_assets(source_for(zipped("a.zip", workbook(folder, "a.xlsx", {{"一覧", kLedger}}))));
    CHECK(ledger.value.size() == 2);
}

TEST_CASE("Sheets of residents that the study lists are read together, as members of a ZIP are") {
    const TemporaryFolder folder;
    const std::vector<std::vector<std::string>> tsu = {{"メッシュコード", "総人口"},
                                                       {"5236047031", "=16"}};
    const std::vector<std::vector<std::string>> ise = {{"メッシュコード", "総人口"},
                                                       {"5136672111", "=4"}};
    PopulationSource people;
    people.files = {workbook(folder, "p.xlsx", {{"津", tsu}, {"伊勢", ise}, {"注", {{"注意"}}}})};
    people.shown_as = {"p.xlsx"};
    CHECK_THAT(refusal([&] { read_population(people); }),
               Catch::Contains("layer = [\"津\", \"伊勢\"]"));
    people.layers = {"津", "伊勢"};
    CHECK(read_population(people).value.population == std::vector<double>{4, 16});
    people.layers = {"津", "鳥羽"};
    CHECK_THAT(refusal([&] { read_population(people); }), Catch::Contains("「鳥羽」がありません"));

    const WrittenFiles files;
    people.files = {files.write_zip("p.zip", {{"a.csv", "code,population\n5236047031,16\n"},
                                              {"b.csv", "code,population\n5136672111,4\n"},
                                              {"c.csv", "code,population\n5136672112,9\n"}})};
    people.layers = {"a", "b.csv"};
    CHECK(read_population(people).value.population == std::vector<double>{4, 16});
}

TEST_CASE("A CSV of a ZIP of measurements is chosen by its name") {
    const WrittenFiles files;
    const fs::path zip =
        files.write_zip("m.zip", {{"1日目.csv", "緯度,経度,RSRP\n34.7,136.5,-90\n"},
                                  {"2日目.csv", "緯度,経度,RSRP\n34.7,136.5,-90\n1,2,-90\n"}});
    const auto count = [&](const std::string& sheet) {
        MeasurementSource source = measurements_in(zip);
        source.sheet = sheet;
        return read_measurements(source, [](const auto&) { return true; }).counts.read;
    };
    CHECK(count("") == 3);
    CHECK(count("2日目") == 2);
    CHECK_THAT(refusal([&] { count("3日目"); }), Catch::Contains("1日目.csv"));
}

TEST_CASE("Workbooks that cannot be read say what to do") {
    const TemporaryFolder folder;
    CHECK_THAT(refusal([&] { read_assets(source_for(folder.write("a.xls", "x"))); }),
               Catch::Contains("古いExcel形式"));
    CHECK_THAT(refusal([&] { read_assets(source_for(folder.write("a.xlsx", "no workbook"))); }),
               Catch::Contains("パスワード"));
}

TEST_CASE("Latitude and longitude in one cell may be named, or parted by N and E alone") {
    for (const char* cell :
         {"緯度：34.725　経度：136.5", "緯度:34.725,経度:136.5", "経度=136.5 緯度=34.725",
          "lat:34.725 lng:136.5", "geo:34.725,136.5", "N34.725E136.5", "34.725N 136.5E",
          "34°43'30.0\" N 136°30'0.0\" E", "N 34°43'30\", E 136°30'0\"", "344330N1363000E"}) {
        INFO(cell);
        const auto [first, second] = io::halves_of(cell);
        const auto a = io::degrees_in(first);
        const auto b = io::degrees_in(second);
        REQUIRE((a && b));
        CHECK(std::abs(std::min(*a, *b) - 34.725) < 1e-9);
        CHECK(std::abs(std::max(*a, *b) - 136.5) < 1e-9);
    }
}

TEST_CASE("Latitude and longitude in one column are taken apart") {
    const TemporaryFolder folder;
    const auto loaded = read_assets(source_for(folder.write(
        "a.csv",
        "施設名,緯度経度\nA,\"34.7, 136.5\"\nB,北緯34度42分 東経136度30分\nC,34.7\nD,\n")));
    REQUIRE(loaded.value.size() == 2);
    CHECK(loaded.value[0].place == geo::LatLng::from_degrees(34.7, 136.5));
    CHECK(loaded.value[1].place == geo::LatLng::from_degrees(34.7, 136.5));
    CHECK(loaded.counts.rejected == 2);
    CHECK(loaded.mapping.at("lat_lon") == "緯度経度");
}

TEST_CASE("A hidden sheet is not read unless it is named, and is told") {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "台帳.xlsx";
    lxw_workbook* book = workbook_new(file.c_str());
    for (const char* title : {"一覧", "作業用"}) {
        lxw_worksheet* sheet = workbook_add_worksheet(book, title);
        for (lxw_col_t c = 0; c < 3; ++c) {
            const std::array<const char*, 3> header = {"名称", "緯度", "経度"};
            const std::array<const char*, 3> row = {title, "34.7", "136.5"};
            worksheet_write_string(sheet, 0, c, header.at(c), nullptr);
            worksheet_write_string(sheet, 1, c, row.at(c), nullptr);
        }
        if (std::string(title) == "作業用") {
            worksheet_hide(sheet);
        }
    }
    REQUIRE(workbook_close(book) == LXW_NO_ERROR);
    const auto loaded = read_assets(source_for(file));
    REQUIRE(loaded.value.size() == 1);
    CHECK(loaded.value[0].name == "一覧");
    const auto told = std::find_if(loaded.issues.begin(), loaded.issues.end(),
                                   [](const auto& issue) { return issue.code == "sheet_hidden"; });
    REQUIRE(told != loaded.issues.end());
    CHECK(told->value == "作業用");
    CHECK(read_assets(source_for(file, "作業用")).value.at(0).name == "作業用");
}

TEST_CASE("Where the sheet that is shown holds no ledger, the hidden ones are named") {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "台帳.xlsx";
    lxw_workbook* book = workbook_new(file.c_str());
    for (const auto& [title, header] : {std::pair("一覧", "緯度"), std::pair("メモ", "メモ")}) {
        lxw_worksheet* sheet = workbook_add_worksheet(book, title);
        worksheet_write_string(sheet, 0, 0, header, nullptr);
        worksheet_write_string(sheet, 1, 0, "34.7", nullptr);
        if (std::string(title) == "一覧") {
            worksheet_hide(sheet);
        } else {
            worksheet_activate(sheet);
            worksheet_set_first_sheet(sheet);
        }
    }
    REQUIRE(workbook_close(book) == LXW_NO_ERROR);
    const auto refused = [&](const std::string& sheet) {
        try {
            read_assets(source_for(file, sheet));
        } catch (const InputError& error) {
            return error.message().ja;
        }
        return std::string();
    };
    CHECK_THAT(refused(""),
               Catch::Contains("緯度・経度の列も住所の列もありません") &&
                   Catch::Contains("読んだのはシート「メモ」で、非表示のシート（一覧）"));
    CHECK_THAT(refused("台帳"), Catch::Contains("あるシート: 一覧（非表示）, メモ"));

    const auto names_hidden = Catch::Contains("非表示のシート（一覧）は読んでいません");
    PopulationSource people;
    people.files = {file};
    CHECK_THAT(refusal([&] { read_population(people); }), names_hidden);
    CoverageSource coverage;
    coverage.carrier = "キャリアA";
    coverage.form = CoverageForm::MeshTable;
    coverage.sources = {source_of(file)};
    CHECK_THAT(refusal([&] { read_coverage(coverage); }), names_hidden);
    CHECK_THAT(refusal([&] {
                   read_measurements(measurements_in(file), [](const auto&) { return true; });
               }),
               names_hidden);
}

TEST_CASE("A cell far below or right of the others is refused with what to delete") {
    const TemporaryFolder folder;
    const auto with_stray = [&](const std::string& name, lxw_row_t row, lxw_col_t column) {
        const fs::path file = folder.path() / name;
        lxw_workbook* book = workbook_new(file.c_str());
        lxw_worksheet* sheet = workbook_add_worksheet(book, "一覧");
        const std::array<const char*, 3> header = {"名称", "緯度", "経度"};
        const std::array<const char*, 3> values = {"A", "34.7", "136.5"};
        for (lxw_col_t c = 0; c < 3; ++c) {
            worksheet_write_string(sheet, 0, c, header.at(c), nullptr);
            worksheet_write_string(sheet, 1, c, values.at(c), nullptr);
        }
        worksheet_write_string(sheet, row, column, "x", nullptr);
        REQUIRE(workbook_close(book) == LXW_NO_ERROR);
        return file;
    };
    const auto refusal = [](const fs::path& file) -> std::string {
        try {
            read_assets(source_for(file));
        } catch (const InputError& error) {
            return error.message().ja;
        }
        return {};
    };
    for (const lxw_col_t column : std::array<lxw_col_t, 2>{0, 16'383}) {
        CHECK_THAT(refusal(with_stray("下.xlsx", 1'048'575, column)),
                   Catch::Matchers::Contains("1048576 行目にまた値か書式があり"));
    }
    CHECK_THAT(refusal(with_stray("右.xlsx", 1, 16'383)),
               Catch::Matchers::Contains("2000 列より右に値があり"));
}

TEST_CASE("Formulas without a saved result, hidden rows and struck letters are told") {
    const TemporaryFolder folder;
    const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    const std::string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const std::string office =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const std::string package = "http://schemas.openxmlformats.org/package/2006/";
    const auto text = [](const char* cell, const char* value, const char* format = "0") {
        return std::string("<c r=\"") + cell + "\" s=\"" + format + "\" t=\"inlineStr\"><is><t>" +
               value + "</t></is></c>";
    };
    const std::string rows =
        "<row r=\"1\">" + text("A1", "名称") + text("B1", "緯度") + text("C1", "経度") +
        text("D1", "高さ") + text("E1", "備考") + "</row><row r=\"2\">" + text("A2", "北小", "2") +
        "<c r=\"B2\"><v>34.7</v></c><c r=\"C2\"><v>136.5</v></c><c r=\"D2\"><f>3*4</f><v></v></c>"
        "<c r=\"E2\" t=\"str\"><f>IF(1,\"\",\"\")</f><v></v></c></row>"
        "<row r=\"3\" hidden=\"1\">" +
        text("A3", "南小", "1") +
        "<c r=\"B3\"><f>34+0.7</f><v>34.7</v></c><c r=\"C3\"><v>136.6</v></c>"
        "<c r=\"D3\"><f>3*5</f></c></row><row r=\"4\">" +
        text("A4", "東小", "1") +
        "<c r=\"B4\" s=\"1\"><v>34.7</v></c><c r=\"C4\" s=\"1\"><v>136.7</v></c>"
        "<c r=\"D4\"/></row>";
    const fs::path file = folder.write(
        "台帳.xlsx",
        stored_zip(
            {{"[Content_Types].xml",
              head + "<Types xmlns=\"" + package +
                  "content-types\"><Default Extension=\"rels\" ContentType=\"application/"
                  "vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
                  "ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" "
                  "ContentType=\"application/"
                  "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override "
                  "PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/"
                  "vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>"},
             {"_rels/.rels", head + "<Relationships xmlns=\"" + package +
                                 "relationships\"><Relationship Id=\"rId1\" Type=\"" + office +
                                 "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
             {"xl/workbook.xml", head + "<workbook xmlns=\"" + main + "\" xmlns:r=\"" + office +
                                     "\"><sheets><sheet name=\"一覧\" sheetId=\"1\" "
                                     "r:id=\"rId7\"/></sheets></workbook>"},
             {"xl/_rels/workbook.xml.rels",
              head + "<Relationships xmlns=\"" + package +
                  "relationships\"><Relationship Id=\"rId7\" Type=\"" + office +
                  "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
             {"xl/styles.xml", head + "<styleSheet xmlns=\"" + main +
                                   "\"><fonts><font/><font><strike/></font><font><strike "
                                   "val=\"0\"/></font></fonts><cellXfs><xf fontId=\"0\"/><xf "
                                   "fontId=\"1\"/><xf fontId=\"2\"/></cellXfs></styleSheet>"},
             {"xl/worksheets/sheet1.xml", head + "<worksheet xmlns=\"" + main + "\"><sheetData>" +
                                              rows + "</sheetData></worksheet>"}}));
    const auto loaded = read_assets(source_for(file));
    REQUIRE(loaded.value.size() == 3);
    const auto issue = [&](std::string_view code) {
        const auto found = std::find_if(loaded.issues.begin(), loaded.issues.end(),
                                        [&](const Issue& i) { return i.code == code; });
        REQUIRE(found != loaded.issues.end());
        return *found;
    };
    const Issue formulas = issue("formula_without_result");
    CHECK(formulas.value == "D2");
    CHECK(formulas.problem.ja.find("2 個") != std::string::npos); // an empty text is a result
    CHECK(issue("rows_hidden").row == 3);
    CHECK(issue("rows_struck").row == 3);
    CHECK(issue("rows_struck").problem.ja.find(" 2 行") != std::string::npos);
    CHECK(loaded.value[1].unavailable.view().empty()); // its place is not struck
    CHECK(loaded.value[2].unavailable.view() == "取消線");
}

TEST_CASE("A workbook of people is read below its titles, codes over labels or not") {
    const TemporaryFolder folder;
    PopulationSource source;
    source.files = {workbook(folder, "人口.xlsx",
                             {{"表",
                               {{"令和2年 人口メッシュ"},
                                {"", "", "単位:人"},
                                {"メッシュコード", "総人口", "世帯数"},
                                {"=5236047031", "=16", "=6"},
                                {"5236047032", "1,016人", ""}}}})};
    source.shown_as = {"人口.xlsx"};
    const auto loaded = read_population(source);
    CHECK(loaded.value.population == std::vector<double>{16, 1016});
    CHECK(loaded.value.households[0] == 6);
    CHECK(loaded.counts.read == 2);
    source.files = {workbook(
        folder, "国勢調査.xlsx",
        {{"表", {{"KEY_CODE", "T001142001"}, {"", "人口（総数）"}, {"5236047031", "=16"}}}})};
    CHECK(read_population(source).value.population == std::vector<double>{16});
}

TEST_CASE("Cells merged downwards fill texts and places below, and no figures") {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "台帳.xlsx";
    lxw_workbook* book = workbook_new(file.c_str());
    lxw_worksheet* sheet = workbook_add_worksheet(book, nullptr);
    const std::vector<std::vector<std::string>> rows = {
        {"施設名", "棟名", "緯度", "経度", "面積"},
        {"", "校舎", "", "", ""},
        {"", "体育館", "", "", ""},
        {"南小学校", "校舎", "34.74", "136.5", "9"}};
    for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t c = 0; c < rows[r].size(); ++c) {
            if (!rows[r][c].empty()) {
                worksheet_write_string(sheet, static_cast<lxw_row_t>(r), static_cast<lxw_col_t>(c),
                                       rows[r][c].c_str(), nullptr);
            }
        }
    }
    worksheet_merge_range(sheet, 1, 0, 2, 0, "北小学校", nullptr);
    worksheet_merge_range(sheet, 1, 2, 2, 2, "34.73", nullptr);
    worksheet_merge_range(sheet, 1, 3, 2, 3, "136.5", nullptr);
    worksheet_merge_range(sheet, 1, 4, 2, 4, "1000", nullptr);
    REQUIRE(workbook_close(book) == LXW_NO_ERROR);
    const auto loaded = read_assets(source_for(file));
    REQUIRE(loaded.value.size() == 3);
    CHECK(loaded.value[0].name == "北小学校 校舎");
    CHECK(loaded.value[1].name == "北小学校 体育館");
    CHECK(loaded.value[1].place == loaded.value[0].place);
    CHECK(loaded.value[0].area_m2 == 1000.0);
    CHECK_FALSE(loaded.value[1].area_m2.has_value());
    CHECK(loaded.value[2].name == "南小学校 校舎");
    const auto told = std::find_if(loaded.issues.begin(), loaded.issues.end(),
                                   [](const Issue& i) { return i.code == "cells_merged_down"; });
    REQUIRE(told != loaded.issues.end());
    CHECK(told->field == "施設名, 緯度, 経度");
}

TEST_CASE("A workbook by municipalities is refused by what to ask for, as a CSV is") {
    const TemporaryFolder folder;
    const std::vector<std::vector<std::string>> towns = {{"令和7年度 人口カバー率"},
                                                         {"市町村名", "4G", "5G"},
                                                         {"津市", "=99.9", "=85.1"},
                                                         {"大台町", "=97.2", "=12.0"}};
    CoverageSource coverage;
    VectorSource source;
    source.file = workbook(folder, "カバー率.xlsx", {{"表", towns}});
    source.shown_as = "カバー率.xlsx";
    coverage.sources = {source};
    coverage.carrier = "A";
    CHECK_THAT(refusal([&] { read_coverage(coverage); }),
               Catch::Contains("ポリゴンも地域メッシュコードの列もありません（列: 市町村名, 4G, 5G"
                               "）") &&
                   Catch::Contains("地域メッシュごとの表をもらってください"));

    PopulationSource people;
    people.files = {
        workbook(folder, "人口.xlsx",
                 {{"表", {{"市町村名", "総人口"}, {"津市", "=274537"}, {"大台町", "=8668"}}}})};
    people.shown_as = {"人口.xlsx"};
    CHECK_THAT(refusal([&] { read_population(people); }),
               Catch::Contains("人口.xlsx は「市町村名」ごとの人口の表で") &&
                   Catch::Contains("地域メッシュ統計をもらって"));
}
