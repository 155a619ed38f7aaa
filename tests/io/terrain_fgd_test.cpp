// Heights as GSI hands them out: 基盤地図情報 DEM, many files in ZIPs, of mixed fineness, and
// tiles.
#include "io/fgd_dem.hpp"
#include "io/layers.hpp"
#include "io/raster_file.hpp"
#include "io/readers.hpp"
#include "io/terrain_item.hpp"
#include "io/written_file.hpp"
#include "support/fgd_dem_files.hpp"

#include <algorithm>
#include <cmath>

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;
using Catch::Matchers::WithinAbs;
namespace fs = std::filesystem;

namespace {

const geo::Box kEverywhere{-90, -180, 90, 180};

FgdDem small(const std::string& mesh, int rows, int columns, const std::string& tuples) {
    FgdDem dem;
    dem.mesh = mesh;
    dem.rows = rows;
    dem.columns = columns;
    dem.tuples = tuples;
    return dem;
}

/// A plane rising to the north and east: bilinear interpolation of it is exact.
double plane(double lat, double lng) {
    return (lat - 34.0) * 1000.0 + (lng - 136.0) * 500.0;
}

std::string filled(FgdDem dem, const std::function<bool(double, double)>& is_void = {}) {
    dem.tuples = fgd_tuples(dem, [&](double lat, double lng) {
        return is_void && is_void(lat, lng) ? std::string()
                                            : fmt::format("その他,{:.4f}", plane(lat, lng));
    });
    return fgd_dem_xml(dem);
}

std::string level(FgdDem dem, double height) {
    dem.tuples = fgd_tuples(dem, [&](double, double) { return fmt::format("地表面,{}", height); });
    return fgd_dem_xml(dem);
}

LoadedTerrain read(std::vector<fs::path> files, const geo::Box& window = kEverywhere,
                   std::size_t most_posts = kMostTerrainPosts) {
    TerrainRequest request;
    request.files = std::move(files);
    request.window = window;
    request.most_posts = most_posts;
    return read_terrain(request);
}

} // namespace

TEST_CASE("Each kind of surface of a DEM file is the height it means, row by row from the north") {
    const auto tile =
        parse_fgd_dem(fgd_dem_xml(small("52360472", 2, 4,
                                        "地表面,100.5\n海水面,-9999.\nデータなし,-9999.\n"
                                        "内水面,50.25\n表層面,7\n海水底面,-3.20\n"
                                        "その他,-9999.00\n内水面,-9999.\n")));
    REQUIRE(tile);
    CHECK(tile->at(0, 0) == 100.5F);
    CHECK(tile->at(0, 1) == 0.0F);
    CHECK(std::isnan(tile->at(0, 2)));
    CHECK(tile->at(0, 3) == 50.25F);
    CHECK(tile->at(1, 0) == 7.0F);
    CHECK(tile->at(1, 1) == 0.0F);
    CHECK(std::isnan(tile->at(1, 2)));
    CHECK(std::isnan(tile->at(1, 3)));
    // The middle of the north-west cell of 2 x 4 in tertiary mesh 52360472.
    const double south = 52 / 1.5 + 0 / 12.0 + 7 / 120.0;
    CHECK_THAT(tile->lattice.north, WithinAbs(south + (1.0 / 120.0) * 0.75, 1e-12));
    CHECK_THAT(tile->lattice.west, WithinAbs(136.0 + 4 / 8.0 + 2 / 80.0 + (1.0 / 80.0) / 8, 1e-12));
}

TEST_CASE("Cells before the start point and after the last tuple are void") {
    FgdDem dem = small("52360472", 3, 3, "地表面,1\n地表面,2\n地表面,3\n");
    dem.start_x = 2;
    dem.start_y = 0;
    const auto tile = parse_fgd_dem(fgd_dem_xml(dem));
    REQUIRE(tile);
    std::string picture;
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3; ++column) {
            const float height = tile->at(row, column);
            picture += std::isnan(height) ? "." : fmt::format("{:.0f}", height);
        }
        picture += " ";
    }
    CHECK(picture == "..1 23. ... ");
}

TEST_CASE("A DEM file in Shift_JIS is read too") {
    const std::string text = fgd_dem_xml(small("52360472", 1, 2, "海水面,-9999.\n地表面,3\n"));
    const auto tile = parse_fgd_dem(encode_cp932(text).bytes);
    REQUIRE(tile);
    CHECK(tile->at(0, 0) == 0.0F);
    CHECK(tile->at(0, 1) == 3.0F);
}

TEST_CASE("A DEM file cut short, too long or of another order is refused by name") {
    const TemporaryFolder folder;
    const std::string whole = fgd_dem_xml(small("52360472", 2, 2, "地表面,1\n地表面,2\n"));
    const auto other = [&](const std::string& from, const std::string& to) {
        std::string text = whole;
        text.replace(text.find(from), from.size(), to);
        return text;
    };
    const std::vector<std::string> broken = {
        whole.substr(0, whole.find("地表面,2")),
        whole.substr(0, whole.find("</coverage>")),
        other("地表面,2", "地表面,2\n地表面,3\n地表面,4\n地表面,5"),
        other("地表面,2", "地表面"),
        other("地表面,2", "地表面,高い"),
        other("+x-y", "+x+y"),
        other("<gml:high>1 1", "<gml:high>99999999 99999999"),
        other("<gml:high>1 1", "<gml:high>-1 1"),
        other("<gml:startPoint>0 0", "<gml:startPoint>5 0"),
        other("<gml:lowerCorner>", "<gml:lowerCorner>nan "),
        "<error>not found</error>",
        "<"};
    for (std::size_t i = 0; i < broken.size(); ++i) {
        INFO(i);
        const auto file = folder.write("FG-GML-5236-04-72-DEM5A-20161001.xml", broken[i]);
        CHECK_THAT(
            refusal([&] { read({file}); }),
            Catch::Contains("FG-GML-5236-04-72-DEM5A-20161001.xml を基盤地図情報の数値標高モデ"
                            "ル"));
    }
}

TEST_CASE("Names of DEM files tell class and ground") {
    CHECK(fgd_dem_class("FG-GML-5236-04-72-DEM5A-20161001.xml") == "DEM5A");
    CHECK(fgd_dem_class("fg-gml-5236-04-dem10b-20161001.xml") == "DEM10B");
    CHECK(fgd_dem_class("readme.xml").empty());
    // Of a ZIP in a ZIP the file's own name counts.
    CHECK(fgd_dem_class("FG-GML-5236-04-DEM5A.zip/FG-GML-5236-04-71-DEM5B-20161001.xml") ==
          "DEM5B");
    const geo::Box third = fgd_dem_box("a/FG-GML-5236-04-72-DEM5A-20161001.xml");
    CHECK_THAT(third.south, WithinAbs(52 / 1.5 + 7 / 120.0, 1e-12));
    CHECK_THAT(third.west, WithinAbs(136.5 + 2 / 80.0, 1e-12));
    CHECK_THAT(third.north - third.south, WithinAbs(1 / 120.0, 1e-12));
    const geo::Box second = fgd_dem_box("FG-GML-523604-DEM10B-20161001.xml");
    CHECK_THAT(second.east - second.west, WithinAbs(1 / 8.0, 1e-12));
    CHECK(fgd_dem_box("FG-GML-5236-94-DEM10B.xml").empty());
    CHECK(fgd_dem_box("DEM5A.xml").empty());
}

TEST_CASE(
    "DEM files are found in ZIPs and in ZIPs of ZIPs, beside strays; those off the window stay "
    "packed") {
    const test::WrittenFiles files;
    const std::string near = filled(small("52360472", 15, 22, ""));
    const auto inner = files.write_zip(
        "FG-GML-523604-DEM5A.zip",
        {{"FG-GML-5236-04-72-DEM5A-20161001.xml", near},
         {"FG-GML-5236-04-00-DEM5A-20161001.xml", "not looked at: its name puts it elsewhere"},
         {"fmdid15-3101.xml", "<metadata/>"},
         {"お読みください.txt", "text"}});
    const auto outer =
        files.write_zip("PackDLMap.zip", {{"FG-GML-523604-DEM5A.zip", read_file(inner)}});
    const geo::Box window = fgd_dem_box("FG-GML-5236-04-72-DEM5A").grown(-0.001);
    for (const auto& file : {inner, outer}) {
        INFO(file);
        const auto loaded = read({file}, window);
        CHECK(loaded.counts.read == 2);
        CHECK(loaded.counts.used == 1);
        CHECK(loaded.counts.outside == 1);
        CHECK(loaded.counts.rejected == 1);
        REQUIRE(loaded.kinds.size() == 1);
        CHECK(loaded.kinds[0].label == "DEM5A");
        const geo::LatLng middle = window.centre();
        CHECK_THAT(loaded.value.height(middle), WithinAbs(plane(middle.lat(), middle.lng()), 1e-3));
    }
    const auto deeper = files.write_zip("昨年度.zip", {{"PackDLMap.zip", read_file(outer)}});
    CHECK_THAT(refusal([&] { read({deeper}, window); }),
               Catch::Contains("昨年度.zip/PackDLMap.zip/FG-GML-523604-DEM5A.zip は深いところ") &&
                   Catch::Contains("昨年度.zip を一度展開し"));
    CHECK_THAT(refusal([&] { read({files.write_zip("none.zip", {{"readme.txt", "text"}})}); }),
               Catch::Contains("none.zip の中に標高データ") && Catch::Contains("がありません"));
    CHECK_THAT(refusal([&] { read({files.write_zip("bad.zip", {{"FG-GML-DEM5A.xml", "<"}})}); }),
               Catch::Contains("bad.zip/FG-GML-DEM5A.xml を基盤地図情報"));
    CHECK_THAT(refusal([&] { read({files.write("no.zip", "PK no zip")}); }),
               Catch::Contains("no.zip をZIPとして開けません"));
}

TEST_CASE("The finer file counts whatever the order, laser before photogrammetry; voids are filled "
          "from the coarser") {
    const TemporaryFolder folder;
    const auto dem5a = folder.write("FG-GML-5236-04-72-DEM5A-20161001.xml",
                                    filled(small("52360472", 150, 225, ""), [](double lat, double) {
                                        return lat > 52 / 1.5 + 7.5 / 120.0; // its northern half
                                    }));
    const auto dem5b = folder.write("FG-GML-5236-04-72-DEM5B-20161001.xml",
                                    level(small("52360472", 150, 225, ""), 900));
    const auto dem10b =
        folder.write("FG-GML-5236-04-DEM10B-20161001.xml", filled(small("523604", 750, 1125, "")));
    const double middle = 52 / 1.5 + 7.5 / 120.0;
    const geo::LatLng south = geo::LatLng::from_degrees(middle - 0.003, 136.531);
    const geo::LatLng north = geo::LatLng::from_degrees(middle + 0.003, 136.531);
    const geo::LatLng beside = geo::LatLng::from_degrees(middle, 136.545);
    for (const auto& order : {std::vector<fs::path>{dem5a, dem10b}, {dem10b, dem5a}}) {
        const auto loaded = read(order);
        // 0.2", the lattice of the finer file, over all the ground of the coarser.
        CHECK_THAT(loaded.value.lat_step, WithinAbs(0.2 / 3600.0, 1e-12));
        CHECK(loaded.value.rows == 1500);
        CHECK(loaded.value.columns == 2250);
        CHECK(loaded.kinds.size() == 2);
        CHECK(loaded.kinds[0].label == "DEM5A");
        CHECK(loaded.kinds[1].label == "DEM10B");
        // Both are the same plane: interpolated or not, filled or not, every post lies on it. At
        // the outer edge, half a coarse step from its posts, the last post stands for its cell.
        double worst = 0.0;
        for (std::size_t row = 1; row + 1 < loaded.value.rows; ++row) {
            for (std::size_t column = 1; column + 1 < loaded.value.columns; ++column) {
                const double lat =
                    loaded.value.north - loaded.value.lat_step * static_cast<double>(row);
                const double lng =
                    loaded.value.west + loaded.value.lng_step * static_cast<double>(column);
                worst = std::max(worst, std::abs(static_cast<double>(loaded.value.at(row, column)) -
                                                 plane(lat, lng)));
            }
        }
        CHECK(worst < 1e-3);
    }
    for (const auto& order :
         {std::vector<fs::path>{dem5b, dem10b, dem5a}, {dem5a, dem5b, dem10b}}) {
        const auto loaded = read(order);
        CHECK_THAT(loaded.value.height(south), WithinAbs(plane(south.lat(), south.lng()), 1e-3));
        CHECK_THAT(loaded.value.height(north), WithinAbs(900.0, 1e-3)); // 5B where 5A has none
        CHECK_THAT(loaded.value.height(beside), WithinAbs(plane(beside.lat(), beside.lng()), 1e-3));
    }
}

TEST_CASE("A coarse raster under fine files, and a fine one over them, whatever their lattices") {
    const TemporaryFolder folder;
    // 1" posts over the secondary mesh, as a GeoTIFF that does not share the DEM's lattice.
    geo::HeightGrid coarse{34.76, 136.49, 1.0 / 3600.0, 1.0 / 3600.0, 400, 600, {}};
    for (std::size_t row = 0; row < coarse.rows; ++row) {
        for (std::size_t column = 0; column < coarse.columns; ++column) {
            coarse.heights.push_back(static_cast<float>(
                plane(coarse.north - coarse.lat_step * static_cast<double>(row),
                      coarse.west + coarse.lng_step * static_cast<double>(column))));
        }
    }
    write_geotiff(folder.path() / "coarse.tif", coarse);
    const auto dem = folder.write(
        "FG-GML-5236-04-72-DEM5A-20161001.xml",
        filled(small("52360472", 150, 225, ""), [](double, double lng) { return lng > 136.53; }));
    const auto loaded = read({folder.path() / "coarse.tif", dem});
    CHECK_THAT(loaded.value.lat_step, WithinAbs(0.2 / 3600.0, 1e-12));
    CHECK(loaded.kinds.front().label == "DEM5A");
    CHECK(loaded.kinds.back().label == "GeoTIFF");
    for (const double lat : {34.70, 34.7272, 34.73, 34.75}) {
        for (const double lng : {136.5, 136.528, 136.5301, 136.536, 136.6}) {
            const geo::LatLng at = geo::LatLng::from_degrees(lat, lng);
            INFO(lat << " " << lng);
            REQUIRE(loaded.value.known(at));
            CHECK_THAT(loaded.value.height(at), WithinAbs(plane(lat, lng), 2e-3));
        }
    }
}

TEST_CASE("More posts than fit are thinned to every second, third... as they are") {
    const TemporaryFolder folder;
    const auto dem = folder.write("FG-GML-5236-04-72-DEM5A-20161001.xml",
                                  filled(small("52360472", 150, 225, "")));
    const auto all = read({dem});
    CHECK(all.thinned == 1);
    CHECK(all.value.heights.size() == 150 * 225);
    const auto thin = read({dem}, kEverywhere, 4000);
    CHECK(thin.thinned == 3); // 33,750 / 9 = 3,750
    CHECK(thin.value.rows == 50);
    CHECK(thin.value.columns == 75);
    CHECK(thin.value.at(10, 20) == all.value.at(30, 60));
    CHECK(thin.value.at(49, 74) == all.value.at(147, 222));
}

TEST_CASE("A folder stands for the height files below it, tiles in z/x/y folders among them") {
    const TemporaryFolder folder;
    folder.write("dem/52/FG-GML-5236-04-72-DEM5A-20161001.xml",
                 filled(small("52360472", 15, 22, "")));
    folder.write("dem/readme.txt", "not a tile");
    CHECK(terrain_files_below(folder.path() / "dem").size() == 1);
    CHECK(read({folder.path() / "dem"}).kinds.front().files == 1);
    CHECK_THAT(refusal([&] {
                   fs::create_directories(folder.path() / "empty");
                   read({folder.path() / "empty"});
               }),
               Catch::Contains("empty の下に標高データ"));
    // Two text tiles of zoom 15 side by side; 256 rows of 256 heights, "e" is a void.
    // 三重県 津市: x = (136.5086 + 180) / 360 * 2^15 = 28,809; y by Web Mercator 13,009.
    for (const int x : {28808, 28809}) {
        std::string text;
        for (int row = 0; row < 256; ++row) {
            for (int column = 0; column < 256; ++column) {
                text += (column > 0 ? "," : "") +
                        (x == 28808 && row == 0 ? std::string("e") : std::string("12.5"));
            }
            text += "\n";
        }
        folder.write(fmt::format("tiles/15/{}/13009.txt", x), text);
    }
    const auto tiles = read({folder.path() / "tiles"});
    REQUIRE(tiles.kinds.size() == 1);
    CHECK(tiles.kinds[0].label == "標高タイル z15 txt");
    CHECK(tiles.kinds[0].files == 2);
    const geo::Box west = ground_of(TileAddress{15, 28808, 13009});
    const geo::Box east = ground_of(TileAddress{15, 28809, 13009});
    CHECK(west.east == east.west);
    CHECK(east.contains(geo::LatLng::from_degrees(34.7303, 136.5086)));
    // No void along the seam.
    const auto on_seam = static_cast<std::size_t>(
        std::lround((west.east - tiles.value.west) / tiles.value.lng_step));
    for (const std::size_t column : {on_seam - 1, on_seam, on_seam + 1}) {
        CHECK(tiles.value.at(100, column) == 12.5F);
    }
    CHECK(std::isnan(tiles.value.at(0, 10)));
}

TEST_CASE("A DEM on the datum of before 2011 is told, once for all files, where the ground moved") {
    const TemporaryFolder folder;
    std::string old = fgd_dem_xml(small("52360472", 1, 2, "地表面,1\n地表面,2\n"));
    const auto at = old.find("jgd2011");
    REQUIRE(at != std::string::npos);
    old.replace(at, 7, "jgd2000");
    folder.write("a.xml", old);
    folder.write("b.xml", old);
    const auto told = [&](std::vector<fs::path> files, bool moved) {
        TerrainRequest request;
        request.files = std::move(files);
        request.window = kEverywhere;
        request.datum.ground_moved = moved;
        std::vector<std::string> codes;
        for (const Issue& issue : read_terrain(request).issues) {
            codes.push_back(issue.code);
        }
        return codes;
    };
    const std::vector<fs::path> both = {folder.path() / "a.xml", folder.path() / "b.xml"};
    CHECK(told(both, true) == std::vector<std::string>{"ground_moved_2011"});
    CHECK(told(both, false).empty());
}

TEST_CASE("Latitude/longitude heights on Tokyo datum are moved by the grid") {
    const TemporaryFolder folder;
    geo::HeightGrid grid{34.04, 136.0, 0.002, 0.002, 21, 21, {}};
    for (int i = 0; i < 21 * 21; ++i) {
        grid.heights.push_back(static_cast<float>(i));
    }
    write_geotiff(folder.path() / "t.tif", grid);
    const std::string at = folder.path().string();
    REQUIRE(std::system(("gdal_translate -q -a_srs EPSG:4301 " + at + "/t.tif " + at + "/old.tif")
                            .c_str()) == 0);
    TerrainRequest request;
    request.files = {folder.path() / "old.tif"};
    request.window = kEverywhere;
    CHECK_THAT(refusal([&] { read_terrain(request); }), Catch::Contains("TKY2JGD.par"));
    request.datum.allow_approximate = true;
    const auto loaded = read_terrain(request);
    CHECK(loaded.value.heights == grid.heights);
    CHECK_THAT((loaded.value.north - grid.north) * 3600.0, WithinAbs(11.8, 0.5));
    CHECK_THAT((loaded.value.west - grid.west) * 3600.0, WithinAbs(-10.3, 0.5));
}
