#include "core/error.hpp"
#include "report/figures.hpp"
#include "report/letter_text.hpp"
#include "report/office_file.hpp"
#include "report/package.hpp"
#include "report/sample_package.hpp"
#include "support/catch.hpp"

#include <regex>

using namespace todoku;
using namespace todoku::report;
using namespace todoku::test;

namespace {

std::filesystem::path written(const ScratchFolder& folder, const PackageContent& content,
                              const std::filesystem::path& map = {},
                              const std::string& name = "letter.docx") {
    write_letter(content, map, folder.path() / name);
    return folder.path() / name;
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("The letter says this carrier's figures in its text and its tables") {
    const ScratchFolder folder("letter");
    const PackageContent content = sample_package();
    const std::string text = word_text(written(folder, content));
    CHECK(has(text, "デジ第123号\n令和8年11月24日\n"));
    CHECK(has(text, "代表取締役社長　通信　太郎　様\n"));
    CHECK(has(text, "県内人口1,770,254人のうち" + count_text(content.covered) + "人"));
    CHECK(has(text, "なお" + count_text(content.uncovered) + "人"));
    CHECK(has(text, "県内8市町の30か所に及び"));
    CHECK(has(text, "新たに" + count_text(content.plan_gain) + "人に貴社の5Gが届く"));
    CHECK(has(text, "学校10か所、避難所20か所のほか"));
    CHECK(has(text, "髙﨑邉①㈱𠮷野家前バス停（旧・宮川村大字久豆字葛\xF3\xA0\x84\x80根）付近"));
    CHECK(has(text, "計\n8市町\n全30か所\n" + count_text(content.uncovered) + "\n"));
    CHECK(has(text, "電話　059-224-0000（直通）\n"));
    const auto order = {"厚くお礼申し上げます",
                        "記\n",
                        "1　整備を要望する箇所",
                        "2　提供できる施設・土地等",
                        "3　図面",
                        "4　連絡先",
                        "以上\n"};
    std::size_t at = 0;
    for (const char* part : order) {
        INFO(part);
        const std::size_t found = text.find(part, at);
        REQUIRE(found != std::string::npos);
        at = found;
    }
}

TEST_CASE("Sums in the letter are the sums of the places") {
    const PackageContent content = sample_package(45);
    double households = 0.0;
    for (const GapRow& gap : content.gaps) {
        households += gap.households;
    }
    const WordTable table = gap_table(content);
    REQUIRE(table.rows.size() == kLetterRows + 1);
    CHECK(table.rows.back()[4] == count_text(households)); // all 45, although 30 are listed
    CHECK(gap_notes(content).front() ==
          "優先順位の高い30か所を掲げています。全45か所は、別添「要望箇所一覧」のとおりです。");
}

TEST_CASE("Figures that hold estimates of suppressed ones are marked, and a note says so") {
    PackageContent content = sample_package(3);
    const auto told = [&content] {
        const std::vector<std::string> notes = gap_notes(content);
        return std::ranges::count(notes, estimated_note().ja);
    };
    CHECK(told() == 0);
    content.gaps[1].population_65plus_estimated = true;
    CHECK(told() == 1);
    const WordTable table = gap_table(content);
    CHECK(table.rows[1][5] == count_text(content.gaps[1].population_65plus) + "※");
    CHECK(table.rows[1][4] == count_text(content.gaps[1].households));
    CHECK(table.rows[0][5] == count_text(content.gaps[0].population_65plus));
}

TEST_CASE("The letter lists the most urgent places first, whatever their numbers") {
    PackageContent content = sample_package(5);
    content.gaps[4].priority = 0;
    CHECK(gap_table(content).rows.front().front() == "5");
}

TEST_CASE("Every part of the letter is well-formed XML without forbidden characters") {
    const ScratchFolder folder("letter_xml");
    write_bytes(folder.path() / "map.png", tiny_png(2339, 3307));
    PackageContent content = sample_package();
    content.carrier = std::string("キャリア<A>&\x02\xFF");
    content.gaps[0].nearest_place = std::string(300, 'x') + "髙";
    content.letter.title = "件名\x0B \"引用\" <tag>";
    const auto file = written(folder, content, folder.path() / "map.png");
    for (const ZipMember& part : read_zip(file)) {
        INFO(part.name);
        if (part.name.ends_with(".xml") || part.name.ends_with(".rels")) {
            parsed(part.bytes);
            CHECK_FALSE(holds_forbidden_characters(part.bytes));
        }
    }
    CHECK(has(word_text(file), "<script>alert(1)</script> & \"髙﨑\" '邉'"));
    CHECK(has(word_text(file), "制御文字入り 改行"));
    CHECK(has(word_text(file), std::string(59, 'x') + "…"));
}

TEST_CASE("Every part that a relationship names is in the letter") {
    const ScratchFolder folder("letter_rels");
    write_bytes(folder.path() / "map.png", tiny_png(800, 600));
    const auto file = written(folder, sample_package(), folder.path() / "map.png");
    const auto relationships = parsed(member(file, "word/_rels/document.xml.rels"));
    int seen = 0;
    for (const pugi::xml_node& one : relationships->document_element().children()) {
        member(file, std::string("word/") + one.attribute("Target").value());
        ++seen;
    }
    CHECK(seen == 6);
}

TEST_CASE("The map keeps its proportions, fits the page and describes itself") {
    const ScratchFolder folder("letter_map");
    write_bytes(folder.path() / "map.png", tiny_png(2339, 3307));
    const auto file = written(folder, sample_package(), folder.path() / "map.png");
    const std::string xml = member(file, "word/document.xml");
    std::smatch size;
    REQUIRE(std::regex_search(xml, size, std::regex("<wp:extent cx=\"(\\d+)\" cy=\"(\\d+)\"")));
    const double width = std::stod(size[1]) / 36000.0;
    const double height = std::stod(size[2]) / 36000.0;
    CHECK_THAT(height / width, Catch::Matchers::WithinAbs(3307.0 / 2339.0, 1e-4));
    CHECK(width <= kWordTextWidthMm);
    CHECK(height <= 297.0 - 50.0);
    CHECK(has(xml, "descr=\"キャリアAの5G未整備エリア図（三重県、令和8年10月1日現在）。"));
    CHECK(member(file, "word/media/image1.png") == bytes_of(folder.path() / "map.png"));
    // It stands on a page of its own behind the letter: no gap where it would not fit.
    const std::size_t closing = xml.find("以上");
    const std::size_t new_page = xml.find("<w:pageBreakBefore");
    CHECK(closing < new_page);
    CHECK(new_page < xml.find("<w:drawing"));
}

TEST_CASE("Synthetic data is stamped on every page of the letter, real data is not") {
    const ScratchFolder folder("letter_stamp");
    PackageContent content = sample_package();
    CHECK(has(word_text(written(folder, content), "word/header1.xml"), "模擬データ"));
    content.synthetic = false;
    const auto real = written(folder, content, {}, "real.docx");
    CHECK_FALSE(has(word_text(real, "word/header1.xml"), "模擬データ"));
    CHECK_FALSE(has(word_text(real), "模擬データ"));
}

TEST_CASE("The same content gives the same bytes of a letter") {
    const ScratchFolder folder("letter_bytes");
    const PackageContent content = sample_package();
    CHECK(bytes_of(written(folder, content, {}, "a.docx")) ==
          bytes_of(written(folder, content, {}, "b.docx")));
}

TEST_CASE("Without places and assets the letter says so") {
    const ScratchFolder folder("letter_empty");
    const std::string text = word_text(written(folder, sample_package(0, 0)));
    CHECK(has(text, "現在のところ、整備を要望する箇所はありません。"));
    CHECK(has(text, "現在のところ、該当する箇所はありません。"));
    CHECK(has(text, "現在のところ、提供できる資産はありません。"));
    CHECK_FALSE(has(text, "新たに"));
    CHECK_FALSE(has(text, "早期に進めて"));
}

TEST_CASE("What the study file does not say is left as a form or named by function") {
    const ScratchFolder folder("letter_form");
    PackageContent content = sample_package(3, 3);
    content.letter = {};
    const std::string text = word_text(written(folder, content));
    CHECK(has(text, "第　　　号\n令和　　年　　月　　日\n"));
    CHECK(has(text, "キャリアA　御中\n"));
    CHECK(has(text, "三重県知事\n"));
    CHECK(has(text, "5G基地局の整備について（要望）\n"));
}

TEST_CASE("A place without a name is given by its position") {
    GapRow gap;
    gap.centre = geo::LatLng::from_degrees(34.02751, 136.22349);
    CHECK(place_text(gap) == "北緯34.0275度・東経136.2235度付近");
    gap.nearest_place = "大杉谷";
    gap.nearest_place_m = 400.0;
    CHECK(place_text(gap) == "大杉谷付近");
    gap.nearest_place_m = 1234.0;
    gap.nearest_place_azimuth = 315.0;
    CHECK(place_text(gap) == "大杉谷の北西約1.2km");
}

TEST_CASE("A map that is missing or no PNG is named in the message") {
    const ScratchFolder folder("letter_nomap");
    CHECK_THROWS_AS(written(folder, sample_package(), folder.path() / "none.png"), ExternalError);
    write_bytes(folder.path() / "map.jpg", "\xFF\xD8\xFF");
    CHECK_THROWS_WITH(written(folder, sample_package(), folder.path() / "map.jpg"),
                      Catch::Matchers::Contains("map.jpg") && Catch::Matchers::Contains("PNG"));
}

TEST_CASE("LibreOffice opens the letter and prints it on few pages") {
    const ScratchFolder folder("letter_office");
    const int pages = printed_pages(written(folder, sample_package()));
    if (pages >= 0) {
        CHECK(pages >= 3);
        CHECK(pages <= 5);
    }
}

TEST_CASE(
    "Only the last rows hold on to the next: none stands alone on a page, and LibreOffice takes "
    "a first row that does for a table that must stay whole") {
    const ScratchFolder folder("letter_keep");
    const auto xml = parsed(member(written(folder, sample_package()), "word/document.xml"));
    const auto tables = xml->select_nodes("//w:tbl");
    REQUIRE(tables.size() == 2);
    for (const auto& table : tables) {
        std::vector<std::size_t> tied;
        std::size_t number = 0;
        for (const pugi::xml_node& row : table.node().children("w:tr")) {
            if (row.select_node(".//w:pPr/w:keepNext")) {
                tied.push_back(number);
            }
            ++number;
        }
        CHECK(tied == std::vector<std::size_t>{number - 3, number - 2});
    }
}

TEST_CASE("An alternate says whose place it could take, bare land that a pole is built") {
    PackageContent content = sample_package(3, 25);
    const WordTable table = asset_table(content);
    CHECK(table.rows[20][0] == "1の代替");
    CHECK(table.rows[0][7] == "総務部管財課\n0597-22-0000");
    CHECK(table.rows[0][8] == "自然公園法：許可、景観計画区域：届出");
    CHECK(table.rows[6][3] == "柱を新設");
    CHECK(table.rows[0][3] == "8.0※");
    bool explained = false;
    for (const std::string& note : asset_notes(content)) {
        explained = explained || has(note, "高さ15.0mのアンテナを新たに設ける");
    }
    CHECK(explained);
}

TEST_CASE("Without any department and contact in the ledger the letter has no column for them") {
    PackageContent content = sample_package(3, 5);
    for (AssetRow& asset : content.assets) {
        asset.department = "";
        asset.contact = "";
    }
    const WordTable table = asset_table(content);
    REQUIRE(table.columns.size() == 8);
    CHECK(table.columns[7].heading == "手続");
    double width = 0.0;
    for (const WordColumn& column : table.columns) {
        width += column.width_mm;
    }
    CHECK(width == kWordTextWidthMm);
}

TEST_CASE("The letter shows one alternate for each rank, the list all") {
    PackageContent content = sample_package(3, 25);
    content.assets[21].alternate_for = 1;
    const WordTable table = asset_table(content);
    CHECK(table.rows.size() == 24);
    CHECK(table.rows[21][0] == "3の代替");
    CHECK(asset_notes(content).front().find("計24か所") != std::string::npos);
}
