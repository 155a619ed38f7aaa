// Files that are broken beyond use, absurdly large or hostile: each ends in a message within 2 s
// and 1 GiB, and the other inputs are still checked.
#include "report/zip_archive.hpp"
#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/replaced.hpp"
#include "support/tiny_study.hpp"

#include <functional>

using namespace todoku;
using namespace todoku::test;
namespace fs = std::filesystem;
using Catch::Matchers::Contains;

namespace {

constexpr std::size_t kMega = 1'000'000;

/// Checks the tiny study after one of its inputs is another file, and expects the end that a clerk
/// can act on.
struct Trial {
    std::string key;  ///< the file of the tiny study that is replaced in study.toml
    std::string name; ///< by this one
    std::function<std::string()> bytes;
    std::string says; ///< in what is printed
    int code = 3;
    std::string and_then; ///< appended to study.toml
};

void run(const Trial& trial) {
    const TemporaryFolder folder;
    TinyStudy tiny;
    std::string& study = tiny.files["study.toml"];
    if (!trial.key.empty()) {
        study = replaced(study, "\"" + trial.key + "\"", "\"" + trial.name + "\"");
    }
    study = replaced(study, "census = \"試験\" }\n", "census = \"試験\" }\n" + trial.and_then);
    const auto file = tiny.write(folder);
    folder.write(trial.name, trial.bytes());
    const Measured done = run_measured({"check", file.string(), "--lang", "en", "--all"});
    INFO(trial.name << ": " << done.cpu_seconds << " s, " << done.peak_mib << " MiB");
    INFO(done.outcome.err.substr(0, 2000));
    INFO(done.outcome.out.substr(0, 4000));
    CHECK(done.outcome.code == trial.code);
    CHECK_THAT(done.outcome.out + done.outcome.err, Contains(trial.says));
    CHECK(done.cpu_seconds < 2.0);
    CHECK(done.peak_mib < 1024);
    CHECK(done.outcome.out.size() + done.outcome.err.size() < 20'000); // told, not poured out
}

std::string bomb(const std::string& member) {
    return report::zip_bytes({{member, std::string(200 * kMega, '0')}});
}

constexpr const char* kEntities =
    R"(<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">)"
    R"(<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">)"
    R"(<!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;">]>)";

std::string kml(const std::string& name) {
    return R"(<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>)" + name +
           R"(</name><Polygon><outerBoundaryIs><LinearRing><coordinates>136.5,34.7 136.6,34.7 136.6,34.8 136.5,34.7</coordinates>)"
           R"(</LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>)";
}

std::string gml(const std::string& name) {
    return R"(<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs" xmlns:gml="http://www.opengis.net/gml"><gml:featureMember>)"
           R"(<Area gml:id="a1"><name>)" +
           name +
           R"(</name><gml:Polygon srsName="urn:ogc:def:crs:EPSG::6668"><gml:exterior><gml:LinearRing><gml:posList>34.7 136.5 34.7 136.6 34.8 136.6 34.7 136.5)"
           R"(</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></Area></gml:featureMember></wfs:FeatureCollection>)";
}

/// A workbook of one sheet with the given XML.
std::string workbook(const std::string& sheet) {
    const std::string package = "http://schemas.openxmlformats.org/package/2006/";
    const std::string office =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const std::string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const std::string type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    return report::zip_bytes(
        {{"[Content_Types].xml",
          "<?xml version=\"1.0\"?><Types xmlns=\"" + package +
              "content-types\"><Default Extension=\"rels\" "
              "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override "
              "PartName=\"/xl/workbook.xml\" ContentType=\"" +
              type +
              "sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" "
              "ContentType=\"" +
              type + "worksheet+xml\"/></Types>"},
         {"_rels/.rels", "<?xml version=\"1.0\"?><Relationships xmlns=\"" + package +
                             "relationships\"><Relationship Id=\"r1\" Type=\"" + office +
                             "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
         {"xl/workbook.xml", "<?xml version=\"1.0\"?><workbook xmlns=\"" + main + "\" xmlns:r=\"" +
                                 office +
                                 "\"><sheets><sheet name=\"s\" sheetId=\"1\" "
                                 "r:id=\"r1\"/></sheets></workbook>"},
         {"xl/_rels/workbook.xml.rels",
          "<?xml version=\"1.0\"?><Relationships xmlns=\"" + package +
              "relationships\"><Relationship Id=\"r1\" Type=\"" + office +
              "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
         {"xl/worksheets/sheet1.xml", sheet}});
}

std::string sheet(const std::string& rows) {
    return "<?xml version=\"1.0\"?><worksheet "
           "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension "
           "ref=\"A1:XFD1048576\"/><sheetData>" +
           rows + "</sheetData></worksheet>";
}

/// Big-endian, as PNG counts.
std::string big(std::uint32_t number) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) {
        bytes += static_cast<char>((number >> static_cast<unsigned>(shift)) & 0xFFU);
    }
    return bytes;
}

/// A little-endian TIFF directory of one band that claims to be so large.
std::string tiff(std::uint32_t side) {
    std::string bytes("II*\0\x08\0\0\0", 8);
    const std::vector<std::array<std::uint32_t, 3>> tags = {
        {256, 4, side}, {257, 4, side}, {258, 3, 32}, {259, 3, 1},    {262, 3, 1},
        {273, 4, 8},    {277, 3, 1},    {278, 4, 1},  {279, 4, 4000}, {339, 3, 3}};
    const auto put = [&](std::uint32_t number, int length) {
        for (int i = 0; i < length; ++i) {
            bytes += static_cast<char>((number >> static_cast<unsigned>(8 * i)) & 0xFFU);
        }
    };
    put(static_cast<std::uint32_t>(tags.size()), 2);
    for (const auto& [tag, type, value] : tags) {
        put(tag, 2);
        put(type, 2);
        put(1, 4);
        put(value, 4);
    }
    put(0, 4);
    return bytes;
}

std::string terrain(const char* file) {
    return std::string("terrain = { files = [\"") + file + "\"] }\n";
}

} // namespace

TEST_CASE("ZIP bombs are refused by what they would unpack to") {
    run({"population.csv", "p.zip", [] { return bomb("tblT001102Q51.txt"); }, "absurdly large", 3,
         ""});
    run({"assets.csv", "a.zip", [] { return bomb("a.csv"); }, "absurdly large", 3, ""});
    run({"a.geojson", "c.zip", [] { return bomb("c.geojson"); }, "absurdly large", 3, ""});
    run({"a.geojson", "c.kmz", [] { return bomb("doc.kml"); }, "absurdly large", 3, ""});
    run({"assets.csv", "a.xlsx", [] { return bomb("xl/worksheets/sheet1.xml"); }, "absurdly large",
         3, ""});
}

TEST_CASE("A ZIP in a ZIP is not followed, and one of a hundred thousand files is refused") {
    run({"a.geojson", "c.zip", [] { return report::zip_bytes({{"d.zip", bomb("c.geojson")}}); },
         "holds ZIPs. Unpack it once", 3, ""});
    run({"a.geojson", "c.zip",
         [] {
             std::vector<report::ZipMember> members;
             for (int i = 0; i < 100'000; ++i) {
                 members.push_back({"d" + std::to_string(i) + ".txt", "x"});
             }
             return report::zip_bytes(members);
         },
         "holds 100000 files", 3, ""});
}

TEST_CASE("Names that point out of an archive are no content, and nothing is written outside") {
    const std::string row = "名称,緯度,経度\n北,34.74,136.51\n";
    for (const char* name : {"../../escaped.csv", "/tmp/todoku-escaped.csv", "a/../../escaped.csv",
                             "..\\escaped.csv"}) {
        INFO(name);
        run({"assets.csv", "a.zip", [&] { return report::zip_bytes({{name, row}}); }, "a.zip", 3,
             ""});
    }
    CHECK_FALSE(fs::exists("/tmp/todoku-escaped.csv"));
}

TEST_CASE("XML that multiplies its entities is refused") {
    run({"a.geojson", "c.kml", [] { return kEntities + kml("&h;"); }, "c.kml", 3, ""});
    run({"a.geojson", "c.gml", [] { return kEntities + gml("&h;"); }, "c.gml", 3, ""});
    run({"assets.csv", "a.xlsx",
         [] {
             const std::string plain =
                 sheet(R"(<row r="1"><c r="A1" t="inlineStr"><is><t>&h;</t></is></c></row>)");
             return workbook(kEntities + plain.substr(plain.find("?>") + 2));
         },
         "a.xlsx", 3, ""});
    run({"", "t.xml",
         [] { return std::string(kEntities) + "<Dataset><DEM><mesh>&h;</mesh></DEM></Dataset>"; },
         "t.xml", 3, terrain("t.xml")});
}

TEST_CASE("Ten million columns, and a line of hundreds of megabytes, are no table") {
    const auto columns = [](const std::string& field) {
        std::string text;
        for (std::size_t i = 0; i < 10 * kMega; ++i) {
            text += field;
        }
        return text + "\n";
    };
    run({"assets.csv", "w.csv", [&] { return columns("a,") + columns("1,"); }, "a line of over", 3,
         ""});
    run({"population.csv", "w.csv", [&] { return columns("a,") + columns("1,"); }, "a line of over",
         3, ""});
    run({"assets.csv", "w.csv", [] { return "名称,緯度,経度\n" + std::string(450 * kMega, 'x'); },
         "a line of over", 3, ""});
    run({"a.geojson", "w.csv", [&] { return columns("a,"); }, "a line of over", 3, ""});
}

TEST_CASE("Numbers beyond all measure are rows to mend") {
    run({"assets.csv", "n.csv",
         [] {
             return std::string("名称,緯度,経度,高さ,階数,建築年\n"
                                "北,34.74,136.51,1e308,99999999999999999999,999999999999\n"
                                "南,1e309,nan,inf,-5,0\n");
         },
         "n.csv row 3", 0, ""});
    run({"population.csv", "n.csv",
         [] {
             return "code,population\n" + TinyStudy::cell(0, 0).code() + ",1e308\n" +
                    TinyStudy::cell(0, 1).code() + ",99999999999999999999999999\n" +
                    TinyStudy::cell(0, 2).code() + ",nan\n";
         },
         "n.csv row 3", 0, ""});
    run({"a.geojson", "n.geojson",
         [] {
             return std::string(
                 R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"n":1e999999},)"
                 R"("geometry":{"type":"Polygon","coordinates":[[[1e308,-1e308],[136,34],[1e400,34.1],[1e308,-1e308]]]}}]})");
         },
         "n.geojson", 3, ""});
}

TEST_CASE("JSON and study files nested a million deep are refused") {
    const std::string deep(5 * kMega, '[');
    run({"a.geojson", "d.geojson",
         [&] { return R"({"type":"FeatureCollection","features":)" + deep; }, "d.geojson", 3, ""});
    run({"", "study.toml", [&] { return "a = " + deep.substr(0, kMega) + "\n"; }, "study.toml:1", 3,
         ""});
    run({"", "study.toml", [] { return "a = \"" + std::string(100 * kMega, 'x') + "\""; },
         "too large", 3, ""});
}

TEST_CASE("A workbook that claims seventeen thousand million cells is read by those it has") {
    run({"assets.csv", "a.xlsx",
         [] {
             return workbook(sheet(
                 R"(<row r="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>)"));
         },
         "a.xlsx", 3, ""});
    run({"assets.csv", "a.xlsx",
         [] {
             return workbook(sheet(
                 R"(<row r="2000000000"><c r="ZZZZZZZ2000000000"><v>1</v></c><c r="A1" t="s"><v>99999999999</v></c></row>)"));
         },
         "a.xlsx", 3, ""});
}

TEST_CASE("A GeoPackage of another schema, and one that feeds on itself, are refused") {
    const auto geopackage = [](const std::string& statements) {
        return [statements] {
            const TemporaryFolder folder;
            const fs::path file = folder.path() / "c.gpkg";
            const fs::path made = folder.write("make.sql", statements);
            REQUIRE(run_shell("ogrinfo -q " + quoted((folder.path() / "none").string())).code !=
                    127);
            REQUIRE(run_shell(
                        "ogr2ogr -f GPKG " + quoted(file.string()) + " " +
                        quoted(folder
                                   .write("p.geojson",
                                          TinyStudy::collection(TinyStudy::polygon(0, 0, 2, 8, "")))
                                   .string()))
                        .code == 0);
            REQUIRE(
                run_shell("ogrinfo -q " + quoted(file.string()) + " -sql @" + quoted(made.string()))
                    .code == 0);
            return read_file(file);
        };
    };
    run({"a.geojson", "c.gpkg", geopackage("DELETE FROM gpkg_contents"), "c.gpkg", 3, ""});
    run({"a.geojson", "c.gpkg",
         geopackage("CREATE VIEW v AS WITH RECURSIVE c(fid, geom) AS (SELECT 1, x'00' UNION ALL "
                    "SELECT fid + 1, geom FROM c) SELECT * FROM c"),
         "refers to itself", 3, ""});
    run({"a.geojson", "c.gpkg", [] { return "SQLite format 3" + std::string(1, '\0'); }, "c.gpkg",
         3, ""});
}

TEST_CASE("Rasters that claim to be larger than any are refused") {
    run({"", "t.tif", [] { return tiff(0x7FFFFFFF); }, "t.tif", 3, terrain("t.tif")});
    run({"", "t.tif", [] { return tiff(0xFFFFFFFF); }, "t.tif", 3, terrain("t.tif")});
    run({"", "z8-x229-y94.png",
         [] {
             return "\x89PNG\r\n\x1a\n" + big(13) + "IHDR" + big(0x7FFFFFFF) + big(0x7FFFFFFF) +
                    std::string("\x08\x02\0\0\0", 5) + big(0) + big(0) + "IEND" + big(0xAE426082);
         },
         "z8-x229-y94.png", 3, terrain("z8-x229-y94.png")});
}

TEST_CASE("A raster whose smallest part fills the memory is refused") {
    const auto packed = [] {
        const TemporaryFolder folder;
        const fs::path file = folder.path() / "t.tif";
        // 4,000 bands packed pixel by pixel: one tile holds 256 x 256 x 4,000 x 4 bytes.
        REQUIRE(run_shell("gdal_create -q -of GTiff -ot Float32 -outsize 11 11 -bands 4000 -co "
                          "SPARSE_OK=TRUE -co TILED=YES -co INTERLEAVE=PIXEL -co COMPRESS=DEFLATE "
                          "-a_srs EPSG:6668 -a_ullr 136.4 34.9 136.6 34.7 " +
                          quoted(file.string()))
                    .code == 0);
        return read_file(file);
    };
    run({"", "t.tif", packed, "t.tif", 3, terrain("t.tif")});
}

TEST_CASE("A raster of finer posts than memory holds is refused by their number") {
    const auto fine = [] {
        const TemporaryFolder folder;
        const fs::path file = folder.path() / "t.tif";
        REQUIRE(run_shell("gdal_create -q -of GTiff -ot Float32 -outsize 2000000 2000000 -co "
                          "SPARSE_OK=TRUE -co TILED=YES -co BLOCKXSIZE=8192 -co BLOCKYSIZE=8192 "
                          "-co BIGTIFF=YES -a_srs EPSG:6668 -a_ullr "
                          "136.4 34.9 136.6 34.7 " +
                          quoted(file.string()))
                    .code == 0);
        return read_file(file);
    };
    run({"", "t.tif", fine, "t.tif", 3, terrain("t.tif")});
}
