#include "fuzz/seeds.hpp"

#include "core/encoding.hpp"
#include "io/raster_file.hpp"
#include "io/vector_file.hpp"
#include "support/datum_grid_files.hpp"
#include "support/picture_file.hpp"
#include "support/stored_zip.hpp"
#include "support/temporary_folder.hpp"
#include "support/tiny_study.hpp"

#include <array>
#include <filesystem>
#include <string_view>

namespace todoku::fuzz {

namespace {

using geo::LatLng;

geo::MultiPolygon square() {
    geo::Polygon polygon;
    polygon.outer = {LatLng::from_degrees(34.0, 136.0), LatLng::from_degrees(34.0, 136.1),
                     LatLng::from_degrees(34.1, 136.1), LatLng::from_degrees(34.1, 136.0)};
    polygon.holes = {{LatLng::from_degrees(34.04, 136.04), LatLng::from_degrees(34.06, 136.04),
                      LatLng::from_degrees(34.06, 136.06)}};
    return {{polygon}};
}

void write_squares(const std::filesystem::path& file, io::VectorFormat format) {
    io::VectorWriter writer(file, format);
    writer.begin_layer({"coverage",
                        io::GeometryKind::MultiPolygon,
                        {{"N03_001", io::FieldType::Text, 10},
                         {"N03_004", io::FieldType::Text, 20},
                         {"N03_007", io::FieldType::Text, 5}}});
    writer.write(square(), {std::string("三重県"), std::string("津市"), std::string("24201")});
    writer.write(std::monostate(), {std::string("三重県"), std::monostate(), std::string("24202")});
    writer.finish();
}

std::string squares(const std::string& name, io::VectorFormat format) {
    const test::TemporaryFolder folder;
    write_squares(folder.path() / name, format);
    return test::read_file(folder.path() / name);
}

} // namespace

Seeds text_seeds() {
    return {"KEY_CODE,HTKSYORI,人口（総数）\r\n51366721,0,\"1,234\"\r\n",
            encode_cp932("ID,名称,高さ\n1,\"津市役所\n本庁舎\",約１２．５ｍ\n").bytes,
            "\xEF\xBB\xBF建築年,可否\n昭和56年5月31日,○\nR3.4.1,×\n", "\t\t\n\"\"\"\",''\r\r\n"};
}

Seeds antenna_seeds() {
    const auto list = [](int lines) {
        std::string text;
        for (int i = 0; i < lines; ++i) {
            text += i % 90 == 0 ? "0\n" : "-12,5\n";
        }
        return text;
    };
    return {
        "NAME Panel\nFREQUENCY 3700\nGAIN 17.5 dBi\nHORIZONTAL 4\n0 0\n90 12\n180 30\n270 13\n"
        "VERTICAL 5\n0 2\n6 0\n90 20\n180 30\n270 25\n",
        "GAIN 15.35\r\nHORIZONTAL 3\r\n-90 -1\r\n0 0\r\n90 -1\r\nVERTICAL 3\r\n0\t0\r\n354\t0\r\n"
        "360\t0\r\n",
        list(360), list(541), list(720)};
}

Seeds study_file_seeds() {
    return {test::TinyStudy().files.at("study.toml")};
}

Seeds population_seeds() {
    return {encode_cp932("KEY_CODE,HTKSYORI,HTKSAKI,GASSAN,T001102001,T001102019,T001102034\r\n"
                         ",,,,人口（総数）,65歳以上人口,世帯総数\r\n"
                         "513667211,0,,,120,31,45\r\n513667212,1,,513667213,12,5,6\r\n"
                         "513667213,2,513667212,,3,*,*\r\n")
                .bytes,
            "code,population,households,population_65plus\n5136672111,16,6,5\n",
            "KEY_CODE,HTKSYORI,HTKSAKI,GASSAN,人口（総数）,７５歳以上人口　総数\n"
            "513667211,1,,513667212;513667213,*,9\n513667212,2,,,10,*\n5.13667213E+08,2,,,-,X\n"};
}

Seeds municipality_name_seeds() {
    return {R"({"三重県津市":"242012","三重県北牟婁郡紀北町":245437,"":null,"x":{"y":[]}})",
            "{\"三重県津市\":\"242013\"}"};
}

Seeds asset_seeds() {
    return {"ID,名称,種別,住所,緯度,経度,高さ,市区町村コード\nT-1,北小学校,学校,津市北町1,34.05,"
            "136.05,12.5,242012\n",
            encode_cp932("施設名,所在地,緯度,経度,地上高\n\"中央\n公民館\",津市2,北緯34度3分0秒,"
                         "東経136度3分,１０ｍ\n")
                .bytes};
}

Seeds address_seeds() {
    return {
        encode_cp932(
            "\"都道府県名\",\"市区町村名\",\"大字・丁目名\",\"小字・通称名\",\"街区符号・地番\","
            "\"座標系番号\",\"Ｘ座標\",\"Ｙ座標\",\"緯度\",\"経度\",\"住居表示フラグ\","
            "\"代表フラグ\",\"更新前履歴フラグ\",\"更新後履歴フラグ\"\r\n"
            "\"三重県\",\"津市\",\"丸之内二丁目\",\"\",\"5\",\"6\",\"-1.0\",\"2.0\",\"34.72\","
            "\"136.51\",\"1\",\"1\",\"0\",\"0\"\r\n")
            .bytes,
        "都道府県コード,都道府県名,市区町村コード,市区町村名,大字町丁目コード,大字町丁目名,緯度,"
        "経度,"
        "原典資料コード,大字・字・丁目区分コード\n"
        "24,三重県,24472,度会郡南伊勢町,244720001000,五ケ所浦,34.35,136.69,1,1\n"};
}

Seeds measurement_seeds() {
    return {"日時,緯度,経度,事業者,方式,RSRP(dBm),圏内外\n2025-10-01 "
            "12:34:56,34.05,136.05,キャリアA,LTE,"
            "-95.4,\nR7.10.2,34度3分,136度3分,キャリアB,5G,,×\n",
            encode_cp932("走行調査\r\n測定日時\t緯度\t経度\t事業者\t方式\t判定\r\n\"2025/10/"
                         "1\n8:00\"\t34.05\t136.05\t"
                         "キャリアＡ\t４Ｇ\t○\r\n")
                .bytes,
            "timestamp;lat;lon;operator;rat;ss-rsrp\n1759289696000;136.05;34.05;キャリアA;NR_NSA;-"
            "2147483647\n"};
}

Seeds track_seeds() {
    const auto gpx = [](const std::string& inner) {
        return R"(<?xml version="1.0" encoding="UTF-8"?><gpx version="1.1" )"
               R"(xmlns="http://www.topografix.com/GPX/1/1" xmlns:m="urn:m">)" +
               inner + "</gpx>\n";
    };
    const auto at = [](const std::string& tag) {
        return "<" + tag + R"( lat="34.05" lon="136.05"><time>2025-10-01T16:00:00Z</time>)" +
               "<name>p</name><extensions><m:rsrp>-95</m:rsrp><m:operator>キャリアA</m:operator>" +
               "<m:rat>LTE</m:rat></extensions></" + tag + ">";
    };
    return {gpx("<trk><trkseg>" + at("trkpt") + at("trkpt") + "</trkseg></trk>"),
            gpx("<rte><name>r</name>" + at("rtept") + "</rte>"), gpx(at("wpt"))};
}

Seeds boundary_xml_seeds() {
    // 国土数値情報's own XML (refused: its shapes refer to curves), and a GML of OGR.
    return {R"(<?xml version="1.0" encoding="UTF-8"?>
<ksj:Dataset gml:id="N03Dataset" xmlns:ksj="http://nlftp.mlit.go.jp/ksj/schemas/ksj-app" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink">
<gml:Curve gml:id="cv1"><gml:segments><gml:LineStringSegment><gml:posList>
34.0 136.0
34.0 136.1
34.1 136.1
34.0 136.0
</gml:posList></gml:LineStringSegment></gml:segments></gml:Curve>
<gml:Surface gml:id="sf1"><gml:patches><gml:PolygonPatch><gml:exterior><gml:Ring><gml:curveMember xlink:href="#cv1"/></gml:Ring></gml:exterior></gml:PolygonPatch></gml:patches></gml:Surface>
<ksj:AdministrativeBoundary gml:id="gy1"><ksj:bounds xlink:href="#sf1"/><ksj:prefectureName>三重県</ksj:prefectureName><ksj:cityName>津市</ksj:cityName>
<ksj:administrativeAreaCode codeSpace="AdministrativeAreaCd.xml">24201</ksj:administrativeAreaCode></ksj:AdministrativeBoundary></ksj:Dataset>
)",
            R"(<?xml version="1.0" encoding="UTF-8"?>
<ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml/3.2">
<ogr:featureMember><ogr:n gml:id="n.0"><ogr:geometryProperty><gml:Polygon srsName="urn:ogc:def:crs:EPSG::6668"><gml:exterior><gml:LinearRing>
<gml:posList>34.0 136.0 34.0 136.1 34.1 136.1 34.0 136.0</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></ogr:geometryProperty>
<ogr:N03_001>三重県</ogr:N03_001><ogr:N03_004>津市</ogr:N03_004><ogr:N03_007>24201</ogr:N03_007></ogr:n></ogr:featureMember></ogr:FeatureCollection>
)"};
}

Seeds geojson_seeds() {
    return {
        squares("s.geojson", io::VectorFormat::GeoJson),
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"名称":"津市役所","緯度":1e400},)"
        R"("geometry":{"type":"Point","coordinates":[136.05,34.05,1]}},{"type":"Feature","properties":null,"geometry":)"
        R"({"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[[[136,34],[136.1,34.1],[136.1,34],[136,34.1],[136,34]]]}]}}]})"};
}

Seeds kml_seeds() {
    return {squares("s.kml", io::VectorFormat::Kml), R"(<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Folder><name>F</name>
<Placemark><ExtendedData><Data name="方式"><value>5G</value></Data><SchemaData schemaUrl="#a">
<SimpleData name="級">01</SimpleData></SchemaData></ExtendedData><description><![CDATA[<table><tr><td>
<table><tr><th>割合</th><td>0.5&nbsp;&#12354;</td></tr></table></td></tr></table>]]></description>
<Polygon><outerBoundaryIs><LinearRing><coordinates>136,34 136.1,34 136.1,34.1 136,34</coordinates>
</LinearRing></outerBoundaryIs></Polygon></Placemark></Folder></kml>
)"};
}

Seeds gml_seeds() {
    return {R"(<?xml version="1.0" encoding="UTF-8"?>
<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs" xmlns:gml="http://www.opengis.net/gml">
<gml:featureMember><Area gml:id="a1"><name>津市</name><gml:Polygon srsName="urn:ogc:def:crs:EPSG::6668"><gml:exterior><gml:LinearRing>
<gml:posList>34.0 136.0 34.0 136.1 34.1 136.1 34.0 136.0</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></Area></gml:featureMember>
</wfs:FeatureCollection>
)"};
}

Seeds workbook_seeds() {
    const test::TemporaryFolder folder;
    io::VectorWriter writer(folder.path() / "s.xlsx", io::VectorFormat::Xlsx);
    writer.begin_layer({"台帳",
                        io::GeometryKind::None,
                        {{"名称", io::FieldType::Text, 0},
                         {"緯度", io::FieldType::Real, 0},
                         {"経度", io::FieldType::Real, 0},
                         {"階数", io::FieldType::Integer, 0}}});
    writer.write(std::monostate(), {std::string("北小学校"), 34.05, 136.05, std::int64_t{3}});
    writer.finish();
    return {test::read_file(folder.path() / "s.xlsx")};
}

Seeds geopackage_seeds() {
    return {squares("s.gpkg", io::VectorFormat::GeoPackage)};
}

Seeds shapefile_seeds() {
    const test::TemporaryFolder folder;
    write_squares(folder.path() / "s.shp", io::VectorFormat::Shapefile);
    std::vector<test::StoredMember> members;
    for (const char* ending : {".shp", ".shx", ".dbf", ".prj", ".cpg"}) {
        const std::string name = std::string("s") + ending;
        members.push_back({name, test::read_file(folder.path() / name)});
    }
    return {test::stored_zip(members)};
}

Seeds mesh_table_seeds() {
    return {encode_cp932(
                "メッシュコード,カバー率（％）,強度\r\n51366721,37.5,強\r\n513667221,100,弱\r\n"
                "5136672311,0,\r\n51366724111,99%,中\r\n")
                .bytes,
            "code,class\n51366721,○\n5136,×\n513667215,有\n",
            "市区町村コード,市区町村名,町丁目名,カバー率\n24201,津市,丸之内二丁目,100\n24201,津市,"
            "広明町,0\n"};
}

Seeds mesh_workbook_seeds() {
    const test::TemporaryFolder folder;
    io::VectorWriter writer(folder.path() / "s.xlsx", io::VectorFormat::Xlsx);
    writer.begin_layer(
        {"エリア",
         io::GeometryKind::None,
         {{"メッシュコード", io::FieldType::Text, 0}, {"カバー率", io::FieldType::Real, 0}}});
    writer.write(std::monostate(), {std::string("51366721"), 0.5});
    writer.finish();
    return {test::read_file(folder.path() / "s.xlsx")};
}

Seeds picture_seeds(const char* driver) {
    const test::TemporaryFolder folder;
    const bool tiles = std::string_view(driver) == "MBTiles";
    const test::Drawing drawing{{"........", "..####..", "..#..#..", ".#######"}};
    test::PictureFile file{.driver = driver, .epsg = tiles ? 3857 : 6668};
    file.transform = tiles ? std::array<double, 6>{15138000.0, 10.0, 0.0, 4090000.0, 0.0, -10.0}
                           : std::array<double, 6>{136.0, 0.01, 0.0, 35.0, 0.0, -0.01};
    Seeds seeds = {test::read_file(test::write_picture(folder.path() / "a", drawing, file))};
    if (!tiles) {
        file.palette = true;
        seeds.push_back(test::read_file(test::write_picture(folder.path() / "b", drawing, file)));
    }
    return seeds;
}

Seeds geotiff_seeds() {
    geo::HeightGrid grid;
    grid.north = 34.1;
    grid.west = 136.0;
    grid.lat_step = grid.lng_step = 0.01;
    grid.rows = grid.columns = 11;
    for (std::size_t i = 0; i < grid.rows * grid.columns; ++i) {
        grid.heights.push_back(static_cast<float>(i));
    }
    const test::TemporaryFolder folder;
    io::write_geotiff(folder.path() / "s.tif", grid);
    return {test::read_file(folder.path() / "s.tif")};
}

Seeds dem_gml_seeds() {
    // The shape of the Geospatial Information Authority's elevation tiles (JPGIS 2014 GML).
    return {R"(<?xml version="1.0" encoding="UTF-8"?>
<Dataset xmlns="http://fgd.gsi.go.jp/spec/2008/FGD_GMLSchema" xmlns:gml="http://www.opengis.net/gml/3.2">
<DEM gml:id="DEM001"><mesh>51360000</mesh><coverage gml:id="DEM001-3"><gml:boundedBy><gml:Envelope srsName="fguuid:jgd2011.bl">
<gml:lowerCorner>34.000000 136.000000</gml:lowerCorner><gml:upperCorner>34.008333 136.012500</gml:upperCorner></gml:Envelope></gml:boundedBy>
<gml:gridDomain><gml:Grid gml:id="DEM001-4"><gml:limits><gml:GridEnvelope><gml:low>0 0</gml:low><gml:high>1 1</gml:high></gml:GridEnvelope></gml:limits>
<gml:axisLabels>x y</gml:axisLabels></gml:Grid></gml:gridDomain><gml:rangeSet><gml:DataBlock><gml:rangeParameters><gml:QuantityList uom="DEM構成点"/></gml:rangeParameters>
<gml:tupleList>
地表面,12.50
データなし,-9999.
地表面,13.10
海水面,0.00
</gml:tupleList></gml:DataBlock></gml:rangeSet><gml:coverageFunction><gml:GridFunction><gml:sequenceRule order="+x-y">Linear</gml:sequenceRule>
<gml:startPoint>0 0</gml:startPoint></gml:GridFunction></gml:coverageFunction></coverage></DEM></Dataset>
)"};
}

Seeds tile_seeds() {
    std::string text;
    for (int row = 0; row < 256; ++row) {
        for (int column = 0; column < 256; ++column) {
            text += column > 0 ? "," : "";
            text += (row + column) % 5 == 0 ? "e" : "12.5";
        }
        text += "\n";
    }
    return {text};
}

Seeds datum_grid_seeds() {
    return {test::kParOfTsukuba, test::made_up_par(4, 4)};
}

Seeds zipped(const std::string& member, const std::string& bytes) {
    return {test::stored_zip({{member, bytes}})};
}

} // namespace todoku::fuzz
