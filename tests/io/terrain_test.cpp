#include "io/layers.hpp"
#include "io/raster_file.hpp"
#include "io/readers.hpp"

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <thread>

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;
using Catch::Matchers::WithinAbs;
namespace fs = std::filesystem;

namespace {

const geo::Box kEverywhere{-90, -180, 90, 180};

/// Heights 100 y + x in steps from the north-west.
geo::HeightGrid ramp(double north, double west, std::size_t rows, std::size_t columns,
                     double step = 0.01) {
    geo::HeightGrid grid{north, west, step, step, rows, columns, {}};
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            grid.heights.push_back(static_cast<float>(100 * row + column));
        }
    }
    return grid;
}

void run(const std::string& command) {
    REQUIRE(std::system(command.c_str()) == 0);
}

} // namespace

TEST_CASE("Posts are read back where and as they were written, voids as voids") {
    const TemporaryFolder folder;
    geo::HeightGrid grid = ramp(34.5, 136.5, 5, 7);
    grid.heights[9] = std::nanf("");
    write_geotiff(folder.path() / "t.tif", grid);
    const auto loaded = read_terrain({folder.path() / "t.tif"}, kEverywhere);
    CHECK(loaded.value.rows == 5);
    CHECK(loaded.value.columns == 7);
    CHECK_THAT(loaded.value.north, WithinAbs(34.5, 1e-9));
    CHECK_THAT(loaded.value.west, WithinAbs(136.5, 1e-9));
    CHECK_THAT(loaded.value.lat_step, WithinAbs(0.01, 1e-12));
    CHECK(std::isnan(loaded.value.at(1, 2)));
    CHECK(loaded.value.at(4, 6) == 406.0F);
    CHECK(loaded.issues.empty());
}

TEST_CASE("A GeoTIFF of the same posts has the same bytes at another time") {
    const TemporaryFolder folder;
    write_geotiff(folder.path() / "a.tif", ramp(34.5, 136.5, 300, 300, 0.001));
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));
    write_geotiff(folder.path() / "b.tif", ramp(34.5, 136.5, 300, 300, 0.001));
    CHECK(read_file(folder.path() / "a.tif") == read_file(folder.path() / "b.tif"));
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 2);
    folder.write("file", "");
    CHECK_THROWS_AS(write_geotiff(folder.path() / "file" / "c.tif", ramp(34, 136, 3, 3)),
                    ExternalError);
}

TEST_CASE("The window cuts the posts, with one more around it") {
    const TemporaryFolder folder;
    write_geotiff(folder.path() / "t.tif", ramp(35.0, 136.0, 101, 101));
    const auto loaded = read_terrain({folder.path() / "t.tif"}, {34.455, 136.305, 34.495, 136.345});
    CHECK_THAT(loaded.value.north, WithinAbs(34.50, 1e-9));
    CHECK_THAT(loaded.value.west, WithinAbs(136.30, 1e-9));
    CHECK(loaded.value.rows == 6);
    CHECK(loaded.value.columns == 6);
    CHECK(loaded.value.at(0, 0) == 5030.0F);
    CHECK_THAT(
        refusal([&] { read_terrain({folder.path() / "t.tif"}, {40.0, 140.0, 41.0, 141.0}); }),
        Catch::Contains(
            "対象の範囲（北緯40.00〜41.00度、東経140.00〜141.00度）にかかっていません"));
}

TEST_CASE("Tiles on one lattice are joined without a seam; a void of one is filled by the other") {
    const TemporaryFolder folder;
    const geo::HeightGrid whole = ramp(35.0, 136.0, 20, 30);
    const auto part = [&](std::size_t first, std::size_t end) {
        geo::HeightGrid grid{
            35.0, 136.0 + 0.01 * static_cast<double>(first), 0.01, 0.01, 20, end - first, {}};
        for (std::size_t row = 0; row < 20; ++row) {
            for (std::size_t column = first; column < end; ++column) {
                grid.heights.push_back(whole.at(row, column));
            }
        }
        return grid;
    };
    geo::HeightGrid west = part(0, 15);
    write_geotiff(folder.path() / "east.tif", part(15, 30)); // no post in common with the west
    write_geotiff(folder.path() / "middle.tif", part(10, 20));
    west.heights[12] = std::nanf("");
    write_geotiff(folder.path() / "west.tif", west);
    const auto joined = read_terrain(
        {folder.path() / "west.tif", folder.path() / "east.tif", folder.path() / "middle.tif"},
        kEverywhere);
    CHECK(joined.value.rows == 20);
    CHECK(joined.value.columns == 30);
    CHECK(joined.value.heights == whole.heights);
}

TEST_CASE("A projected DEM is brought to latitude and longitude; heights stay at their places") {
    const TemporaryFolder folder;
    const std::string at = folder.path().string();
    geo::HeightGrid grid = ramp(34.8, 136.2, 121, 121, 0.002);
    write_geotiff(folder.path() / "t.tif", grid);
    run("gdalwarp -q -t_srs EPSG:6674 -tr 200 200 -r bilinear -dstnodata -9999 " + at + "/t.tif " +
        at + "/vi.tif");
    const auto loaded = read_terrain({folder.path() / "vi.tif"}, {34.60, 136.25, 34.75, 136.40});
    for (const double lat : {34.61, 34.68, 34.74}) {
        for (const double lng : {136.26, 136.33, 136.39}) {
            const auto place = geo::LatLng::from_degrees(lat, lng);
            REQUIRE(loaded.value.known(place));
            // 100 m a step of 0.002 degrees (220 m) north to south: half a post off would show
            // as 50.
            CHECK_THAT(loaded.value.height(place), WithinAbs(grid.height(place), 3.0));
        }
    }
    // Of a coarse and a fine file the fine one counts where both lie.
    geo::HeightGrid coarse = ramp(34.9, 136.1, 30, 30, 0.02);
    std::fill(coarse.heights.begin(), coarse.heights.end(), 1000.0F);
    write_geotiff(folder.path() / "coarse.tif", coarse);
    const auto both = read_terrain({folder.path() / "t.tif", folder.path() / "coarse.tif"},
                                   {34.5, 136.15, 34.85, 136.4});
    CHECK_THAT(both.value.height(geo::LatLng::from_degrees(34.7, 136.3)),
               WithinAbs(grid.height(geo::LatLng::from_degrees(34.7, 136.3)), 0.5));
    CHECK_THAT(both.value.height(geo::LatLng::from_degrees(34.83, 136.3)), WithinAbs(1000.0, 0.5));
}

TEST_CASE("Whole degrees of HGT stand on their posts") {
    const TemporaryFolder folder;
    // 1201 posts from 35 N 136 E; the height of a post is its row.
    std::string bytes;
    for (int row = 0; row < 1201; ++row) {
        for (int column = 0; column < 1201; ++column) {
            const int height = row == 5 && column == 7 ? -32768 : row;
            bytes.push_back(static_cast<char>((height >> 8) & 0xFF));
            bytes.push_back(static_cast<char>(height & 0xFF));
        }
    }
    const auto loaded = read_terrain({folder.write("N34E136.hgt", bytes)}, kEverywhere);
    CHECK(loaded.value.rows == 1201);
    CHECK_THAT(loaded.value.north, WithinAbs(35.0, 1e-9));
    CHECK_THAT(loaded.value.west, WithinAbs(136.0, 1e-9));
    CHECK_THAT(loaded.value.height(geo::LatLng::from_degrees(34.5, 136.5)), WithinAbs(600.0, 1e-3));
    CHECK(std::isnan(loaded.value.at(5, 7)));
}

TEST_CASE("A raster that is no terrain is refused with the reason") {
    const TemporaryFolder folder;
    const std::string at = folder.path().string();
    CHECK_THAT(refusal([&] { read_terrain({folder.path() / "no.tif"}, kEverywhere); }),
               Catch::Contains("no.tif がありません"));
    CHECK_THAT(refusal([&] { read_terrain({folder.write("text.tif", "no tiff")}, kEverywhere); }),
               Catch::Contains("text.tif を標高データとして読めません"));
    write_geotiff(folder.path() / "t.tif", ramp(35, 136, 20, 20));
    run("gdal_translate -q -of PNG -ot Byte -a_nodata none " + at + "/t.tif " + at +
        "/bare.png && rm -f " + at + "/bare.png.aux.xml");
    CHECK_THAT(refusal([&] { read_terrain({at + "/bare.png"}, kEverywhere); }),
               Catch::Contains("位置と座標系の情報がありません") &&
                   Catch::Contains("z8-x229-y94.png"));
    run("gdal_translate -q -of PNG -ot UInt16 -a_nodata none " + at + "/t.tif " + at + "/p.png");
    const auto placed = read_terrain({at + "/p.png"}, kEverywhere); // by its .aux.xml
    CHECK_THAT(placed.value.north, WithinAbs(35.0, 1e-9));
    CHECK_THAT(placed.value.west, WithinAbs(136.0, 1e-9));
    CHECK(placed.value.at(3, 4) == 304.0F);
    run("gdal_translate -q -a_srs EPSG:4301 " + at + "/t.tif " + at + "/tokyo.tif");
    CHECK_THAT(refusal([&] { read_terrain({at + "/tokyo.tif"}, kEverywhere); }),
               Catch::Contains("tokyo.tif: ") && Catch::Contains("TKY2JGD"));
    run("gdal_translate -q -a_nodata none -b 1 -b 1 -b 1 -colorinterp red,green,blue -ot Byte -co "
        "PHOTOMETRIC=RGB " +
        at + "/t.tif " + at + "/map.tif");
    CHECK_THAT(refusal([&] { read_terrain({at + "/map.tif"}, kEverywhere); }),
               Catch::Contains("画像（カラー）"));
}

TEST_CASE("Odd heights are told, scaled heights are unscaled") {
    const TemporaryFolder folder;
    const std::string at = folder.path().string();
    write_geotiff(folder.path() / "t.tif", ramp(35, 136, 60, 20));
    const auto odd = read_terrain({folder.path() / "t.tif"}, kEverywhere);
    REQUIRE(odd.issues.size() == 1);
    CHECK(odd.issues[0].code == "implausible_heights");
    CHECK(odd.issues[0].value ==
          std::to_string(19 * 20 + 19)); // rows 41 to 59, and all but the first post of row 40
    run("gdal_translate -q -a_scale 0.1 -a_offset 5 " + at + "/t.tif " + at + "/dm.tif");
    const auto metres = read_terrain({at + "/dm.tif"}, kEverywhere);
    CHECK_THAT(metres.value.at(30, 10), WithinAbs(306.0, 1e-3));
    CHECK(metres.issues.empty());
}

TEST_CASE("Posts that are no numbers are void, counted, and filled from the next file") {
    const TemporaryFolder folder;
    const std::string at = folder.path().string();
    geo::HeightGrid grid = ramp(34.5, 136.5, 30, 30);
    grid.heights[5 * 30 + 7] = std::numeric_limits<float>::infinity();
    write_geotiff(folder.path() / "inf.tif", grid);
    const auto loaded = read_terrain({folder.path() / "inf.tif"}, kEverywhere);
    CHECK(std::isnan(loaded.value.at(5, 7)));
    CHECK(loaded.value.at(5, 8) == 508.0F);
    REQUIRE(loaded.issues.size() == 1);
    CHECK(loaded.issues[0].code == "heights_not_numbers");
    CHECK(loaded.issues[0].value == "1");
    CHECK(loaded.issues[0].file == "inf.tif");
    write_geotiff(folder.path() / "whole.tif", ramp(34.5, 136.5, 30, 30));
    const auto both =
        read_terrain({folder.path() / "inf.tif", folder.path() / "whole.tif"}, kEverywhere);
    CHECK(both.value.at(5, 7) == 507.0F);
}

TEST_CASE("NaN that a file does not call its no-data value is void and counted, projected too") {
    const TemporaryFolder folder;
    const std::string at = folder.path().string();
    std::vector<float> heights(400, 100.0F);
    heights[10 * 20 + 10] = std::nanf("");
    folder.write("raw", {reinterpret_cast<const char*>(heights.data()), 4 * heights.size()});
    folder.write("raw.hdr", "ENVI\nsamples = 20\nlines = 20\nbands = 1\ndata type = 4\n"
                            "interleave = bsq\nbyte order = 0\n");
    run("gdal_translate -q -a_srs EPSG:6668 -a_ullr 136.5 34.5 136.52 34.48 " + at + "/raw " + at +
        "/degrees.tif");
    run("gdal_translate -q -a_srs EPSG:6674 -a_ullr 40000 -160000 42000 -162000 " + at + "/raw " +
        at + "/metres.tif");
    const auto degrees = read_terrain({folder.path() / "degrees.tif"}, kEverywhere);
    CHECK(std::isnan(degrees.value.at(10, 10)));
    CHECK(degrees.value.at(10, 11) == 100.0F);
    REQUIRE(degrees.issues.size() == 1);
    CHECK(degrees.issues[0].code == "heights_not_numbers");
    CHECK(degrees.issues[0].value == "1");
    const auto metres = read_terrain({folder.path() / "metres.tif"}, kEverywhere);
    REQUIRE(metres.issues.size() == 1);
    CHECK(metres.issues[0].code == "heights_not_numbers");
    const auto told = std::stol(metres.issues[0].value);
    CHECK(told >= 1); // posts around the one
    CHECK(told <= 9);
    for (const float height : metres.value.heights) {
        CHECK((std::isnan(height) || std::abs(height - 100.0F) < 1e-3F));
    }
}

TEST_CASE("Heights in feet are brought to metres, a unit nobody knows is told") {
    const TemporaryFolder folder;
    const geo::HeightGrid grid = ramp(35, 136, 20, 20);
    write_geotiff(folder.path() / "t.tif", grid);
    const auto with_unit = [&](const std::string& unit, const std::string& scale) {
        const std::string name = (folder.path() / "u.vrt").string();
        run("gdal_translate -q -of VRT " + scale + " " + (folder.path() / "t.tif").string() + " " +
            name);
        std::ifstream in(name);
        std::string text((std::istreambuf_iterator<char>(in)), {});
        const std::string at = "<ColorInterp>";
        text.insert(text.find(at), "<UnitType>" + unit + "</UnitType>");
        folder.write("u.vrt", text);
        return read_terrain({name}, kEverywhere);
    };
    const auto feet = with_unit("ft", "");
    REQUIRE(feet.issues.size() == 1);
    CHECK(feet.issues[0].code == "height_unit_converted");
    CHECK(feet.issues[0].kind == IssueKind::Repaired);
    CHECK_THAT(feet.value.at(10, 7), WithinAbs(0.3048 * double{grid.at(10, 7)}, 1e-3));
    const auto scaled = with_unit("ft", "-a_scale 0.5 -a_offset 10");
    CHECK_THAT(scaled.value.at(10, 7),
               WithinAbs(0.3048 * (0.5 * double{grid.at(10, 7)} + 10), 1e-3));
    const auto unknown = with_unit("shaku", "");
    REQUIRE(unknown.issues.size() == 1);
    CHECK(unknown.issues[0].code == "height_unit_unknown");
    CHECK(unknown.value.at(10, 7) == grid.at(10, 7));
}

TEST_CASE("Real files: SRTM in its 1201 posts") {
    if (!have_shared("data/terrain/N44W072.hgt")) {
        return;
    }
    const auto loaded = read_terrain({shared("data/terrain/N44W072.hgt")}, kEverywhere);
    CHECK(loaded.value.rows == 1201);
    CHECK(loaded.value.columns == 1201);
    CHECK_THAT(loaded.value.north, WithinAbs(45.0, 1e-9));
    CHECK_THAT(loaded.value.west, WithinAbs(-72.0, 1e-9));
    // Corner posts as GDAL reads them.
    CHECK(loaded.value.at(0, 0) == 415.0F);
    CHECK(loaded.value.at(1200, 1200) == 139.0F);
    const auto [least, most] =
        std::minmax_element(loaded.value.heights.begin(), loaded.value.heights.end());
    CHECK(*least == 115.0F);
    CHECK(*most == 1908.0F);
    CHECK(loaded.issues.empty());
}

TEST_CASE(
    "Real files: an elevation tile of GSI, as picture and as text, by the place in its name") {
    if (!have_shared("data/terrain/gsi-dem-z8-x229-y94.png") ||
        !have_shared("data/terrain/gsi-dem-z8-x229-y94.txt")) {
        return;
    }
    // Tile 8/229/94: longitude 229/256 * 360 - 180 = 142.03125 to 143.4375.
    const auto picture =
        read_terrain({shared("data/terrain/gsi-dem-z8-x229-y94.png")}, kEverywhere);
    const auto text = read_terrain({shared("data/terrain/gsi-dem-z8-x229-y94.txt")}, kEverywhere);
    CHECK_THAT(picture.value.west, WithinAbs(142.03125, 0.01));
    CHECK_THAT(picture.value.box().east, WithinAbs(143.4375, 0.01));
    REQUIRE(picture.value.heights.size() == text.value.heights.size());
    std::size_t known = 0;
    for (std::size_t i = 0; i < text.value.heights.size(); ++i) {
        if (!std::isnan(text.value.heights[i]) && !std::isnan(picture.value.heights[i])) {
            ++known;
            if (std::abs(text.value.heights[i] - picture.value.heights[i]) > 0.011F) {
                FAIL_CHECK("post " << i);
            }
        }
    }
    CHECK(known > 10'000);
    const TemporaryFolder folder;
    fs::copy_file(shared("data/terrain/gsi-dem-z8-x229-y94.png"), folder.path() / "tile.png");
    CHECK_THAT(refusal([&] { read_terrain({folder.path() / "tile.png"}, kEverywhere); }),
               Catch::Contains("z・x・y が要ります"));
}
