// Heights whose place or CRS stands in a file beside them or in the study, and folders with other
// files among the heights.
#include "io/layers.hpp"
#include "io/readers.hpp"

#include <cmath>
#include <optional>

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;

namespace {

const geo::Box kEverywhere{-90, -180, 90, 180};

/// Three rows of four posts, 11 at the north-west, of which the lower left corner stands at 136.5 E
/// 34.5 N, or 45,000 m east and 150,000 m south.
std::string grid_text(const std::string& corner, const std::string& step) {
    return "ncols 4\nnrows 3\n" + corner + "\ncellsize " + step +
           "\nNODATA_value -9999\n11 12 13 14\n21 22 23 24\n31 32 33 -9999\n";
}

const std::string kDegrees = grid_text("xllcorner 136.5\nyllcorner 34.5", "0.01");
const std::string kMetres = grid_text("xllcorner 45000\nyllcorner -150000", "1000");
const std::string kJgd2011 =
    R"(GEOGCS["GCS_JGD_2011",DATUM["D_JGD_2011",SPHEROID["GRS_1980",6378137.0,298.257222101]],)"
    R"(PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]])";

LoadedTerrain read(const std::filesystem::path& file, std::optional<std::string> crs = {}) {
    TerrainRequest request;
    request.files = {file};
    request.window = kEverywhere;
    request.crs = std::move(crs);
    return read_terrain(request);
}

} // namespace

TEST_CASE("A folder of heights may hold grids as text, and what GIS write beside them") {
    const TemporaryFolder folder;
    folder.write("dem/a.asc", kDegrees);
    folder.write("dem/a.prj", kJgd2011);
    folder.write("dem/a.asc.aux.xml", "<PAMDataset/>");
    folder.write("dem/a.asc.xml", "<metadata/>");
    folder.write("dem/KS-META-DEM.xml", "<MD_Metadata/>");
    folder.write("dem/fmdid15-0713.xml", "<MD_Metadata/>");
    folder.write("dem/README.txt", "heights");
    CHECK(terrain_files_below(folder.path() / "dem").size() == 1);
    const auto loaded = read(folder.path() / "dem");
    CHECK(loaded.counts.read == 1);
    CHECK(loaded.value.rows == 3);
    CHECK(loaded.value.columns == 4);
    CHECK(loaded.value.at(0, 0) == 11.0F);
    CHECK(std::isnan(loaded.value.at(2, 3)));
}

TEST_CASE("The CRS of heights that state none is the study's, and asked for where there is none") {
    const TemporaryFolder folder;
    const auto degrees = folder.write("a.asc", kDegrees);
    CHECK_THAT(refusal([&] { read(degrees); }),
               Catch::Contains("a.asc に座標系の情報がありません") && Catch::Contains("terrain") &&
                   Catch::Contains("crs = "));
    CHECK(read(degrees, "EPSG:6668").value.at(1, 2) == 23.0F);

    // On plane VI: where the same grid with a .prj stands.
    const auto metres = folder.write("b.asc", kMetres);
    const auto told = read(metres, "EPSG:6674");
    folder.write("c.prj",
                 R"(PROJCS["JGD_2011_Japan_Zone_6",)" + kJgd2011 +
                     R"(,PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",0.0],)"
                     R"(PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",136.0],)"
                     R"(PARAMETER["Scale_Factor",0.9999],PARAMETER["Latitude_Of_Origin",36.0],)"
                     R"(UNIT["Meter",1.0]])");
    const auto stated = read(folder.write("c.asc", kMetres));
    CHECK(told.value.heights.size() == stated.value.heights.size());
    CHECK(std::abs(told.value.north - stated.value.north) < 1e-9);
    CHECK(std::abs(told.value.west - stated.value.west) < 1e-9);

    // One that states its own keeps it.
    folder.write("a.prj", kJgd2011);
    CHECK(read(degrees, "EPSG:6674").value.at(1, 2) == 23.0F);
}

TEST_CASE("Lists of points are no grid, and refused with what to ask for") {
    const TemporaryFolder folder;
    for (const char* name : {"p.las", "p.csv", "p.txt", "p.lem"}) {
        INFO(name);
        CHECK_THAT(refusal([&] { read(folder.write(name, "136.5,34.5,10.5\n")); }),
                   Catch::Contains("標高の点の並び") && Catch::Contains("GeoTIFF"));
    }
}
