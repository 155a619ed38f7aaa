// What stands on a map's ground: the subject set off, listed gaps outlined and numbered, places
// with their signs, pages of an index.
#include "report/map_palette.hpp"
#include "report/map_picture.hpp"
#include "report/map_sheet.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <cmath>
#include <png.h>
#include <set>
#include <string>
#include <vector>

using namespace todoku;
using namespace todoku::report;

namespace {

geo::MultiPolygon box(double south, double west, double north, double east) {
    using geo::LatLng;
    geo::Polygon polygon;
    polygon.outer = {LatLng::from_degrees(south, west), LatLng::from_degrees(south, east),
                     LatLng::from_degrees(north, east), LatLng::from_degrees(north, west)};
    return {{polygon}};
}

// Two towns side by side, everything covered.
struct TwoTowns {
    geo::MultiPolygon west = box(34.40, 136.40, 34.50, 136.50);
    geo::MultiPolygon east = box(34.40, 136.50, 34.50, 136.60);
    MapSheet sheet;

    TwoTowns() {
        sheet.title = "二つの町";
        sheet.paper = Paper::A4Landscape;
        sheet.extent = {34.40, 136.40, 34.50, 136.60};
        sheet.municipalities = {{.name = "西野町", .boundary = &west},
                                {.name = "東浜市", .boundary = &east}};
        const auto window = domain::MeshWindow::around(sheet.extent, domain::MeshLevel::M250);
        for (std::size_t i = 0; i < window.size(); ++i) {
            sheet.cells.push_back({window.cell(i), CellClass::Covered5g});
        }
        sheet.as_of = Date{std::chrono::year{2026}, std::chrono::month{10}, std::chrono::day{1}};
    }
};

constexpr std::uint32_t rgb_of(std::uint32_t red, std::uint32_t green, std::uint32_t blue) {
    return red << 16U | green << 8U | blue;
}

/// The sheet's picture, read back from its PNG of 200 dpi.
class Picture {
public:
    explicit Picture(const MapSheet& sheet) {
        const test::TemporaryFolder folder;
        write_map(sheet, folder.path() / "map");
        const std::string bytes = test::read_file(folder.path() / "map.png");
        png_image image{};
        image.version = PNG_IMAGE_VERSION;
        REQUIRE(png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) != 0);
        image.format = PNG_FORMAT_RGB;
        width_ = image.width;
        rgb_.resize(PNG_IMAGE_SIZE(image));
        REQUIRE(png_image_finish_read(&image, nullptr, rgb_.data(), 0, nullptr) != 0);
    }
    /// 0xRRGGBB at a point of the page.
    [[nodiscard]] std::uint32_t at(sheet::Point p) const {
        constexpr double kScale = 200.0 / 72.0;
        const auto row = static_cast<std::size_t>(p.y * kScale);
        const auto column = static_cast<std::size_t>(p.x * kScale);
        const png_byte* pixel = &rgb_[(row * width_ + column) * 3];
        return rgb_of(pixel[0], pixel[1], pixel[2]);
    }
    /// 0 (black) to 765 (white).
    [[nodiscard]] int brightness(sheet::Point p) const {
        const std::uint32_t rgb = at(p);
        return static_cast<int>((rgb >> 16U) + ((rgb >> 8U) & 0xFFU) + (rgb & 0xFFU));
    }

private:
    std::size_t width_ = 0;
    std::vector<png_byte> rgb_;
};

sheet::Point on(const sheet::Drawing& drawing, double lat, double lng) {
    return drawing.frame.to_page(geo::LatLng::from_degrees(lat, lng));
}

} // namespace

TEST_CASE("Ground that the sheet is not about is paler than its subject's") {
    TwoTowns towns;
    const sheet::Typesetter typesetter;
    {
        const sheet::Drawing drawing = sheet::compose(towns.sheet, typesetter);
        const Picture picture(towns.sheet);
        CHECK(picture.at(on(drawing, 34.431, 136.431)) == picture.at(on(drawing, 34.431, 136.571)));
    }
    towns.sheet.municipalities[0].subject = true;
    const sheet::Drawing drawing = sheet::compose(towns.sheet, typesetter);
    const Picture picture(towns.sheet);
    CHECK(picture.brightness(on(drawing, 34.431, 136.571)) >
          picture.brightness(on(drawing, 34.431, 136.431)) + 30);
}

TEST_CASE("A listed gap has its outline drawn where it was given one") {
    TwoTowns towns;
    const geo::MultiPolygon outline = box(34.425, 136.425, 34.45, 136.4625);
    towns.sheet.gaps.push_back({.number = 1, .at = geo::LatLng::from_degrees(34.4375, 136.4437)});
    const sheet::Typesetter typesetter;
    const auto edge_of = [&] {
        const sheet::Drawing drawing = sheet::compose(towns.sheet, typesetter);
        return Picture(towns.sheet).at(on(drawing, 34.425, 136.43));
    };
    const std::uint32_t bare = edge_of();
    towns.sheet.gaps[0].outline = &outline;
    CHECK(edge_of() != bare);
    CHECK(edge_of() == rgb_of(0x7F, 0x27, 0x04));
}

TEST_CASE("Places have signs on a town's sheet, and none on a prefecture's") {
    TwoTowns towns;
    towns.sheet.landmarks = {{"エリア外の学校", Sign::School, {}},
                             {"エリア外の避難所", Sign::Triangle, {}}};
    towns.sheet.landmarks[0].at = {geo::LatLng::from_degrees(34.43, 136.43),
                                   geo::LatLng::from_degrees(36.0, 136.43)}; // off the sheet
    const sheet::Typesetter typesetter;
    const sheet::Drawing town = sheet::compose(towns.sheet, typesetter);
    REQUIRE(town.landmarks.size() == 1); // no shelter is on the sheet
    CHECK(town.landmarks[0].sign == Sign::School);
    REQUIRE(town.landmarks[0].at.size() == 1);
    const sheet::Point middle = town.landmarks[0].at[0];
    // 文: the level stroke is drawn, the ground between its lower strokes is not.
    const Picture picture(towns.sheet);
    const double radius = 2.7 * town.layout.k;
    CHECK(picture.brightness({middle.x, middle.y - 0.55 * radius}) < 250);
    CHECK(picture.brightness({middle.x, middle.y + 0.95 * radius}) > 600);

    towns.sheet.extent = {33.0, 135.0, 36.0, 138.0};
    const sheet::Drawing prefecture = sheet::compose(towns.sheet, typesetter);
    REQUIRE(prefecture.frame.scale_denominator() > 400000.0);
    CHECK(prefecture.landmarks.empty());
}

TEST_CASE("Every kind of sign leaves ink of its own form") {
    constexpr Sign kAll[] = {Sign::School,   Sign::Clinic, Sign::Office,
                             Sign::Triangle, Sign::Square, Sign::Diamond};
    TwoTowns towns;
    towns.sheet.cells.clear();
    const geo::LatLng place = geo::LatLng::from_degrees(34.43, 136.43);
    const sheet::Typesetter typesetter;
    std::set<std::vector<std::uint32_t>> forms;
    for (const Sign sign : kAll) {
        towns.sheet.landmarks = {{"x", sign, {place}}};
        const sheet::Drawing drawing = sheet::compose(towns.sheet, typesetter);
        const Picture picture(towns.sheet);
        const sheet::Point middle = drawing.frame.to_page(place);
        std::vector<std::uint32_t> form;
        for (double y = -4.0; y <= 4.0; y += 0.25) {
            for (double x = -4.0; x <= 4.0; x += 0.25) {
                form.push_back(picture.at({middle.x + x, middle.y + y}));
            }
        }
        forms.insert(form);
    }
    CHECK(forms.size() == std::size(kAll));
}

TEST_CASE("Numbers that find no room near a crowd of gaps go farther, none is left out") {
    TwoTowns towns;
    towns.sheet.paper = Paper::A3Portrait;
    towns.sheet.extent = {33.9, 136.0, 35.0, 137.0}; // the towns are small on it
    for (int i = 0; i < 24; ++i) {
        towns.sheet.gaps.push_back(
            {.number = i + 1,
             .at = geo::LatLng::from_degrees(34.42 + 0.013 * (i / 6), 136.42 + 0.016 * (i % 6)),
             .weight = 100.0 - i});
    }
    const sheet::Typesetter typesetter;
    const sheet::Drawing drawing = sheet::compose(towns.sheet, typesetter);
    CHECK(drawing.marks.gaps.size() == 24);
    CHECK(drawing.marks.unnumbered_gaps.empty());
    double farthest = 0.0;
    for (std::size_t i = 0; i < drawing.marks.gaps.size(); ++i) {
        const sheet::GapMark& gap = drawing.marks.gaps[i];
        const sheet::Point middle = gap.box.centre();
        farthest = std::max(farthest, std::hypot(middle.x - gap.anchor.x, middle.y - gap.anchor.y));
        for (std::size_t j = 0; j < i; ++j) {
            CHECK_FALSE(gap.box.overlaps(drawing.marks.gaps[j].box));
        }
    }
    CHECK(farthest > sheet::mm(9.0)); // some did go beyond the near places
}

TEST_CASE("An index has each sheet's page before the name, apart from it and from its neighbours") {
    TwoTowns towns;
    towns.sheet.cells.clear();
    towns.sheet.municipalities[0].page = 2;
    towns.sheet.municipalities[1].page = 13;
    const sheet::Typesetter typesetter;
    const sheet::Drawing drawing = sheet::compose(towns.sheet, typesetter);
    const std::vector<sheet::NameMark>& names = drawing.marks.names;
    REQUIRE(names.size() == 2);
    for (const sheet::NameMark& name : names) {
        REQUIRE(name.page_box);
        CHECK(name.page_box->right() < name.box.x);
        CHECK(name.box.width >= name.text.ink().width);
    }
    CHECK_FALSE(names[0].box.grown(1.0).overlaps(*names[1].page_box));
    CHECK_FALSE(names[1].box.grown(1.0).overlaps(*names[0].page_box));
}
