#include "support/catch.hpp"
#include "support/program.hpp"
#include "support/tiny_study.hpp"

#include <nlohmann/json.hpp>

using namespace todoku::test;

namespace {

constexpr const char* kDegrees =
    R"(GEOGCS["JGD2011",DATUM["Japanese_Geodetic_Datum_2011",SPHEROID["GRS 1980",6378137,298.257222101]],)"
    R"(PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","6668"]])";

double pixel(const std::filesystem::path& raster, const std::string& column,
             const std::string& row) {
    return std::stod(
        run_shell("gdallocationinfo -valonly " + quoted(raster.string()) + " " + column + " " + row)
            .out);
}

} // namespace

TEST_CASE("lab mesh encode adds a code to each row and keeps the row's other columns") {
    const Outcome done = run_todoku({"lab", "mesh", "encode", "--level", "1km"},
                                    "name,lat,lon\n津,34.7303,136.5086\n");
    CHECK(done.code == 0);
    CHECK(done.out == "name,lat,lon,code\n津,34.7303,136.5086,52360470\n");
    CHECK(done.err.empty());
}

TEST_CASE(
    "lab mesh encode writes every row, then fails with 3 where a point lies outside the system") {
    const Outcome done = run_todoku({"--lang", "en", "lab", "mesh", "encode", "--level", "80km"},
                                    "lat,lon\n70,140\n35.5,139.5\nx,139.5\n-1,139\n35,180\n");
    CHECK(done.code == 3);
    CHECK(done.out == "lat,lon,code\n70,140,\n35.5,139.5,5339\nx,139.5,\n-1,139,\n35,180,\n");
    CHECK_THAT(done.err, Catch::Contains("line 2: 70, 140 is outside"));
}

TEST_CASE("lab mesh decode gives level and edges, and encoding the south-west corner gives the "
          "code back") {
    const Outcome done = run_todoku({"lab", "mesh", "decode"},
                                    "code\n5339\n533935885\n533945371\n5339453712\n53394537123\n");
    CHECK(done.code == 0);
    CHECK_THAT(done.out,
               Catch::StartsWith(
                   "code,level,south,west,north,east\n5339,80km,35.333333333333336,139,36,140\n"));
    CHECK_THAT(done.out, Catch::Contains("5339453712,250m,"));
}

TEST_CASE("lab mesh decode writes an empty row for what is no code and fails with 3") {
    const Outcome done = run_todoku({"lab", "mesh", "decode"}, "code\n12\n5339\n");
    CHECK(done.code == 3);
    CHECK_THAT(done.out, Catch::Contains("\n12,,,,,\n5339,80km,"));
}

TEST_CASE("lab fractions gives exact shares of a rectangle that covers half of a column of cells") {
    const TemporaryFolder folder;
    const auto file = folder.write(
        "half.geojson", TinyStudy::collection(TinyStudy::polygon(0, 0, 2, 1.5, R"("a":1)")));
    const Outcome done = run_todoku({"lab", "fractions", file.string(), "--mesh", "250m", "-o",
                                     (folder.path() / "o.csv").string()});
    CHECK(done.code == 0);
    const std::string half0 = TinyStudy::cell(0, 1).code();
    CHECK_THAT(read_file(folder.path() / "o.csv"),
               Catch::StartsWith("code,fraction\n" + TinyStudy::cell(0, 0).code() + ",1\n" + half0 +
                                 ",0.5"));
}

TEST_CASE("lab fractions takes the pixels of a raster for cells") {
    const TemporaryFolder folder;
    // 3 rows x 4 columns of 0.01 degrees; the polygon covers one pixel, and halves of two.
    const auto raster = folder.write("people.asc", "ncols 4\nnrows 3\nxllcorner 136.5\n"
                                                   "yllcorner 34.7\ncellsize 0.01\n"
                                                   "1 1 1 1\n1 1 1 1\n1 1 1 1\n");
    folder.write("people.prj", "GEOGCS[\"JGD2011\",DATUM[\"Japanese_Geodetic_Datum_2011\","
                               "SPHEROID[\"GRS 1980\",6378137,298.257222101]],"
                               "PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433],"
                               "AUTHORITY[\"EPSG\",\"6668\"]]");
    const auto area = folder.write(
        "a.geojson",
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},)"
        R"("geometry":{"type":"Polygon","coordinates":[[[136.505,34.71],[136.525,34.71],)"
        R"([136.525,34.72],[136.505,34.72],[136.505,34.71]]]}}]})");
    const auto output = folder.path() / "shares.tif";
    const Outcome done = run_todoku(
        {"lab", "fractions", area.string(), "--like", raster.string(), "-o", output.string()});
    CHECK(done.err == "");
    CHECK(done.code == 0);
    CHECK(pixel(output, "1", "1") == 1.0);
    for (const char* column : {"0", "2"}) {
        CHECK_THAT(pixel(output, column, "1"), Catch::Matchers::WithinAbs(0.5, 1e-6));
    }
    CHECK(pixel(output, "1", "0") == 0.0);
    CHECK(pixel(output, "3", "1") == 0.0);
}

TEST_CASE("lab fractions wants a mesh level or a raster, not both, and a file for pixels") {
    const TemporaryFolder folder;
    const auto file = folder.write(
        "a.geojson", TinyStudy::collection(TinyStudy::polygon(0, 0, 1, 1, R"("a":1)")));
    const Outcome neither = run_todoku({"--lang", "en", "lab", "fractions", file.string()});
    CHECK(neither.code == 2);
    CHECK_THAT(neither.err, Catch::Contains("One of --mesh (a mesh level) and --like (a raster)"));
    const Outcome nowhere =
        run_todoku({"--lang", "en", "lab", "fractions", file.string(), "--like", "x.tif"});
    CHECK(nowhere.code == 2);
    CHECK_THAT(nowhere.err, Catch::Contains("--like needs -o FILE.tif"));
    const Outcome no_raster =
        run_todoku({"--lang", "en", "lab", "fractions", file.string(), "--like", file.string(),
                    "-o", (folder.path() / "o.tif").string()});
    CHECK(no_raster.code == 3);
    CHECK_THAT(no_raster.err, Catch::Contains("cannot be read as a raster"));
    CHECK_FALSE(std::filesystem::exists(folder.path() / "o.tif"));
    const auto vrt = [&](const std::string& size, const std::string& step) {
        return folder
            .write("r.vrt", "<VRTDataset rasterXSize=\"" + size + "\" rasterYSize=\"" + size +
                                "\"><SRS>EPSG:4326</SRS><GeoTransform>136," + step + ",0,35,0,-" +
                                step +
                                "</GeoTransform><VRTRasterBand dataType=\"Byte\" "
                                "band=\"1\"/></VRTDataset>")
            .string();
    };
    for (const auto& [size, step, said] :
         {std::tuple{"100000", "0.00001", "has 10,000,000,000 pixels"},
          std::tuple{"10", "0.0000000001", "finer than 0.000001 degrees"}}) {
        const Outcome refused =
            run_todoku({"--lang", "en", "lab", "fractions", file.string(), "--like",
                        vrt(size, step), "-o", (folder.path() / "o.tif").string()});
        CHECK(refused.code == 3);
        CHECK_THAT(refused.err, Catch::Contains(said));
    }
}

TEST_CASE("lab fractions takes each value of an attribute for a layer, whatever attributes say") {
    const TemporaryFolder folder;
    const std::string words = R"("carrier":"%","方式":"4G","エリア":"圏外")";
    const auto said = [&](const std::string& carrier) {
        std::string text = words;
        return text.replace(text.find('%'), 1, carrier);
    };
    const auto file = folder.write(
        "all.geojson",
        TinyStudy::collection(TinyStudy::polygon(0, 0, 1, 1, said("キャリアB")) + "," +
                              TinyStudy::polygon(0, 0, 1, 0.5, said("キャリアA")) + "," +
                              TinyStudy::polygon(0, 1, 1, 2, said("キャリアA"))));
    const std::string first = TinyStudy::cell(0, 0).code();
    const Outcome by = run_todoku(
        {"lab", "fractions", file.string(), "--mesh", "250m", "--by", "carrier", "--self-check"});
    CHECK(by.code == 0);
    CHECK_THAT(by.out, Catch::StartsWith("carrier,code,fraction\nキャリアA," + first + ",0.5"));
    CHECK_THAT(by.out, Catch::EndsWith("キャリアB," + first + ",1\n"));
    const Outcome all = run_todoku({"lab", "fractions", file.string(), "--mesh", "250m"});
    CHECK(all.out == "code,fraction\n" + first + ",1\n" + TinyStudy::cell(0, 1).code() + ",1\n");
    const Outcome none = run_todoku(
        {"--lang", "en", "lab", "fractions", file.string(), "--mesh", "250m", "--by", "operator"});
    CHECK(none.code == 3);
    CHECK_THAT(none.err,
               Catch::Contains("has no attribute \"operator\"") && Catch::Contains("carrier"));
}

TEST_CASE("lab fractions says where nothing is covered, and where too much would be listed") {
    const TemporaryFolder folder;
    const auto square = [&](const std::string& name, const std::string& ring) {
        return folder
            .write(name, R"({"type":"FeatureCollection","features":[{"type":"Feature",)"
                         R"("properties":{},"geometry":{"type":"Polygon","coordinates":[[)" +
                             ring + "]]}}]}")
            .string();
    };
    const std::string paris = square("paris.geojson", "[2,48],[3,48],[3,49],[2,49],[2,48]");
    const Outcome nothing =
        run_todoku({"--lang", "en", "lab", "fractions", paris, "--mesh", "250m", "--self-check"});
    CHECK(nothing.code == 0);
    CHECK_THAT(nothing.err, Catch::Contains("No cell is covered"));
    const std::string earth =
        square("earth.geojson", "[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]");
    const Outcome wide = run_todoku({"--lang", "en", "lab", "fractions", earth, "--mesh", "250m"});
    CHECK(wide.code == 3);
    CHECK_THAT(wide.err, Catch::Contains("Cut it up with --bbox"));
    CHECK(run_todoku({"lab", "fractions", earth, "--mesh", "250m", "--bbox", "136,34,136.1,34.1",
                      "--self-check"})
              .code == 0);
    // A copy and a polygon in another: their rings' areas are not that of the ground.
    const Outcome copies = run_todoku(
        {"lab", "fractions",
         folder
             .write("copies.geojson",
                    TinyStudy::collection(TinyStudy::polygon(0, 0, 3, 3, R"("a":1)") + "," +
                                          TinyStudy::polygon(0, 0, 3, 3, R"("a":2)") + "," +
                                          TinyStudy::polygon(1, 1, 2, 2, R"("a":3)")))
             .string(),
         "--mesh", "250m", "--self-check"});
    CHECK(copies.code == 0);
}

TEST_CASE("lab fractions counts overlapping polygons once") {
    const TemporaryFolder folder;
    const auto file = folder.write(
        "two.geojson", TinyStudy::collection(TinyStudy::polygon(0, 0, 1, 1, R"("a":1)") + "," +
                                             TinyStudy::polygon(0, 0, 1, 1, R"("a":2)")));
    const Outcome done = run_todoku({"lab", "fractions", file.string(), "--mesh", "250m"});
    CHECK(done.code == 0);
    CHECK(done.out == "code,fraction\n" + TinyStudy::cell(0, 0).code() + ",1\n");
}

TEST_CASE("lab reach tells heights that cannot be metres, and how far the sweep lies from the "
          "plain way") {
    const TemporaryFolder folder;
    std::string heights = "ncols 40\nnrows 40\nxllcorner 136.5\nyllcorner 34.7\ncellsize 0.0003\n";
    for (int row = 0; row < 40; ++row) {
        for (int column = 0; column < 40; ++column) {
            heights += fmt::format("{} ", row == 3 ? 12388 : 20 + column);
        }
        heights += "\n";
    }
    const auto terrain = folder.write("feet.asc", heights);
    folder.write("feet.prj", kDegrees);
    const auto output = folder.path() / "loss.tif";
    const Outcome done = run_todoku({"lab", "reach", "--terrain", terrain.string(), "--site",
                                     "34.706,136.506", "--height-m", "20", "--radius-m", "300",
                                     "--f-ghz", "3.7", "--compare", "-o", output.string()});
    CHECK(done.code == 0);
    CHECK(done.err.find("フィート") != std::string::npos);
    CHECK_THAT(done.out,
               Catch::StartsWith("posts,median_db,p90_db,p99_db,greatest_db,served_changed,"
                                 "strength_changed,cells,cells_served_changed,"
                                 "cells_strength_changed\n"));
    CHECK(std::filesystem::exists(output));
    CHECK(done.err.find("使いません") == std::string::npos);
}

TEST_CASE(
    "lab reach names the option whose value a model does not take, and what it does not use") {
    const TemporaryFolder folder;
    std::string heights = "ncols 40\nnrows 40\nxllcorner 136.5\nyllcorner 34.7\ncellsize 0.0003\n";
    for (int post = 0; post < 40 * 40; ++post) {
        heights += "20 ";
    }
    const auto terrain = folder.write("flat.asc", heights + "\n");
    folder.write("flat.prj", kDegrees);
    const auto reach = [&](std::vector<std::string> more) {
        std::vector<std::string> words = {"lab",       "reach",
                                          "--terrain", terrain.string(),
                                          "--site",    "34.706,136.506",
                                          "--f-ghz",   "3.7",
                                          "-o",        (folder.path() / "loss.tif").string()};
        words.insert(words.end(), more.begin(), more.end());
        return run_todoku(words);
    };
    const Outcome low = reach({"--height-m", "0", "--radius-m", "300"});
    CHECK(low.code == 2);
    CHECK_THAT(low.err, Catch::Contains("--height-m は p1812 では 1〜3000"));
    const Outcome far = reach({"--height-m", "20", "--radius-m", "6000", "--model", "tr38901-uma"});
    CHECK(far.code == 2);
    CHECK_THAT(far.err, Catch::Contains("--radius-m は tr38901-uma では 10〜5000"));
    const Outcome unused =
        reach({"--height-m", "20", "--radius-m", "300", "--clear-m", "10", "--band", "n77-macro"});
    CHECK(unused.code == 0);
    CHECK_THAT(unused.err, Catch::Contains("--clear-m は、--clutter がないので使いません") &&
                               Catch::Contains("--band は、--compare がないので使いません"));
}

TEST_CASE("lab reach says that one post or one row of heights cannot be used") {
    const TemporaryFolder folder;
    folder.write("one.prj", kDegrees);
    for (const auto& [posts, told] :
         {std::pair<std::string, std::string>{"ncols 1\nnrows 1\n", "1×1点"},
          {"ncols 3\nnrows 1\n", "1×3点"}}) {
        const auto terrain = folder.write(
            "one.asc", posts + "xllcorner 136.5\nyllcorner 34.7\ncellsize 0.002\n20 20 20\n");
        const Outcome done =
            run_todoku({"lab", "reach", "--terrain", terrain.string(), "--site", "34.701,136.501",
                        "--height-m", "20", "--radius-m", "300", "--f-ghz", "3.7", "-o",
                        (folder.path() / "loss.tif").string()});
        CHECK(done.code == 3);
        CHECK_THAT(done.err, Catch::Contains(told) && !Catch::Contains("欠測"));
    }
}
