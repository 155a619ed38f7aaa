// Attributes of KML and KMZ, in each of the places where programs put them.
#include "io/kml_attributes.hpp"
#include "io/kml_links.hpp"
#include "io/layers.hpp"
#include "io/read_restrictions.hpp"
#include "io/readers.hpp"
#include "io/written_file.hpp"

#include <fmt/format.h>

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;

namespace {

/// A square of a hundredth of a degree, the n-th from the west.
std::string square(int n) {
    const double west = 136.5 + 0.02 * n;
    return fmt::format("<Polygon><outerBoundaryIs><LinearRing><coordinates>{0},34.7 {1},34.7 "
                       "{1},34.71 {0},34.71 {0},34.7</coordinates></LinearRing></outerBoundaryIs>"
                       "</Polygon>",
                       west, west + 0.01);
}

std::string placemark(int n, const std::string& inside) {
    return "<Placemark><name>区域</name>" + inside + square(n) + "</Placemark>";
}

std::string kml(const std::string& inside) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<kml xmlns=\"http://www.opengis.net/kml/2.2\">" +
           inside + "</kml>\n";
}

std::string schema_data(const char* value) {
    return fmt::format("<ExtendedData><SchemaData schemaUrl=\"#area\"><SimpleData name=\"方式\">{}"
                       "</SimpleData></SchemaData></ExtendedData>",
                       value);
}
std::string data(const char* value) {
    return fmt::format("<ExtendedData><Data name=\"方式\"><value>{}</value></Data>"
                       "<Data name=\"強さ\"><value>強</value></Data></ExtendedData>",
                       value);
}
/// As ArcGIS writes it: a table in a row of a table, whose first row is the title.
std::string balloon(const char* value) {
    return fmt::format(
        "<description><![CDATA[<html><body><table border=\"0\"><tr style=\"text-align:center\"><td>"
        "区域</td></tr><tr><td><table><tr><td>FID</td><td>0</td></tr><tr bgcolor=\"#D4E4F3\">"
        "<td>方式</td><td>{}</td></tr><tr><td>備考</td><td></td></tr></table></td></tr></table>"
        "</body></html>]]></description>",
        value);
}
std::string escaped_balloon(const char* value) {
    return fmt::format("<description>&lt;TABLE&gt;&lt;TR&gt;&lt;TH&gt;方式&lt;/TH&gt;&lt;TD&gt;"
                       "&lt;b&gt;{}&lt;/b&gt;&lt;TR&gt;&lt;TD&gt;x&lt;TD&gt;1&lt;/TABLE&gt;"
                       "</description>",
                       value);
}

} // namespace

TEST_CASE("Rows of two cells in HTML are attributes, however the table is written") {
    using Pairs = std::vector<std::pair<std::string, std::string>>;
    CHECK(attributes_in_html("<table><tr><td>区分</td><td>5G</td></tr></table>") ==
          Pairs{{"区分", "5G"}});
    CHECK(attributes_in_html("<TABLE><TR><TH>a &amp; b<TD> &lt;1&gt; &#12354;&#x3044;<br/>c<TR><TD>"
                             "三<TD>四<TD>五</TABLE><tr><td>外</td><td>外</td></tr>") ==
          Pairs{{"a & b", "<1> あい c"}});
    CHECK(attributes_in_html("<table><tr><td><table><tr><td>k</td><td>v</td></tr></table></td></tr>"
                             "</table>") == Pairs{{"k", "v"}});
    CHECK(attributes_in_html("<table><tr><td>a</td><td>b</td></tr") == Pairs{{"a", "b"}});
    CHECK(attributes_in_html("<table><tr><td></td><td>b</td></tr></table> & &; &#; &#xFFFFFFF;")
              .empty());
    CHECK(attributes_in_html("plain").empty());
}

TEST_CASE("KML and KMZ give their attributes, wherever they are written, to where and to classes") {
    const WrittenFiles files;
    const std::string schema = "<Schema name=\"area\" id=\"area\"><SimpleField name=\"方式\" "
                               "type=\"string\"/></Schema>";
    struct Form {
        const char* name;
        std::string text;
    };
    const auto both = [](auto write) {
        return placemark(0, write("5G")) + placemark(1, write("4G"));
    };
    const std::vector<Form> forms = {
        {"schema in the document", "<Document>" + schema + both(schema_data) + "</Document>"},
        {"schema and a folder", "<Document>" + schema + "<Folder><name>F</name>" +
                                    both(schema_data) + "</Folder></Document>"},
        {"no schema", "<Document>" + both(schema_data) + "</Document>"},
        {"no document", "<Folder><name>F</name>" + both(schema_data) + "</Folder>"},
        {"data", "<Document>" + both(data) + "</Document>"},
        {"balloon", "<Document>" + both(balloon) + "</Document>"},
        {"escaped balloon", "<Document>" + both(escaped_balloon) + "</Document>"},
        {"mixed", "<Document>" + schema + placemark(0, schema_data("5G")) +
                      placemark(1, balloon("4G")) + "</Document>"}};
    int number = 0;
    for (const Form& form : forms) {
        INFO(form.name);
        const std::string text = kml(form.text);
        const std::string stem = fmt::format("f{}", number++);
        for (const auto& file : {files.write(stem + ".kml", text),
                                 files.write_zip(stem + ".kmz", {{"doc.kml", text}})}) {
            INFO(file);
            const auto all = read_all(source_of(file));
            REQUIRE(all.features.size() == 2);
            CHECK(all.text(0, "方式") == "5G");
            CHECK(all.text(1, "方式") == "4G");
            const auto some = read_all(source_of(file, "", "方式 = '5G'"));
            REQUIRE(some.features.size() == 1);
            CHECK(geo::bounds(some.shape(0)).west == 136.5);
            RestrictionSource zones;
            zones.source = source_of(file);
            zones.effect_field = "方式";
            zones.effects = {{"5G", domain::RestrictionEffect::Permit},
                             {"4G", domain::RestrictionEffect::Exclude}};
            CHECK(read_restrictions(zones).value.size() == 2);
        }
    }
}

TEST_CASE("Numbers of KML are numbers, codes stay text, declared types stay") {
    const WrittenFiles files;
    const auto row = [](int n, const char* cells) {
        return placemark(
            n, fmt::format("<description><![CDATA[<table>{}</table>]]></description>", cells));
    };
    const std::string text =
        kml("<Document>" +
            row(0, "<tr><td>階級</td><td>2</td></tr><tr><td>割合</td><td>0.5</td></tr><tr><td>符号"
                   "</td><td>01</td></tr><tr><td>name</td><td>x</td></tr>") +
            row(1, "<tr><td>階級</td><td>10</td></tr><tr><td>割合</td><td>1</td></tr><tr><td>符号"
                   "</td><td>12</td></tr>") +
            "</Document>");
    const auto file = files.write("n.kml", text);
    const auto all = read_all(source_of(file));
    CHECK(all.info.fields[*all.info.field("階級")].type == FieldType::Integer);
    CHECK(all.info.fields[*all.info.field("割合")].type == FieldType::Real);
    CHECK(all.text(0, "符号") == "01");
    CHECK(all.text(0, "Name") == "区域"); // its own name goes before a row of that name
    CHECK(read_all(source_of(file, "", "階級 >= 3")).features.size() == 1);
    // What has no attributes, and what is no XML, is left to GDAL as it is.
    CHECK_FALSE(with_declared_attributes(kml("<Document>" + placemark(0, "") + "</Document>")));
    CHECK_FALSE(with_declared_attributes("ExtendedData"));
    CHECK_FALSE(with_declared_attributes("<kml><Document><ExtendedData>"));
}

TEST_CASE("Links of a KML are told, and one that is nothing but links is refused with what to do") {
    const WrittenFiles files;
    const std::string link = "<NetworkLink><Link><href>http://example.com/a.kml</href></Link>"
                             "</NetworkLink><NetworkLinkControl/>";
    const auto only = files.write("a.kml", kml(link));
    CHECK_THAT(refusal([&] { read_all(source_of(only)); }),
               Catch::Contains("リンク（NetworkLink: http://example.com/a.kml）だけです") &&
                   Catch::Contains("リンク先のKMLを保存し"));
    const auto both = read_all(source_of(
        files.write("b.kml", kml("<Document>" + placemark(0, "") + link + "</Document>"))));
    CHECK(both.features.size() == 1);
    CHECK(both.codes() == std::vector<std::string>{"kml_links"});
    CHECK(links_of_kml("<kml:NetworkLink ><kml:href> x </kml:href></kml:NetworkLink>") ==
          std::vector<std::string>{"x"});
}

TEST_CASE("The frame of a picture laid on the map is no polygon") {
    const WrittenFiles files;
    const std::string picture =
        "<GroundOverlay><name>5G</name><Icon><href>area.png</href></Icon><LatLonBox><north>35"
        "</north><south>34</south><east>137</east><west>136</west></LatLonBox></GroundOverlay >";
    const std::string text = kml("<Document>" + picture + picture + "</Document>");
    for (const auto& file :
         {files.write("a.kml", text), files.write_zip("a.kmz", {{"doc.kml", text}}),
          files.write_zip("b.kmz", {{"doc.kml", text}, {"tile.kml", text}})}) {
        INFO(file);
        CHECK_THAT(refusal([&] { read_all(source_of(file)); }),
                   Catch::Contains("地図に重ねた画像（GroundOverlay: area.png") &&
                       Catch::Contains("ワールドファイル（.pgw）付きのPNG"));
    }
    const auto both = read_all(source_of(files.write(
        "c.kml", kml("<Document>" + picture + placemark(0, "") + picture + "</Document>"))));
    REQUIRE(both.features.size() == 1);
    CHECK(geo::bounds(both.shape(0)).west == 136.5);
    CHECK(both.codes() == std::vector<std::string>{"kml_pictures"});
}
