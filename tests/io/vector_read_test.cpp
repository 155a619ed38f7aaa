#include "core/encoding.hpp"
#include "geo/ellipsoid.hpp"
#include "io/layers.hpp"
#include "io/written_file.hpp"

#include <cstdlib>
#include <limits>

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;
namespace fs = std::filesystem;

namespace {

std::string collection(const std::string& features, const std::string& more = "") {
    return "{\"type\":\"FeatureCollection\"," + more + "\"features\":[" + features + "]}";
}

std::string feature(const std::string& geometry,
                    const std::string& properties = "{\"name\":\"a\"}") {
    return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":)" + geometry + "}";
}

const std::string kPoint = R"({"type":"Point","coordinates":[136.5,34.7]})";
const std::string kSquare =
    R"({"type":"Polygon","coordinates":[[[136,34],[136.1,34],[136.1,34.1],[136,34.1],[136,34]]]})";

/// A DBF with one text column, byte for byte: nothing decides its encoding for us.
std::string dbf(const std::string& column, const std::vector<std::string>& rows, std::size_t width,
                unsigned char language) {
    std::string bytes(32, '\0');
    const std::size_t header = 32 + 32 + 1;
    bytes[0] = 3;
    bytes[1] = 100;
    bytes[2] = bytes[3] = 1;
    bytes[4] = static_cast<char>(rows.size());
    bytes[8] = static_cast<char>(header);
    bytes[10] = static_cast<char>(width + 1);
    bytes[29] = static_cast<char>(language);
    std::string field(32, '\0');
    field.replace(0, column.size(), column);
    field[11] = 'C';
    field[16] = static_cast<char>(width);
    bytes += field + "\r";
    for (const std::string& row : rows) {
        std::string cell = row.substr(0, width);
        cell.resize(width, ' ');
        bytes += " " + cell;
    }
    return bytes + "\x1A";
}

/// Points with the given DBF beside them.
fs::path shapefile(const TemporaryFolder& folder, const std::string& stem,
                   const std::string& dbf_bytes, std::size_t rows, const std::string& cpg = "") {
    const fs::path file = folder.path() / (stem + ".shp");
    VectorWriter writer(file, VectorFormat::Shapefile);
    writer.begin_layer({stem, GeometryKind::Point, {{"x"}}});
    for (std::size_t i = 0; i < rows; ++i) {
        writer.write(geo::LatLng::from_degrees(34.5, 136.5), {Value{}});
    }
    writer.finish();
    fs::remove(folder.path() / (stem + ".cpg"));
    folder.write(stem + ".dbf", dbf_bytes);
    if (!cpg.empty()) {
        folder.write(stem + ".cpg", cpg);
    }
    return file;
}

void run(const std::string& command) {
    REQUIRE(std::system(command.c_str()) == 0);
}

} // namespace

TEST_CASE("GeoJSON without a CRS is WGS 84 and is taken over to the last digit") {
    const TemporaryFolder folder;
    const auto file = folder.write(
        "p.geojson",
        collection(feature(kPoint, R"({"名称":"津","階数":3,"高さ":12.5,"日":"2026-11-23"})")));
    const ReadLayer layer = read_all(source_of(file));
    CHECK(layer.info.crs == "WGS 84");
    CHECK(layer.point(0) == geo::LatLng::from_degrees(34.7, 136.5));
    CHECK(layer.text(0, "名称") == "津");
    CHECK(std::get<std::int64_t>(layer.features[0].values[1]) == 3);
    CHECK(std::get<double>(layer.features[0].values[2]) == 12.5);
    CHECK(layer.text(0, "日") == "2026-11-23");
    CHECK(layer.features[0].row == 1);
    CHECK(layer.issues.empty());
}

TEST_CASE("Rows without a usable geometry reach the reader and are listed by row") {
    const TemporaryFolder folder;
    const auto file = folder.write(
        "odd.geojson",
        collection(
            feature(kPoint) + "," + feature("null") + "," +
            feature(R"({"type":"Point","coordinates":[]})") + "," +
            feature(R"({"type":"Point","coordinates":[34.7,136.5]})") + "," +
            feature(
                R"({"type":"Point","coordinates":[1.7976931348623157e308,1.7976931348623157e308]})") +
            "," + feature(R"({"type":"MultiPoint","coordinates":[[136.5,34.7],[136.6,34.8]]})")));
    const ReadLayer layer = read_all(source_of(file));
    REQUIRE(layer.features.size() == 6);
    CHECK(layer.codes() == std::vector<std::string>{"empty_geometry", "empty_geometry",
                                                    "unusable_coordinates", "unusable_coordinates",
                                                    "several_points"});
    for (std::size_t row = 1; row <= 4; ++row) {
        CHECK(std::holds_alternative<std::monostate>(layer.features[row].geometry));
        CHECK(layer.issues[row - 1].row == static_cast<std::int64_t>(row + 1));
        CHECK(layer.issues[row - 1].file == "odd.geojson");
    }
    CHECK_THAT(layer.issues[2].problem.ja, Catch::Contains("緯度と経度の順"));
    CHECK(layer.point(5) == geo::LatLng::from_degrees(34.7, 136.5));
}

TEST_CASE("Of a collection the surfaces are taken, curves are straightened, heights dropped") {
    const TemporaryFolder folder;
    const auto mixed = folder.write(
        "mixed.geojson", collection(feature(R"({"type":"GeometryCollection","geometries":[)" +
                                            kPoint + "," + kSquare + "]}")));
    const ReadLayer layer = read_all(source_of(mixed));
    CHECK(layer.shape(0).polygons.size() == 1);
    CHECK(layer.codes() == std::vector<std::string>{"mixed_geometry"});

    const auto table =
        folder.write("curves.csv",
                     "wkt,name\n"
                     "\"CURVEPOLYGON(CIRCULARSTRING(136 34,137 35,138 34,137 33,136 34))\",circle\n"
                     "\"POLYGON Z((136 34 5,136.1 34 5,136.1 34.1 5,136 34 5))\",high\n");
    VectorSource source = source_of(table);
    source.crs = "EPSG:6668";
    const ReadLayer curves = read_all(source);
    CHECK(curves.shape(0).polygons[0].outer.size() > 50);
    CHECK(curves.shape(1).polygons[0].outer.size() == 4);
}

TEST_CASE("A condition means the same in every format and keeps the rows' numbers") {
    const TemporaryFolder folder;
    for (const auto& [name, format] : {std::pair{"f.gpkg", VectorFormat::GeoPackage},
                                       std::pair{"f.shp", VectorFormat::Shapefile},
                                       std::pair{"f.geojson", VectorFormat::GeoJson},
                                       std::pair{"f.fgb", VectorFormat::FlatGeobuf}}) {
        INFO(name);
        VectorWriter writer(folder.path() / name, format);
        writer.begin_layer({"f", GeometryKind::Point, {{"方式"}, {"no", FieldType::Integer}}});
        for (int i = 1; i <= 4; ++i) {
            writer.write(geo::LatLng::from_degrees(34, 136),
                         {i % 2 == 0 ? "５Ｇ（Ｓｕｂ６）" : "４Ｇ", std::int64_t{i}});
        }
        writer.finish();
        const ReadLayer layer = read_all(
            source_of(folder.path() / name, "", "\"方式\" = '５Ｇ（Ｓｕｂ６）' AND no > 2"));
        REQUIRE(layer.features.size() == 1);
        CHECK(layer.features[0].row == 4);
        const std::string wrong =
            refusal([&] { read_all(source_of(folder.path() / name, "", "無い = 1")); });
        CHECK_THAT(wrong, Catch::Contains("where「無い = 1」を条件として読めません") &&
                              Catch::Contains("方式, no"));
    }
}

TEST_CASE("A DBF without .cpg is read by its bytes, and the guess is said") {
    const TemporaryFolder folder;
    const std::string cp932 = encode_cp932("髙﨑①津市役所").bytes;
    const auto guessed =
        shapefile(folder, "sjis", dbf(encode_cp932("名称").bytes, {cp932, "plain"}, 40, 0), 2);
    const ReadLayer layer = read_all(source_of(guessed));
    CHECK(layer.info.encoding == "CP932");
    CHECK(layer.text(0, "名称") == "髙﨑①津市役所");
    CHECK(layer.codes() == std::vector<std::string>{"encoding_guessed"});

    const auto utf8 = shapefile(folder, "utf8", dbf("名称", {"津市", "四日市"}, 40, 0), 2);
    CHECK(read_all(source_of(utf8)).text(1, "名称") == "四日市");

    // 0x57 is "the system's code page": it says nothing.
    const auto ansi = shapefile(folder, "ansi", dbf("n", {cp932}, 40, 0x57), 1);
    CHECK(read_all(source_of(ansi)).text(0, "n") == "髙﨑①津市役所");

    const auto wrong = shapefile(folder, "wrong", dbf("n", {cp932}, 40, 0), 1, "UTF-8");
    const ReadLayer contradicted = read_all(source_of(wrong));
    CHECK(contradicted.text(0, "n") == "髙﨑①津市役所");
    CHECK(contradicted.codes() == std::vector<std::string>{"encoding_contradicted"});

    // Shift_JIS in a .cpg means CP932: iconv's own Shift_JIS would drop 髙 and ①.
    const auto declared = shapefile(folder, "declared", dbf("n", {cp932}, 40, 0), 1, "Shift_JIS");
    const ReadLayer fine = read_all(source_of(declared));
    CHECK(fine.text(0, "n") == "髙﨑①津市役所");
    CHECK(fine.issues.empty());

    VectorSource forced = source_of(guessed);
    forced.encoding = "sjis";
    CHECK(read_all(forced).text(0, "名称") == "髙﨑①津市役所");
    forced.encoding = "UTF-8";
    CHECK_THAT(
        refusal([&] { read_all(forced); }),
        Catch::Contains("文字コードは encoding に書かれた UTF-8 ではなく、CP932 と見えます"));
    forced.encoding = "EBCDIC";
    CHECK_THAT(refusal([&] { read_all(forced); }), Catch::Contains("encoding「EBCDIC」"));
}

TEST_CASE("A cell of a DBF in another encoding than the rest is told with its row") {
    const TemporaryFolder folder;
    const auto in_cp932 = [](const char* text) { return encode_cp932(text).bytes; };
    const auto file = shapefile(
        folder, "mixed", dbf("n", {in_cp932("北会館"), "南会館", in_cp932("中会館")}, 40, 0), 3);
    const ReadLayer layer = read_all(source_of(file));
    CHECK(layer.info.encoding == "CP932");
    CHECK(layer.text(2, "n") == "中会館");
    const auto told =
        std::find_if(layer.issues.begin(), layer.issues.end(),
                     [](const Issue& issue) { return issue.code == "cells_in_other_encoding"; });
    REQUIRE(told != layer.issues.end());
    CHECK(told->row == 2);
    CHECK(told->value == "南会館");
    CHECK(layer.issues.size() == 2); // and encoding_guessed
}

TEST_CASE("Texts cut in the middle of a character do not turn the guess") {
    const TemporaryFolder folder;
    // Seven bytes hold two characters of UTF-8 and a third of the next.
    const auto file = shapefile(folder, "cut", dbf("n", {"伊賀市", "伊勢市", "名張市"}, 7, 0), 3);
    const ReadLayer layer = read_all(source_of(file));
    CHECK(layer.info.encoding == "UTF-8");
    CHECK(layer.text(0, "n") == "伊賀");
    CHECK(layer.codes() == std::vector<std::string>{"encoding_guessed"});

    const std::string cut = encode_cp932("伊賀市伊勢市").bytes;
    const auto sjis = shapefile(folder, "cut2", dbf("n", {cut, encode_cp932("津").bytes}, 7, 0), 2);
    CHECK(read_all(source_of(sjis)).text(0, "n") == "伊賀市");
}

TEST_CASE("GeoJSON, CSV and KML in CP932 or UTF-16 are read") {
    const TemporaryFolder folder;
    // The second byte of 表 and ソ is a backslash in CP932.
    const std::string text = collection(feature(kPoint, R"({"名称":"表示ソ"})"));
    const auto json = folder.write("sjis.geojson", encode_cp932(text).bytes);
    const ReadLayer layer = read_all(source_of(json));
    CHECK(layer.text(0, "名称") == "表示ソ");
    CHECK(layer.info.encoding == "CP932");

    const auto bom = folder.write("bom.geojson", "\xEF\xBB\xBF" + text);
    CHECK(read_all(source_of(bom)).text(0, "名称") == "表示ソ");

    VectorSource csv =
        source_of(folder.write("t.csv", encode_cp932("名称,緯度,経度\n表,34.5,136.5\n").bytes));
    csv.crs = "EPSG:6668";
    const ReadLayer table = read_all(csv);
    CHECK(table.text(0, "名称") == "表");
    CHECK(table.point(0) == geo::LatLng::from_degrees(34.5, 136.5));

    // One property was pasted from a file in UTF-8.
    const auto mixed = folder.write(
        "mixed.geojson", encode_cp932(R"({"type":"FeatureCollection","features":[)"
                                      "\n")
                                 .bytes +
                             encode_cp932(feature(kPoint, R"({"名称":"表示ソ"})") + ",\n").bytes +
                             feature(kPoint, R"({"名称":"津市立会館"})") + "]}");
    const ReadLayer both = read_all(source_of(mixed));
    CHECK(both.text(0, "名称") == "表示ソ");
    CHECK(both.text(1, "名称") == "津市立会館");
    CHECK(both.codes() == std::vector<std::string>{"row_in_other_encoding"});

    const std::string kml = "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><kml "
                            "xmlns=\"http://www.opengis.net/kml/2.2\"><Document>"
                            "<Placemark><name>表</name><Point><coordinates>136.5,34.5</"
                            "coordinates></Point></Placemark></Document></kml>";
    const ReadLayer marks = read_all(source_of(folder.write("m.kml", encode_cp932(kml).bytes)));
    CHECK(marks.text(0, "Name") == "表");
    CHECK(marks.point(0) == geo::LatLng::from_degrees(34.5, 136.5));
}

TEST_CASE("Projected coordinates arrive in JGD2011 whatever order the format keeps them in") {
    const TemporaryFolder folder;
    // Plane rectangular system VI: its origin is 36 N, 136 E (GSI notice 2002 no. 9).
    const auto json = folder.write(
        "vi.geojson",
        collection(feature(R"({"type":"Point","coordinates":[0,0]})"),
                   R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::6674"}},)"));
    const ReadLayer origin = read_all(source_of(json));
    CHECK(geo::distance(origin.point(0), geo::LatLng::from_degrees(36, 136)).value() < 1e-3);
    CHECK_THAT(origin.info.crs, Catch::Contains("Japan Plane Rectangular CS VI"));

    const auto table = folder.write("p.csv", "x,y\n-20000,-150000\n");
    VectorSource source = source_of(table);
    source.crs = "EPSG:6674";
    const geo::LatLng expected = read_all(source).point(0);
    CHECK(expected.lng() < 136.0);
    CHECK(expected.lat() < 36.0);
    const std::string at = folder.path().string();
    run("ogr2ogr -f GPKG " + at + "/p.gpkg " + table.string() +
        " -oo X_POSSIBLE_NAMES=x -oo Y_POSSIBLE_NAMES=y -a_srs EPSG:6674 -q");
    run("ogr2ogr -f GML " + at + "/p.gml " + at +
        "/p.gpkg -dsco FORMAT=GML3.2 -dsco SRSNAME_FORMAT=OGC_URN -q");
    run("ogr2ogr -f 'ESRI Shapefile' " + at + "/p.shp " + at + "/p.gpkg -q");
    run("ogr2ogr -f GML " + at + "/latlng.gml " + at +
        "/p.gpkg -t_srs EPSG:6668 -dsco FORMAT=GML3.2 -dsco SRSNAME_FORMAT=OGC_URN -q");
    for (const char* name : {"/p.gpkg", "/p.gml", "/p.shp", "/latlng.gml"}) {
        INFO(name);
        CHECK(geo::distance(read_all(source_of(at + name)).point(0), expected).value() < 0.001);
    }
    CHECK_FALSE(fs::exists(at + "/p.gfs")); // nothing is left beside people's files
}

TEST_CASE("Tokyo datum is refused, not shifted by ten metres in silence") {
    const TemporaryFolder folder;
    VectorSource source = source_of(folder.write("old.csv", "x,y\n136.5,34.5\n"));
    source.crs = "EPSG:4301";
    CHECK_THAT(refusal([&] { read_all(source); }),
               Catch::Contains("old.csv") && Catch::Contains("TKY2JGD"));
}

TEST_CASE("A dataset inside a ZIP is found, in a folder and under a Japanese name") {
    const WrittenFiles folder;
    VectorWriter writer(folder.path() / "区域.shp", VectorFormat::Shapefile);
    writer.begin_layer({"区域", GeometryKind::Point, {{"名称"}}});
    writer.write(geo::LatLng::from_degrees(34.5, 136.5), {"津"});
    writer.finish();
    using Members = std::vector<std::pair<std::string, std::string>>;
    const auto members = [&](const std::string& inside) {
        Members list{{"readme.txt", "x"}};
        for (const char* ending : {".shp", ".shx", ".dbf", ".prj", ".cpg"}) {
            list.emplace_back(inside + ending,
                              read_file(folder.path() / (std::string("区域") + ending)));
        }
        return list;
    };
    const auto utf8 = folder.write_zip("utf8.zip", members("データ/区域"));
    const auto cp932 = folder.write_zip("cp932.zip", members(encode_cp932("データ/区域").bytes));
    for (const auto& zip : {utf8, cp932}) {
        INFO(zip);
        const ReadLayer layer = read_all(source_of(zip));
        CHECK(layer.text(0, "名称") == "津");
        CHECK(layer.issues.empty());
    }

    // As 国土数値情報 packs them: the same data as Shapefile and GeoJSON.
    Members list = members("データ/区域");
    list.emplace_back("データ/区域.geojson", collection(feature(kPoint, R"({"名称":"津"})")));
    const ReadLayer twice = read_all(source_of(folder.write_zip("twice.zip", list)));
    CHECK(twice.text(0, "名称") == "津");
    CHECK(twice.codes() == std::vector<std::string>{"archive_member_chosen"});
    CHECK(twice.issues[0].value == "データ/区域.shp");

    list.emplace_back("other.geojson", collection(feature(kPoint, R"({"名称":"別"})")));
    const auto two = folder.write_zip("two.zip", list);
    CHECK_THAT(refusal([&] { read_all(source_of(two)); }),
               Catch::Contains("地図データが複数あります") && Catch::Contains("other") &&
                   Catch::Contains("区域"));
    CHECK(read_all(source_of(two, "other")).text(0, "名称") == "別");
    CHECK(read_all(source_of(two, "区域")).text(0, "名称") == "津");

    CHECK_THAT(
        refusal([&] { read_all(source_of(folder.write_zip("none.zip", {{"a.txt", "x"}}))); }),
        Catch::Contains("地図データ（.shp"));
    CHECK_THAT(
        refusal([&] { read_all(source_of(folder.write("broken.zip", "PK\x03\x04 no zip"))); }),
        Catch::Contains("ZIPが壊れていないかも"));
}

TEST_CASE("An unusable vector file ends in one sentence that says what to do") {
    const TemporaryFolder folder;
    CHECK_THAT(refusal([&] { read_all(source_of(folder.path() / "無い.shp")); }),
               Catch::Contains("無い.shp がありません") && Catch::Contains("does not exist"));
    CHECK_THAT(
        refusal([&] { read_all(source_of(folder.write("text.geojson", "これは地図ではない"))); }),
        Catch::Contains("text.geojson を地図データとして読めません"));
    CHECK_THAT(refusal([&] { read_all(source_of(folder.write("empty.gpkg", ""))); }),
               Catch::Contains("empty.gpkg"));

    const fs::path shp = folder.path() / "a.shp";
    VectorWriter writer(shp, VectorFormat::Shapefile);
    writer.begin_layer({"a", GeometryKind::Point, {{"n"}}});
    writer.write(geo::LatLng::from_degrees(34, 136), {"x"});
    writer.finish();
    fs::remove(folder.path() / "a.prj");
    CHECK_THAT(refusal([&] { read_all(source_of(shp)); }),
               Catch::Contains("a.shp に座標系の情報がありません") &&
                   Catch::Contains("crs = \"EPSG:6668\""));
    VectorSource helped = source_of(shp);
    helped.crs = "EPSG:6668";
    CHECK(read_all(helped).features.size() == 1);
    helped.crs = "EPSG:99999";
    CHECK_THAT(refusal([&] { read_all(helped); }),
               Catch::Contains("a.shp: 座標系「EPSG:99999」が分かりません"));

    const fs::path several = folder.path() / "several.gpkg";
    VectorWriter layers(several, VectorFormat::GeoPackage);
    layers.begin_layer({"lte", GeometryKind::Point, {}});
    layers.set_style("<qgis/>");
    layers.begin_layer({"nr_sub6", GeometryKind::Point, {}});
    layers.finish();
    CHECK_THAT(refusal([&] { read_all(source_of(several)); }),
               Catch::Contains("レイヤが複数あります") && Catch::Contains("lte, nr_sub6\n"));
    CHECK_THAT(refusal([&] { read_all(source_of(several, "5g")); }),
               Catch::Contains("レイヤ「5g」がありません。あるレイヤ: lte, nr_sub6"));
    CHECK(layers_of(several) == std::vector<std::string>{"lte", "nr_sub6"}); // styles are no data
}

TEST_CASE("A GeoPackage that leaves its CRS undefined is refused like one that says none") {
    const TemporaryFolder folder;
    const std::string at = folder.path().string();
    folder.write("p.csv", "x,y\n136.5,34.5\n");
    run("ogr2ogr -f GPKG " + at + "/none.gpkg " + at +
        "/p.csv -oo X_POSSIBLE_NAMES=x -oo Y_POSSIBLE_NAMES=y -q");
    CHECK_THAT(refusal([&] { read_all(source_of(at + "/none.gpkg")); }),
               Catch::Contains("座標系の情報がありません"));
}

TEST_CASE("A file that breaks off is refused, not read in part") {
    const TemporaryFolder folder;
    std::string features;
    for (int i = 0; i < 2000; ++i) {
        features += (i == 0 ? "" : ",") + feature(kSquare);
    }
    const std::string whole = collection(features);
    CHECK(read_all(source_of(folder.write("whole.geojson", whole))).features.size() == 2000);
    CHECK_THAT(refusal([&] {
                   read_all(
                       source_of(folder.write("half.geojson", whole.substr(0, whole.size() / 2))));
               }),
               Catch::Contains("half.geojson"));

    const fs::path gpkg = folder.path() / "g.gpkg";
    VectorWriter writer(gpkg, VectorFormat::GeoPackage);
    writer.begin_layer({"g", GeometryKind::Point, {{"text"}}});
    for (int i = 0; i < 5000; ++i) {
        writer.write(geo::LatLng::from_degrees(34, 136), {std::string(100, 'x')});
    }
    writer.finish();
    fs::resize_file(gpkg, fs::file_size(gpkg) / 2);
    refusal([&] { read_all(source_of(gpkg)); });
}

TEST_CASE("XML that ends within its declaration is refused like any broken file") {
    // Found by fuzzing: the quote after encoding= was looked for beyond the end.
    const WrittenFiles files;
    for (const char* text : {"<?xml version=\"1.0\" encoding=", "<?xml version=\"1.0\" encoding=\"",
                             "<?xml version=\"1.0\" encoding=\"CP932"}) {
        VectorSource source;
        source.file = files.write("cut.gml", text);
        std::vector<Issue> issues;
        CHECK_THROWS_AS(
            read_features(source, [](const LayerInfo&, Feature&&) {}, issues), InputError);
    }
}

TEST_CASE("A table without places is read without asking for a CRS") {
    const TemporaryFolder folder;
    const ReadLayer table = read_all(source_of(folder.write("t.csv", "code,share\n24201,0.5\n")));
    REQUIRE(table.features.size() == 1);
    CHECK(table.text(0, "code") == "24201");
    CHECK(table.issues.empty());
}

TEST_CASE("Real files: Shapefiles of a city in a plane rectangular system, with and without .cpg") {
    if (!have_shared("data/oddities/yaizu")) {
        return;
    }
    const fs::path yaizu = shared("data/oddities/yaizu");
    const ReadLayer farmland = read_all(source_of(yaizu / "農用地区域.shp"));
    CHECK(farmland.features.size() == 332);
    CHECK(farmland.text(331, "SAFIELD001") == "農用地区域");
    CHECK(farmland.info.encoding == "CP932");
    const geo::Box yaizu_city{34.7, 138.2, 34.95, 138.4}; // 焼津市
    for (const Feature& row : farmland.features) {
        CHECK(geo::Box{34.7, 138.2, 34.95, 138.4}.contains(geo::bounds(row.geometry).centre()));
    }
    const ReadLayer floods = read_all(source_of(yaizu / "浸水履歴_令和6年.shp"));
    CHECK(floods.features.size() == 54);
    const ReadLayer borders = read_all(source_of(yaizu / "行政区域界.shp"));
    CHECK(borders.features.size() == 123);
    CHECK(std::holds_alternative<geo::MultiLine>(borders.features[0].geometry));
    const ReadLayer stops = read_all(source_of(yaizu / "大島・三和地区_タクシー乗車位置.shp"));
    REQUIRE(stops.features.size() == 3);
    CHECK(yaizu_city.contains(stops.point(0)));
}

TEST_CASE("Real files: hospitals whose DBF does not say that it is CP932") {
    if (!have_shared("data/assets/P04-14_30-g_MedicalInstitution.shp")) {
        return;
    }
    const ReadLayer hospitals =
        read_all(source_of(shared("data/assets/P04-14_30-g_MedicalInstitution.shp")));
    CHECK(hospitals.features.size() == 1743);
    CHECK(hospitals.info.encoding == "CP932");
    CHECK(hospitals.text(3, "P04_002") == "井上病院");
    CHECK(hospitals.text(3, "P04_003") == "和歌山県和歌山市小人町南ノ丁２０");
}

TEST_CASE("Real files: the official mesh cells lie where their codes say") {
    for (const auto& [name, count] : {std::pair{"MESH05035", 4400U}, std::pair{"MESH05036", 800U},
                                      std::pair{"MESH05136", 5200U}}) {
        const std::string file = std::string("data/mesh_population/") + name + ".shp";
        if (!have_shared(file)) {
            return;
        }
        const ReadLayer cells = read_all(source_of(shared(file)));
        CHECK(cells.features.size() == count);
        CHECK(cells.info.crs == "JGD2000");
        CHECK(cells.text(0, "KEY_CODE").size() == 8);
        CHECK(cells.issues.empty());
    }
}

TEST_CASE("Real files: GML that stands latitude first, and a TopoJSON that names no CRS") {
    if (!have_shared("data/coverage/UKE_z7_stacje_bazowe_template.gml") ||
        !have_shared("data/municipal/N03-21_24_210101_s0010.topojson")) {
        return;
    }
    const ReadLayer stations =
        read_all(source_of(shared("data/coverage/UKE_z7_stacje_bazowe_template.gml")));
    CHECK(stations.point(0) == geo::LatLng::from_degrees(52.25384, 20.91427));
    const ReadLayer mie =
        read_all(source_of(shared("data/municipal/N03-21_24_210101_s0010.topojson")));
    CHECK(mie.features.size() == 29);
    CHECK(mie.codes() == std::vector<std::string>{"crs_assumed"});
    CHECK(mie.issues[0].kind == IssueKind::Assumed);
}

TEST_CASE("A condition names Japanese columns without quotation marks") {
    const TemporaryFolder folder;
    const auto file = folder.write("a.csv", "区分,名称\n5G,北\n4G,南\n");
    for (const char* where :
         {"区分 = '5G'", "\"区分\" = '5G'", "区分='5G' AND 名称 <> '南'", "名称 IN ('北', '東')"}) {
        INFO(where);
        CHECK(read_all(source_of(file, "", where)).features.size() == 1);
    }
}
