// Coverage polygons in every format a carrier may send: the same ground, and the expected issues.
#include "io/layers.hpp"
#include "io/readers.hpp"
#include "io/topojson_nulls.hpp"
#include "io/topojson_points.hpp"
#include "io/written_file.hpp"
#include "support/stored_zip.hpp"

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;
using Catch::Matchers::WithinRel;
using domain::Strength;

namespace {

geo::MultiPolygon square(double west) {
    geo::Polygon polygon;
    for (const auto& [x, y] :
         {std::pair{0.0, 0.0}, std::pair{0.1, 0.0}, std::pair{0.1, 0.1}, std::pair{0.0, 0.1}}) {
        polygon.outer.push_back(geo::LatLng::from_degrees(34.0 + y, west + x));
    }
    return {{polygon}};
}

/// A layer as carriers send it: 5G in the west, 4G in the east, a row without a shape.
void write_layer(VectorWriter& writer, const std::string& name) {
    writer.begin_layer({name,
                        GeometryKind::MultiPolygon,
                        {{"表示", FieldType::Text, 20}, {"強度", FieldType::Text, 10}}});
    writer.write(square(136.0), {std::string("5G表示"), std::string("強")});
    writer.write(square(137.0), {std::string("4G"), std::string("弱")});
    writer.write(std::monostate(), {std::string("5G表示"), std::string("強")});
}

std::filesystem::path written(const WrittenFiles& files, const std::string& name,
                              VectorFormat format) {
    const auto file = files.folder() / name;
    std::filesystem::create_directories(file.parent_path());
    VectorWriter writer(file, format);
    write_layer(writer, "area");
    writer.finish();
    return file;
}

CoverageSource coverage_of(const std::filesystem::path& file) {
    CoverageSource source;
    source.carrier = "キャリアA";
    source.technology = domain::Technology::Nr5gSub6;
    source.sources = {source_of(file)};
    return source;
}

std::vector<std::string> told(const std::vector<Issue>& issues) {
    std::vector<std::string> lines;
    for (const Issue& issue : issues) {
        lines.push_back(std::string(name_of(issue.kind)) + " " + issue.code + " " +
                        std::to_string(issue.row.value_or(0)));
    }
    return lines;
}

/// All rows, then only 5G, then only what is strong: the squares and the issues they must give.
/// @param keeps_shapeless false where the format (or GDAL's reader) has no rows without a shape
void check_all_ways(const std::filesystem::path& file, const std::vector<std::string>& before,
                    bool keeps_shapeless = true) {
    INFO(file.string());
    const double ground = geo::area(square(136.0)).value();
    std::vector<std::string> expected = before;
    const int shapeless = keeps_shapeless ? 1 : 0;
    if (keeps_shapeless) {
        expected.emplace_back("rejected empty_geometry 3");
    }
    expected.emplace_back("assumed polygon_strength_taken 0");
    const auto all = read_coverage(coverage_of(file));
    CHECK(told(all.issues) == expected);
    CHECK(all.counts.read == 2 + shapeless);
    CHECK(all.counts.used == 2);
    CHECK(all.counts.rejected == shapeless);
    CHECK_THAT(geo::area(all.value.polygons).value(), WithinRel(2 * ground, 1e-6));

    CoverageSource filtered = coverage_of(file);
    filtered.sources[0].where = "表示 = '5G表示'";
    const auto only = read_coverage(filtered);
    CHECK(told(only.issues) == expected);
    CHECK(only.counts.read == 2 + shapeless);
    CHECK(only.counts.used == 1);
    CHECK(only.counts.left_out == 1);
    CHECK(geo::bounds(only.value.polygons).east < 136.5);

    CoverageSource strong = coverage_of(file);
    strong.strength.field = "強度";
    CHECK(read_coverage(strong).value.strengths == std::vector{Strength::Good, Strength::Edge});
    strong.strength.least = Strength::Fair;
    const auto enough = read_coverage(strong);
    CHECK(enough.value.strengths == std::vector{Strength::Good});
    CHECK(enough.counts.outside == 1);
    CHECK(enough.counts.read == enough.counts.used + enough.counts.rejected);
}

} // namespace

TEST_CASE("A Shapefile in CP932 is read with and without .cpg, in a ZIP and in a folder of a ZIP") {
    const WrittenFiles files;
    const auto file = written(files, "s/area.shp", VectorFormat::Shapefile);
    check_all_ways(file, {});
    std::vector<std::pair<std::string, std::string>> root;
    std::vector<std::pair<std::string, std::string>> nested = {{"はじめに.txt", "readme"}};
    for (const char* ending : {".shp", ".shx", ".dbf", ".prj"}) {
        const std::string bytes = read_file(files.folder() / ("s/area" + std::string(ending)));
        root.emplace_back("area" + std::string(ending), bytes);
        nested.emplace_back("提出/2026年/area" + std::string(ending), bytes);
    }
    const std::vector<std::string> guessed = {"assumed encoding_guessed 0"};
    check_all_ways(files.write_zip("root.zip", root), guessed);
    check_all_ways(files.write_zip("nested.zip", nested), guessed);
    std::filesystem::remove(files.folder() / "s/area.cpg");
    check_all_ways(file, guessed);
}

TEST_CASE("Names in CP932 whose last byte is that of a backslash are found in a ZIP") {
    const WrittenFiles files;
    written(files, "s/area.shp", VectorFormat::Shapefile);
    std::vector<StoredMember> members;
    for (const char* ending : {".shp", ".shx", ".dbf", ".prj"}) {
        members.push_back({encode_cp932("提出/能登/一覧表" + std::string(ending)).bytes,
                           read_file(files.folder() / ("s/area" + std::string(ending)))});
    }
    const auto file = files.write("area.zip", stored_zip(members, false));
    check_all_ways(file, {"assumed encoding_guessed 0"});
    CoverageSource chosen = coverage_of(file);
    chosen.sources[0].layer = "一覧表";
    CHECK(read_coverage(chosen).counts.used == 2);
}

TEST_CASE("Of several KML files in a KMZ the main one is read, and the others are told") {
    const WrittenFiles files;
    const std::string kml = read_file(written(files, "a.kml", VectorFormat::Kml));
    const auto several = read_coverage(coverage_of(files.write_zip(
        "a.kmz", {{"files/b.kml", kml}, {"doc.kml", kml}, {"style.kml", "<kml></kml>"}})));
    CHECK(several.counts.used == 2);
    REQUIRE(!several.issues.empty());
    CHECK(several.issues[0].code == "kmz_other_documents");
    CHECK(several.issues[0].value == "b.kml");
    CHECK_THAT(several.issues[0].action.ja, Catch::Contains("doc.kml だけを読みました"));
}

TEST_CASE("GeoJSON, GeoPackage, KML and FlatGeobuf give the same ground and issues") {
    const WrittenFiles files;
    check_all_ways(written(files, "a.geojson", VectorFormat::GeoJson), {});
    check_all_ways(written(files, "a.gpkg", VectorFormat::GeoPackage), {});
    check_all_ways(written(files, "a.fgb", VectorFormat::FlatGeobuf), {}, false);
    const auto kml = written(files, "a.kml", VectorFormat::Kml);
    check_all_ways(kml, {});
    const auto kmz =
        read_coverage(coverage_of(files.write_zip("a.kmz", {{"doc.kml", read_file(kml)}})));
    CHECK(told(kmz.issues) == std::vector<std::string>{"rejected empty_geometry 3",
                                                       "assumed polygon_strength_taken 0"});
    CHECK_THAT(geo::area(kmz.value.polygons).value(),
               WithinRel(2 * geo::area(square(136.0)).value(), 1e-6));
}

TEST_CASE("GML with latitude first and TopoJSON give the same ground and issues") {
    const WrittenFiles files;
    const auto member = [](const std::string& id, const std::string& technology,
                           const std::string& strength, const std::string& ring) {
        return "<gml:featureMember><Area gml:id=\"" + id + "\"><表示>" + technology +
               "</表示><強度>" + strength + "</強度>" +
               (ring.empty() ? ""
                             : "<gml:surfaceProperty><gml:Polygon gml:id=\"p" + id +
                                   "\" srsName=\"urn:ogc:def:crs:EPSG::6668\"><gml:exterior><gml:"
                                   "LinearRing><gml:posList>" +
                                   ring +
                                   "</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></"
                                   "gml:surfaceProperty>") +
               "</Area></gml:featureMember>\n";
    };
    check_all_ways(
        files.write("a.gml",
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gml:FeatureCollection "
                    "xmlns:gml=\"http://www.opengis.net/gml/3.2\">\n" +
                        member("a1", "5G表示", "強", "34 136 34 136.1 34.1 136.1 34.1 136 34 136") +
                        member("a2", "4G", "弱", "34 137 34 137.1 34.1 137.1 34.1 137 34 137") +
                        member("a3", "5G表示", "強", "") + "</gml:FeatureCollection>\n"),
        {});
    check_all_ways(
        files.write(
            "a.topojson",
            R"({"type":"Topology","objects":{"area":{"type":"GeometryCollection","geometries":[)"
            R"({"type":"Polygon","arcs":[[0]],"properties":{"表示":"5G表示","強度":"強"}},)"
            R"({"type":"Polygon","arcs":[[1]],"properties":{"表示":"4G","強度":"弱"}},)"
            R"({"type":null,"properties":{"表示":"5G表示","強度":"強"}}]}},)"
            R"("arcs":[[[136,34],[136.1,34],[136.1,34.1],[136,34.1],[136,34]],)"
            R"([[137,34],[137.1,34],[137.1,34.1],[137,34.1],[137,34]]]})"),
        {"assumed crs_assumed 0"});
}

TEST_CASE("A TopoJSON's points are counted as often as its arcs are named") {
    const std::string text =
        R"({"type":"Topology","objects":{"a":{"type":"GeometryCollection","geometries":[)"
        R"({"type":"Polygon","properties":{"arcs":[7,7]},"arcs":[[0,-2],[1]]},{"type":null}]},)"
        R"("b":{"type":"MultiPolygon","arcs":[[[-1]]]}},"arcs":[[[0,0],[1,0],[1,1]],[[1,1],[0,0]]]})";
    CHECK(points_of_topojson(text) == 3 + 2 + 2 + 3);
    CHECK(points_of_topojson("{\"type\":\"Topology\"") == 0);
    std::string names = "0";
    for (int i = 0; i < 200'000; ++i) {
        names += ",0";
    }
    std::string arc = "[0,0]";
    for (int i = 0; i < 999; ++i) {
        arc += ",[1,1]";
    }
    const TemporaryFolder files;
    const auto bomb = files.write(
        "bomb.topojson", R"({"type":"Topology","objects":{"a":{"type":"Polygon","arcs":[[)" +
                             names + R"(]]}},"arcs":[[)" + arc + "]]}");
    CHECK_THROWS_WITH(read_coverage(coverage_of(bomb)),
                      Catch::Contains("200,001,000") && Catch::Contains("GeoPackage"));
}

TEST_CASE("Null geometries of a TopoJSON are rows, and null attributes stay what they are") {
    const std::string ring = R"("arcs":[[[136,34],[136.1,34],[136.1,34.1],[136,34]]])";
    const std::string whole = R"({"type":"Polygon","arcs":[[0]],"properties":{"type":null}})";
    const auto topology = [&](const std::string& geometries) {
        return R"({"type":"Topology",)" + ring +
               R"(,"objects":{"a":{"type":"GeometryCollection","geometries":[)" + geometries +
               "]}}}";
    };
    CHECK_FALSE(with_empty_for_null(topology(whole)));
    CHECK_FALSE(with_empty_for_null(R"({"type":null})"));
    const std::string nulls = whole + R"(, null ,{"type" : null,"properties":{"k":"[null]"}})";
    CHECK(with_empty_for_null(topology(nulls)) ==
          topology(whole + R"(, {"type":"MultiPolygon","arcs":[]} ,{"type" : "MultiPolygon","arcs")"
                           R"(:[],"properties":{"k":"[null]"}})"));
    const WrittenFiles files;
    const auto loaded = read_coverage(coverage_of(files.write("a.topojson", topology(nulls))));
    CHECK(told(loaded.issues) == std::vector<std::string>{"assumed crs_assumed 0",
                                                          "rejected empty_geometry 2",
                                                          "rejected empty_geometry 3"});
    CHECK(loaded.counts.read == 3);
}

TEST_CASE("Several layers of a GeoPackage are one coverage, and one must be named of several") {
    const WrittenFiles files;
    const auto file = files.folder() / "a.gpkg";
    VectorWriter writer(file, VectorFormat::GeoPackage);
    write_layer(writer, "north");
    write_layer(writer, "south");
    writer.finish();
    CHECK_THAT(refusal([&] { read_coverage(coverage_of(file)); }),
               Catch::Contains("レイヤ: north, south"));
    CoverageSource both = coverage_of(file);
    both.sources = {source_of(file, "north", "表示 = '4G'"),
                    source_of(file, "south", "表示 = '4G'")};
    const auto loaded = read_coverage(both);
    CHECK(loaded.value.polygons.polygons.size() == 2);
    CHECK(loaded.value.source == "a.gpkg / north, a.gpkg / south");
    CHECK(loaded.counts.used == 2);
    CHECK(loaded.counts.read == 2 + loaded.counts.left_out);
    CHECK(loaded.counts.left_out == 4);
    CHECK(told(loaded.issues) == std::vector<std::string>{"assumed polygon_strength_taken 0",
                                                          "assumed polygon_strength_taken 0"});
}

TEST_CASE("Of several layers the only one with polygons is taken, and that is said") {
    const WrittenFiles files;
    const auto [name, format] = GENERATE(table<const char*, VectorFormat>(
        {{"a.gpkg", VectorFormat::GeoPackage}, {"a.kml", VectorFormat::Kml}}));
    const auto file = files.folder() / name;
    const auto write = [&](bool second) {
        VectorWriter writer(file, format);
        writer.begin_layer({"凡例", GeometryKind::Point, {{"名称", FieldType::Text, 20}}});
        writer.write(geo::LatLng::from_degrees(34.5, 136.5), {std::string("基準点")});
        writer.begin_layer({"Sub6", GeometryKind::MultiPolygon, {{"名称", FieldType::Text, 20}}});
        writer.write(square(136.0), {std::string("屋外")});
        if (second) {
            writer.begin_layer({"4G", GeometryKind::MultiPolygon, {{"名称", FieldType::Text, 20}}});
            writer.write(square(137.0), {std::string("屋外")});
        }
        writer.finish();
    };
    write(false);
    const auto loaded = read_coverage(coverage_of(file));
    CHECK(loaded.counts.used == 1);
    CHECK(told(loaded.issues) == std::vector<std::string>{"assumed layer_taken 0"});
    CHECK(loaded.issues[0].value == "Sub6");
    write(true);
    CHECK_THAT(refusal([&] { read_coverage(coverage_of(file)); }),
               Catch::Contains("レイヤが複数あります"));
}

namespace {

std::filesystem::path plain_area(const WrittenFiles& files) {
    const auto file = files.path() / "a.geojson";
    VectorWriter writer(file, VectorFormat::GeoJson);
    writer.begin_layer({"a", GeometryKind::MultiPolygon, {{"名称", FieldType::Text, 20}}});
    writer.write(square(136.0), {std::string("屋外")});
    writer.finish();
    return file;
}

} // namespace

TEST_CASE(
    "Of several datasets in a ZIP the only one with polygons is coverage, else all are listed") {
    const WrittenFiles files;
    const std::string area = read_file(plain_area(files));
    const std::string marks =
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"n":"凡例"},)"
        R"("geometry":{"type":"Point","coordinates":[136.5,34.5]}}]})";
    const auto loaded = read_coverage(coverage_of(
        files.write_zip("a.zip", {{"図/エリア.geojson", area}, {"legend.geojson", marks}})));
    CHECK(loaded.counts.used > 0);
    CHECK(told(loaded.issues).front() == "assumed layer_taken 0");
    CHECK(loaded.issues.front().value == "図/エリア");

    CoverageSource both =
        coverage_of(files.write_zip("b.zip", {{"北/c.geojson", area}, {"南/c.geojson", area}}));
    CHECK_THAT(refusal([&] { read_coverage(both); }),
               Catch::Contains("地図データが複数あります") &&
                   Catch::Contains(R"(layer = ["北/c", "南/c"])"));
    both.sources.push_back(both.sources.front());
    both.sources[0].layer = "北/c";
    both.sources[1].layer = "南/c";
    CHECK(read_coverage(both).counts.used == 2 * loaded.counts.used);
}

TEST_CASE("MapInfo files and a File Geodatabase are read inside a ZIP") {
    const WrittenFiles files;
    const auto area = plain_area(files);
    const std::string folder = files.path().string();
    for (const std::string format :
         {"'MapInfo File' -dsco FORMAT=MIF c.mif", "OpenFileGDB c.gdb"}) {
        INFO(format);
        const std::string name = format.substr(format.rfind(' ') + 1);
        REQUIRE(std::system(
                    ("cd " + folder + " && ogr2ogr -q -f " + format + " a.geojson").c_str()) == 0);
        std::vector<std::pair<std::string, std::string>> members = {{"readme.txt", "説明"}};
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            const std::string inside = entry.path().string().substr(folder.size() + 1);
            if (entry.is_regular_file() && inside.starts_with("c.")) {
                members.emplace_back(inside, read_file(entry.path()));
            }
        }
        CHECK(read_coverage(coverage_of(files.write_zip(name + ".zip", members))).counts.used ==
              read_coverage(coverage_of(area)).counts.used);
        std::filesystem::remove_all(files.path() / name);
    }
}

TEST_CASE("A strength column that is not there is told with those that are") {
    const WrittenFiles files;
    CoverageSource source = coverage_of(written(files, "a.geojson", VectorFormat::GeoJson));
    source.strength.field = "レベル";
    CHECK_THAT(refusal([&] { read_coverage(source); }), Catch::Contains("ある項目: 表示, 強度"));
}

TEST_CASE("A polygon whose strength says not covered or unknown is no coverage") {
    const WrittenFiles files;
    const auto file = files.folder() / "a.geojson";
    VectorWriter writer(file, VectorFormat::GeoJson);
    writer.begin_layer({"area", GeometryKind::MultiPolygon, {{"強度", FieldType::Text, 10}}});
    writer.write(square(136.0), {std::string("強")});
    writer.write(square(137.0), {std::string("圏外")});
    writer.write(square(138.0), {std::string("不明")});
    writer.finish();
    CoverageSource source = coverage_of(file);
    source.strength.field = "強度";
    const auto loaded = read_coverage(source);
    CHECK(loaded.value.polygons.polygons.size() == 1);
    CHECK(loaded.value.strengths == std::vector{Strength::Good});
    CHECK(loaded.unknown.polygons.size() == 1);
    CHECK(told(loaded.issues) == std::vector<std::string>{"assumed strength_says_not_covered 0",
                                                          "assumed strength_says_not_covered 0"});
}

namespace {

/// Squares with one attribute each, west to east.
std::filesystem::path squares(const WrittenFiles& files, const std::string& header,
                              const std::vector<std::string>& values) {
    const auto file = files.folder() / "squares.geojson";
    VectorWriter writer(file, VectorFormat::GeoJson);
    writer.begin_layer({"area", GeometryKind::MultiPolygon, {{header, FieldType::Text, 20}}});
    double west = 136.0;
    for (const std::string& value : values) {
        writer.write(square(west), {value});
        west += 1.0;
    }
    writer.finish();
    return file;
}

} // namespace

TEST_CASE("Polygons whose attributes speak of another technology alone are refused") {
    const WrittenFiles files;
    const auto [header, values,
                told] = GENERATE(table<std::string, std::vector<std::string>, std::string>({
        {"4G", {"圏内", "圏外"}, "where = \"4G = '…'\""},
        {"4G", {"圏内", "圏内"}, "項目「4G」は、5G（Sub6）のものではありません"},
        {"LTEエリア", {"○", "×"}, "項目「LTEエリア」"},
        {"方式", {"5G", "4G"}, "where = \"方式 = '5G'\""},
        {"通信方式", {"4G", "LTE"}, "5G（Sub6）ではない値（4G, LTE）"},
        {"種別", {"5G", "4G"}, "where = \"種別 = '5G'\""},
        {"NAME", {"5G(Sub6)", "4G LTE", ""}, "where = \"NAME = '5G(Sub6)'\""},
        {"TECH", {"NR", "LTE"}, "where = \"TECH = 'NR'\""},
        {"区分", {"5G Sub6", "5G 転用"}, "where = \"区分 = '5G Sub6'\""},
        {"判定", {"5G圏内", "4G圏内", "圏外"}, "where = \"判定 = '5G圏内'\""},
        {"周波数", {"3.7GHz", "800MHz"}, "where = \"周波数 = '3.7GHz'\""},
        {"band", {"n78", "n257", "n28"}, "where = \"band = 'n78'\""},
        {"凡例", {"瞬速5G（Sub6）", "5G（4G周波数の転用）"}, "where = \"凡例 = '瞬速5G（Sub6）'\""},
        {"世代", {"5", "4"}, "where = \"世代 = '5'\""},
        {"type", {"5G NSA", "4G", "5G SA"}, "where = \"type IN ('5G NSA', '5G SA')\""},
        {"エリア", {"3.7GHz", "プラチナバンド", "1.7GHz"}, "where = \"エリア = '3.7GHz'\""},
    }));
    CoverageSource source = coverage_of(squares(files, header, values));
    CHECK_THAT(refusal([&] { read_coverage(source); }), Catch::Contains(told));
    source.sources[0].where = header + " = '" + values[0] + "'";
    CHECK_FALSE(read_coverage(source).value.polygons.polygons.empty());
}

TEST_CASE(
    "Polygons of several carriers are refused until one is chosen, planned ground is not covered") {
    const WrittenFiles files;
    CoverageSource source = coverage_of(squares(files, "事業者", {"（株）キャリアA", "キャリアB"}));
    CHECK_THAT(refusal([&] { read_coverage(source); }),
               Catch::Contains("where = \"事業者 = '（株）キャリアA'\""));
    source.sources[0].where = "事業者 = '（株）キャリアA'";
    CHECK(read_coverage(source).counts.used == 1);
    CHECK(read_coverage(coverage_of(squares(files, "事業者", {"A社", "A社"}))).counts.used == 2);
    CHECK_THAT(
        refusal([&] { read_coverage(coverage_of(squares(files, "会社名", {"A社", "B社"}))); }),
        Catch::Contains("where = \"会社名 = '…'\""));
    const auto planned =
        read_coverage(coverage_of(squares(files, "区域", {"提供エリア", "提供予定"})));
    CHECK(planned.value.polygons.polygons.size() == 1);
}

TEST_CASE("Polygons whose values say not yet, no signal or 0 are not covered, under any header") {
    const WrittenFiles files;
    const auto [header, in, out] = GENERATE(table<const char*, const char*, const char*>(
        {{"提供状況", "提供中", "2028年3月提供予定"},
         {"ステータス", "提供中", "計画中"},
         {"整備時期", "既設", "2027年度予定"},
         {"エリア", "現在", "拡大予定"},
         {"備考", "提供中", "2027年開始予定"},
         {"電波状況", "良好", "圏外"},
         {"受信感度", "強", "なし"},
         {"ランク", "良好", "圏外"},
         {"種別", "5G", "圏外"},
         {"種別", "5G", "5G提供予定（2027年3月）"},
         {"種別", "5Gエリア", "5Gエリア（2026年12月末予定）"},
         {"種別", "現在", "将来"},
         {"状態", "運用中", "建設中"},
         {"status", "在圏", "圏外"},
         {"status", "Covered", "Not covered"},
         {"status", "Covered", "Planned"},
         {"状況", "支障なし", "停波中"},
         {"復旧状況", "復旧済", "復旧中"},
         {"level", "strong", "none"},
         {"covered", "1", "0"},
         {"covered", "true", "false"},
         {"COVER", "1", "0"},
         {"5G", "1", "0"},
         {"5G", "○", "-"},
         {"flag", "Y", "N"},
         {"対応", "1", ""},
         {"カバー率", "100", "0"},
         {"gridcode", "1", "0"},
         {"DN", "255", "0"},
         {"レベル", "3", "0"}}));
    INFO(header);
    const auto loaded = read_coverage(coverage_of(squares(files, header, {in, out, in})));
    CHECK(loaded.value.polygons.polygons.size() == 2);
    CHECK(loaded.counts.used == 3);
    CHECK_FALSE(loaded.issues.empty());
}

TEST_CASE("Classes of polygons that cannot be told apart are refused with the condition to write") {
    const WrittenFiles files;
    const auto [header, values] = GENERATE(
        table<std::string, std::vector<std::string>>({{"DN", {"0", "1", "2"}},
                                                      {"gridcode", {"1", "2", "3"}},
                                                      {"value", {"0", "1", "2"}},
                                                      {"rank", {"A", "B", "圏外"}},
                                                      {"利用", {"屋外", "圏外"}},
                                                      {"提供状況", {"提供中", "2028年3月"}}}));
    CHECK_THAT(refusal([&] { read_coverage(coverage_of(squares(files, header, values))); }),
               Catch::Contains("where = \"" + header + " = "));
}

TEST_CASE("Attributes that name places, dates and numbers do not divide polygons") {
    const WrittenFiles files;
    const auto [header, values] = GENERATE(
        table<std::string, std::vector<std::string>>({{"名称", {"津市", "4G基地局", "松阪市"}},
                                                      {"名称", {"5G", "津市"}},
                                                      {"地区", {"上", "中", "下"}},
                                                      {"備考", {"", "山間部"}},
                                                      {"更新", {"2026-01-01", "2027-01-01"}},
                                                      {"code", {"24201", "24202"}},
                                                      {"id", {"0", "1", "2"}},
                                                      {"計画", {"廃止予定", "提供中"}}}));
    INFO(header);
    const auto loaded = read_coverage(coverage_of(squares(files, header, values)));
    CHECK(loaded.value.polygons.polygons.size() == values.size());
    CHECK(loaded.issues.empty());
}

TEST_CASE("Polygons covered in part are refused, with the way to read mesh cells by their shares") {
    const WrittenFiles files;
    const auto [header, values, where] =
        GENERATE(table<std::string, std::vector<std::string>, std::string>({
            {"カバー率", {"100", "30", "0"}, "where = \"CAST(カバー率 AS float) > 0\""},
            {"カバー率(%)", {"100%", "30%"}, "where = 'CAST(\"カバー率(%)\" AS float) > 0'"},
        }));
    CHECK_THAT(refusal([&] { read_coverage(coverage_of(squares(files, header, values))); }),
               Catch::Contains("read = \"mesh\"") && Catch::Contains(where));
    CHECK(read_coverage(coverage_of(squares(files, header, {"100", "100"}))).counts.used == 2);
}

TEST_CASE("Polygons whose values name several operators are refused until one is chosen") {
    const WrittenFiles files;
    CoverageSource source = coverage_of(squares(files, "name", {"docomo 5G", "au 5G", "楽天 5G"}));
    source.carrier = "KDDI";
    CHECK_THAT(refusal([&] { read_coverage(source); }),
               Catch::Contains("where = \"name = 'au 5G'\""));
    source.sources[0].where = "name = 'au 5G'";
    CHECK(read_coverage(source).counts.used == 1);
    CHECK_THAT(refusal([&] { read_coverage(coverage_of(squares(files, "mnc", {"10", "20"}))); }),
               Catch::Contains("where = \"mnc = '…'\""));
}

TEST_CASE("Attributes of few values that repeat and decided nothing are told, with a condition") {
    const WrittenFiles files;
    const auto loaded =
        read_coverage(coverage_of(squares(files, "種別", {"面1", "面2", "面1", "面2"})));
    CHECK(loaded.value.polygons.polygons.size() == 4);
    REQUIRE(told(loaded.issues) == std::vector<std::string>{"assumed polygon_attributes_unused 0"});
    CHECK(loaded.issues[0].problem.ja ==
          "エリアの内外の判断に使わなかった項目があります: 「種別」（面1・面2）。");
    CHECK_THAT(loaded.issues[0].action.ja,
               Catch::Contains("where = \"種別 IN ('面1', '面2')\" のように書いてください"
                               "（エリアでない値を除いて）"));
}

TEST_CASE("The condition that is suggested names no value of another technology") {
    const WrittenFiles files;
    const auto loaded =
        read_coverage(coverage_of(squares(files, "名称", {"5G", "津市", "5G", "津市"})));
    REQUIRE(loaded.issues.size() == 1);
    CHECK_THAT(loaded.issues[0].action.ja, Catch::Contains("where = \"名称 = '5G'\""));
}

TEST_CASE("Polygons of which all that is said is that they are not covered are refused") {
    const WrittenFiles files;
    const auto [header, values, where] =
        GENERATE(table<std::string, std::vector<std::string>, std::string>({
            {"name", {"不感エリア1", "不感エリア2"}, "where = \"name IS NOT NULL\""},
            {"種別", {"圏外", ""}, "where = \"種別 IS NULL OR 種別 = ''\""},
            {"layer", {"No coverage", "Not covered"}, "where = \"layer IS NOT NULL\""},
        }));
    CoverageSource source = coverage_of(squares(files, header, values));
    CHECK_THAT(refusal([&] { read_coverage(source); }),
               Catch::Contains("「" + header + "」は、エリアでないところ") &&
                   Catch::Contains(where));
    source.sources[0].where = header + " IS NOT NULL";
    CHECK(read_coverage(source).value.polygons.polygons.size() == 2);
}

TEST_CASE("Names of grounds without coverage beside others are refused or told, as they stand") {
    const WrittenFiles files;
    CHECK_THAT(refusal([&] {
                   read_coverage(coverage_of(squares(files, "name", {"津市北部", "不感エリア1"})));
               }),
               Catch::Contains("where = \"name = "));
    const auto [header, words, where] =
        GENERATE(table<std::string, std::vector<std::string>, std::string>({
            {"備考", {"", "5Gなし"}, "備考 IS NULL OR 備考 NOT IN ('5Gなし')"},
            {"備考",
             {"", "一部圏外", "圏外のため除外"},
             "備考 IS NULL OR 備考 NOT IN ('一部圏外', '圏外のため除外')"},
            {"name", {"北部", "圏外対策済"}, "name IS NULL OR name NOT IN ('圏外対策済')"},
        }));
    const auto loaded = read_coverage(coverage_of(squares(files, header, words)));
    CHECK(loaded.value.polygons.polygons.size() == words.size());
    REQUIRE(told(loaded.issues) == std::vector<std::string>{"assumed polygon_plan_unused 0"});
    CHECK_THAT(loaded.issues[0].action.ja, Catch::Contains(where));
}

TEST_CASE("A file or layer whose name says that there is no coverage is refused by that name") {
    const WrittenFiles files;
    const auto name = GENERATE("圏外.geojson", "5G_エリア外.geojson", "未整備エリア.geojson",
                               "A社 not covered.geojson");
    const auto file = squares(files, "k", {"a", "b"});
    const auto denied = files.folder() / name;
    std::filesystem::rename(file, denied);
    CoverageSource source = coverage_of(denied);
    CHECK_THAT(refusal([&] { read_coverage(source); }),
               Catch::Contains("名前（" + denied.stem().string() + "）によれば"));
    source.sources[0].where = "1 = 1";
    CHECK(read_coverage(source).counts.used == 2);

    const auto layers = files.folder() / "a.gpkg";
    VectorWriter writer(layers, VectorFormat::GeoPackage);
    writer.begin_layer({"圏外", GeometryKind::MultiPolygon, {}});
    writer.write(square(136.0), {});
    writer.finish();
    CHECK_THAT(refusal([&] { read_coverage(coverage_of(layers)); }),
               Catch::Contains("名前（圏外）によれば"));
}

TEST_CASE("A name of both sides, or values of inside and outside, refuse no file") {
    const WrittenFiles files;
    const auto name = GENERATE("圏内外.geojson", "不感対策済エリア.geojson");
    const auto denied = files.folder() / name;
    std::filesystem::rename(squares(files, "k", {"a", "b"}), denied);
    CHECK(read_coverage(coverage_of(denied)).counts.used == 2);
    std::filesystem::rename(squares(files, "判定", {"圏内", "圏外"}),
                            files.folder() / "圏外.geojson");
    CHECK(read_coverage(coverage_of(files.folder() / "圏外.geojson"))
              .value.polygons.polygons.size() == 1);
}

TEST_CASE("Days on which service begins decide nothing, and are told with a condition") {
    const WrittenFiles files;
    const auto loaded =
        read_coverage(coverage_of(squares(files, "提供開始日", {"2024-03-01", "2028-04-01"})));
    CHECK(loaded.value.polygons.polygons.size() == 2);
    REQUIRE(told(loaded.issues) == std::vector<std::string>{"assumed polygon_days_unused 0"});
    CHECK(loaded.issues[0].problem.ja ==
          "項目「提供開始日」は始まる日（2024-03-01〜2028-04-01）です。");
    CHECK_THAT(loaded.issues[0].action.ja,
               Catch::Contains("where = \"提供開始日 <= '2024-03-01'\""));
}

TEST_CASE("Polygons whose attributes name this technology, or none, are read") {
    const WrittenFiles files;
    const auto header = GENERATE("方式", "名称");
    const auto file =
        squares(files, header,
                header == std::string("方式") ? std::vector<std::string>{"5G", "5G Sub6"}
                                              : std::vector<std::string>{"4G設備あり", "第2"});
    CHECK(read_coverage(coverage_of(file)).value.polygons.polygons.size() == 2);
}

TEST_CASE("An attribute of strengths is found by its name where its values are words for them") {
    const WrittenFiles files;
    const auto [header, first] = GENERATE(table<const char*, const char*>(
        {{"電波強度（区分）", "強"}, {"RSRP", "good"}, {"strength", "良好"}}));
    CoverageSource source = coverage_of(squares(files, header, {first, "弱", "圏外"}));
    const auto loaded = read_coverage(source);
    CHECK(loaded.value.strengths == std::vector{Strength::Good, Strength::Edge});
    CHECK(told(loaded.issues) == std::vector<std::string>{"assumed polygon_strength_taken 0",
                                                          "assumed strength_says_not_covered 0"});
    source.strength.least = Strength::Good;
    CHECK(read_coverage(source).value.polygons.polygons.size() == 1);

    const auto levels = read_coverage(coverage_of(squares(files, header, {"-95", "-110"})));
    CHECK(levels.value.strengths.empty()); // dBm are no words
    CHECK(told(levels.issues) == std::vector<std::string>{"assumed polygon_signal_unused 0"});
}

TEST_CASE("Numbers of strength and words for plans that decide nothing are told with a condition") {
    const WrittenFiles files;
    const auto [header, values, where, left] =
        GENERATE(table<std::string, std::vector<std::string>, std::string, std::size_t>({
            {"RSRP", {"-125", "-80"}, "CAST(RSRP AS float) >= -110", 1},
            {"RSRP(dBm)", {"-95", "-95"}, "CAST(\"RSRP(dBm)\" AS float) >= -110", 2},
            {"強度", {"0", "2", "1"}, "CAST(強度 AS float) > 0", 2},
            {"min_dbm", {"-90", "-130"}, "CAST(min_dbm AS float) >= -110", 1},
            {"備考", {"", "予定"}, "備考 IS NULL OR 備考 NOT IN ('予定')", 1},
            {"備考",
             {"", "山間部", "2026年度予定", "圏外"},
             "備考 IS NULL OR 備考 NOT IN ('2026年度予定', '圏外')",
             2},
        }));
    INFO(header);
    CoverageSource source = coverage_of(squares(files, header, values));
    const auto loaded = read_coverage(source);
    CHECK(loaded.value.polygons.polygons.size() == values.size());
    REQUIRE(loaded.issues.size() == 1);
    CHECK(loaded.issues[0].kind == IssueKind::Assumed);
    CHECK(loaded.issues[0].field == header);
    CHECK_THAT(loaded.issues[0].action.ja, Catch::Contains(where));
    source.sources[0].where = where;
    CHECK(read_coverage(source).value.polygons.polygons.size() == left);
}

TEST_CASE("Strengths that are numbers in the file are told without turning text into numbers") {
    const WrittenFiles files;
    const auto file = files.folder() / "a.geojson";
    VectorWriter writer(file, VectorFormat::GeoJson);
    writer.begin_layer({"area", GeometryKind::MultiPolygon, {{"強度", FieldType::Real}}});
    writer.write(square(136.0), {1.5});
    writer.write(square(137.0), {0.0});
    writer.finish();
    const auto loaded = read_coverage(coverage_of(file));
    CHECK(loaded.value.polygons.polygons.size() == 2);
    REQUIRE(loaded.issues.size() == 1);
    CHECK(loaded.issues[0].problem.ja ==
          "項目「強度」は電波の強さの数（0〜1.5）で、0 のポリゴンが 1 件あります。");
    CHECK(loaded.issues[0].action.ja ==
          "ポリゴン 2 件をすべてエリアとしました。一部だけがエリアなら study.toml に where = "
          "\"強度 > 0\" のように書いてください。");
}

TEST_CASE("Polygons too weak to count are not among those told as covered") {
    const WrittenFiles files;
    const auto file = files.folder() / "a.geojson";
    VectorWriter writer(file, VectorFormat::GeoJson);
    writer.begin_layer({"area",
                        GeometryKind::MultiPolygon,
                        {{"圏内外", FieldType::Text, 10}, {"強度", FieldType::Text, 10}}});
    writer.write(square(136.0), {std::string("圏内"), std::string("強")});
    writer.write(square(137.0), {std::string("圏内"), std::string("弱")});
    writer.write(square(138.0), {std::string("圏外"), std::string("")});
    writer.finish();
    CoverageSource source = coverage_of(file);
    source.strength.least = Strength::Fair;
    const auto loaded = read_coverage(source);
    CHECK(loaded.counts.used == 2);
    CHECK(loaded.counts.outside == 1);
    const auto classed =
        std::find_if(loaded.issues.begin(), loaded.issues.end(),
                     [](const Issue& issue) { return issue.code == "polygon_class_taken"; });
    REQUIRE(classed != loaded.issues.end());
    CHECK_THAT(classed->problem.ja, Catch::Contains("内 1 件、外 1 件"));
}
