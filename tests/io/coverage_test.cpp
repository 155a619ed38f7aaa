#include "geo/ellipsoid.hpp"
#include "io/layers.hpp"
#include "io/readers.hpp"
#include "io/ring_check.hpp"
#include "io/written_file.hpp"

#include <cmath>

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;
using Catch::Matchers::WithinRel;

namespace {

geo::Ring ring(std::initializer_list<std::pair<double, double>> points) {
    geo::Ring result;
    for (const auto& [x, y] : points) {
        result.push_back(geo::LatLng::from_degrees(34 + y / 100, 136 + x / 100));
    }
    return result;
}

double km2(const geo::Ring& shape) {
    return geo::area(shape).value() / 1e6;
}

CoverageSource coverage_of(std::vector<std::filesystem::path> files) {
    CoverageSource source;
    source.carrier = "キャリアA";
    source.technology = domain::Technology::Nr5gSub6;
    for (const auto& file : files) {
        source.sources.push_back(source_of(file));
    }
    return source;
}

std::string geojson(const std::string& geometries) {
    return "{\"type\":\"FeatureCollection\",\"features\":[" + geometries + "]}";
}

std::string row(const std::string& geometry) {
    return R"({"type":"Feature","properties":{},"geometry":)" + geometry + "}";
}

const std::string kSquare =
    R"({"type":"Polygon","coordinates":[[[136,34],[136.1,34],[136.1,34.1],[136,34.1],[136,34]]]})";

} // namespace

TEST_CASE("A bow-tie covers both its wings, although the plain formula lets them cancel") {
    const geo::Polygon bow_tie{ring({{0, 0}, {2, 2}, {2, 0}, {0, 2}}), {}};
    const auto invalid = look_at_rings(bow_tie);
    REQUIRE(invalid);
    CHECK(invalid->area_by_rings.value() / 1e6 < 1e-3);
    REQUIRE(invalid->area_covered);
    const double wings = km2(ring({{0, 0}, {1, 1}, {0, 2}})) + km2(ring({{2, 2}, {1, 1}, {2, 0}}));
    CHECK_THAT(invalid->area_covered->value() / 1e6, WithinRel(wings, 1e-9));
    CHECK_THAT(invalid->reason.en, Catch::Contains("Self-intersection near 34.010000, 136.010000"));
    CHECK_THAT(invalid->reason.ja,
               Catch::Contains("輪郭線が自分自身と交わっています（34.010000, 136.010000 付近）"));
}

TEST_CASE("A part wound around twice counts once, a hole outside its shell counts nothing") {
    // A pentagram: its middle is wound around twice.
    const geo::Polygon star{ring({{0, 3}, {6, 3}, {1, 0}, {3, 5}, {5, 0}}), {}};
    const auto invalid = look_at_rings(star);
    REQUIRE(invalid);
    REQUIRE(invalid->area_covered);
    CHECK(invalid->area_covered->value() < invalid->area_by_rings.value());

    const geo::Polygon stray{ring({{0, 0}, {2, 0}, {2, 2}, {0, 2}}),
                             {ring({{5, 5}, {6, 5}, {6, 6}, {5, 6}})}};
    const auto outside = look_at_rings(stray);
    REQUIRE(outside);
    CHECK_THAT(outside->area_covered->value() / 1e6, WithinRel(km2(stray.outer), 1e-9));
    CHECK(outside->area_by_rings.value() / 1e6 < km2(stray.outer));
}

TEST_CASE("A valid polygon with holes has nothing to say") {
    CHECK_FALSE(look_at_rings(
        {ring({{0, 0}, {9, 0}, {9, 9}, {0, 9}, {0, 0}}), {ring({{1, 1}, {1, 2}, {2, 2}})}}));
    CHECK(is_broken(ring({})));
    CHECK(is_broken(ring({{0, 0}, {1, 1}, {0, 0}, {1, 1}, {0, 0}})));
    CHECK_FALSE(is_broken(ring({{0, 0}, {0, 0}, {1, 1}, {1, 1}, {2, 0}})));
}

TEST_CASE(
    "Coverage keeps invalid rings, lists them with both areas, rejects what encloses nothing") {
    const TemporaryFolder folder;
    const auto file = folder.write(
        "a.geojson",
        geojson(
            row(kSquare) + "," +
            row(R"({"type":"Polygon","coordinates":[[[136,34],[136.02,34.02],[136.02,34],[136,34.02],[136,34]]]})") +
            "," + row("null") + "," +
            row(R"({"type":"Polygon","coordinates":[[[136,34],[136.1,34],[136,34]]]})") + "," +
            row(R"({"type":"Point","coordinates":[136,34]})") + "," +
            row(R"({"type":"Polygon","coordinates":[[[137,34],[137.1,34],[137.1,34.1],[137,34]],[[137.05,34.01],[137.06,34.02],[137.05,34.01]]]})") +
            "," +
            row(R"({"type":"MultiPolygon","coordinates":[[[[136,34],[136.1,34],[136,34]]],[[[136,35],[136.1,35],[136.1,35.1],[136,35]]]]})")));
    const auto loaded = read_coverage(coverage_of({file}));
    CHECK(loaded.value.polygons.polygons.size() == 4);
    CHECK(loaded.counts.read == 7);
    CHECK(loaded.counts.used == 4);
    CHECK(loaded.counts.rejected == 3);
    CHECK(loaded.counts.repaired == 1);
    std::vector<std::string> told;
    for (const Issue& issue : loaded.issues) {
        told.push_back(std::string(name_of(issue.kind)) + " " + issue.code + " " +
                       std::to_string(issue.row.value_or(0)));
    }
    CHECK(told == std::vector<std::string>{"noted invalid_rings 2", "rejected empty_geometry 3",
                                           "rejected broken_ring 4", "rejected not_a_polygon 5",
                                           "repaired broken_hole 6", "rejected broken_ring 7"});
    CHECK_THAT(loaded.issues[0].action.ja,
               Catch::Contains("GISの面積計算では 0.0000") && Catch::Contains("ここでは 2.0"));
    CHECK(loaded.value.carrier == "キャリアA");
}

TEST_CASE("A ring that crosses 180 degrees is read the short way, and this is said") {
    const TemporaryFolder folder;
    const auto polygon = [](const char* ring) {
        return row(R"({"type":"Polygon","coordinates":[)" + std::string(ring) + "]}");
    };
    const auto loaded = read_coverage(coverage_of({folder.write(
        "a.geojson", geojson(polygon("[[179,24],[-179,24],[-179,26],[179,26],[179,24]]") + "," +
                             // Around the whole earth: as it is.
                             polygon("[[-180,30],[180,30],[180,40],[-180,40],[-180,30]]")))}));
    REQUIRE(loaded.issues.size() == 1);
    CHECK(loaded.issues[0].code == "crosses_180_degrees");
    CHECK(loaded.issues[0].kind == IssueKind::Assumed);
    REQUIRE(loaded.value.polygons.polygons.size() == 2);
    const geo::Box strip = geo::bounds(loaded.value.polygons.polygons[0].outer);
    CHECK(strip.west == 179.0);
    CHECK(strip.east == 181.0);
    CHECK(geo::bounds(loaded.value.polygons.polygons[1].outer).west == -180.0);
}

TEST_CASE("Keys of pictures on coverage that is none are told not to be used") {
    const TemporaryFolder folder;
    CoverageSource source = coverage_of({folder.write("a.geojson", geojson(row(kSquare)))});
    CHECK(read_coverage(source).issues.empty());
    source.picture.ignore = {{34.0, 136.0, 34.05, 136.05}};
    source.picture.zoom = 14;
    const auto loaded = read_coverage(source);
    CHECK(loaded.counts.used == 1);
    REQUIRE(loaded.issues.size() == 1);
    CHECK(loaded.issues[0].code == "picture_keys_unused");
    CHECK(loaded.issues[0].kind == IssueKind::Noted);
    CHECK(loaded.issues[0].value == "ignore、zoom");
    CHECK_THAT(loaded.issues[0].action.ja, Catch::Contains("エリアの全てを読みました"));
}

TEST_CASE("Coverage of several files and layers is one layer") {
    const TemporaryFolder folder;
    const auto north = folder.write("north.geojson", geojson(row(kSquare)));
    const auto south = folder.write("south.geojson", geojson(row(kSquare) + "," + row(kSquare)));
    const auto loaded = read_coverage(coverage_of({north, south}));
    CHECK(loaded.value.polygons.polygons.size() == 3);
    CHECK(loaded.value.source == "north.geojson, south.geojson");
    CHECK(loaded.counts.read == 3);
}

TEST_CASE("Polygons that an attribute says are not covered or unknown are no coverage") {
    const WrittenFiles files;
    const auto read = [&](const std::string& name, const std::vector<std::string>& properties,
                          const std::string& where = "") {
        std::string features;
        for (std::size_t i = 0; i < properties.size(); ++i) {
            const std::string west = std::to_string(136 + i);
            const std::string east = std::to_string(136 + i) + ".1";
            features += (i == 0 ? "" : ",") +
                        (R"({"type":"Feature","properties":{)" + properties[i]) +
                        R"(},"geometry":{"type":"Polygon","coordinates":[[[)" + west + ",34],[" +
                        east + ",34],[" + east + ",34.1],[" + west + ",34.1],[" + west + ",34]]]}}";
        }
        CoverageSource source = coverage_of({files.write(name, geojson(features))});
        source.sources.front().where = where;
        return read_coverage(source);
    };
    const auto west = [](const geo::MultiPolygon& ground) {
        std::vector<int> degrees;
        for (const geo::Polygon& polygon : ground.polygons) {
            degrees.push_back(static_cast<int>(std::floor(polygon.outer.front().lng() + 1e-6)));
        }
        return degrees;
    };

    const auto loaded = read("a.geojson", {R"("エリア":"圏内")", R"("エリア":"圏外")",
                                           R"("エリア":"不明")", R"("エリア":null)"});
    CHECK(west(loaded.value.polygons) == std::vector{136});
    CHECK(west(loaded.unknown) == std::vector{138});
    CHECK(loaded.counts.used == 4);
    REQUIRE(loaded.issues.size() == 1);
    CHECK(loaded.issues.front().code == "polygon_class_taken");
    CHECK_THAT(loaded.issues.front().problem.ja,
               Catch::Contains("項目「エリア」です（内 1 件、外 2 件、うち空欄 1 件、不明 1 件）"));

    // By the words alone where they speak of coverage, not where they may answer anything.
    CHECK(west(read("b.geojson", {R"("k":"圏内")", R"("k":"圏外")"}).value.polygons) ==
          std::vector{136});
    CHECK(west(read("c.geojson", {R"("国道":"有")", R"("国道":"無")"}).value.polygons) ==
          std::vector{136, 137});
    // The attribute of this technology.
    CHECK(
        west(read("d.geojson", {R"("4G":"×","5G":"○")", R"("4G":"○","5G":"×")"}).value.polygons) ==
        std::vector{136});
    // A condition has chosen.
    CHECK(west(read("e.geojson", {R"("判定":"圏内")", R"("判定":"圏外")"}, "判定 = '圏外'")
                   .value.polygons) == std::vector{137});

    // What says where there is no coverage, beside such an attribute and alone.
    CHECK(west(read("g.geojson", {R"("圏外":"○","5G":"×")", R"("圏外":"","5G":"○")"})
                   .value.polygons) == std::vector{137});
    CHECK_THAT(refusal([&] { read("h.geojson", {R"("圏外":"○")", R"("圏外":"")"}); }),
               Catch::Contains("where = "));
    CHECK_THAT(refusal([&] { read("i.geojson", {R"("非カバー":1)", R"("非カバー":0)"}); }),
               Catch::Contains("where = \"非カバー = 0\""));
    CHECK(west(read("j.geojson", {R"("非カバー":1)", R"("非カバー":0)"}, "非カバー = 0")
                   .value.polygons) == std::vector{137});

    CHECK_THAT(refusal([&] {
                   read("f.geojson", {R"("判定":"圏内")", R"("判定":"圏外")", R"("判定":"協議")"});
               }),
               Catch::Contains("「協議」") && Catch::Contains("where = \"判定 = '…'\""));
    CHECK_THAT(refusal([&] {
                   read("g.geojson", {R"("判定":"内","区分":"外")", R"("判定":"外","区分":"内")"});
               }),
               Catch::Contains("「判定」「区分」"));
}

TEST_CASE("A coverage file that cannot be used is refused with what to do") {
    const TemporaryFolder folder;
    CHECK_THAT(refusal([&] { read_coverage(coverage_of({folder.path() / "no.gpkg"})); }),
               Catch::Contains("no.gpkg がありません"));
    const auto empty = folder.write("empty.geojson", geojson(""));
    CHECK_THAT(
        refusal([&] { read_coverage(coverage_of({empty})); }),
        Catch::Contains("empty.geojson にエリアのポリゴンが一つもありません（0行を読みました）"));
    const auto points =
        folder.write("points.geojson", geojson(row(R"({"type":"Point","coordinates":[136,34]})")));
    CHECK_THAT(refusal([&] { read_coverage(coverage_of({points})); }),
               Catch::Contains("点か線だけです（1行を読みました）") &&
                   Catch::Contains("[[measurement]]"));
    for (const char* table :
         {"市区町村コード,大字,5G\n24201,丸之内,○\n", "市町名,5G人口カバー率\n津市,98.5\n",
          "quadkey,5G\n13300211230,1\n", "緯度,経度,5G\n34.7,136.4,1\n"}) {
        const std::string first(table, std::string_view(table).find(','));
        CHECK_THAT(refusal([&] { read_coverage(coverage_of({folder.write("t.csv", table)})); }),
                   Catch::Contains("t.csv にはポリゴンも地域メッシュコードの列もありません（列: " +
                                   first));
    }
    CoverageSource filtered = coverage_of(
        {folder.write("f.csv", "wkt,tech\n\"POLYGON((136 34,137 34,137 35,136 34))\",LTE\n")});
    filtered.sources[0].crs = "EPSG:6668";
    filtered.sources[0].where = "tech = 'NR'";
    CHECK_THAT(refusal([&] { read_coverage(filtered); }),
               Catch::Contains("where を確かめてください"));
    filtered.sources[0].crs.reset();
    CHECK_THAT(refusal([&] { read_coverage(filtered); }),
               Catch::Contains("座標系の情報がありません"));
}

TEST_CASE("Real files: flooded ground of a city, with rings that are invalid, is read whole") {
    if (!have_shared("data/oddities/yaizu")) {
        return;
    }
    for (const auto& [name, rows] :
         {std::pair{"農用地区域.shp", 332}, std::pair{"浸水履歴_令和6年.shp", 54}}) {
        const auto loaded = read_coverage(coverage_of({shared("data/oddities/yaizu") / name}));
        INFO(name);
        CHECK(loaded.counts.read == rows);
        CHECK(loaded.counts.read == loaded.counts.used + loaded.counts.rejected);
        CHECK(loaded.counts.rejected == 0);
        for (const Issue& issue : loaded.issues) {
            CHECK(issue.code != "empty_geometry");
        }
    }
}
