// The datum's rules in rasters, pictures, tables of points and measurements: refused, exact by the
// grid, approximate with the error said, and what moved in 2011.
#include "geo/ellipsoid.hpp"
#include "io/datum_issues.hpp"
#include "io/layers.hpp"
#include "io/population_weights.hpp"
#include "io/read_measurements.hpp"
#include "io/readers.hpp"
#include "support/datum_grid_files.hpp"
#include "support/picture_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;
using Catch::Matchers::WithinAbs;

namespace {

const geo::Box kJapanAndSea{20, 120, 50, 155};
/// The made-up grid lies between 34 and 34.041 N, 136 and 136.062 E.
constexpr double kLat = 34.02;
constexpr double kLng = 136.03;

geo::DatumRules by_grid(const TemporaryFolder& folder) {
    return read_datum_grid(folder.write("TKY2JGD.par", made_up_par(6, 6)), "TKY2JGD.par", false);
}
geo::DatumRules approximately() {
    geo::DatumRules rules;
    rules.allow_approximate = true;
    return rules;
}

/// Where a place on Tokyo datum is.
geo::LatLng brought_over(const geo::DatumRules& rules, double lat = kLat, double lng = kLng) {
    return geo::ToJgd2011("EPSG:4301", rules)({lng, lat}).value();
}

std::vector<std::string> codes(const std::vector<Issue>& issues) {
    std::vector<std::string> found;
    for (const Issue& issue : issues) {
        found.push_back(issue.code);
    }
    return found;
}
using Codes = std::vector<std::string>;

} // namespace

TEST_CASE("A raster of weights on Tokyo datum follows the datum's rules") {
    const TemporaryFolder folder;
    // One pixel of some 10 m around the place: all of it falls into one cell of 125 m, 450 m away.
    const auto file = folder.write(
        "w.asc", fmt::format("ncols 1\nnrows 1\nxllcorner {}\nyllcorner {}\ncellsize 0.0001\n7\n",
                             kLng - 0.00005, kLat - 0.00005));
    const auto read = [&](const geo::DatumRules& rules, domain::CellWeightSum& sum) {
        return add_weight_raster({file, "w.asc", "EPSG:4301", rules}, kJapanAndSea, sum);
    };
    domain::CellWeightSum sum(domain::MeshLevel::M125);
    CHECK_THAT(refusal([&] { read({}, sum); }),
               Catch::Contains("w.asc: ") && Catch::Contains("TKY2JGD.par"));
    const auto exact = read(by_grid(folder), sum);
    CHECK(exact.issues.empty());
    const auto weights = sum.take();
    REQUIRE(weights.size() == 1);
    CHECK(weights.cells[0] ==
          domain::MeshCell::at(brought_over(by_grid(folder)), domain::MeshLevel::M125));
    CHECK(weights.cells[0] !=
          domain::MeshCell::at(geo::LatLng::from_degrees(kLat, kLng), domain::MeshLevel::M125));
    domain::CellWeightSum again(domain::MeshLevel::M125);
    const auto approximate = read(approximately(), again);
    CHECK(codes(approximate.issues) == Codes{"datum_approximate"});
    CHECK_THAT(approximate.issues[0].action.ja, Catch::Contains("約9m"));
}

TEST_CASE("A picture on Tokyo datum follows the datum's rules, as GeoTIFF and with a world file") {
    const TemporaryFolder folder;
    constexpr double kPixel = 0.002;
    const Drawing drawing{{"....", ".##.", ".##.", "...."}};
    const double north = kLat + 2 * kPixel;
    const double west = kLng - 2 * kPixel;
    CoverageSource source;
    source.picture.colours = {{.rgb = 0xE60012}, {.rgb = 0xFFFFFF, .covered = false}};
    const auto tiff = write_picture(
        folder.path() / "a.tif", drawing,
        {.driver = "GTiff", .transform = {{west, kPixel, 0.0, north, 0.0, -kPixel}}, .epsg = 4301});
    const auto png = write_picture(folder.path() / "b.png", drawing);
    folder.write("b.pgw", world_file(west, north, kPixel));
    for (const auto& file : {tiff, png}) {
        INFO(file);
        source.sources = {source_of(file)};
        if (file == png) {
            source.sources[0].crs = "EPSG:4301";
        }
        CHECK_THAT(refusal([&] { read_coverage(source); }), Catch::Contains("TKY2JGD.par"));
        source.sources[0].placing.datum = by_grid(folder);
        const auto exact = read_coverage(source);
        CHECK(exact.issues.empty());
        REQUIRE(exact.value.polygons.polygons.size() == 1);
        // The corners of the painted square, to a hundredth of a pixel (2 m).
        const geo::Box box = geo::bounds(exact.value.polygons);
        for (const auto& [found, lat, lng] :
             {std::tuple{geo::LatLng::from_degrees(box.north, box.west), kLat + kPixel,
                         kLng - kPixel},
              std::tuple{geo::LatLng::from_degrees(box.south, box.east), kLat - kPixel,
                         kLng + kPixel}}) {
            CHECK(geo::distance(found, brought_over(by_grid(folder), lat, lng)).value() < 2.0);
        }
        source.sources[0].placing.datum = approximately();
        const auto approximate = read_coverage(source);
        CHECK(codes(approximate.issues) == Codes{"datum_approximate"});
    }
}

TEST_CASE("Projected heights on Tokyo datum are moved by the grid, post by post") {
    const TemporaryFolder folder;
    // Plane rectangular VI on Tokyo datum, posts of 20 m: 10 m higher a post to the north, 0.1 m a
    // post to the east.
    const geo::ToJgd2011 undo("EPSG:30166", by_grid(folder));
    std::string text = "ncols 120\nnrows 120\nxllcorner 2000\nyllcorner -220500\ncellsize 20\n";
    for (int row = 0; row < 120; ++row) {
        for (int column = 0; column < 120; ++column) {
            text += fmt::format("{} ", 10.0 * (119 - row) + 0.1 * column);
        }
        text += "\n";
    }
    const std::string at = folder.path().string();
    folder.write("t.asc", text);
    REQUIRE(std::system(("gdal_translate -q -ot Float32 -a_srs EPSG:30166 " + at + "/t.asc " + at +
                         "/plane.tif")
                            .c_str()) == 0);
    TerrainRequest request;
    request.files = {folder.path() / "plane.tif"};
    request.window = kJapanAndSea;
    CHECK_THAT(refusal([&] { read_terrain(request); }),
               Catch::Contains("plane.tif: ") && Catch::Contains("TKY2JGD.par"));
    request.datum = by_grid(folder);
    const auto exact = read_terrain(request);
    CHECK(exact.issues.empty());
    for (const auto& [column, row] : {std::pair{10, 10}, std::pair{60, 60}, std::pair{100, 90}}) {
        INFO(column << " " << row);
        const auto place = undo({2000.0 + 20.0 * column + 10.0, -220500.0 + 20.0 * row + 10.0});
        REQUIRE(place);
        // 0.2 m of height are 0.4 m on the ground.
        CHECK_THAT(exact.value.height(*place), WithinAbs(10.0 * row + 0.1 * column, 0.2));
    }
    request.datum = approximately();
    CHECK(codes(read_terrain(request).issues) == Codes{"datum_approximate"});
}

TEST_CASE("Wide heights in latitude and longitude on Tokyo datum are not moved by one shift") {
    const TemporaryFolder folder;
    // Posts of 0.000013 degree, half a metre higher each to the east. From the middle to the rim
    // the made-up shift changes by nearly a whole post, within a block of 1024 by a quarter.
    std::string text =
        "ncols 4096\nnrows 20\nxllcorner 136.006\nyllcorner 34.0199\ncellsize 0.000013\n";
    for (int row = 0; row < 20; ++row) {
        for (int column = 0; column < 4096; ++column) {
            text += fmt::format("{} ", 0.5 * column);
        }
        text += "\n";
    }
    const std::string at = folder.path().string();
    folder.write("t.asc", text);
    REQUIRE(std::system(("gdal_translate -q -ot Float32 -a_srs EPSG:4301 " + at + "/t.asc " + at +
                         "/wide.tif")
                            .c_str()) == 0);
    TerrainRequest request;
    request.files = {folder.path() / "wide.tif"};
    request.window = kJapanAndSea;
    request.datum = by_grid(folder);
    const auto exact = read_terrain(request);
    CHECK(codes(exact.issues) == Codes{});
    for (const int column : {5, 2048, 4090}) {
        const auto place =
            brought_over(request.datum, 34.01993 + 0.0001, 136.006 + 0.000013 * (column + 0.5));
        CHECK_THAT(exact.value.height(place), WithinAbs(0.5 * column, 0.13));
    }
}

TEST_CASE("A CSV of points follows the datum of its headers or of a column, row by row") {
    const TemporaryFolder folder;
    const auto source = [&](const std::string& text) {
        VectorSource csv = source_of(folder.write("p.csv", text));
        csv.placing.datum = by_grid(folder);
        return csv;
    };
    const std::string old = fmt::format("{},{}", kLat, kLng);
    const geo::LatLng as_written = geo::LatLng::from_degrees(kLat, kLng);
    const geo::LatLng moved = brought_over(by_grid(folder));
    for (const char* headers :
         {"緯度（日本測地系）,経度（日本測地系）", "旧測地系_緯度,旧測地系_経度"}) {
        INFO(headers);
        const auto layer = read_all(source(fmt::format("名称,{}\n甲,{}\n", headers, old)));
        CHECK(layer.codes().empty());
        CHECK(layer.point(0) == moved);
    }
    const auto both = read_all(
        source("緯度（旧測地系）,経度（旧測地系）,緯度（世界測地系）,経度（世界測地系）\n33,135," +
               old + "\n"));
    CHECK(both.codes().empty());
    CHECK(both.point(0) == as_written);
    const auto by_row =
        read_all(source("緯度,経度,測地系\n" + old + ",日本測地系\n" + old + ",世界測地系\n"));
    CHECK(by_row.point(0) == moved);
    CHECK(by_row.point(1) == as_written);
    VectorSource without = source("緯度,経度,測地系\n" + old + ",日本測地系\n");
    without.placing = {};
    CHECK_THAT(refusal([&] { read_all(without); }),
               Catch::Contains("p.csv: ") && Catch::Contains("TKY2JGD.par"));
    without.crs = "EPSG:6668"; // what the study says goes first
    CHECK(read_all(without).point(0) == as_written);
}

TEST_CASE("Measurements follow the datum that the study, headers or a column name") {
    const TemporaryFolder folder;
    std::vector<domain::Measurement> samples;
    const auto read = [&](const std::string& text, const geo::DatumRules& rules,
                          std::optional<std::string> crs = std::nullopt) {
        MeasurementSource source;
        source.file = folder.write("m.csv", text);
        source.shown_as = "m.csv";
        source.carriers = {"キャリアA"};
        source.crs = std::move(crs);
        source.datum = rules;
        samples.clear();
        return read_measurements(source, [&](const domain::Measurement& sample) {
            samples.push_back(sample);
            return true;
        });
    };
    const auto rules = by_grid(folder);
    const geo::LatLng moved = brought_over(rules);
    const geo::LatLng as_written = geo::LatLng::from_degrees(kLat, kLng);
    const std::string rest = ",2025-10-01,キャリアA,4G,-90";
    const std::string row = fmt::format("{},{}{}", kLat, kLng, rest);
    const std::string heads = ",測定日,事業者,方式,RSRP";
    const std::string plain = "緯度,経度" + heads + "\n" + row + "\n";

    CHECK(codes(read(plain, rules).issues) == Codes{"crs_assumed"});
    CHECK(samples.at(0).at == as_written);
    CHECK(codes(read(plain, rules, "EPSG:4301").issues).empty());
    CHECK(samples.at(0).at == moved);
    CHECK(codes(read(plain, rules, "EPSG:6668").issues).empty());
    CHECK_THAT(refusal([&] { read(plain, rules, "EPSG:6674"); }),
               Catch::Contains("m.csv の座標は緯度・経度でなければなりません"));
    const std::string old = "緯度（日本測地系）,経度（日本測地系）" + heads + "\n" + row + "\n";
    CHECK(codes(read(old, rules).issues).empty());
    CHECK(samples.at(0).at == moved);
    CHECK_THAT(refusal([&] { read(old, {}); }),
               Catch::Contains("m.csv の「緯度（日本測地系）」") && Catch::Contains("TKY2JGD.par"));
    CHECK(codes(read(old, approximately()).issues) == Codes{"datum_approximate"});

    const std::string by_row = "緯度,経度" + heads + ",測地系\n" + row + ",日本測地系\n" + row +
                               ",JGD2011\n" + fmt::format("{},{}{},旧\n", kLng, kLat, rest);
    CHECK(codes(read(by_row, rules).issues) == Codes{"measurement_lat_lon_swapped"});
    REQUIRE(samples.size() == 3);
    CHECK(samples[0].at == moved);
    CHECK(samples[1].at == as_written);
    CHECK(samples[2].at == moved);
}

TEST_CASE("A ledger that does not say its datum is told to be taken for JGD2011, once") {
    const TemporaryFolder folder;
    const auto read = [&](const std::string& text, std::optional<std::string> crs = std::nullopt) {
        AssetSource source;
        source.file = folder.write("a.csv", text);
        source.shown_as = "a.csv";
        source.crs = std::move(crs);
        source.defaults = {{"kind", "building"}};
        return codes(read_assets(source).issues);
    };
    const std::string rows = "庁舎,34.7303,136.5086\n学校,34.74,136.51\n";
    CHECK(read("名称,緯度,経度\n" + rows) == Codes{"crs_assumed"});
    CHECK(read("名称,緯度,経度\n" + rows, "EPSG:6668").empty());
    CHECK(read("名称,緯度（世界測地系）,経度（世界測地系）\n" + rows).empty());
    const std::string headers = "名称,緯度,経度,測地系\n";
    CHECK(read(headers + "庁舎,34.7303,136.5086,世界測地系\n").empty());
    CHECK(read(headers + "庁舎,34.7303,136.5086,\n") == Codes{"crs_assumed"});
}

TEST_CASE("JGD2000 is told with its metres where the ground moved in 2011, and nowhere else") {
    const TemporaryFolder folder;
    VectorSource source = source_of(folder.write("p.csv", "x,y\n141.45,38.44\n")); // 女川町
    source.crs = "EPSG:4612";
    CHECK(read_all(source).codes().empty());
    source.placing.datum.ground_moved = true;
    const auto told = read_all(source);
    CHECK(told.codes() == Codes{"ground_moved_2011"});
    CHECK(told.issues[0].kind == IssueKind::Assumed);
    CHECK_THAT(told.issues[0].problem.ja, Catch::Contains("最大5.85m"));
    CHECK_THAT(told.issues[0].problem.en, Catch::Contains("up to 5.85 m"));
    source.crs = "EPSG:6668";
    CHECK(read_all(source).codes().empty());
}

TEST_CASE(
    "A GeoTIFF grid of shifts serves like TKY2JGD.par; a picture of none says what is wanted") {
    const TemporaryFolder folder;
    const auto gsb = folder.write("grid.gsb", made_up_ntv2(6, 6));
    const std::string at = folder.path().string();
    // As PROJ's own grids are: bands named, longitudes counted westwards as in the .gsb.
    REQUIRE(
        std::system(("gdal_translate -q -of VRT -b 1 -b 2 " + gsb.string() + " " + at +
                     "/grid.vrt && sed -i -e '0,/<Description>[^<]*</s//<Description>"
                     "latitude_offset</' -e 's/<Description>Lon[^<]*</<Description>"
                     "longitude_offset</' " +
                     at + "/grid.vrt && gdal_translate -q " + at + "/grid.vrt " + at + "/grid.tif")
                        .c_str()) == 0);
    const auto tiff = read_datum_grid(folder.path() / "grid.tif", "grid.tif", false);
    REQUIRE_FALSE(tiff.unusable);
    CHECK(geo::distance(brought_over(tiff), brought_over(by_grid(folder))).value() < 0.01);
    const auto picture = write_picture(folder.path() / "picture.tif", {{"##", ".."}},
                                       {.driver = "GTiff", .epsg = 0});
    const auto none = read_datum_grid(picture, "picture.tif", false);
    REQUIRE(none.unusable);
    CHECK_THAT(none.unusable->ja, Catch::Contains("TKY2JGD.par") && Catch::Contains(".gsb"));
}
