// MBTiles: tiles that are broken, missing or numbered from the wrong side, and metadata that say
// otherwise.
#include "geo/ellipsoid.hpp"
#include "io/layers.hpp"
#include "io/readers.hpp"
#include "io/written_file.hpp"
#include "support/mbtiles_file.hpp"

#include <cmath>
#include <numbers>

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;
using Catch::Matchers::WithinRel;

namespace {

constexpr int kZoom = 10;
constexpr int kColumn = 900;
constexpr int kRow = 402; // from the north

const std::string& red() {
    static const std::string bytes = tile_bytes(0xFFE60012);
    return bytes;
}

/// Where '#' a red tile, from the north.
MbtilesFile red_tiles(const std::vector<std::string>& rows) {
    MbtilesFile file{.metadata = {{"name", "x"}, {"format", "png"}}};
    for (std::size_t y = 0; y < rows.size(); ++y) {
        for (std::size_t x = 0; x < rows[y].size(); ++x) {
            if (rows[y][x] == '#') {
                file.tiles.push_back({kZoom, kColumn + static_cast<int>(x),
                                      (1 << kZoom) - 1 - kRow - static_cast<int>(y), red()});
            }
        }
    }
    return file;
}

CoverageSource source_with(const std::filesystem::path& file) {
    CoverageSource source;
    source.carrier = "キャリアA";
    source.technology = domain::Technology::Nr5gSub6;
    source.sources = {source_of(file)};
    source.picture.colours = {{.rgb = 0xE60012}};
    return source;
}

Loaded<domain::CoverageLayer> read(const MbtilesFile& content) {
    const WrittenFiles files;
    return read_coverage(source_with(write_mbtiles(files.folder() / "c.mbtiles", content)));
}

std::string refused(const MbtilesFile& content) {
    return refusal([&] { read(content); });
}

std::vector<std::string> told(const std::vector<Issue>& issues) {
    std::vector<std::string> lines;
    for (const Issue& issue : issues) {
        lines.push_back(std::string(name_of(issue.kind)) + " " + issue.code + " " + issue.value);
    }
    return lines;
}

double tile_north(int y) {
    const double n = std::numbers::pi * (1.0 - 2.0 * y / std::exp2(kZoom));
    return std::atan(std::sinh(n)) * 180.0 / std::numbers::pi;
}

double tile_west(int x) {
    return x * 360.0 / std::exp2(kZoom) - 180.0;
}

/// The ground of so many columns and rows of tiles.
double ground(int columns, int rows) {
    return geo::area(geo::Box{tile_north(kRow + rows), tile_west(kColumn), tile_north(kRow),
                              tile_west(kColumn + columns)})
        .value();
}

double area(const Loaded<domain::CoverageLayer>& loaded) {
    return geo::area(loaded.value.polygons).value();
}

const std::string kBounds = "136.5,35.6,137.0,35.95"; // within 2 x 2 tiles

} // namespace

TEST_CASE("Tiles of an MBTiles are placed by their numbers and counted, also in a ZIP") {
    const auto loaded = read(red_tiles({"##", "##"}));
    CHECK_THAT(area(loaded), WithinRel(ground(2, 2), 1e-9));
    CHECK(loaded.counts.read == 4);
    CHECK(told(loaded.issues).empty());
    const WrittenFiles files;
    const auto plain = write_mbtiles(files.folder() / "c.mbtiles", red_tiles({"##"}));
    const auto zipped = files.write_zip("z.zip", {{"エリア/c.mbtiles", read_file(plain)}});
    CHECK_THAT(area(read_coverage(source_with(zipped))), WithinRel(ground(2, 1), 1e-9));
}

TEST_CASE("A cut, empty or foreign tile of an MBTiles is refused by its numbers") {
    const std::string numbers = "c.mbtiles (zoom_level 10, tile_column 901, tile_row 621)";
    std::string noise = tile_bytes(0xFFE60012, 64, "JPEG");
    for (const std::string& bytes :
         {std::string(), red().substr(0, 60), std::string("<html>404</html>"),
          red().substr(0, red().size() - 20)}) {
        MbtilesFile file = red_tiles({"##", "##"});
        file.tiles[1].bytes = bytes;
        CHECK_THAT(refused(file), Catch::Contains("タイル1枚が画像として読めません: " + numbers));
        file.tiles[3].bytes = bytes;
        CHECK_THAT(refused(file), Catch::Contains("タイル2枚が画像として読めません: " + numbers));
    }
    MbtilesFile jpeg = red_tiles({"##"});
    jpeg.tiles[0].bytes = noise;
    jpeg.tiles[1].bytes = noise.substr(0, noise.size() / 2);
    CHECK_THAT(refused(jpeg), Catch::Contains("タイル1枚が画像として読めません: " + numbers));
}

TEST_CASE("Missing tiles of an MBTiles are counted, also within the bounds it states") {
    MbtilesFile file = red_tiles({"# ", " #"});
    CHECK(told(read(file).issues) == std::vector<std::string>{"noted tiles_missing 2"});
    file = red_tiles({"##"});
    file.metadata.emplace_back("bounds", kBounds);
    CHECK(told(read(file).issues) == std::vector<std::string>{"noted tiles_missing_in_bounds 2"});
    file.metadata.back().second = "-180,-85,180,85"; // what tools write that know nothing
    CHECK(told(read(file).issues).empty());
}

TEST_CASE("Metadata that the tiles contradict are told for what they are") {
    MbtilesFile file = red_tiles({"##", "##"});
    file.metadata = {{"format", "jpg"}, {"minzoom", "8"}, {"maxzoom", "10"}, {"bounds", "0,0,1,1"}};
    const auto loaded = read(file);
    CHECK_THAT(area(loaded), WithinRel(ground(2, 2), 1e-9));
    const std::vector<std::string> lines = told(loaded.issues);
    REQUIRE(lines.size() >= 3);
    CHECK(lines[0] == "noted metadata_format jpg");
    CHECK(lines[1] == "noted metadata_zooms 8-10");
    CHECK(lines[2] == "noted metadata_bounds 0,0,1,1");
}

TEST_CASE("Tiles numbered from the north are read so where only that fits the bounds") {
    MbtilesFile file = red_tiles({"##", "##"});
    file.metadata.emplace_back("bounds", kBounds);
    CHECK(told(read(file).issues).empty());
    for (MbtilesFile::Tile& tile : file.tiles) {
        tile.row = (1 << kZoom) - 1 - tile.row;
    }
    const auto loaded = read(file);
    CHECK_THAT(area(loaded), WithinRel(ground(2, 2), 1e-9));
    CHECK(told(loaded.issues) ==
          std::vector<std::string>{"repaired tile_rows_from_north " + kBounds});
}

TEST_CASE("A stray finer tile, tiles that stand twice and impossible numbers are told") {
    MbtilesFile file = red_tiles({"##", "##"});
    file.tiles.push_back({kZoom + 1, 2 * kColumn, (2 << kZoom) - 1 - 2 * kRow, red()});
    CHECK(told(read(file).issues) == std::vector<std::string>{"noted zoom_chosen 10"});
    file.tiles.back() = file.tiles.front();
    file.tiles.push_back({kZoom, 1 << kZoom, 0, red()});
    const auto loaded = read(file);
    CHECK(told(loaded.issues) ==
          std::vector<std::string>{"rejected tiles_nowhere 1", "noted tiles_twice 1"});
    CHECK(loaded.counts.read == 5);
    CHECK(loaded.counts.used == 4);
    CHECK(loaded.counts.rejected == 1);
    CHECK_THAT(area(loaded), WithinRel(ground(2, 2), 1e-9));
}

TEST_CASE("A tile far from the others is named where it makes the picture too large") {
    MbtilesFile file;
    constexpr int kFine = 20;
    for (const int column : {500, 501, 502}) {
        file.tiles.push_back({kFine, column, 7, red()});
    }
    file.tiles.push_back({kFine, 900000, 7, red()});
    CHECK_THAT(refused(file),
               Catch::Contains("大きすぎます") &&
                   Catch::Contains("ほかから最も離れたタイルは c.mbtiles (zoom_level 20, "
                                   "tile_column 900000, tile_row 7) です"));
}

TEST_CASE("The zoom that was read is told with the picture's colours") {
    const WrittenFiles files;
    CoverageSource source =
        source_with(write_mbtiles(files.folder() / "c.mbtiles", red_tiles({"##", "##"})));
    std::optional<int> zoom;
    source.look = [&](PictureLook&& look) { zoom = look.zoom; };
    read_coverage(source);
    CHECK(zoom == kZoom);
}

TEST_CASE("Vector tiles, an MBTiles without tiles and a damaged one are refused") {
    MbtilesFile file = red_tiles({"##"});
    file.tiles[0].bytes = "\x1F\x8B\x08";
    CHECK_THAT(refused(file), Catch::Contains("ベクトルタイル"));
    file.tiles.clear();
    CHECK_THAT(refused(file), Catch::Contains("タイルがありません"));
    const WrittenFiles files;
    std::string bytes =
        read_file(write_mbtiles(files.folder() / "c.mbtiles", red_tiles({"##", "##"})));
    const auto no_database = files.write("d.mbtiles", "not a database");
    CHECK_THAT(refusal([&] { read_coverage(source_with(no_database)); }),
               Catch::Contains("もう一度コピー"));
    const auto cut = files.write("e.mbtiles", bytes.substr(0, bytes.size() / 2));
    CHECK_THAT(refusal([&] { read_coverage(source_with(cut)); }), Catch::Contains("もらい"));
}

TEST_CASE("A picture that is too large for a tile is refused before its pixels are read") {
    MbtilesFile file = red_tiles({"#"});
    file.tiles[0].bytes = tile_bytes(0xFFE60012, 4100);
    CHECK_THAT(refused(file), Catch::Contains("大きすぎてタイルではありません（一辺 4100 画素"));
}
