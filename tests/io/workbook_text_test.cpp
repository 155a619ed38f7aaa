// Cells of workbooks as a person sees them, whatever program wrote the file.
#include "geo/ellipsoid.hpp"
#include "io/date_format.hpp"
#include "io/layers.hpp"
#include "io/readers.hpp"
#include "io/spreadsheet.hpp"
#include "io/written_file.hpp"

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;
namespace fs = std::filesystem;

namespace {

using Rows = std::vector<std::vector<std::string>>;

const std::string kMain = R"("http://schemas.openxmlformats.org/spreadsheetml/2006/main")";

/// A workbook of one sheet, each part as its program writes it; p is the prefix of its elements.
fs::path workbook(const WrittenFiles& files, const std::string& sheet, const std::string& texts,
                  const std::string& styles = "", const std::string& p = "") {
    const std::string relations =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const std::string space = p.empty() ? " xmlns=" + kMain : " xmlns:" + p + "=" + kMain;
    const std::string colon = p.empty() ? "" : p + ":";
    const auto element = [&](const std::string& name, const std::string& rest,
                             const std::string& content) {
        return "<" + colon + name + space + rest + ">" + content + "</" + colon + name + ">";
    };
    return files.write_zip(
        "a.xlsx",
        {{"[Content_Types].xml",
          "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override "
          "PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-"
          "officedocument.spreadsheetml.sheet.main+xml\"/><Override "
          "PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-"
          "officedocument.spreadsheetml.worksheet+xml\"/></Types>"},
         {"xl/workbook.xml",
          element("workbook", " xmlns:r=\"" + relations + "\"",
                  "<" + colon + "sheets><" + colon +
                      "sheet name=\"表\" sheetId=\"1\" r:id=\"rId1\"/></" + colon + "sheets>")},
         {"xl/_rels/workbook.xml.rels",
          "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
          "<Relationship Id=\"rId1\" Type=\"" +
              relations + "/worksheet\" Target=\"worksheets/sheet1.xml\"/>" +
              "<Relationship Id=\"rId2\" Type=\"" + relations +
              "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
              "<Relationship Id=\"rId3\" Type=\"" +
              relations + "/styles\" Target=\"styles.xml\"/></Relationships>"},
         {"xl/sharedStrings.xml", element("sst", "", texts)},
         {"xl/styles.xml", element("styleSheet", "", styles)},
         {"xl/worksheets/sheet1.xml",
          element("worksheet", "",
                  "<" + colon + "sheetData>" + sheet + "</" + colon + "sheetData>")}});
}

Rows rows_of(const fs::path& file) {
    SheetReader reader(file, file.filename().string(), "");
    Rows rows;
    while (reader.next()) {
        rows.push_back(reader.row().cells);
    }
    return rows;
}

} // namespace

TEST_CASE("Furigana that Excel keeps with a text is no part of it") {
    const WrittenFiles files;
    const std::string texts =
        R"(<si><t>施設名</t><rPh sb="0" eb="3"><t>シセツメイ</t></rPh><phoneticPr fontId="1"/></si>)"
        R"(<si><r><t>津</t></r><r><t>庁舎</t></r><rPh sb="0" eb="1"><t>ツ</t></rPh></si>)";
    const std::string sheet =
        R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>緯度</t>)"
        R"(<rPh sb="0" eb="2"><t>イド</t></rPh></is></c></row>)"
        R"(<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>34.73</v></c></row>)";
    CHECK(rows_of(workbook(files, sheet, texts)) == Rows{{"施設名", "緯度"}, {"津庁舎", "34.73"}});

    const auto ods = files.write_zip(
        "a.ods",
        {{"content.xml",
          R"(<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0")"
          R"( xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0")"
          R"( xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>)"
          R"(<office:spreadsheet><table:table table:name="表"><table:table-row>)"
          R"(<table:table-cell office:value-type="string"><text:p><text:ruby><text:ruby-base>津庁舎)"
          R"(</text:ruby-base><text:ruby-text>つ</text:ruby-text></text:ruby></text:p>)"
          R"(</table:table-cell><table:table-cell office:value-type="percentage")"
          R"( office:value="0.125"><text:p>13%</text:p></table:table-cell></table:table-row>)"
          R"(</table:table></office:spreadsheet></office:body></office:document-content>)"}});
    CHECK(rows_of(ods) == Rows{{"津庁舎", "12.5%"}});
}

TEST_CASE("Numbers shown as percentages or with leading zeros are read as they are shown") {
    const WrittenFiles files;
    const std::string styles =
        R"(<numFmts><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" )"
        R"(formatCode="00000"/><numFmt numFmtId="166" formatCode="0&quot;%&quot;"/></numFmts>)"
        R"(<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>)"
        R"(<xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>)";
    const std::string sheet =
        R"(<row r="1"><c r="A1"><v>0.5</v></c><c r="B1" s="1" t="n"><v>0.29</v></c>)"
        R"(<c r="C1" s="2"><f>A1*2</f><v>1</v></c><c r="D1" s="3"><v>52</v></c>)"
        R"(<c r="E1" s="4"><v>50</v></c><c r="F1" s="3"><v>5.5</v></c><c r="G1" s="1"/></row>)";
    CHECK(rows_of(workbook(files, sheet, "", styles)) ==
          Rows{{"0.5", "29%", "100%", "00052", "50", "5.5", ""}});
}

TEST_CASE("Ids behind a text of their format and hours beyond a day are read as they are shown") {
    const WrittenFiles files;
    const std::string styles =
        R"(<numFmts><numFmt numFmtId="164" formatCode="&quot;施&quot;000"/><numFmt numFmtId="165" )"
        R"(formatCode="[h]:mm"/><numFmt numFmtId="166" formatCode="0.0&quot;m&quot;"/><numFmt )"
        R"(numFmtId="167" formatCode="\A\-00&quot;号&quot;"/><numFmt numFmtId="168" )"
        R"(formatCode="0&quot;階&quot;"/><numFmt numFmtId="169" formatCode="&quot;¥&quot;00"/>)"
        R"(</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="46"/>)"
        R"(<xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="168"/>)"
        R"(<xf numFmtId="169"/></cellXfs>)";
    const std::string sheet =
        R"(<row r="1"><c r="A1" s="1"><v>52</v></c><c r="B1" s="2"><v>1.44709490740741</v></c>)"
        R"(<c r="C1" s="2"><v>5.68785300925926</v></c><c r="D1" s="3"><v>1.5</v></c>)"
        R"(<c r="E1" s="4"><v>12.5</v></c><c r="F1" s="5"><v>7</v></c><c r="G1" s="6"><v>3</v></c>)"
        R"(<c r="H1" s="7"><v>5</v></c><c r="I1" s="1"><v>1.5</v></c></row>)";
    CHECK(rows_of(workbook(files, sheet, "", styles)) ==
          Rows{{"施052", "34:43:49", "136:30:30.500", "36:00", "12.5", "A-07号", "3", "5", "1.5"}});
}

TEST_CASE("Escapes in the texts of a workbook are decoded") {
    const WrittenFiles files;
    const std::string texts =
        "<si><t>本庁舎_x000D_\n東館</t></si><si><t>A_x005F_x000D_B_x26</t></si>";
    const std::string sheet =
        R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>)"
        R"(<c r="C1" t="str"><v>a_x0026_b_x000D_c</v></c></row>)";
    CHECK(rows_of(workbook(files, sheet, texts)) ==
          Rows{{"本庁舎\n東館", "A_x000D_B_x26", "a&b\nc"}});
}

TEST_CASE("Workbooks with a prefix before each element, or cells without their place, are read") {
    const WrittenFiles files;
    const std::string texts = "<x:si><x:t>施設名</x:t></x:si>";
    const std::string sheet = R"(<x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c></x:row>)"
                              R"(<x:row r="2"><x:c r="A2"><x:v>34.73</x:v></x:c></x:row>)";
    CHECK(rows_of(workbook(files, sheet, texts, "", "x")) == Rows{{"施設名"}, {"34.73"}});

    const std::string placeless =
        R"(<row><c><v>1</v></c><c r="C1"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>)";
    CHECK(rows_of(workbook(files, placeless, "")) == Rows{{"1", "", "2", "3"}, {"4", "", "", ""}});
}

TEST_CASE("Shares of coverage in cells formatted as percentages count as they are shown") {
    const WrittenFiles files;
    const std::string styles = R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs>)";
    const std::string texts = "<si><t>メッシュコード</t></si><si><t>カバー率(%)</t></si>";
    const std::string sheet =
        R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>)"
        R"(<row r="2"><c r="A2"><v>51366721</v></c><c r="B2" s="1"><v>1</v></c></row>)"
        R"(<row r="3"><c r="A3"><v>51366722</v></c><c r="B3" s="1"><v>0.5</v></c></row>)";
    CoverageSource source;
    source.carrier = "キャリアA";
    source.sources = {source_of(workbook(files, sheet, texts, styles))};
    const auto area = [](const std::string& code) {
        return geo::area(domain::MeshCell::parse(code)->box()).value();
    };
    CHECK_THAT(geo::area(read_coverage(source).value.polygons).value(),
               Catch::Matchers::WithinRel(area("51366721") + area("51366722") / 2, 1e-9));
}

TEST_CASE("A workbook of more text than Excel holds is refused before it is expanded") {
    const WrittenFiles files;
    const auto rows = [](std::size_t count) {
        std::string sheet;
        for (std::size_t i = 1; i <= count; ++i) {
            const std::string row = std::to_string(i);
            sheet += R"(<row r=")" + row + R"("><c r="A)" + row + R"(" t="s"><v>0</v></c></row>)";
        }
        return sheet;
    };
    const auto texts = [](std::size_t characters) {
        std::string text;
        for (std::size_t i = 0; i < characters; ++i) {
            text += "あ";
        }
        return "<si><t>" + text + "</t><rPh sb=\"0\" eb=\"1\"><t>ア</t></rPh></si>";
    };
    CHECK(rows_of(workbook(files, rows(1), texts(32767))).at(0).at(0).size() == 3 * 32767);
    CHECK_THAT(refusal([&] { rows_of(workbook(files, rows(1), texts(32768))); }),
               Catch::Contains("32,768 文字") && Catch::Contains("32,767 文字まで"));
    // 96,000 bytes each: 2,796 of them are 256 MB less 19,456 bytes.
    CHECK_THAT(refusal([&] { rows_of(workbook(files, rows(2797), texts(32000))); }),
               Catch::Contains("256MB") && Catch::Contains("xl/worksheets/sheet1.xml"));
    // What stands in the sheet itself counts with them.
    const std::string inside = R"(<row r="2797"><c r="A2797" t="inlineStr"><is><t>)" +
                               std::string(19'457, 'x') + "</t></is></c></row>";
    CHECK_THAT(refusal([&] { rows_of(workbook(files, rows(2796) + inside, texts(32000))); }),
               Catch::Contains("256MB"));
}

TEST_CASE("An .ods whose rows end where a row is repeated too often is refused, not cut short") {
    const WrittenFiles files;
    const auto sheet = [&](const std::string& repeated) {
        const auto row = [](const std::string& text, const std::string& more) {
            return "<table:table-row" + more + "><table:table-cell office:value-type=\"string\">" +
                   "<text:p>" + text + "</text:p></table:table-cell></table:table-row>";
        };
        return files.write_zip(
            "a.ods",
            {{"content.xml",
              R"(<office:document-content )"
              R"(xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" )"
              R"(xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" )"
              R"(xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>)"
              R"(<office:spreadsheet><table:table table:name="s">)" +
                  row("名称", "") + row("", " table:number-rows-repeated=\"" + repeated + "\"") +
                  row("乙", "") +
                  "</table:table></office:spreadsheet></office:body>"
                  "</office:document-content>"},
             {"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}});
    };
    CHECK(rows_of(sheet("9000")) == Rows{{"名称"}, {"乙"}});
    CHECK_THAT(refusal([&] { rows_of(sheet("20000")); }), Catch::Contains("1万回より多く"));
}

TEST_CASE("Which number formats show a day") {
    for (const char* code : {"yyyy/m/d", "[$-411]ge.m.d", R"([$-ja-JP]ggge"年"m"月"d"日")",
                             R"(m"月"d"日";@)", "ge", "[$-F800]dddd, mmmm dd, yyyy", "mmm",
                             R"([$-411]ggge"年"m"月"d"日"\ h:mm)", "[Red]yy.mm.dd"}) {
        INFO(code);
        CHECK(is_date_format(std::string_view(code)));
    }
    for (const char* code :
         {"General", "0.00E+00", "#,##0", "h:mm", "mm:ss", "[h]:mm", "[mm]:ss", R"(0"年度")",
          R"("desg"0)", R"(0\d)", "[Red]0.0", "@", "0.0_g", R"(0;-0"d";d)"}) {
        INFO(code);
        CHECK_FALSE(is_date_format(std::string_view(code)));
    }
}

TEST_CASE("Days of a workbook are counted as Excel counts them") {
    // ECMA-376 part 1, 18.17.4.1: 1 January 1900 is 1, and a 29 February 1900 is counted.
    CHECK(date_of_serial("1", false) == "1900/01/01");
    CHECK(date_of_serial("59", false) == "1900/02/28");
    CHECK(date_of_serial("61", false) == "1900/03/01");
    CHECK(date_of_serial("46296", false) == "2026/10/01");
    CHECK(date_of_serial("46296.395833333336", false) == "2026/10/01 09:30:00");
    CHECK(date_of_serial("46296.3958333912", false) == "2026/10/01 09:30:00.005");
    CHECK(date_of_serial("46295.9999999999", false) == "2026/10/01");
    CHECK(date_of_serial("2958465", false) == "9999/12/31");
    CHECK(date_of_serial("0", true) == "1904/01/01");
    CHECK(date_of_serial("44834", true) == "2026/10/01");
    for (const char* text : {"", "0.5", "-3", "2958466", "1e300", "nan", "R8.10.1"}) {
        CHECK_FALSE(date_of_serial(text, false).has_value());
    }
}

TEST_CASE("Dates are read as dates in any format that Japanese offices show them by") {
    const WrittenFiles files;
    const std::string styles =
        R"(<numFmts><numFmt numFmtId="164" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>)"
        R"(<numFmt numFmtId="165" formatCode="ge"/></numFmts>)"
        R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/>)"
        R"(<xf numFmtId="57"/></cellXfs>)";
    const std::string sheet =
        R"(<row r="1"><c r="A1" s="1"><v>46296</v></c><c r="B1" s="2"><v>29736</v></c>)"
        R"(<c r="C1" s="3"><v>46296</v></c><c r="D1" s="4"><v>46296.25</v></c>)"
        R"(<c r="E1"><v>46296</v></c><c r="F1" s="1" t="inlineStr"><is><t>未定</t></is></c></row>)";
    CHECK(rows_of(workbook(files, sheet, "", styles)) ==
          Rows{{"2026/10/01", "1981/05/30", "2026/10/01", "2026/10/01 06:00:00", "46296", "未定"}});
}
