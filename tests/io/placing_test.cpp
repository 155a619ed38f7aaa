// Where coordinates lie: order of axes, CRSs that are absent or wrong, datums, what is no place.
#include "io/datum_issues.hpp"
#include "io/layers.hpp"
#include "io/readers.hpp"
#include "support/datum_grid_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cfloat>
#include <cstdlib>
#include <iterator>

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;
using Catch::Matchers::WithinAbs;

namespace {

// 国土地理院: Mie lies between 33 43' and 35 15' N, 135 51' and 136 59' E.
const geo::Box kMie{33.72, 135.85, 35.26, 136.99};
const Placing kInMie{{}, kMie, 6674};

VectorSource in_mie(const std::filesystem::path& file) {
    VectorSource source = test::source_of(file);
    source.placing = kInMie;
    return source;
}

std::string point_feature(double x, double y) {
    return fmt::format(R"({{"type":"Feature","properties":{{}},"geometry":{{"type":"Point",)"
                       R"("coordinates":[{},{}]}}}})",
                       x, y);
}

std::string geojson(const std::vector<std::pair<double, double>>& points,
                    const std::string& crs = "") {
    std::string features;
    for (const auto& [x, y] : points) {
        features += (features.empty() ? "" : ",") + point_feature(x, y);
    }
    const std::string member =
        crs.empty() ? "" : R"("crs":{"type":"name","properties":{"name":")" + crs + "\"}},";
    return R"({"type":"FeatureCollection",)" + member + R"("features":[)" + features + "]}";
}

std::string gml(const std::string& srs, const std::string& position) {
    return fmt::format(
        R"(<?xml version="1.0" encoding="UTF-8"?>
<ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml/3.2">
<gml:boundedBy><gml:Envelope srsName="{0}"><gml:lowerCorner>{1}</gml:lowerCorner><gml:upperCorner>{1}</gml:upperCorner></gml:Envelope></gml:boundedBy>
<ogr:featureMember><ogr:site gml:id="s.0"><ogr:geom><gml:Point srsName="{0}" gml:id="p.0"><gml:pos>{1}</gml:pos></gml:Point></ogr:geom>
<ogr:name>津</ogr:name></ogr:site></ogr:featureMember></ogr:FeatureCollection>
)",
        srs, position);
}

void shapefile(const TemporaryFolder& folder, const std::string& name, const std::string& csv,
               const std::string& crs) {
    folder.write(name + ".csv", csv);
    const std::string at = folder.path().string() + "/" + name;
    const std::string command = "ogr2ogr -f 'ESRI Shapefile' " + at + ".shp " + at +
                                ".csv -oo X_POSSIBLE_NAMES=x -oo Y_POSSIBLE_NAMES=y -q" +
                                (crs.empty() ? "" : " -a_srs " + crs);
    REQUIRE(std::system(command.c_str()) == 0);
}

std::vector<Issue> swapped_rows(const LoadedAssets& loaded) {
    std::vector<Issue> found;
    std::copy_if(loaded.issues.begin(), loaded.issues.end(), std::back_inserter(found),
                 [](const Issue& issue) { return issue.code == "asset_lat_lon_swapped"; });
    return found;
}

const std::vector<std::pair<double, double>> kTsuAndOwase = {{136.5086, 34.7303},
                                                             {136.1910, 34.0708}};

} // namespace

TEST_CASE("Rows whose latitude and longitude were exchanged count as repaired") {
    const TemporaryFolder folder;
    const auto polygons = [&](bool swapped) {
        const auto corner = [&](double lng, double lat) {
            return swapped ? fmt::format("[{},{}]", lat, lng) : fmt::format("[{},{}]", lng, lat);
        };
        std::string features;
        for (const double lat : {34.5, 34.7}) {
            features +=
                fmt::format(R"({}{{"type":"Feature","properties":{{"name":"x"}},"geometry":)"
                            R"({{"type":"Polygon","coordinates":[[{},{},{},{}]]}}}})",
                            features.empty() ? "" : ",", corner(136.4, lat), corner(136.5, lat),
                            corner(136.5, lat + 0.1), corner(136.4, lat));
        }
        return in_mie(
            folder.write(swapped ? "s.geojson" : "r.geojson",
                         R"({"type":"FeatureCollection","features":[)" + features + "]}"));
    };
    for (const bool swapped : {false, true}) {
        CoverageSource coverage;
        coverage.sources = {polygons(swapped)};
        ZoneSource zones;
        zones.source = polygons(swapped);
        zones.name = "学区";
        for (const ReadCounts& counts :
             {read_coverage(coverage).counts, read_zones(zones).counts}) {
            CHECK(counts.used == 2);
            CHECK(counts.repaired == (swapped ? 2 : 0));
        }
    }
}

TEST_CASE(
    "A layer with latitude and longitude exchanged throughout is put right, and says so once") {
    const TemporaryFolder folder;
    const auto right = read_all(in_mie(folder.write("right.geojson", geojson(kTsuAndOwase))));
    CHECK(right.issues.empty());
    const auto layer = read_all(in_mie(
        folder.write("swapped.geojson", geojson({{34.7303, 136.5086}, {34.0708, 136.1910}}))));
    CHECK(layer.codes() == std::vector<std::string>{"axes_exchanged"});
    CHECK(layer.issues[0].kind == IssueKind::Repaired);
    CHECK_FALSE(layer.issues[0].row);
    CHECK(layer.point(0) == right.point(0));
    CHECK(layer.point(1) == right.point(1));
    // Points that say nothing (0, 0, empty) neither help nor hinder.
    const auto gaps = read_all(in_mie(folder.write(
        "gaps.geojson", geojson({{0, 0}, {34.7303, 136.5086}, {DBL_MAX, -DBL_MAX}, {0, 0}}))));
    CHECK(gaps.codes() == std::vector<std::string>{"axes_exchanged", "zero_coordinates",
                                                   "unusable_coordinates", "zero_coordinates"});
    CHECK(gaps.point(1) == right.point(0));
}

TEST_CASE("Rows of a ledger are exchanged onto the study's ground, not beside it") {
    const TemporaryFolder folder;
    const auto ledger = [&](const std::string& rows) {
        AssetSource source;
        source.file = folder.write("a.csv", "名称,緯度,経度\n甲,34.7303,136.5086\n" + rows);
        source.shown_as = "a.csv";
        source.placing = kInMie;
        return read_assets(source);
    };
    const auto put_right = ledger("乙,136.5086,34.74\n");
    REQUIRE(swapped_rows(put_right).size() == 1);
    CHECK(swapped_rows(put_right)[0].kind == IssueKind::Repaired);
    CHECK(put_right.counts.used == 2);
    // 丙 would come to lie 32 km west of the prefecture.
    const auto none = ledger("乙,136.5086,34.74\n丙,135.5,34.73\n");
    REQUIRE(swapped_rows(none).size() == 2);
    CHECK(swapped_rows(none)[0].kind == IssueKind::Rejected);
    CHECK(none.counts.used == 1);
}

TEST_CASE("Nothing is exchanged where one point would not come to lie on the study's ground") {
    const TemporaryFolder folder;
    // 東京 the wrong way round beside 津 the wrong way round.
    const auto file =
        folder.write("both.geojson", geojson({{34.7303, 136.5086}, {35.6895, 139.6917}}));
    CHECK_THAT(refusal([&] { read_all(in_mie(file)); }),
               Catch::Contains("both.geojson は対象の都道府県にかかっていません") &&
                   Catch::Contains("座標が緯度経度に直せません"));
    // Beside a point that is right, the wrong one is listed.
    const auto mixed = read_all(
        in_mie(folder.write("mixed.geojson", geojson({{136.5086, 34.7303}, {34.0708, 136.191}}))));
    CHECK(mixed.codes() == std::vector<std::string>{"unusable_coordinates"});
    CHECK(mixed.issues[0].row == 2);
    CHECK_THAT(mixed.issues[0].problem.ja, Catch::Contains("緯度と経度の順"));
    // Without the study's ground nothing is known.
    const auto alone = read_all(test::source_of(folder.path() / "both.geojson"));
    CHECK(alone.codes() ==
          std::vector<std::string>{"unusable_coordinates", "unusable_coordinates"});
}

TEST_CASE("KML with latitude first is put right") {
    const TemporaryFolder folder;
    const auto kml = [&](const char* name, const char* position) {
        return folder.write(
            name, fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml "
                              "xmlns=\"http://www.opengis.net/kml/2.2\"><Document><Placemark>"
                              "<name>津</name><Point><coordinates>{}</coordinates></Point>"
                              "</Placemark></Document></kml>\n",
                              position));
    };
    const auto right = read_all(in_mie(kml("right.kml", "136.5086,34.7303,0")));
    const auto swapped = read_all(in_mie(kml("swapped.kml", "34.7303,136.5086,0")));
    CHECK(right.codes().empty());
    CHECK(swapped.codes() == std::vector<std::string>{"axes_exchanged"});
    CHECK(swapped.point(0) == right.point(0));
}

TEST_CASE(
    "GML without a CRS and with latitude first says what to write, which then puts it right") {
    const TemporaryFolder folder;
    std::string text = gml("", "34.7303 136.5086");
    for (const std::string_view none = " srsName=\"\""; text.find(none) != std::string::npos;) {
        text.erase(text.find(none), none.size());
    }
    VectorSource source = in_mie(folder.write("site.gml", text));
    CHECK_THAT(refusal([&] { read_all(source); }),
               Catch::Contains("site.gml に座標系の情報がありません") &&
                   Catch::Contains("EPSG:6668（緯度・経度、緯度が先に書かれている場合") &&
                   Catch::Contains("crs = \"EPSG:6668\""));
    source.crs = "EPSG:6668";
    const auto put_right = read_all(source);
    CHECK(put_right.codes() == std::vector<std::string>{"axes_exchanged"});
    CHECK(put_right.point(0) == geo::LatLng::from_degrees(34.7303, 136.5086));
}

TEST_CASE("GML keeps the order of axes that its way of naming the CRS means") {
    const TemporaryFolder folder;
    const geo::LatLng tsu = geo::LatLng::from_degrees(34.7303, 136.5086);
    int number = 0;
    for (const char* code : {"4326", "4612", "6668"}) {
        for (const auto& [form, latitude_first] :
             {std::pair{"urn:ogc:def:crs:EPSG::{}", true},
              std::pair{"http://www.opengis.net/def/crs/EPSG/0/{}", true},
              std::pair{"EPSG:{}", false}}) {
            const std::string srs = fmt::format(fmt::runtime(form), code);
            INFO(srs);
            const auto file =
                folder.write(fmt::format("g{}.gml", number++),
                             gml(srs, latitude_first ? "34.7303 136.5086" : "136.5086 34.7303"));
            // Also where the ground is not known: the name alone decides.
            const auto layer = read_all(test::source_of(file));
            CHECK(layer.codes().empty());
            CHECK(layer.point(0) == tsu);
            CHECK(read_all(in_mie(file)).codes().empty());
        }
    }
    const auto wrong = read_all(
        in_mie(folder.write("wrong.gml", gml("urn:ogc:def:crs:EPSG::6668", "136.5086 34.7303"))));
    CHECK(wrong.codes() == std::vector<std::string>{"axes_exchanged"});
    CHECK(wrong.point(0) == tsu);
}

TEST_CASE("The old crs member of GeoJSON is followed, longitude first") {
    const TemporaryFolder folder;
    for (const char* crs : {"urn:ogc:def:crs:EPSG::4612", "urn:ogc:def:crs:OGC:1.3:CRS84",
                            "EPSG:4326", "urn:ogc:def:crs:EPSG::6668"}) {
        INFO(crs);
        const auto layer =
            read_all(in_mie(folder.write("old.geojson", geojson(kTsuAndOwase, crs))));
        CHECK(layer.codes().empty());
        CHECK_THAT(layer.point(0).lat(), WithinAbs(34.7303, 1e-12));
    }
    const geo::XY plane = geo::FromJgd2011(6674)(geo::LatLng::from_degrees(34.7303, 136.5086));
    const auto projected = read_all(in_mie(
        folder.write("vi.geojson", geojson({{plane.x, plane.y}}, "urn:ogc:def:crs:EPSG::6674"))));
    CHECK(projected.codes().empty());
    CHECK_THAT(projected.point(0).lat(), WithinAbs(34.7303, 1e-8));
}

TEST_CASE("Plane rectangular coordinates with X, the north, first are put right") {
    const TemporaryFolder folder;
    const geo::FromJgd2011 project(6674);
    std::string right = "name,x,y\n";
    std::string north_first = "name,X座標,Y座標\n";
    for (const auto& [lng, lat] : kTsuAndOwase) {
        const geo::XY at = project(geo::LatLng::from_degrees(lat, lng));
        right += fmt::format("a,{},{}\n", at.x, at.y);
        north_first += fmt::format("a,{},{}\n", at.y, at.x);
    }
    VectorSource source = in_mie(folder.write("right.csv", right));
    source.crs = "EPSG:6674";
    const auto layer = read_all(source);
    CHECK(layer.codes().empty());
    CHECK_THAT(layer.point(1).lat(), WithinAbs(34.0708, 1e-8));
    source.file = folder.write("north.csv", north_first);
    const auto exchanged = read_all(source);
    CHECK(exchanged.codes() == std::vector<std::string>{"axes_exchanged"});
    CHECK_THAT(exchanged.point(1).lat(), WithinAbs(34.0708, 1e-8));
}

TEST_CASE(
    "Coordinates in a CSV are read in every spelling people use, and what is none is listed") {
    const TemporaryFolder folder;
    const std::string spellings = "名称,緯度（10進）,経度（10進）\n" // line 1
                                  "十進,34.7303,136.5086\n"
                                  "漢字,34度43分49.08秒,136度30分30.96秒\n"
                                  "記号,34°43′49.08″N,136°30′30.96″E\n"
                                  "横線,34-43-49.08,136-30-30.96\n"
                                  "詰め,344349.08,1363030.96\n"
                                  "全角,３４．７３０３,１３６．５０８６\n"
                                  "北緯,北緯34度43分49.08秒,東経136度30分30.96秒\n"
                                  "零,0,0\n"
                                  "空,,\n"
                                  "不明,不明,136.5\n"
                                  "巨大,1e308,1e308\n";
    const auto layer = read_all(in_mie(folder.write("p.csv", spellings)));
    REQUIRE(layer.features.size() == 11);
    for (std::size_t i = 0; i < 7; ++i) {
        INFO(i);
        CHECK_THAT(layer.point(i).lat(), WithinAbs(34.7303, 1e-9));
        CHECK_THAT(layer.point(i).lng(), WithinAbs(136.5086, 1e-9));
    }
    std::vector<std::string> told;
    for (const Issue& issue : layer.issues) {
        told.push_back(fmt::format("{} {}", issue.code, issue.row.value_or(0)));
    }
    CHECK(told == std::vector<std::string>{"crs_assumed 0", "zero_coordinates 9",
                                           "empty_geometry 10", "coordinate_unreadable 11",
                                           "coordinate_unreadable 12"});
    CHECK(layer.issues[3].value == "不明, 136.5");
}

TEST_CASE("A Shapefile without .prj is refused, with the CRS that would fit") {
    const TemporaryFolder folder;
    const geo::XY at = geo::FromJgd2011(6674)(geo::LatLng::from_degrees(34.7303, 136.5086));
    shapefile(folder, "plane", fmt::format("x,y,n\n{},{},1\n", at.x, at.y), "");
    CHECK_THAT(refusal([&] { read_all(in_mie(folder.path() / "plane.shp")); }),
               Catch::Contains("座標系の情報がありません") &&
                   Catch::Contains("試したところ、EPSG:6674（平面直角座標系 第6系）なら") &&
                   Catch::Contains("crs = \"EPSG:6674\" のように") &&
                   !Catch::Contains("EPSG:6668") && !Catch::Contains("--crs"));
    shapefile(folder, "degrees", "x,y,n\n136.5086,34.7303,1\n", "");
    CHECK_THAT(refusal([&] { read_all(in_mie(folder.path() / "degrees.shp")); }),
               Catch::Contains("試したところ、EPSG:6668（緯度・経度）なら"));
    shapefile(folder, "elsewhere", "x,y,n\n141.35,43.06,1\n", "");
    const std::string none = refusal([&] { read_all(in_mie(folder.path() / "elsewhere.shp")); });
    CHECK_THAT(none,
               Catch::Contains("座標系の情報がありません") && !Catch::Contains("試したところ"));
}

TEST_CASE("A wrong .prj puts a layer elsewhere: refused, with the CRS that would fit") {
    const TemporaryFolder folder;
    const geo::XY at = geo::FromJgd2011(6674)(geo::LatLng::from_degrees(34.7303, 136.5086));
    const std::string plane = fmt::format("x,y,n\n{},{},1\n", at.x, at.y);
    shapefile(folder, "as_degrees", plane, "EPSG:6668");
    CHECK_THAT(
        refusal([&] { read_all(in_mie(folder.path() / "as_degrees.shp")); }),
        Catch::Contains("座標が緯度経度に直せません") &&
            Catch::Contains("EPSG:6674（平面直角座標系 第6系）なら対象の都道府県に重なります"));
    shapefile(folder, "as_ix", plane, "EPSG:6677"); // 系 IX: more than 300 km east
    CHECK_THAT(refusal([&] { read_all(in_mie(folder.path() / "as_ix.shp")); }),
               Catch::Contains("km離れています、座標系は 平面直角座標系 第9系（JGD2011）") &&
                   Catch::Contains("EPSG:6674（平面直角座標系 第6系）なら"));
    shapefile(folder, "mercator", "x,y,n\n15196068.0,4127098.0,1\n", "EPSG:6674");
    CHECK_THAT(refusal([&] { read_all(in_mie(folder.path() / "mercator.shp")); }),
               Catch::Contains("EPSG:3857（Webメルカトル）なら"));
    // Said in the study file, the CRS goes before the file's own.
    VectorSource source = in_mie(folder.path() / "as_ix.shp");
    source.crs = "EPSG:6674";
    CHECK(read_all(source).codes().empty());
}

TEST_CASE("A list most of which lies elsewhere is taken for one of wider ground") {
    const TemporaryFolder folder;
    const auto loaded = read_places({in_mie(folder.write("s.csv", "名称,緯度,経度\n"
                                                                  "津,34.7303,136.5086\n"
                                                                  "大阪,34.6937,135.5023\n"
                                                                  "那覇,26.2124,127.6809\n"
                                                                  "札幌,43.0621,141.3544\n")),
                                     "shelter", ""});
    CHECK(loaded.counts.used == 1);
    CHECK(loaded.counts.outside == 3);
    CHECK(loaded.issues.back().code == "wider_than_prefecture");
    CHECK(loaded.issues.back().value == "3");
}

TEST_CASE("What lies outside the prefecture is kept apart, and told with its distance") {
    const TemporaryFolder folder;
    const auto loaded = read_places({in_mie(folder.write("s.csv", "名称,緯度,経度\n"
                                                                  "津,34.7303,136.5086\n"
                                                                  "四日市港の沖,34.95,136.70\n"
                                                                  "大阪,34.6937,135.5023\n"
                                                                  "那覇,26.2124,127.6809\n"
                                                                  "空,,\n")),
                                     "shelter", ""});
    CHECK(loaded.counts.read == 5);
    CHECK(loaded.counts.used == 2);
    CHECK(loaded.counts.rejected == 3);
    CHECK(loaded.counts.outside == 2);
    CHECK(loaded.counts.lost() == 1);
    std::vector<std::string> codes;
    for (const Issue& issue : loaded.issues) {
        codes.push_back(issue.code);
    }
    CHECK(codes == std::vector<std::string>{"crs_assumed", "place_without_coordinates",
                                            "outside_prefecture"});
    const Issue& outside = loaded.issues.back();
    CHECK(outside.value == "2");
    CHECK(outside.row == 5);
    // 那覇 to the nearest corner of the box, 33.72 N 135.85 E: 832 km north and 788 km east.
    CHECK_THAT(outside.problem.ja, Catch::Contains("約1146km"));
}

TEST_CASE("Exchanged latitudes and longitudes of a ledger are put right all or none") {
    const TemporaryFolder folder;
    const auto read = [&](const std::string& text, const Placing& placing) {
        AssetSource source;
        source.file = folder.write("a.csv", text);
        source.placing = placing;
        return read_assets(source);
    };
    const std::string swapped =
        "名称,緯度,経度\n津庁舎,136.5086,34.7303\n尾鷲庁舎,136.191,34.0708\n";
    for (const Placing& placing : {kInMie, Placing{}}) {
        const auto loaded = read(swapped, placing);
        REQUIRE(loaded.value.size() == 2);
        CHECK(loaded.value[1].place == geo::LatLng::from_degrees(34.0708, 136.191));
        CHECK(loaded.counts.repaired == 2);
        const auto told = swapped_rows(loaded);
        REQUIRE(told.size() == 1);
        CHECK(told[0].kind == IssueKind::Repaired);
        CHECK_THAT(told[0].problem.ja, Catch::Contains("すべての資産（2件）"));
    }
    const auto with_tokyo = read(swapped + "都庁,139.6917,35.6895\n", kInMie);
    CHECK(with_tokyo.value.empty());
    CHECK(with_tokyo.counts.rejected == 3);
    CHECK(swapped_rows(with_tokyo).size() == 3);
    CHECK(swapped_rows(with_tokyo)[0].kind == IssueKind::Rejected);
    const auto with_right = read(swapped + "四日市庁舎,34.965,136.6244\n", kInMie);
    CHECK(with_right.value.size() == 3);
    CHECK(with_right.counts.repaired == 2);
    const auto told = swapped_rows(with_right); // row by row, as the others are right
    REQUIRE(told.size() == 2);
    CHECK(told[0].row == 2);
    CHECK(told[1].row == 3);
    CHECK(with_right.counts.read == with_right.counts.used + with_right.counts.rejected);
}

TEST_CASE("Files on Tokyo datum: refused, exact by the grid, or approximate with the error said") {
    const TemporaryFolder folder;
    VectorSource source = in_mie(folder.write("old.csv", "x,y\n136.02,34.02\n"));
    source.crs = "EPSG:4301";
    CHECK_THAT(refusal([&] { read_all(source); }),
               Catch::Contains("old.csv: ") && Catch::Contains("datum_grid = \"TKY2JGD.par\"") &&
                   Catch::Contains("--allow-approximate-datum"));

    source.placing.datum.allow_approximate = true;
    const auto approximate = read_all(source);
    CHECK(approximate.codes() == std::vector<std::string>{"datum_approximate"});
    CHECK(approximate.issues[0].kind == IssueKind::Assumed);
    CHECK_THAT(approximate.issues[0].action.ja, Catch::Contains("約9m"));
    CHECK_THAT(approximate.issues[0].action.en, Catch::Contains("about 9 m"));

    for (const auto& file : {folder.write("TKY2JGD.par", made_up_par(6, 6)),
                             folder.write("grid.gsb", made_up_ntv2(6, 6))}) {
        INFO(file);
        source.placing.datum = read_datum_grid(file, file.filename().string(), false);
        const auto exact = read_all(source);
        CHECK(exact.codes().empty());
        CHECK_THAT((exact.point(0).lat() - 34.02) * 3600.0, WithinAbs(11.7, 0.1));
        VectorSource sea = source;
        sea.file = folder.write("sea.csv", "x,y\n136.02,34.02\n136.8,33.9\n");
        const auto outside = read_all(sea);
        CHECK(outside.codes() == std::vector<std::string>{"datum_grid_left"});
        CHECK(outside.issues[0].value == "1");
    }
    AssetSource ledger;
    ledger.file = folder.write("a.csv", "名称,X,Y\n庁舎,-150000,40000\n");
    ledger.fields = {{"lat", "X"}, {"lon", "Y"}};
    ledger.crs = "EPSG:30166";
    CHECK_THROWS_AS(read_assets(ledger), InputError);
    ledger.placing.datum = {nullptr, "", true};
    const auto assets = read_assets(ledger);
    CHECK(assets.value.size() == 1);
    CHECK(std::any_of(assets.issues.begin(), assets.issues.end(),
                      [](const Issue& i) { return i.code == "datum_approximate"; }));
}

TEST_CASE("A datum grid that is none is told with the line, and refused where a file needs it") {
    const TemporaryFolder folder;
    const auto read = [&](const char* name, const std::string& text) {
        return read_datum_grid(folder.write(name, text), name, false).unusable.value().ja;
    };
    CHECK_THAT(
        read("a.par", "名称,緯度\n津,34\n"),
        Catch::Contains("a.par は測地系の変換パラメータとして読めません（パラメータの行があり"
                        "ません）") &&
            Catch::Contains("TKY2JGD.par"));
    CHECK_THAT(read("b.par", "51360000 11.7 -10.3\n51360001 11.7\n"), Catch::Contains("2行目"));
    CHECK_THAT(read("c.gsb", "no grid"),
               Catch::Contains("c.gsb") && Catch::Contains("TKY2JGD.par"));
    VectorSource source = in_mie(folder.write("p.csv", "x,y\n136.5086,34.7303\n"));
    source.placing.datum = read_datum_grid(folder.path() / "no.par", "no.par", false);
    REQUIRE(source.placing.datum.unusable);
    CHECK_THAT(source.placing.datum.unusable->ja, Catch::Contains("no.par がありません"));
    source.crs = "EPSG:6668";
    CHECK(read_all(source).codes().empty());
    source.crs = "EPSG:4301";
    CHECK_THAT(refusal([&] { read_all(source); }), Catch::Contains("datum_grid が読めない"));
    source.placing.datum.allow_approximate = true;
    CHECK(read_all(source).codes() == std::vector<std::string>{"datum_approximate"});
}
