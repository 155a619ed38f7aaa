// Coverage stated as pictures: colours, edges, places on the ground, tiles, refusals.
#include "geo/crs.hpp"
#include "geo/ellipsoid.hpp"
#include "io/layers.hpp"
#include "io/readers.hpp"
#include "io/written_file.hpp"
#include "support/picture_file.hpp"

#include <cmath>
#include <numbers>
#include <random>

using namespace todoku;
using namespace todoku::io;
using namespace todoku::test;
using Catch::Matchers::WithinRel;
using domain::Strength;

namespace {

constexpr std::uint32_t kRed = 0xE60012;
constexpr std::uint32_t kWhite = 0xFFFFFF;
constexpr double kPixel = 0.0625; // exact in binary, so that edges are
constexpr std::array<double, 6> kPlace = {136.0, kPixel, 0.0, 35.0, 0.0, -kPixel};
const PictureFile kPlacedTiff{.driver = "GTiff", .transform = kPlace, .epsg = 6668};

CoverageSource picture_of(const std::filesystem::path& file) {
    CoverageSource source;
    source.carrier = "キャリアA";
    source.technology = domain::Technology::Nr5gSub6;
    source.sources = {source_of(file)};
    source.picture.colours = {{.rgb = kRed}, {.rgb = kWhite, .covered = false}};
    return source;
}

/// Ground of the pixels that satisfy `counts`, in the place of kPlace.
template <class Counts>
double ground_of(const Drawing& drawing, Counts counts) {
    double sum = 0.0;
    for (std::size_t y = 0; y < drawing.rows.size(); ++y) {
        for (std::size_t x = 0; x < drawing.rows[y].size(); ++x) {
            const double north = 35.0 - kPixel * static_cast<double>(y);
            const double west = 136.0 + kPixel * static_cast<double>(x);
            sum += counts(drawing.rows[y][x])
                       ? geo::area(geo::Box{north - kPixel, west, north, west + kPixel}).value()
                       : 0.0;
        }
    }
    return sum;
}

double area(const Loaded<domain::CoverageLayer>& loaded) {
    return geo::area(loaded.value.polygons).value();
}

std::vector<std::string> told(const std::vector<Issue>& issues) {
    std::vector<std::string> lines;
    for (const Issue& issue : issues) {
        lines.push_back(std::string(name_of(issue.kind)) + " " + issue.code + " " + issue.value);
    }
    return lines;
}

const auto is_red = [](char c) { return c == '#'; };

/// Tiles of 4 x 4 pixels, all of one letter, where `letters` has one.
void write_tiles(const std::filesystem::path& folder, int zoom, int x, int y,
                 const std::vector<std::string>& letters, const std::string& order) {
    for (std::size_t row = 0; row < letters.size(); ++row) {
        for (std::size_t column = 0; column < letters[row].size(); ++column) {
            if (letters[row][column] == ' ') {
                continue;
            }
            const int tile_y = y + static_cast<int>(row);
            std::string name = order;
            const auto put = [&name](const std::string& key, int number) {
                if (const auto at = name.find(key); at != std::string::npos) {
                    name.replace(at, key.size(), std::to_string(number));
                }
            };
            put("{z}", zoom);
            put("{x}", x + static_cast<int>(column));
            put("{y}", tile_y);
            put("{-y}", (1 << zoom) - 1 - tile_y);
            write_picture(folder / name,
                          {std::vector<std::string>(4, std::string(4, letters[row][column]))});
        }
    }
}

/// Latitude of the northern edge of a row of tiles (Web Mercator).
double tile_north(int zoom, int y) {
    const double n = std::numbers::pi * (1.0 - 2.0 * y / std::exp2(zoom));
    return std::atan(std::sinh(n)) * 180.0 / std::numbers::pi;
}

} // namespace

TEST_CASE("Boxes to ignore take a legend out of a picture, and say how much they took") {
    const WrittenFiles files;
    const Drawing drawing{{"##....", "##.##.", "...##.", "......"}}; // a legend in the corner
    CoverageSource source =
        picture_of(write_picture(files.folder() / "a.tif", drawing, kPlacedTiff));
    CHECK_THAT(area(read_coverage(source)), WithinRel(ground_of(drawing, is_red), 1e-9));
    source.picture.ignore = {{34.9, 136.0, 35.0, 136.1}}; // the middles of four pixels
    const auto loaded = read_coverage(source);
    const Drawing without{{"......", "...##.", "...##.", "......"}};
    CHECK_THAT(area(loaded), WithinRel(ground_of(without, is_red), 1e-9));
    CHECK(told(loaded.issues) == std::vector<std::string>{"noted picture_part_ignored 16.67%"});
    source.picture.ignore = {{33.0, 130.0, 33.1, 130.1}};
    const auto elsewhere = read_coverage(source);
    CHECK_THAT(area(elsewhere), WithinRel(ground_of(drawing, is_red), 1e-9));
    CHECK(told(elsewhere.issues) == std::vector<std::string>{"noted picture_part_ignored 0.00%"});
}

TEST_CASE("Boxes to ignore are the same ground in a picture in metres") {
    const WrittenFiles files;
    // Pixels of 1 km from the origin of system VI (36 N, 136 E) to the south and east.
    const Drawing drawing{std::vector<std::string>(100, std::string(100, '#'))};
    CoverageSource source = picture_of(
        write_picture(files.folder() / "m.tif", drawing,
                      {.driver = "GTiff",
                       .transform = std::array<double, 6>{0.0, 1000.0, 0.0, 0.0, 0.0, -1000.0},
                       .epsg = 6674}));
    const double whole = area(read_coverage(source));
    const geo::Box box{35.4, 136.3, 35.6, 136.6};
    source.picture.ignore = {box};
    const double cut = whole - area(read_coverage(source));
    // To half a pixel along the sides of 27 by 22 km.
    CHECK_THAT(cut, WithinRel(geo::area(box).value(), 0.05));
}

TEST_CASE("Pixels of a picture with a world file become exactly their ground, in one outline") {
    const WrittenFiles files;
    const Drawing drawing{{"......", ".####.", ".#..#.", ".####.", ".....#"}};
    const auto file = write_picture(files.folder() / "a.png", drawing);
    files.write("a.pgw", world_file(136.0, 35.0, kPixel));
    CoverageSource source = picture_of(file);
    source.sources[0].crs = "EPSG:6668";
    const auto loaded = read_coverage(source);
    CHECK(told(loaded.issues).empty());
    REQUIRE(loaded.value.polygons.polygons.size() == 2);
    CHECK(loaded.value.polygons.polygons[0].outer.size() == 4);
    CHECK(loaded.value.polygons.polygons[0].holes.size() == 1);
    CHECK(loaded.value.polygons.polygons[0].outer[0] ==
          geo::LatLng::from_degrees(34.9375, 136.0625));
    CHECK_THAT(area(loaded), WithinRel(ground_of(drawing, is_red), 1e-12));
    CHECK(loaded.counts.read == 1);
    CHECK(loaded.counts.used == 1);
}

TEST_CASE("GeoTIFF, GIF, palette, transparency and a picture in a ZIP read the same") {
    const WrittenFiles files;
    const Drawing drawing{{"..##", "_.#_", "____"},
                          {{'.', 0xFFFFFFFF}, {'#', 0xFFE60012}, {'_', 0x00E60012}}};
    const double expected = ground_of(drawing, is_red);
    const auto same = [&](const std::filesystem::path& file) {
        INFO(file.string());
        const auto loaded = read_coverage(picture_of(file));
        CHECK_THAT(area(loaded), WithinRel(expected, 1e-12));
        CHECK(told(loaded.issues).empty());
    };
    PictureFile form = kPlacedTiff;
    form.alpha = true;
    same(write_picture(files.folder() / "a.tif", drawing, form));
    const auto placed = [&](const char* name, const char* world, PictureFile kind) {
        write_picture(files.folder() / name, drawing, kind);
        files.write(world, world_file(136.0, 35.0, kPixel));
        CoverageSource source = picture_of(files.folder() / name);
        source.sources[0].crs = "EPSG:6668";
        CHECK_THAT(area(read_coverage(source)), WithinRel(expected, 1e-12));
    };
    placed("b.png", "b.pgw", {.palette = true});
    placed("c.png", "c.wld", {.alpha = true});
    CoverageSource zipped = picture_of(
        files.write_zip("d.zip", {{"エリア/b.png", read_file(files.folder() / "b.png")},
                                  {"エリア/b.pgw", read_file(files.folder() / "b.pgw")}}));
    zipped.sources[0].crs = "EPSG:6668";
    CHECK_THAT(area(read_coverage(zipped)), WithinRel(expected, 1e-12));
    Drawing opaque = drawing;
    opaque.colours['_'] = 0xFFFFFFFF;
    write_picture(files.folder() / "e.gif", opaque, {.driver = "GIF", .palette = true});
    files.write("e.gfw", world_file(136.0, 35.0, kPixel));
    CoverageSource gif = picture_of(files.folder() / "e.gif");
    gif.sources[0].crs = "EPSG:6668";
    CHECK_THAT(area(read_coverage(gif)), WithinRel(expected, 1e-12));
}

TEST_CASE("A JPEG is read by the colours it has, and told to be blurred") {
    const WrittenFiles files;
    const Drawing red{{"########", "########", "########", "########", "########", "########",
                       "########", "########"}};
    write_picture(files.folder() / "a.jpg", red, {.driver = "JPEG"});
    files.write("a.jgw", world_file(136.0, 35.0, kPixel));
    CoverageSource source = picture_of(files.folder() / "a.jpg");
    source.sources[0].crs = "EPSG:6668";
    source.picture.colours[0].tolerance = 8;
    const auto loaded = read_coverage(source);
    const auto found = std::find_if(loaded.issues.begin(), loaded.issues.end(),
                                    [](const Issue& i) { return i.code == "jpeg_colours"; });
    REQUIRE(found != loaded.issues.end());
    CHECK(found->problem.ja ==
          "JPEGは保存のときに色がにじむので、境目や細い所の色が元と違うことがあります。");
    CHECK(found->action.ja ==
          "画素の色のまま読みました。PNGかGeoTIFFがあれば、そちらをもらってください。");
}

TEST_CASE("A tile that is not square is named by its place in the folder") {
    const WrittenFiles files;
    const std::string tile = "a/10/900/402.png";
    write_picture(files.folder() / tile, {{"####", "####"}});
    CHECK_THAT(refusal([&] { read_coverage(picture_of(files.folder() / "a")); }),
               Catch::StartsWith("a/10/900/402.png が正方形ではありません（4 × 2）。"));
}

TEST_CASE("Softened edges go to the nearer colour; the same colour elsewhere is not in the table") {
    const WrittenFiles files;
    // p: three quarters red, q: a quarter; an island of p far from any red.
    const Drawing drawing{
        {"....qp###", "....qp###", ".........", ".........", ".pp......"},
        {{'.', 0xFFFFFFFF}, {'#', 0xFFE60012}, {'p', 0xFFEC404D}, {'q', 0xFFF9BFC4}}};
    const auto loaded =
        read_coverage(picture_of(write_picture(files.folder() / "a.tif", drawing, kPlacedTiff)));
    Drawing expected = drawing;
    expected.rows[4] = ".........";
    CHECK_THAT(area(loaded),
               WithinRel(ground_of(expected, [](char c) { return c == '#' || c == 'p'; }), 1e-12));
    CHECK(told(loaded.issues) == std::vector<std::string>{"assumed softened_edges 8.89%",
                                                          "noted colour_not_listed #EC404D"});
    CHECK_THAT(loaded.issues[1].problem.ja, Catch::Contains("画像の4.44%"));
}

TEST_CASE("Shades within the tolerance are one colour, the nearest entry wins") {
    const WrittenFiles files;
    const Drawing drawing{
        {"ab", "c."}, {{'a', 0xFFE60012}, {'b', 0xFFE6060C}, {'c', 0xFFE6001E}, {'.', 0xFFFFFFFF}}};
    CoverageSource source =
        picture_of(write_picture(files.folder() / "a.tif", drawing, kPlacedTiff));
    CHECK_THAT(area(read_coverage(source)),
               WithinRel(ground_of(drawing, [](char c) { return c != '.'; }), 1e-12));
    source.picture.colours.push_back({.rgb = 0xE6001E, .covered = false});
    CHECK_THAT(area(read_coverage(source)),
               WithinRel(ground_of(drawing, [](char c) { return c == 'a' || c == 'b'; }), 1e-12));
    source.picture.colours.pop_back();
    source.picture.colours[0].tolerance = 0;
    source.picture.colours[1].tolerance = 0;
    const auto strict = read_coverage(source);
    CHECK_THAT(area(strict), WithinRel(ground_of(drawing, [](char c) { return c == 'a'; }), 1e-12));
    CHECK(told(strict.issues) == std::vector<std::string>{"noted colour_not_listed #E6001E",
                                                          "noted colour_not_listed #E6060C"});
}

TEST_CASE("Colours carry strengths, and any picture gives each its exact ground") {
    const WrittenFiles files;
    std::mt19937 random(20261126);
    for (int round = 0; round < 20; ++round) {
        Drawing drawing{
            {}, {{'g', 0xFFFF0000}, {'f', 0xFF00FF00}, {'e', 0xFF0000FF}, {'.', 0xFFFFFFFF}}};
        for (int y = 0; y < 7; ++y) {
            drawing.rows.emplace_back();
            for (int x = 0; x < 9; ++x) {
                drawing.rows.back() += "gfe."[random() % 4];
            }
        }
        drawing.rows[0].replace(0, 3, "gfe");
        CoverageSource source =
            picture_of(write_picture(files.folder() / "a.tif", drawing, kPlacedTiff));
        source.picture.colours = {{.rgb = 0xFF0000, .strength = Strength::Good},
                                  {.rgb = 0x00FF00, .strength = Strength::Fair},
                                  {.rgb = 0x0000FF, .strength = Strength::Edge},
                                  {.rgb = kWhite, .covered = false}};
        const auto loaded = read_coverage(source);
        std::map<Strength, double> ground;
        for (std::size_t i = 0; i < loaded.value.strengths.size(); ++i) {
            ground[loaded.value.strengths[i]] +=
                geo::area(loaded.value.polygons.polygons[i]).value();
        }
        for (const auto& [strength, letter] :
             {std::pair{Strength::Good, 'g'}, std::pair{Strength::Fair, 'f'},
              std::pair{Strength::Edge, 'e'}}) {
            const char wanted = letter;
            CHECK_THAT(ground[strength],
                       WithinRel(ground_of(drawing, [&](char c) { return c == wanted; }), 1e-9));
        }
        source.strength.least = Strength::Fair;
        CHECK_THAT(
            area(read_coverage(source)),
            WithinRel(ground_of(drawing, [](char c) { return c == 'g' || c == 'f'; }), 1e-9));
    }
}

TEST_CASE("A colour of unknown ground is neither covered nor not") {
    const WrittenFiles files;
    const Drawing drawing{{"ab", "b."}, {{'a', 0xFFFF0000}, {'b', 0xFF00FF00}, {'.', 0xFFFFFFFF}}};
    CoverageSource source =
        picture_of(write_picture(files.folder() / "a.tif", drawing, kPlacedTiff));
    source.picture.colours = {{.rgb = 0xFF0000},
                              {.rgb = 0x00FF00, .covered = false, .unknown = true},
                              {.rgb = kWhite, .covered = false}};
    const auto loaded = read_coverage(source);
    CHECK_THAT(area(loaded), WithinRel(ground_of(drawing, [](char c) { return c == 'a'; }), 1e-9));
    CHECK_THAT(geo::area(loaded.unknown).value(),
               WithinRel(ground_of(drawing, [](char c) { return c == 'b'; }), 1e-9));
    CHECK(loaded.value.strengths.size() <= loaded.value.polygons.polygons.size());
}

TEST_CASE("A picture in plane coordinates gets vertices often enough for a hundredth of a pixel") {
    const WrittenFiles files;
    Drawing drawing;
    drawing.rows.assign(300, std::string(400, '#'));
    PictureFile form{.driver = "GTiff", .epsg = 6674};
    form.transform = {20000.0, 250.0, 0.0, -100000.0, 0.0, -250.0};
    const auto loaded =
        read_coverage(picture_of(write_picture(files.folder() / "a.tif", drawing, form)));
    REQUIRE(loaded.value.polygons.polygons.size() == 1);
    const geo::Ring& ring = loaded.value.polygons.polygons[0].outer;
    CHECK(ring.size() > 4);
    // The northern side: every place on it, also between vertices, is on the side of the picture.
    const geo::FromJgd2011 plane(6674);
    double most = 0.0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const geo::XY a = plane(ring[i]);
        const geo::XY b = plane(ring[i + 1]);
        if (std::abs(a.y + 100000.0) < 1.0 && std::abs(b.y + 100000.0) < 1.0) {
            const geo::XY middle = plane(geo::LatLng::from_degrees(
                (ring[i].lat() + ring[i + 1].lat()) / 2, (ring[i].lng() + ring[i + 1].lng()) / 2));
            most = std::max(most, std::abs(middle.y + 100000.0));
        }
    }
    CHECK(most < 2.5);
    CHECK(most > 0.0);
}

TEST_CASE("A folder of tiles is one picture in Web Mercator, in any order of its folders") {
    // 0.0.. two tiles east, one missing, one white.
    const std::vector<std::string> letters = {"##", " ."};
    const double width = 360.0 / std::exp2(10);
    const double expected = geo::area(geo::Box{tile_north(10, 403), 900 * width - 180,
                                               tile_north(10, 402), 902 * width - 180})
                                .value();
    for (const std::string order : {"{z}/{x}/{y}.png", "{z}/{y}/{x}.png", "{z}/{x}/{-y}.png"}) {
        INFO(order);
        const WrittenFiles files;
        write_tiles(files.folder() / "tiles", 10, 900, 402, letters, order);
        CoverageSource source = picture_of(files.folder() / "tiles");
        source.picture.tiles = order == "{z}/{x}/{y}.png" ? "" : order;
        const auto loaded = read_coverage(source);
        CHECK(loaded.value.polygons.polygons.size() == 1);
        CHECK_THAT(area(loaded), WithinRel(expected, 1e-9));
        CHECK(told(loaded.issues) == std::vector<std::string>{"noted tiles_missing 1"});
        CHECK(loaded.counts.read == 3);
    }
}

TEST_CASE("Of tiles of several zooms the finest are read, or those the study asks for") {
    const WrittenFiles files;
    write_tiles(files.folder() / "t", 9, 450, 201, {"#"}, "{z}/{x}/{y}.png");
    write_tiles(files.folder() / "t", 10, 900, 402, {"#."}, "{z}/{x}/{y}.png");
    CoverageSource source = picture_of(files.folder() / "t");
    const auto finest = read_coverage(source);
    CHECK(told(finest.issues) == std::vector<std::string>{"assumed zoom_chosen 10"});
    source.picture.zoom = 9;
    const auto coarse = read_coverage(source);
    CHECK(told(coarse.issues) == std::vector<std::string>{"noted colour_not_found #FFFFFF"});
    CHECK(area(coarse) > 3.9 * area(finest));
    source.picture.zoom = 12;
    CHECK_THAT(refusal([&] { read_coverage(source); }), Catch::Contains("あるズーム: 9, 10"));
}

TEST_CASE("A stray tile of a finer zoom does not make the coverage vanish") {
    const WrittenFiles files;
    write_tiles(files.folder() / "t", 10, 900, 402, {"##", "##"}, "{z}/{x}/{y}.png");
    write_tiles(files.folder() / "t", 11, 1801, 805, {"#"}, "{z}/{x}/{y}.png");
    const CoverageSource source = picture_of(files.folder() / "t");
    const auto loaded = read_coverage(source);
    CHECK(loaded.counts.read == 4);
    CHECK(told(loaded.issues) ==
          std::vector<std::string>{"noted zoom_chosen 10", "noted colour_not_found #FFFFFF"});
    // Three of four places have finer tiles: these are used, and the fourth is told.
    write_tiles(files.folder() / "t", 11, 1803, 805, {"#", "#"}, "{z}/{x}/{y}.png");
    CHECK(told(read_coverage(source).issues) ==
          std::vector<std::string>{"assumed zoom_chosen 11", "noted tiles_only_coarser 1",
                                   "noted tiles_missing 3", "noted colour_not_found #FFFFFF"});
}

TEST_CASE("MBTiles are read like tiles") {
    const WrittenFiles files;
    Drawing drawing;
    drawing.rows.assign(256, std::string(128, '#') + std::string(128, '.'));
    const double tile_m = 2 * std::numbers::pi * 6378137.0 / std::exp2(10);
    PictureFile form{.driver = "MBTiles", .epsg = 3857};
    form.transform = {-std::numbers::pi * 6378137.0 + 900 * tile_m, tile_m / 256, 0.0,
                      std::numbers::pi * 6378137.0 - 402 * tile_m,  0.0,          -tile_m / 256};
    const auto loaded =
        read_coverage(picture_of(write_picture(files.folder() / "a.mbtiles", drawing, form)));
    const double width = 360.0 / std::exp2(10);
    CHECK_THAT(area(loaded), WithinRel(geo::area(geo::Box{tile_north(10, 403), 900 * width - 180,
                                                          tile_north(10, 402), 900.5 * width - 180})
                                           .value(),
                                       1e-6));
}

TEST_CASE("Without a colour table a picture is refused with its colours and the lines to write") {
    const WrittenFiles files;
    const auto file = write_picture(files.folder() / "a.tif", {{"...#", "...."}}, kPlacedTiff);
    CoverageSource source = picture_of(file);
    std::vector<PictureLook> looks;
    source.look = [&](PictureLook&& look) { looks.push_back(std::move(look)); };
    source.picture.colours.clear();
    const std::string said = refusal([&] { read_coverage(source); });
    CHECK_THAT(said,
               Catch::Contains("{ rgb = \"#FFFFFF\", covered = false },   # 87.50%\n  { rgb = "
                               "\"#E60012\", covered = false },   # 12.50%"));
    REQUIRE(looks.size() == 1);
    CHECK(looks[0].found.size() == 2);
    CHECK(looks[0].small.size() == 8);
    // The lines as they stand cover nothing: somebody has to decide.
    source.picture.colours = {{.rgb = kRed, .covered = false}, {.rgb = kWhite, .covered = false}};
    CHECK_THAT(refusal([&] { read_coverage(source); }), Catch::Contains("covered = true"));
    source.picture.colours = {{.rgb = kWhite, .covered = false, .unknown = true}};
    CHECK_THAT(refusal([&] { read_coverage(source); }),
               Catch::Contains("{ rgb = \"#FFFFFF\", unknown = true },   # 87.50%\n  { rgb = "
                               "\"#E60012\", covered = false },"));
    source.picture.colours = {{.rgb = 0x00FF00}};
    CHECK_THAT(refusal([&] { read_coverage(source); }),
               Catch::Contains("見つかった色: #FFFFFF 87.50%, #E60012 12.50%"));
}

TEST_CASE("What a look at a picture tells adds up to the whole picture") {
    const WrittenFiles files;
    const Drawing drawing{
        {"##..", "_xx.", "..#."},
        {{'.', 0xFFFFFFFF}, {'#', 0xFFE60012}, {'_', 0x00000000}, {'x', 0xFF004080}}};
    PictureFile form = kPlacedTiff;
    form.alpha = true;
    CoverageSource source = picture_of(write_picture(files.folder() / "a.tif", drawing, form));
    PictureLook look;
    source.look = [&](PictureLook&& seen) { look = std::move(seen); };
    read_coverage(source);
    CHECK(look.shares[0] == 3.0 / 12);
    CHECK(look.shares[1] == 6.0 / 12);
    CHECK(look.transparent == 1.0 / 12);
    CHECK(std::abs(look.unlisted - 2.0 / 12) < 1e-12);
    CHECK(look.small_read == std::vector<std::int16_t>{0, 0, 1, 1, -1, -2, -2, 1, 1, 1, 0, 1});
}

TEST_CASE("A picture's place may stand in a.png.aux.xml or a.prj beside it, as GIS export it") {
    const WrittenFiles files;
    const Drawing drawing{{"......", ".####.", "......"}};
    const std::string wkt =
        R"(GEOGCS["GCS_JGD_2011",DATUM["D_JGD_2011",SPHEROID["GRS_1980",6378137.0,298.257222101]],)"
        R"(PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]])";
    const double expected = ground_of(drawing, is_red);
    const auto both = write_picture(files.folder() / "a.png", drawing);
    files.write("a.png.aux.xml",
                "<PAMDataset>\n  <SRS dataAxisToSRSAxisMapping=\"2,1\">EPSG:6668</SRS>\n  "
                "<GeoTransform> 1.36e+02, 6.25e-02, 0, 3.5e+01, 0, -6.25e-02</GeoTransform>\n"
                "</PAMDataset>\n");
    CHECK_THAT(area(read_coverage(picture_of(both))), WithinRel(expected, 1e-12));

    const auto projection = write_picture(files.folder() / "b.png", drawing);
    files.write("b.pgw", world_file(136.0, 35.0, kPixel));
    files.write("b.prj", wkt + "\r\n");
    CHECK_THAT(area(read_coverage(picture_of(projection))), WithinRel(expected, 1e-12));

    // A file beside it is never followed anywhere.
    const auto lured = write_picture(files.folder() / "c.png", drawing);
    files.write("c.pgw", world_file(136.0, 35.0, kPixel));
    files.write("c.png.aux.xml",
                "<PAMDataset><SRS>" + (files.folder() / "b.prj").string() + "</SRS></PAMDataset>");
    CHECK_THAT(refusal([&] { read_coverage(picture_of(lured)); }),
               Catch::Contains("座標系の情報がありません"));
}

TEST_CASE("A picture that cannot be used is refused with what to do") {
    const WrittenFiles files;
    const Drawing drawing{{"##", ".."}};
    const auto plain = write_picture(files.folder() / "a.png", drawing);
    CHECK_THAT(refusal([&] { read_coverage(picture_of(plain)); }),
               Catch::Contains("ワールドファイル（.pgw"));
    files.write("a.pgw", world_file(136.0, 35.0, kPixel));
    CHECK_THAT(refusal([&] { read_coverage(picture_of(plain)); }),
               Catch::Contains("座標系の情報がありません"));
    PictureFile packed = kPlacedTiff;
    packed.driver = "GPKG";
    CHECK_THAT(refusal([&] {
                   read_coverage(
                       picture_of(write_picture(files.folder() / "m.gpkg", drawing, packed)));
               }),
               Catch::Contains("画像（ラスタ）の GeoPackage"));
    files.write("b.png", "\x89PNG but not really");
    CHECK_THAT(refusal([&] { read_coverage(picture_of(files.folder() / "b.png")); }),
               Catch::Contains("画像として読めません"));
    PictureFile deep = kPlacedTiff;
    deep.bits = 16;
    CHECK_THAT(refusal([&] {
                   read_coverage(
                       picture_of(write_picture(files.folder() / "c.tif", drawing, deep)));
               }),
               Catch::Contains("8ビット") && Catch::Contains("UInt16"));
    std::filesystem::create_directories(files.folder() / "empty");
    CHECK_THAT(refusal([&] { read_coverage(picture_of(files.folder() / "empty")); }),
               Catch::Contains("フォルダですが、{z}/{x}/{y}.png の形のタイル画像がありません"));
    write_tiles(files.folder() / "mixed", 10, 900, 402, {"##"}, "{z}/{x}/{y}.png");
    write_picture(files.folder() / "mixed/10/901/402.png", drawing);
    CHECK_THAT(refusal([&] { read_coverage(picture_of(files.folder() / "mixed")); }),
               Catch::Contains("901/402.png の大きさ（2 × 2）がほかのタイル（4 × 4）と違います"));
    write_tiles(files.folder() / "wide", 20, 1, 400000, {"#"}, "{z}/{x}/{y}.png");
    write_tiles(files.folder() / "wide", 20, 900000, 400000, {"#"}, "{z}/{x}/{y}.png");
    CHECK_THAT(refusal([&] { read_coverage(picture_of(files.folder() / "wide")); }),
               Catch::Contains("大きすぎます"));
    CoverageSource cut = picture_of(files.folder() / "mixed");
    cut.picture.tiles = "{x}/{y}.png";
    CHECK_THAT(refusal([&] { read_coverage(cut); }), Catch::Contains("zoom = 14"));
    files.write("mixed/10/901/402.png", "broken");
    CHECK_THAT(refusal([&] { read_coverage(picture_of(files.folder() / "mixed")); }),
               Catch::Contains("タイル1枚が画像として読めません: mixed/10/901/402.png"));
}

TEST_CASE("Of a picture with many colours that the table lacks the greatest are told one by one") {
    const WrittenFiles files;
    Drawing drawing{{"##"}, {{'#', 0xFFE60012}}};
    for (int i = 0; i < 26; ++i) { // far from each other and from red
        drawing.rows.front() += static_cast<char>('a' + i);
        drawing.colours[static_cast<char>('a' + i)] =
            0xFF000000U | static_cast<std::uint32_t>(i * 9) << 8U | 0xF0U;
    }
    const auto loaded =
        read_coverage(picture_of(write_picture(files.folder() / "a.tif", drawing, kPlacedTiff)));
    const std::vector<std::string> lines = told(loaded.issues);
    CHECK(std::count_if(lines.begin(), lines.end(), [](const std::string& line) {
              return line.starts_with("noted colours_not_listed ");
          }) == 1);
    CHECK_THAT(area(loaded), WithinRel(ground_of(drawing, is_red), 1e-12));
}

TEST_CASE(
    "A picture drawn translucent is read by what is as dense as most of it, and this is told") {
    const WrittenFiles files;
    const Drawing drawing{{"####", "##--"}, {{'#', 0x80E60012}, {'-', 0x20E60012}}};
    PictureFile form = kPlacedTiff;
    form.alpha = true;
    CoverageSource source = picture_of(write_picture(files.folder() / "a.tif", drawing, form));
    source.picture.colours.pop_back(); // white
    const auto loaded = read_coverage(source);
    CHECK(told(loaded.issues) == std::vector<std::string>{"assumed picture_translucent 64"});
    CHECK_THAT(area(loaded), WithinRel(ground_of(drawing, is_red), 1e-12));
}
