#include "core/error.hpp"
#include "report/letter_text.hpp"
#include "report/office_file.hpp"
#include "report/package.hpp"
#include "report/sample_package.hpp"
#include "report/word_document.hpp"
#include "report/word_template.hpp"
#include "support/catch.hpp"

#include <algorithm>

using namespace todoku;
using namespace todoku::report;
using namespace todoku::test;
using Catch::Matchers::Contains;

namespace {

/// A .docx around the given body, as little as Word accepts.
std::filesystem::path template_of(const ScratchFolder& folder, const std::string& body,
                                  std::vector<ZipMember> more = {}) {
    std::vector<ZipMember> members = {
        {"[Content_Types].xml",
         R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>)"},
        {"_rels/.rels",
         R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>)"},
        {"word/document.xml",
         R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:body>)" +
             body + "</w:body></w:document>"}};
    members.insert(members.end(), more.begin(), more.end());
    const auto file = folder.path() / "template.docx";
    write_bytes(file, zip_bytes(members));
    return file;
}

std::string paragraph(const std::string& text) {
    return "<w:p><w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r></w:p>";
}

TemplateValues values() {
    TemplateValues all;
    all.fields = {{"件名", {"5G & <基地局>"}},
                  {"宛先", {"キャリアA株式会社", "社長　様"}},
                  {"箇所数", {"30"}}};
    all.tables = {{"箇所", {"番号", "人口"}, {{"1", "1,234"}, {"2", "{{件名}}"}}}};
    return all;
}

std::string filled_text(const ScratchFolder& folder, const std::string& body,
                        const TemplateValues& with = values()) {
    const auto file = folder.path() / "filled.docx";
    write_bytes(file, fill_template(template_of(folder, body), with));
    return word_text(file);
}

} // namespace

TEST_CASE("A field cut into runs by Word is found and takes the look of its first run") {
    const ScratchFolder folder("template_runs");
    const std::string body =
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>題：{</w:t></w:r><w:r><w:t>{ 件</w:t></w:r>"
        "<w:r><w:t>名 }}（全{{箇所数}}か所）</w:t></w:r></w:p>";
    CHECK(filled_text(folder, body) == "題：5G & <基地局>（全30か所）\n");
    const std::string xml = member(folder.path() / "filled.docx", "word/document.xml");
    CHECK(
        xml.find(
            "<w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">題：5G &amp; &lt;基地局&gt;</w:t>") !=
        std::string::npos);
}

TEST_CASE("A paragraph that is one field repeats for each line, elsewhere lines break") {
    const ScratchFolder folder("template_lines");
    CHECK(filled_text(folder, paragraph("{{宛先}}")) == "キャリアA株式会社\n社長　様\n");
    CHECK(filled_text(folder, paragraph("宛先：{{宛先}}")) == "宛先：キャリアA株式会社社長　様\n");
    const std::string xml = member(folder.path() / "filled.docx", "word/document.xml");
    CHECK(xml.find("キャリアA株式会社</w:t><w:br/><w:t xml:space=\"preserve\">社長　様") !=
          std::string::npos);
}

TEST_CASE("A row with a list's columns repeats, and data that looks like a field stays data") {
    const ScratchFolder folder("template_rows");
    const std::string row =
        "<w:tbl><w:tr><w:tc><w:p "
        "w14:paraId=\"00000001\"><w:r><w:t>番号</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:p w14:paraId=\"00000002\"><w:r><w:t>{{箇所.番号}}</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>{{箇所.人口}}人（{{件名}}）</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    CHECK(filled_text(folder, row) ==
          "番号\n1\n1,234人（5G & <基地局>）\n2\n{{件名}}人（5G & <基地局>）\n");
    const std::string xml = member(folder.path() / "filled.docx", "word/document.xml");
    CHECK(xml.find("00000001") != std::string::npos);
    CHECK(xml.find("00000002") == std::string::npos); // copies must not share an identity
    TemplateValues none = values();
    none.tables[0].rows.clear();
    CHECK(filled_text(folder, row, none) == "番号\n該当なし\n人（5G & <基地局>）\n");
}

TEST_CASE("Broken templates get a message that says what to do") {
    const ScratchFolder folder("template_broken");
    CHECK_THROWS_WITH(filled_text(folder, paragraph("{{けんめい}}と{{箇所.面積}}")),
                      Contains("{{けんめい}}") && Contains("{{箇所.面積}}") &&
                          Contains("{{件名}}") && Contains("{{箇所.人口}}"));
    CHECK_THROWS_WITH(filled_text(folder, paragraph("{{件名")),
                      Contains("閉じられていません") && Contains("not closed"));
    CHECK_THROWS_WITH(filled_text(folder, paragraph("欄のない文書")),
                      Contains("差込欄が一つもありません"));
    CHECK_THROWS_WITH(filled_text(folder, paragraph("図：{{図面}}")), Contains("{{図面}}"));
    const auto text = folder.path() / "not.docx";
    write_bytes(text, "これは文書ではありません");
    CHECK_THROWS_AS(fill_template(text, values()), InputError);
    CHECK_THROWS_AS(fill_template(folder.path() / "none.docx", values()), InputError);
    write_bytes(text, zip_bytes({{"a.txt", "x"}}));
    CHECK_THROWS_WITH(fill_template(text, values()), Contains(".docx"));
    CHECK_THROWS_WITH(fill_template(template_of(folder, "<w:p>"), values()),
                      Contains("word/document.xml"));
}

TEST_CASE("The map takes the place of its field") {
    const ScratchFolder folder("template_map");
    TemplateValues with = values();
    with.picture = WordPicture{tiny_png(10, 10), "図", "図の説明", 50.0, 50.0};
    const auto file = folder.path() / "filled.docx";
    write_bytes(file, fill_template(template_of(folder, paragraph("{{図面}}")), with));
    CHECK(member(file, "word/media/todoku_map.png") == with.picture->png);
    CHECK(member(file, "word/document.xml").find("r:embed=\"rIdTodokuPicture\"") !=
          std::string::npos);
    CHECK(member(file, "word/_rels/document.xml.rels").find("media/todoku_map.png") !=
          std::string::npos);
    CHECK(member(file, "[Content_Types].xml").find("image/png") != std::string::npos);
}

TEST_CASE("Synthetic data is stamped into the heads a template has and into pages without one") {
    const ScratchFolder folder("template_stamp");
    TemplateValues with = values();
    with.stamp = "模擬データ";
    const ZipMember head = {
        "word/header2.xml",
        "<w:hdr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">" +
            paragraph("{{件名}}") + "</w:hdr>"};
    const auto file = folder.path() / "filled.docx";
    write_bytes(file, fill_template(template_of(folder, paragraph("{{件名}}"), {head}), with));
    CHECK(word_text(file, "word/header2.xml") == " 模擬データ \n5G & <基地局>\n");
    CHECK(word_text(file, "word/todoku_stamp_header.xml") == " 模擬データ \n");
    const auto document = parsed(member(file, "word/document.xml"));
    int heads = 0;
    for (const auto& node : document->select_nodes("//w:sectPr/w:headerReference")) {
        CHECK(std::string(node.node().attribute("r:id").value()) == "rIdTodokuStamp");
        ++heads;
    }
    CHECK(heads == 3);
}

TEST_CASE("The letter from a template holds what the built-in one says") {
    const ScratchFolder folder("template_letter");
    PackageContent content = sample_package();
    content.letter.template_file = template_of(
        folder, paragraph("{{文書番号}}") + paragraph("{{本文}}") + "<w:tbl><w:tr><w:tc>" +
                    paragraph("{{箇所.番号}} {{箇所.うち65歳以上}}") +
                    "</w:tc></w:tr><w:tr><w:tc>" + paragraph("{{資産.順位}} {{資産.名称}}") +
                    "</w:tc></w:tr></w:tbl>" + paragraph("{{図面}}"));
    write_letter(content, {}, folder.path() / "letter.docx");
    const std::string text = word_text(folder.path() / "letter.docx");
    CHECK(text.starts_with("デジ第123号\n平素から"));
    CHECK(text.find("\n1 1,040\n2 520\n") != std::string::npos);
    CHECK(text.find("1 津市立宮川中学校屋内運動場\n") != std::string::npos);
    CHECK(std::ranges::count(text, '{') == 0);
    write_letter(content, {}, folder.path() / "again.docx");
    CHECK(bytes_of(folder.path() / "letter.docx") == bytes_of(folder.path() / "again.docx"));
    CHECK(printed_pages(folder.path() / "letter.docx") != 0);
}

TEST_CASE("The guide for staff names every field of a template") {
    const std::string guide =
        bytes_of(std::filesystem::path(TODOKU_SOURCE_DIR) / "docs" / "letter_template.md");
    const PackageContent content = sample_package(1, 1);
    for (const LetterField& field : letter_fields(content)) {
        INFO(field.name);
        CHECK(guide.find("{{" + field.name + "}}") != std::string::npos);
    }
    for (const auto& [list, table] :
         {std::pair{"箇所", gap_table(content)}, std::pair{"資産", asset_table(content)}}) {
        for (WordColumn column : table.columns) {
            std::erase(column.heading, '\n');
            INFO(list << "." << column.heading);
            CHECK(guide.find(std::string("{{") + list + "." + column.heading + "}}") !=
                  std::string::npos);
        }
    }
}
