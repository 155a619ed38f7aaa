#include "core/checksum.hpp"
#include "core/error.hpp"
#include "core/parallel.hpp"
#include "report/map_picture.hpp"
#include "report/map_sheet.hpp"
#include "support/catch.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fontconfig/fontconfig.h>
#include <fstream>
#include <memory>
#include <png.h>
#include <set>
#include <sstream>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
// Fontconfig keeps its parsed configuration behind offsets that LeakSanitizer cannot follow.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libfontconfig\n";
}
#endif

using namespace todoku;
using namespace todoku::report;

namespace {

// A folder of its own, gone afterwards.
class Folder {
public:
    Folder() {
        std::string pattern =
            (std::filesystem::temp_directory_path() / "todoku-map-XXXXXX").string();
        REQUIRE(mkdtemp(pattern.data()) != nullptr);
        path_ = pattern;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
        return path_ / name;
    }

private:
    std::filesystem::path path_;
};

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

struct CommandResult {
    int status = -1;
    std::string output;
};

CommandResult run(const std::string& command) {
    struct Close {
        void operator()(FILE* pipe) const { pclose(pipe); }
    };
    CommandResult result;
    FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::array<char, 4096> buffer{};
    for (std::size_t n = 0; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
        result.output.append(buffer.data(), n);
    }
    result.status = pclose(pipe);
    return result;
}

bool have(const std::string& tool) {
    if (run("command -v " + tool).status == 0) {
        return true;
    }
    WARN("skipped: " << tool << " is not installed (scripts/setup --test)");
    return false;
}

geo::MultiPolygon box(double south, double west, double north, double east) {
    using geo::LatLng;
    geo::Polygon polygon;
    polygon.outer = {LatLng::from_degrees(south, west), LatLng::from_degrees(south, east),
                     LatLng::from_degrees(north, east), LatLng::from_degrees(north, west)};
    return {{polygon}};
}

// Two made-up towns with cells of every class, gaps, sites, a road and a hill.
struct Study {
    geo::MultiPolygon west = box(34.40, 136.40, 34.55, 136.50);
    geo::MultiPolygon east = box(34.40, 136.50, 34.55, 136.62);
    geo::HeightGrid terrain;
    domain::Road road;
    MapSheet sheet;

    Study() {
        terrain.north = 34.7;
        terrain.west = 136.2;
        terrain.lat_step = terrain.lng_step = 0.002;
        terrain.rows = 251;
        terrain.columns = 301;
        for (std::size_t row = 0; row < terrain.rows; ++row) {
            for (std::size_t column = 0; column < terrain.columns; ++column) {
                const double x = static_cast<double>(column) / 20.0;
                const double y = static_cast<double>(row) / 20.0;
                terrain.heights.push_back(
                    column < 215 ? static_cast<float>(200.0 + 150.0 * std::sin(x) * std::cos(y))
                                 : 0.0F);
            }
        }
        road.lines.lines.push_back({geo::LatLng::from_degrees(34.41, 136.41),
                                    geo::LatLng::from_degrees(34.50, 136.52),
                                    geo::LatLng::from_degrees(34.54, 136.60)});
        sheet.title = "5G未整備エリア図（キャリアA）";
        sheet.subtitle = "架空県　令和8年10月1日現在";
        sheet.extent = box_of_all();
        sheet.municipalities = {{"西野町", &west}, {"東浜市", &east}};
        sheet.terrain = &terrain;
        sheet.roads = {&road};
        sheet.sources = {"人口：令和2年国勢調査 250mメッシュ"};
        sheet.notes = {"メッシュの面積の過半がエリアに入るものをエリア内とした。"};
        sheet.stamp = "模擬データ";
        sheet.stamp_across = true;
        sheet.footer = "架空県 デジタル推進課　1／2ページ";
        sheet.as_of = Date{std::chrono::year{2026}, std::chrono::month{10}, std::chrono::day{1}};
        const auto window = domain::MeshWindow::around(sheet.extent, domain::MeshLevel::M250);
        for (std::size_t i = 0; i < window.size(); ++i) {
            const std::size_t mix = i * 2654435761U % 97;
            const CellClass shows = mix < 60   ? CellClass::Covered5g
                                    : mix < 80 ? CellClass::UncoveredEmpty
                                    : mix < 88 ? CellClass::GapFew
                                    : mix < 94 ? CellClass::GapSome
                                               : CellClass::GapMany;
            sheet.cells.push_back({window.cell(i), shows});
        }
        for (int i = 0; i < 30; ++i) {
            sheet.gaps.push_back({i + 1, at(i, 7, 11), 100.0 - i});
        }
        for (int i = 0; i < 8; ++i) {
            sheet.sites.push_back({i + 1, i == 0 ? "髙﨑第一小学校" : "公民館", at(i, 3, 5)});
        }
    }

    static geo::LatLng at(int i, int a, int b) {
        return geo::LatLng::from_degrees(34.41 + 0.13 * ((i * a) % 29) / 29.0,
                                         136.41 + 0.20 * ((i * b) % 31) / 31.0);
    }
    [[nodiscard]] geo::Box box_of_all() const {
        geo::Box all = geo::bounds(west);
        all.extend(geo::bounds(east));
        return all;
    }
};

struct Pixels {
    png_uint_32 width = 0;
    png_uint_32 height = 0;
    std::vector<png_byte> rgb;
};

Pixels read_png(const std::string& bytes) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    REQUIRE(png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) != 0);
    image.format = PNG_FORMAT_RGB;
    Pixels pixels{image.width, image.height, std::vector<png_byte>(PNG_IMAGE_SIZE(image))};
    REQUIRE(png_image_finish_read(&image, nullptr, pixels.rgb.data(), 0, nullptr) != 0);
    return pixels;
}

// Without line ends: where a line breaks is the layout's matter.
std::string flowing(std::string text) {
    std::erase_if(text, [](char c) { return c == '\n' || c == '\f'; });
    return text;
}

std::string text_of(const std::filesystem::path& pdf) {
    return run("pdftotext '" + pdf.string() + "' -").output;
}

// Numbers that follow a key, at any distance.
std::vector<double> numbers_after(const std::string& text, const std::string& key,
                                  std::size_t count) {
    std::vector<double> numbers;
    std::size_t at = text.find(key);
    REQUIRE(at != std::string::npos);
    at += key.size();
    while (numbers.size() < count && at < text.size()) {
        const char* start = text.c_str() + at;
        char* end = nullptr;
        const bool begins = std::isdigit(static_cast<unsigned char>(*start)) != 0 || *start == '-';
        const double value = begins ? std::strtod(start, &end) : 0.0;
        if (begins && end != start) {
            numbers.push_back(value);
            at += static_cast<std::size_t>(end - start);
        } else {
            ++at;
        }
    }
    REQUIRE(numbers.size() == count);
    return numbers;
}

} // namespace

TEST_CASE("The same sheet gives the same bytes, alone and beside others") {
    const Folder folder;
    const Study study;
    write_map(study.sheet, folder / "a");
    parallel_for(3, Threads{2}, [&](std::size_t i) {
        write_map(study.sheet, folder / ("b" + std::to_string(i)));
    });
    for (const char* name : {"b0", "b1", "b2"}) {
        CHECK(sha256(bytes_of(folder / (std::string(name) + ".pdf"))) ==
              sha256(bytes_of(folder / "a.pdf")));
        CHECK(sha256(bytes_of(folder / (std::string(name) + ".png"))) ==
              sha256(bytes_of(folder / "a.png")));
    }
}

TEST_CASE("The text of the map can be searched, letter by letter as it was given") {
    if (!have("pdftotext")) {
        return;
    }
    const Folder folder;
    const Study study;
    write_map(study.sheet, folder / "map");
    const std::string text = flowing(text_of(folder / "map.pdf"));
    for (const char* wanted :
         {"5G未整備エリア図（キャリアA）", "令和8年10月1日現在", "西野町", "東浜市",
          "髙﨑第一小学校", "公民館", "模擬データ", "令和2年国勢調査", "過半",
          "架空県 デジタル推進課", "1／2ページ", "136°30′", "縮尺 1:", "EPSG:6674"}) {
        INFO(wanted);
        CHECK(text.find(wanted) != std::string::npos);
    }
}

TEST_CASE("The PDF is sound, tagged, in Japanese, described and dated by its data") {
    const Folder folder;
    const Study study;
    write_map(study.sheet, folder / "map");
    const std::string file = "'" + (folder / "map.pdf").string() + "'";
    if (have("qpdf")) {
        CHECK(run("qpdf --check " + file).status == 0);
        const std::string json = run("qpdf --json=2 --json-key=qpdf " + file).output;
        CHECK(json.find("\"/Lang\": \"u:ja\"") != std::string::npos);
        CHECK(json.find("\"/Alt\": \"u:5G未整備エリア図（キャリアA）。") != std::string::npos);
        CHECK(json.find("D:20261001000000+09'00'") != std::string::npos);
    }
    if (have("pdfinfo")) {
        const std::string info = run("pdfinfo " + file).output;
        CHECK(info.find("Title:           5G未整備エリア図（キャリアA）") != std::string::npos);
        CHECK(info.find("Tagged:          yes") != std::string::npos);
        CHECK(info.find("(A3)") != std::string::npos);
        CHECK(run("pdfinfo -dests " + file).output.find("\"gap-30\"") != std::string::npos);
    }
    if (have("pdffonts")) {
        std::istringstream fonts(run("pdffonts " + file).output);
        std::string line;
        int count = 0;
        while (std::getline(fonts, line)) {
            if (++count > 2) {
                INFO(line);
                CHECK(line.find(" yes yes yes ") !=
                      std::string::npos); // embedded, subset, to Unicode
            }
        }
        CHECK(count > 2);
    }
}

TEST_CASE("GDAL finds the map's frame on the ground within a metre") {
    if (!have("gdalinfo")) {
        return;
    }
    const Folder folder;
    const Study study;
    write_map(study.sheet, folder / "map");
    const std::string info = run("gdalinfo '" + (folder / "map.pdf").string() + "'").output;
    CHECK(info.find("ID[\"EPSG\",6674]") != std::string::npos);
    const sheet::Typesetter typesetter;
    const sheet::Drawing drawing = sheet::compose(study.sheet, typesetter);
    const geo::FromJgd2011 plane(6674);
    // Corners from the lower left, clockwise.
    const std::vector<double> line = numbers_after(info, "NEATLINE=POLYGON", 8);
    const sheet::Rect& map = drawing.frame.page();
    const std::array<sheet::Point, 4> corners = {
        {{map.x, map.bottom()}, {map.x, map.y}, {map.right(), map.y}, {map.right(), map.bottom()}}};
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const geo::XY corner = plane(drawing.frame.to_ground(corners[i]));
        CHECK_THAT(line[2 * i], Catch::Matchers::WithinAbs(corner.x, 0.01));
        CHECK_THAT(line[2 * i + 1], Catch::Matchers::WithinAbs(corner.y, 0.01));
    }
}

TEST_CASE("A site's mark in the picture lies where the PDF's georeference says the site is") {
    if (!have("gdalinfo")) {
        return;
    }
    const Folder folder;
    MapSheet sheet;
    sheet.title = "一か所";
    sheet.extent = {34.500, 136.500, 34.506, 136.506};
    const geo::LatLng site = geo::LatLng::from_degrees(34.5041, 136.5022);
    sheet.sites.push_back({1, "", site});
    sheet.as_of = Date{std::chrono::year{2026}, std::chrono::month{10}, std::chrono::day{1}};
    write_map(sheet, folder / "map");

    // The dot is the only thing in its colour that is round; the flag beside it is left out by a
    // window round the dot.
    const Pixels pixels = read_png(bytes_of(folder / "map.png"));
    CHECK(pixels.width == 2339);
    CHECK(pixels.height == 3307);
    const sheet::Typesetter typesetter;
    const sheet::Drawing drawing = sheet::compose(sheet, typesetter);
    const sheet::Point expected = drawing.frame.to_page(site);
    double x = 0.0;
    double y = 0.0;
    double count = 0.0;
    for (png_uint_32 row = 0; row < pixels.height; ++row) {
        for (png_uint_32 column = 0; column < pixels.width; ++column) {
            const png_byte* rgb =
                &pixels.rgb[(static_cast<std::size_t>(row) * pixels.width + column) * 3];
            const double px = (column + 0.5) * 72.0 / 200.0;
            const double py = (row + 0.5) * 72.0 / 200.0;
            if (rgb[0] == 0x0B && rgb[1] == 0x3A && rgb[2] == 0x75 &&
                std::hypot(px - expected.x, py - expected.y) < 3.4) {
                x += px;
                y += py;
                count += 1.0;
            }
        }
    }
    REQUIRE(count > 50.0);
    x /= count;
    y /= count;

    const std::string info = run("gdalinfo '" + (folder / "map.pdf").string() + "'").output;
    const std::vector<double> origin = numbers_after(info, "Origin = ", 2);
    const std::vector<double> pixel = numbers_after(info, "Pixel Size = ", 2);
    const std::vector<double> size = numbers_after(info, "Size is ", 2);
    const double page_width = sheet::paper_size(Paper::A3Portrait).width;
    const double page_height = sheet::paper_size(Paper::A3Portrait).height;
    const geo::XY there = geo::FromJgd2011(6674)(site);
    CHECK_THAT(origin[0] + x / page_width * size[0] * pixel[0],
               Catch::Matchers::WithinAbs(there.x, 1.0));
    CHECK_THAT(origin[1] + y / page_height * size[1] * pixel[1],
               Catch::Matchers::WithinAbs(there.y, 1.0));
}

TEST_CASE("A sheet without gaps, sites, terrain and stamp is a plain map") {
    const Folder folder;
    Study study;
    study.sheet.cells.clear();
    study.sheet.gaps.clear();
    study.sheet.sites.clear();
    study.sheet.roads.clear();
    study.sheet.terrain = nullptr;
    study.sheet.stamp.clear();
    study.sheet.sources.clear();
    study.sheet.notes.clear();
    write_map(study.sheet, folder / "map");
    CHECK(std::filesystem::file_size(folder / "map.pdf") > 10000);
    if (have("pdftotext")) {
        const std::string text = text_of(folder / "map.pdf");
        CHECK(text.find("要望箇所") == std::string::npos); // no legend for what is not there
        CHECK(text.find("海岸線") == std::string::npos);
        CHECK(text.find("西野町") != std::string::npos);
    }
}

TEST_CASE("A sheet with nothing to show and no extent is refused") {
    const Folder folder;
    MapSheet sheet;
    sheet.title = "空";
    CHECK_THROWS_AS(write_map(sheet, folder / "map"), InputError);
    CHECK_FALSE(std::filesystem::exists(folder / "map.pdf"));
}

TEST_CASE("Of thousands of gaps the weightiest are numbered, none collides, and the legend counts "
          "the rest") {
    const Folder folder;
    Study study;
    study.sheet.gaps.clear();
    for (int i = 0; i < 5000; ++i) {
        study.sheet.gaps.push_back(
            {i + 1, Study::at(i, 13, 17 + i / 400), static_cast<double>((i * 7919) % 5000)});
    }
    const sheet::Typesetter typesetter;
    const sheet::Drawing drawing = sheet::compose(study.sheet, typesetter);
    const sheet::MapMarks& marks = drawing.marks;
    CHECK(marks.gaps.size() + marks.unnumbered_gaps.size() == 5000);
    CHECK(marks.gaps.size() > 100);
    CHECK(marks.sites.size() == 8);
    std::vector<sheet::Rect> boxes;
    double area = 0.0;
    for (const sheet::GapMark& gap : marks.gaps) {
        boxes.push_back(gap.box);
        area += gap.box.width * gap.box.height;
    }
    for (const sheet::SiteMark& site : marks.sites) {
        boxes.push_back(site.flag);
        if (site.name_box) {
            boxes.push_back(*site.name_box);
        }
    }
    for (const sheet::NameMark& name : marks.names) {
        boxes.push_back(name.box);
    }
    CHECK(marks.names.size() == 2);
    int collisions = 0;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            collisions += boxes[i].overlaps(boxes[j]) ? 1 : 0;
        }
    }
    CHECK(collisions == 0);
    const sheet::Rect& map = drawing.frame.page();
    CHECK(area <= map.width * map.height / 12.0);
    const auto weightiest = std::ranges::max_element(study.sheet.gaps, {}, &MapNumber::weight);
    CHECK(marks.gaps.front().number == weightiest->number);
    write_map(study.sheet, folder / "map");
    if (have("pdftotext")) {
        const std::string text = flowing(text_of(folder / "map.pdf"));
        const std::size_t rest = marks.unnumbered_gaps.size();
        const std::string count =
            std::to_string(rest / 1000) + "," + std::to_string(1000 + rest % 1000).substr(1);
        CHECK(text.find("ほか" + count + "か所") != std::string::npos);
    }
}

TEST_CASE("A gap in the middle of a municipality is numbered although the name stands there") {
    Study study;
    study.sheet.gaps.clear();
    study.sheet.sites.clear();
    const sheet::Typesetter typesetter;
    const sheet::Drawing without = sheet::compose(study.sheet, typesetter);
    REQUIRE(without.marks.names.size() == 2);
    for (const sheet::NameMark& name : without.marks.names) {
        study.sheet.gaps.push_back({static_cast<int>(study.sheet.gaps.size()) + 1,
                                    without.frame.to_ground(name.box.centre()), 1.0});
    }
    const sheet::Drawing drawing = sheet::compose(study.sheet, typesetter);
    CHECK(drawing.marks.gaps.size() == 2);
    CHECK(drawing.marks.names.size() == 2);
}

TEST_CASE(
    "Names of 300 characters, odd letters and broken bytes are drawn without leaving their room") {
    const Folder folder;
    Study study;
    std::string longest;
    for (int i = 0; i < 100; ++i) {
        longest += "長い名";
    }
    study.sheet.title = study.sheet.subtitle = study.sheet.footer = study.sheet.stamp = longest;
    study.sheet.sources.assign(40, longest);
    study.sheet.notes.assign(40, longest);
    study.sheet.municipalities[0].name = longest;
    study.sheet.municipalities[1].name = "𠮷葛󠄀城㍿\n\t\x01町";
    study.sheet.sites[0].name = longest;
    study.sheet.sites[1].name = "\xE3\x81"; // cut in the middle of a letter
    for (const Paper paper :
         {Paper::A3Portrait, Paper::A3Landscape, Paper::A4Portrait, Paper::A4Landscape}) {
        study.sheet.paper = paper;
        const sheet::Typesetter typesetter;
        const sheet::Drawing drawing = sheet::compose(study.sheet, typesetter);
        const sheet::Layout& layout = drawing.layout;
        CHECK(layout.map.height > layout.paper.height * 0.35);
        const sheet::PanelContent content{study.sheet,   typesetter,     layout.k,
                                          layout.whole,  &drawing.frame, &drawing.ground,
                                          &drawing.marks};
        const sheet::Panel panel =
            layout.panel_below
                ? sheet::panel_below(content, layout.panel.width, layout.panel.height)
                : sheet::panel_beside(content, layout.panel.width, layout.panel.height);
        CHECK(panel.height() <= layout.panel.height + 1e-6);
        write_map(study.sheet, folder / "map");
        if (have("qpdf")) {
            CHECK(run("qpdf --check '" + (folder / "map.pdf").string() + "'").status == 0);
        }
    }
}

TEST_CASE("A part of the prefecture comes with a key map, the whole without") {
    const Folder folder;
    Study study;
    if (!have("pdftotext")) {
        return;
    }
    write_map(study.sheet, folder / "whole");
    CHECK(text_of(folder / "whole.pdf").find("位置\n") == std::string::npos);
    study.sheet.extent = {34.42, 136.42, 34.46, 136.48};
    write_map(study.sheet, folder / "part");
    CHECK(text_of(folder / "part.pdf").find("位置\n") != std::string::npos);
}

TEST_CASE("A book has a page, a bookmark and a place on the ground for each sheet") {
    const Folder folder;
    Study study;
    MapBook book;
    book.title = "市町別の図面";
    book.as_of = study.sheet.as_of;
    book.pages = 3;
    book.page = [&](std::size_t page) {
        MapSheet sheet = study.sheet;
        sheet.bookmark = "図" + std::to_string(page + 1);
        sheet.paper = Paper::A4Portrait;
        sheet.reach = {sheet.cells[0].cell, sheet.cells[1].cell};
        sheet.facts_heading = "この資産";
        sheet.facts = {"所在地　架空県西野町1"};
        for (MapNumber& gap : sheet.gaps) { // three tens of the numbers, a page each
            gap.target = static_cast<std::size_t>(gap.number - 1) / 10 == page;
        }
        for (MapSite& site : sheet.sites) {
            site.target = page == 0;
        }
        if (page > 0) {
            sheet.extent = {34.42, 136.42, 34.46, 136.42 + 0.04 * static_cast<double>(page)};
        }
        return sheet;
    };
    std::size_t told = 0;
    write_map_book(book, folder / "book.pdf", 0.0, [&] { ++told; });
    CHECK(told == 3);
    CHECK(!std::filesystem::exists(folder / "book"));
    write_map_book(book, folder / "again.pdf", 50.0);
    CHECK(bytes_of(folder / "book.pdf") == bytes_of(folder / "again.pdf"));
    for (const char* name : {"01_図1.png", "02_図2.png", "03_図3.png"}) {
        INFO(name);
        const std::string png = bytes_of(folder / "again" / name);
        CHECK(png.size() > 5000);
        CHECK(png.substr(12, 17) == // IHDR: A4 at 50 dpi, 8 bits a pixel, a palette
              std::string("IHDR\0\0\x01\x9D\0\0\x02\x49\x08\x03\0\0\0", 17));
    }
    const std::string file = "'" + (folder / "book.pdf").string() + "'";
    if (have("qpdf")) {
        CHECK(run("qpdf --check " + file).status == 0);
        const std::string json =
            run("qpdf --json=2 --json-key=qpdf --json-key=outlines " + file).output;
        for (const char* bookmark : {"u:図1", "u:図2", "u:図3"}) {
            CHECK(json.find(bookmark) != std::string::npos);
        }
        CHECK(json.find("資産から届く見込みの居住メッシュ2個") != std::string::npos);
        std::size_t viewports = 0;
        for (std::size_t at = 0;
             (at = json.find("\"/Subtype\": \"/GEO\"", at)) != std::string::npos; ++at) {
            ++viewports;
        }
        CHECK(viewports == 3);
    }
    if (have("pdfinfo")) {
        CHECK(run("pdfinfo " + file).output.find("Pages:           3") != std::string::npos);
        const std::string places = run("pdfinfo -dests " + file).output;
        CHECK(places.find("   1 [ XYZ") < places.find("\"gap-1\""));
        CHECK(places.find("\"site-1\"") != std::string::npos);
    }
    if (have("pdftotext")) {
        const std::string text = flowing(text_of(folder / "book.pdf"));
        CHECK(text.find("この資産から届く見込み") != std::string::npos);
        CHECK(text.find("架空県西野町1") != std::string::npos);
    }
    if (have("gdalinfo")) {
        const sheet::Typesetter typesetter;
        const MapSheet second = book.page(1);
        const sheet::Drawing drawing = sheet::compose(second, typesetter);
        const sheet::Rect& map = drawing.frame.page();
        const geo::XY corner =
            geo::FromJgd2011(6674)(drawing.frame.to_ground({map.x, map.bottom()}));
        const std::string info = run("gdalinfo PDF:2:" + (folder / "book.pdf").string()).output;
        const std::vector<double> line = numbers_after(info, "NEATLINE=POLYGON", 2);
        CHECK_THAT(line[0], Catch::Matchers::WithinAbs(corner.x, 0.01));
        CHECK_THAT(line[1], Catch::Matchers::WithinAbs(corner.y, 0.01));
    }
}

TEST_CASE("A long list of facts gives way to none of its own lines before sources do") {
    Study study;
    study.sheet.paper = Paper::A4Portrait;
    study.sheet.facts_heading = "図面の一覧";
    for (int i = 0; i < 12; ++i) {
        study.sheet.facts.push_back("事項" + std::to_string(i));
    }
    study.sheet.sources.assign(60, "長い出典の行がここにあります。長い出典の行がここにあります。");
    const Folder folder;
    write_map(study.sheet, folder / "map");
    if (have("pdftotext")) {
        const std::string text = flowing(text_of(folder / "map.pdf"));
        CHECK(text.find("事項11") != std::string::npos);
        CHECK(text.find("行は一覧表による") != std::string::npos);
    }
}

TEST_CASE("Panels below the map keep within the page where there is a key map") {
    Study study;
    study.sheet.extent = {34.42, 136.42, 34.46, 136.48};
    for (const Paper paper : {Paper::A4Portrait, Paper::A3Portrait}) {
        study.sheet.paper = paper;
        const sheet::Typesetter typesetter;
        const sheet::Drawing drawing = sheet::compose(study.sheet, typesetter);
        const sheet::PanelContent content{study.sheet,          typesetter,     drawing.layout.k,
                                          drawing.layout.whole, &drawing.frame, &drawing.ground,
                                          &drawing.marks};
        const double width = drawing.layout.header.width;
        for (const sheet::PanelColumn& column :
             sheet::panel_below(content, width, drawing.layout.paper.height).columns) {
            CHECK(column.x + column.width <= width + 1e-6);
        }
    }
}

TEST_CASE("A long note below the map goes where a column has room, and is not pressed or cut") {
    Study study;
    study.sheet.paper = Paper::A4Portrait;
    study.sheet.extent = {34.42, 136.42, 34.46, 136.48};
    study.sheet.facts_heading = "この資産";
    study.sheet.facts.assign(9, "事項の行がここに一つあります。");
    std::string note;
    for (int i = 0; i < 22; ++i) {
        note += "長い注意の文です。";
    }
    study.sheet.notes = {"届く見込みの文です。", note, "人口の文です。"};
    study.sheet.sources.assign(6, "出典の行です。出典の行です。出典の行です。出典の行です。");
    const sheet::Typesetter typesetter;
    const sheet::Layout layout = sheet::lay_out(study.sheet, typesetter);
    REQUIRE(layout.panel_below);
    const sheet::PanelContent content{study.sheet, typesetter, layout.k, layout.whole};
    const double whole =
        sheet::panel_below(content, layout.panel.width, layout.paper.height).height();
    CHECK(layout.panel.height == Approx(whole));
}

TEST_CASE("Sites that share a rank and a place do not break the PDF") {
    const Folder folder;
    Study study;
    study.sheet.sites.clear();
    for (int i = 0; i < 30; ++i) {
        study.sheet.sites.push_back({0, "同じ場所", geo::LatLng::from_degrees(34.5, 136.5)});
    }
    write_map(study.sheet, folder / "map");
    if (have("qpdf")) {
        CHECK(run("qpdf --check '" + (folder / "map.pdf").string() + "'").status == 0);
    }
}

TEST_CASE("Without a Japanese font the message names the package to install") {
    FcConfig* const before = FcConfigReference(nullptr);
    FcConfig* const without_fonts = FcConfigCreate();
    REQUIRE(FcConfigSetCurrent(without_fonts) == FcTrue);
    std::string message;
    try {
        const sheet::Typesetter typesetter;
    } catch (const ExternalError& error) {
        message = error.what();
    }
    REQUIRE(FcConfigSetCurrent(before) == FcTrue);
    FcConfigDestroy(before);
    FcConfigDestroy(without_fonts);
    CHECK(message.find("fonts-ipaexfont-gothic") != std::string::npos);
}

TEST_CASE("A folder that cannot be written is said to be so") {
    const Study study;
    CHECK_THROWS_AS(write_map(study.sheet, "/proc/todoku-no-such-folder/map"), ExternalError);
}
