#include "core/error.hpp"
#include "report/office_file.hpp"
#include "report/package.hpp"
#include "report/sample_package.hpp"
#include "report/workbook.hpp"
#include "support/catch.hpp"

#include <map>

using namespace todoku;
using namespace todoku::report;
using namespace todoku::test;

namespace {

/// Cells of a sheet by their reference ("B4"), as stored: shared strings resolved, numbers as
/// written.
std::map<std::string, std::string> cells_of(const std::filesystem::path& file, int sheet) {
    std::vector<std::string> strings;
    const auto shared = parsed(member(file, "xl/sharedStrings.xml"));
    for (const pugi::xml_node& item : shared->document_element().children("si")) {
        strings.emplace_back(item.child("t").text().get());
    }
    std::map<std::string, std::string> cells;
    const auto page = parsed(member(file, "xl/worksheets/sheet" + std::to_string(sheet) + ".xml"));
    for (const auto& node : page->select_nodes("//c")) {
        const pugi::xml_node cell = node.node();
        if (!cell.child("v")) {
            continue;
        }
        const std::string value = cell.child("v").text().get();
        cells[cell.attribute("r").value()] =
            std::string(cell.attribute("t").value()) == "s" ? strings.at(std::stoul(value)) : value;
    }
    return cells;
}

std::filesystem::path written(const ScratchFolder& folder, const PackageContent& content,
                              const std::string& name = "list.xlsx") {
    write_list(content, folder.path() / name);
    return folder.path() / name;
}

} // namespace

TEST_CASE("How sure the prefecture's share is stands in its own columns, with what is varied") {
    const ScratchFolder folder("list-range");
    PackageContent content = sample_package();
    const std::size_t rows = content.coverage.size();
    content.coverage.back().share_range = {0.819, 0.828};
    const auto file = written(folder, content);
    const auto cells = cells_of(file, 3);
    std::string low;
    for (const auto& [at, value] : cells) {
        if (value == "カバー率の幅\n（最小）") {
            low = at.substr(0, 1);
        }
    }
    REQUIRE_FALSE(low.empty());
    const std::string high(1, static_cast<char>(low[0] + 1));
    CHECK(cells.at(high + "3") == "カバー率の幅\n（最大）");
    CHECK(std::stod(cells.at(low + std::to_string(3 + rows))) == 0.819);
    CHECK(std::stod(cells.at(high + std::to_string(3 + rows))) == 0.828);
    CHECK_FALSE(cells.contains(low + "4")); // a municipality has none
    CHECK(member(file, "xl/sharedStrings.xml").find("エリアの図形の位置（10mのずれ）") !=
          std::string::npos);

    const auto without = written(folder, sample_package(), "without.xlsx");
    CHECK(member(without, "xl/sharedStrings.xml").find("カバー率の幅") == std::string::npos);
}

TEST_CASE("The list holds each place with its figures in full precision") {
    const ScratchFolder folder("list");
    const PackageContent content = sample_package();
    const auto cells = cells_of(written(folder, content), 1);
    CHECK(cells.at("A1") ==
          "【模擬データ】5G基地局の整備を要望する箇所　三重県　キャリアA　令和8年10月1日現在");
    CHECK(cells.at("A3") == "番号");
    for (std::size_t i = 0; i < content.gaps.size(); ++i) {
        const GapRow& gap = content.gaps[i];
        const std::string row = std::to_string(4 + i);
        INFO("row " << row);
        CHECK(std::stod(cells.at("A" + row)) == gap.number);
        CHECK(cells.at("C" + row) == gap.municipality);
        CHECK_THAT(std::stod(cells.at("E" + row)),
                   Catch::Matchers::WithinRel(gap.population, 1e-14));
        CHECK_THAT(std::stod(cells.at("F" + row)),
                   Catch::Matchers::WithinRel(gap.households, 1e-14));
        CHECK_THAT(std::stod(cells.at("I" + row)),
                   Catch::Matchers::WithinRel(gap.area_m2 / 1e6, 1e-14));
        CHECK(cells.at("K" + row) == (gap.another_carrier_serves == true ? "有" : "無"));
        CHECK_THAT(std::stod(cells.at("P" + row)),
                   Catch::Matchers::WithinAbs(gap.centre.lat(), 1e-12));
        CHECK(cells.at("S" + row) == gap.municipality_code);
        CHECK(cells.at("T" + row) == gap.id);
    }
    CHECK(cells.at("D5") ==
          "髙﨑邉①㈱𠮷野家前バス停（旧・宮川村大字久豆字葛\xF3\xA0\x84\x80根）付近");
    CHECK(cells.at("M4") == "【学校】宮川小学校　【避難所】大杉谷地域総合センター、久豆集会所");
}

TEST_CASE("Numbers of the list lead to the overview map and pages to the sheets") {
    const ScratchFolder folder("list_links");
    PackageContent content = sample_package();
    content.gaps[1].map_page = 7;
    content.assets[0].map_page = 2;
    const auto file = written(folder, content);
    const auto cells = cells_of(file, 1);
    CHECK(cells.at("O3") == "図面\n（頁）");
    CHECK(cells.at("O5") == "7"); // a number still
    CHECK_FALSE(cells.contains("O4"));
    const std::string sheet = member(file, "xl/worksheets/sheet1.xml");
    CHECK(sheet.find("<hyperlink ref=\"O5\"") != std::string::npos);
    CHECK(sheet.find("location=\"page=7\"") != std::string::npos);
    CHECK(sheet.find("<hyperlink ref=\"A5\"") != std::string::npos);
    CHECK(sheet.find("location=\"gap-2\"") != std::string::npos);
    const std::string targets = member(file, "xl/worksheets/_rels/sheet1.xml.rels");
    CHECK(targets.find("Target=\"5G未整備エリア図_市町村別.pdf\"") != std::string::npos);
    CHECK(targets.find("Target=\"5G未整備エリア図.pdf\"") != std::string::npos);
    const std::string offers = member(file, "xl/worksheets/sheet2.xml");
    CHECK(offers.find("location=\"site-1\"") != std::string::npos);
    CHECK(offers.find("location=\"page=2\"") != std::string::npos);
}

TEST_CASE(
    "The stored sum holds estimates too, and a share of 4G that is not known is said to be so") {
    const ScratchFolder folder("list_estimates");
    PackageContent content = sample_package();
    content.gaps.resize(3);
    content.gaps[0].population_65plus = 100.0;
    content.gaps[1].population_65plus = 20.0;
    content.gaps[1].population_65plus_estimated = true;
    content.gaps[2].population_65plus = 3.0;
    content.gaps[2].own_4g_share = std::numeric_limits<double>::quiet_NaN();
    const auto file = written(folder, content);
    CHECK(cells_of(file, 1).at("G2") == "123");
    CHECK(cells_of(file, 1).at("L6") == "不明");
}

TEST_CASE("The sum above the headings is stored and follows the filter") {
    const ScratchFolder folder("list_sum");
    const PackageContent content = sample_package();
    const auto file = written(folder, content);
    const std::string xml = member(file, "xl/worksheets/sheet1.xml");
    CHECK(xml.find("<f>SUBTOTAL(109,E4:E33)</f>") != std::string::npos);
    double people = 0.0;
    for (const GapRow& gap : content.gaps) {
        people += gap.population;
    }
    CHECK_THAT(std::stod(cells_of(file, 1).at("E2")), Catch::Matchers::WithinRel(people, 1e-12));
}

TEST_CASE("Assets of the plan carry rank and gain, alternates whom they replace at what loss") {
    const ScratchFolder folder("list_assets");
    const PackageContent content = sample_package();
    const auto cells = cells_of(written(folder, content), 2);
    CHECK(cells.at("A4") == "1");
    CHECK_THAT(std::stod(cells.at("S4")),
               Catch::Matchers::WithinRel(content.assets[0].gain, 1e-14));
    CHECK(cells.at("A24") == "1の代替");
    CHECK(cells.count("S24") == 0);
    CHECK(cells.count("U4") == 0);
    CHECK(std::stod(cells.at("U24")) == content.assets[20].alternate_loss);
    CHECK_THAT(std::stod(cells.at("R24")),
               Catch::Matchers::WithinRel(content.assets[20].alone, 1e-14));
    CHECK(cells.at("B6") == "<script>alert(1)</script> & \"髙﨑\" '邉'");
    CHECK(cells.at("B7") == "制御文字入り 改行");
    CHECK(cells.at("V4") == "1、8");
}

TEST_CASE(
    "The list is set up for A4 landscape, large enough to read, headings fixed and repeated") {
    const ScratchFolder folder("list_print");
    const auto file = written(folder, sample_package());
    const std::string names = member(file, "xl/workbook.xml");
    CHECK(names.find("'要望箇所'!$3:$3") != std::string::npos);
    CHECK(names.find("_xlnm._FilterDatabase") != std::string::npos);
    CHECK(names.find("'要望箇所'!$A$1:$O$33") !=
          std::string::npos); // coordinates and codes stay off the paper
    for (int sheet = 1; sheet <= 4; ++sheet) {
        INFO("sheet " << sheet);
        const std::string xml =
            member(file, "xl/worksheets/sheet" + std::to_string(sheet) + ".xml");
        CHECK(xml.find("paperSize=\"9\"") != std::string::npos);
        CHECK(xml.find("orientation=\"landscape\"") != std::string::npos);
        // 10 pt come to 8 pt or more
        const std::size_t scale = xml.find(" scale=\"");
        CHECK((scale == std::string::npos || std::stoi(xml.substr(scale + 8)) >= 80));
        CHECK(xml.find("state=\"frozen\"") != std::string::npos);
        CHECK(xml.find("模擬データ") != std::string::npos); // in the head of the printed page
    }
}

TEST_CASE("Every part of the list is well-formed and no text is longer than Excel holds") {
    const ScratchFolder folder("list_xml");
    PackageContent content = sample_package();
    content.carrier = "A&B<C>\x01";
    content.gaps[0].reason = std::string(300, 'x');
    std::string many;
    for (int i = 0; i < 20000; ++i) {
        many += "𠮷";
    }
    content.gaps[1].reason = many;
    content.assets[0].name = "=HYPERLINK(\"x\")";
    const auto file = written(folder, content);
    for (const ZipMember& part : read_zip(file)) {
        INFO(part.name);
        parsed(part.bytes);
        CHECK_FALSE(holds_forbidden_characters(part.bytes));
    }
    const auto cells = cells_of(file, 1);
    CHECK(cells.at("N4") == std::string(300, 'x'));
    CHECK(cells.at("N5").size() < 32767U * 2U); // 𠮷 is two UTF-16 units and four bytes
    CHECK(cells_of(file, 2).at("B4") == "=HYPERLINK(\"x\")"); // text, never a formula
    CHECK(member(file, "xl/worksheets/sheet1.xml").find("A&amp;&amp;B") != std::string::npos);
}

TEST_CASE("Empty lists say so and stay proper files") {
    const ScratchFolder folder("list_empty");
    PackageContent content = sample_package(0, 0);
    content.coverage.clear();
    const auto file = written(folder, content);
    CHECK(cells_of(file, 1).at("A4") == "現在のところ、整備を要望する箇所はありません。");
    CHECK(cells_of(file, 2).at("A4") == "現在のところ、提供できる資産はありません。");
    CHECK(cells_of(file, 3).at("A4") == "エリアの整備状況の集計はありません。");
    CHECK(member(file, "xl/worksheets/sheet1.xml").find("<autoFilter") == std::string::npos);
}

TEST_CASE("The same content gives the same bytes of a list, and no temporary file stays") {
    const ScratchFolder folder("list_bytes");
    const PackageContent content = sample_package();
    CHECK(bytes_of(written(folder, content, "a.xlsx")) ==
          bytes_of(written(folder, content, "b.xlsx")));
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 2);
}

TEST_CASE("A list that cannot be written is an error of the outside, named") {
    CHECK_THROWS_AS(write_list(sample_package(1, 1), "/nonexistent/folder/list.xlsx"),
                    ExternalError);
}

TEST_CASE("LibreOffice opens the list") {
    const ScratchFolder folder("list_office");
    const int pages = printed_pages(written(folder, sample_package()));
    if (pages >= 0) {
        CHECK(pages >= 4);
        CHECK(pages <= 18); // places two and assets three pages wide, in letters of 8 pt
    }
}

TEST_CASE("A mail address stands on a line of its own in a column that holds it") {
    const ScratchFolder folder("list_contact");
    PackageContent content = sample_package();
    content.assets[0].contact = "電話 059-000-0204 shisetsu@city.matsusaka.example.jp";
    const auto file = written(folder, content);
    CHECK(cells_of(file, 2).at("F4") == "電話 059-000-0204\nshisetsu@city.matsusaka.example.jp");
    const auto page = parsed(member(file, "xl/worksheets/sheet2.xml"));
    const auto column = page->select_node("//cols/col[@min='6']").node();
    CHECK(column.attribute("width").as_double() >= 34.0);
}

TEST_CASE("Bare land shows that a pole is built, and how high the antenna is assumed") {
    const ScratchFolder folder("list_land");
    const auto cells = cells_of(written(folder, sample_package()), 2);
    CHECK(cells.at("I10") == "柱を新設");
    CHECK(cells.at("J10") == "15");
}

TEST_CASE("Sources carry who made them, under which terms and when") {
    const ScratchFolder folder("list_sources");
    const auto cells = cells_of(written(folder, sample_package()), 4);
    bool seen = false;
    for (const auto& [at, text] : cells) {
        if (text == "5Gエリア（キャリアA）") {
            const std::string row = at.substr(1);
            CHECK(cells.at("D" + row) == "令和8年9月30日現在");
            CHECK(cells.at("E" + row) == "模擬データ生成");
            seen = true;
        }
        if (text == "人口メッシュ" && at.front() == 'B') {
            CHECK(cells.at("E" + at.substr(1)) == "総務省統計局 国勢調査（CC BY 4.0）");
        }
    }
    CHECK(seen);
}

TEST_CASE("What may not be told of other carriers is a dash, not a no") {
    const ScratchFolder folder("list_untold");
    PackageContent content = sample_package(2);
    content.gaps[0].another_carrier_serves = std::nullopt;
    const auto cells = cells_of(written(folder, content), 1);
    CHECK(cells.at("K4") == "－");
    CHECK(cells.at("K5") == "有");
}
