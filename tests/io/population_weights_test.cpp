// What says where in a census cell people live: rasters and buildings.
#include "core/error.hpp"
#include "io/population_weights.hpp"
#include "io/written_file.hpp"
#include "support/catch.hpp"

#include <numeric>

using namespace todoku;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;
using domain::MeshCell;
using domain::MeshLevel;

namespace {

const geo::Box kJapan{20, 120, 50, 155};

/// 2 x 2 cells of 250 m from the cell 5236047011; GDAL's text raster.
std::string grid(int columns, int rows, double cell, const std::string& values, double shift = 0) {
    const geo::Box box = MeshCell::parse("5236047011")->box();
    return "ncols " + std::to_string(columns) + "\nnrows " + std::to_string(rows) + "\nxllcorner " +
           std::to_string(box.west + shift) + "\nyllcorner " + std::to_string(box.south) +
           "\ncellsize " + std::to_string(cell) + "\nNODATA_value -9999\n" + values;
}

double total(const domain::CellWeights& weights) {
    return std::accumulate(weights.weights.begin(), weights.weights.end(), 0.0);
}

double in(const domain::CellWeights& weights, const char* code) {
    const auto at =
        std::find(weights.cells.begin(), weights.cells.end(), MeshCell::parse(code).value());
    return at == weights.cells.end()
               ? 0.0
               : weights.weights[static_cast<std::size_t>(at - weights.cells.begin())];
}

} // namespace

TEST_CASE("A pixel's amount goes to the cells it lies in, by area") {
    const test::WrittenFiles files;
    // One pixel of a degree's 480th: as high as a cell is (1/480), one and a half as wide (1/320).
    const auto file = files.write("w.asc", grid(1, 1, 1.0 / 480, "90\n"));
    // Text has six decimals of a degree: 1e-6 of 1/480 is five parts in ten thousand.
    domain::CellWeightSum sum(MeshLevel::M250);
    const auto loaded = io::add_weight_raster({file, "w.asc", "EPSG:6668"}, kJapan, sum);
    CHECK(loaded.counts.read == 1);
    CHECK(loaded.counts.used == 1);
    const auto weights = sum.take();
    CHECK_THAT(total(weights), WithinAbs(90, 1e-9));
    CHECK_THAT(in(weights, "5236047011"), WithinAbs(90, 0.1));

    const auto shifted = files.write("s.asc", grid(1, 1, 1.0 / 480, "90\n", 0.5 / 320));
    domain::CellWeightSum by_half(MeshLevel::M250);
    io::add_weight_raster({shifted, "s.asc", "EPSG:6668"}, kJapan, by_half);
    const auto halves = by_half.take();
    // From the middle of the cell: 1/640 of 1/480 degrees is in it, three quarters.
    CHECK_THAT(in(halves, "5236047011"), WithinAbs(67.5, 0.1));
    CHECK_THAT(in(halves, "5236047012"), WithinAbs(22.5, 0.1));
    CHECK_THAT(total(halves), WithinAbs(90, 1e-9));
}

TEST_CASE("No-data holds nothing, negative pixels are counted, a picture and a raster without CRS "
          "are refused") {
    const test::WrittenFiles files;
    const auto file = files.write("w.asc", grid(2, 2, 1.0 / 480, "1 -9999\n-3 0\n"));
    domain::CellWeightSum sum(MeshLevel::M250);
    const auto loaded = io::add_weight_raster({file, "w.asc", "EPSG:6668"}, kJapan, sum);
    CHECK(loaded.counts.read == 2);
    CHECK(loaded.counts.used == 1);
    CHECK(loaded.counts.rejected == 1);
    REQUIRE(loaded.issues.size() == 1);
    CHECK(loaded.issues[0].code == "weight_not_usable");
    CHECK_THAT(total(sum.take()), WithinAbs(1, 1e-12));
    CHECK_THROWS_WITH(io::add_weight_raster({file, "w.asc", std::nullopt}, kJapan, sum),
                      Contains("CRS"));
    CHECK_THROWS_AS(
        io::add_weight_raster({files.write("x.tif", "no raster"), "x.tif", {}}, kJapan, sum),
        InputError);
}

TEST_CASE("A raster in metres keeps its sum, and pixels outside the window are passed over") {
    const test::WrittenFiles files;
    // Plane rectangular VI, around 36 N 136 E: 3 x 2 pixels of 100 m.
    const auto file = files.write("m.asc", "ncols 3\nnrows 2\nxllcorner 46000\nyllcorner -140000\n"
                                           "cellsize 100\n1 2 3\n4 5 6\n");
    domain::CellWeightSum sum(MeshLevel::M125);
    const auto loaded = io::add_weight_raster({file, "m.asc", "EPSG:6674"}, kJapan, sum);
    CHECK(loaded.counts.used == 6);
    CHECK_THAT(total(sum.take()), WithinAbs(21, 1e-12));
    const auto beside =
        io::add_weight_raster({file, "m.asc", "EPSG:6674"}, {40, 140, 41, 141}, sum);
    CHECK(beside.counts.used == 0);
}

TEST_CASE("Buildings come with their floors; points and unreadable floors are counted") {
    const test::WrittenFiles files;
    const std::string square =
        R"({"type":"Polygon","coordinates":[[[136.5,34.7],[136.501,34.7],[136.501,34.701],[136.5,34.701],[136.5,34.7]]]})";
    const auto file = files.write("b.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"階数":"地上3階"},"geometry":)" +
                                                   square + R"(},
{"type":"Feature","properties":{"階数":"不明"},"geometry":)" +
                                                   square + R"(},
{"type":"Feature","properties":{"階数":"900"},"geometry":)" +
                                                   square + R"(},
{"type":"Feature","properties":{"階数":"2"},"geometry":{"type":"Point","coordinates":[136.5,34.7]}}]})");
    io::BuildingSource source;
    source.source.file = file;
    source.floors_field = "階数";
    std::vector<double> floors;
    const auto take = [&](const geo::MultiPolygon&, double n) { floors.push_back(n); };
    const auto loaded = io::read_buildings(source, kJapan, take);
    CHECK(floors == std::vector<double>{3, 1, 1});
    CHECK(loaded.counts.read == 4);
    CHECK(loaded.counts.used == 3);
    CHECK(loaded.counts.rejected == 1);
    std::vector<std::string> codes;
    for (const Issue& issue : loaded.issues) {
        codes.push_back(issue.code);
    }
    CHECK(codes == std::vector<std::string>{"building_without_outline", "building_without_floors"});
    CHECK(loaded.issues[1].value == "2");

    const auto elsewhere = io::read_buildings(source, {40, 140, 41, 141}, take);
    CHECK(elsewhere.counts.outside == 3);
    source.floors_field = "floors";
    CHECK_THROWS_WITH(io::read_buildings(source, kJapan, take), Contains("階数"));
}
