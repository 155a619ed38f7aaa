#include "io/cell_outlines.hpp"
#include "io/ring_check.hpp"
#include "support/catch.hpp"

#include <fmt/format.h>

#include <random>
#include <string>

using namespace todoku;
using namespace todoku::io;

namespace {

using Picture = std::vector<std::string>; // one digit a cell, '.' for nothing

std::vector<CellOutline> outlines_of(const Picture& picture) {
    CellOutlines outlines(picture.front().size(), 4);
    for (const std::string& line : picture) {
        std::vector<std::uint8_t> row;
        for (const char c : line) {
            row.push_back(c == '.' ? 0 : static_cast<std::uint8_t>(c - '0'));
        }
        outlines.add_row(row);
    }
    return outlines.finish();
}

geo::Ring ring_of(const std::vector<GridCorner>& corners) {
    geo::Ring ring;
    for (const GridCorner corner : corners) {
        ring.push_back(geo::LatLng::from_degrees(-corner.y, corner.x));
    }
    return ring;
}

geo::Polygon polygon_of(const CellOutline& outline) {
    geo::Polygon polygon{ring_of(outline.outer), {}};
    for (const auto& hole : outline.holes) {
        polygon.holes.push_back(ring_of(hole));
    }
    return polygon;
}

/// The picture that the outlines cover; '#' where two of them do.
Picture painted(const std::vector<CellOutline>& outlines, std::size_t rows, std::size_t columns) {
    Picture picture(rows, std::string(columns, '.'));
    for (const CellOutline& outline : outlines) {
        const geo::Polygon polygon = polygon_of(outline);
        for (std::size_t y = 0; y < rows; ++y) {
            for (std::size_t x = 0; x < columns; ++x) {
                if (geo::contains(polygon,
                                  geo::LatLng::from_degrees(-static_cast<double>(y) - 0.5,
                                                            static_cast<double>(x) + 0.5))) {
                    picture[y][x] =
                        picture[y][x] == '.' ? static_cast<char>('0' + outline.value) : '#';
                }
            }
        }
    }
    return picture;
}

} // namespace

TEST_CASE("A block of cells is one rectangle of four corners") {
    const auto outlines = outlines_of({"....", ".11.", ".11.", "...."});
    REQUIRE(outlines.size() == 1);
    CHECK(outlines[0].outer == std::vector<GridCorner>{{1, 1}, {3, 1}, {3, 3}, {1, 3}});
    CHECK(outlines[0].holes.empty());
}

TEST_CASE("A hole is a hole, and what lies in it is an outline of its own") {
    const auto outlines = outlines_of({"11111", "1...1", "1.2.1", "1...1", "11111"});
    REQUIRE(outlines.size() == 2);
    CHECK(outlines[0].outer.size() == 4);
    REQUIRE(outlines[0].holes.size() == 1);
    CHECK(outlines[0].holes[0].size() == 4);
    CHECK(outlines[1].value == 2);
}

TEST_CASE("Cells that touch at a corner only are two outlines, and a bay closed by a corner is a "
          "hole") {
    CHECK(outlines_of({"1.", ".1"}).size() == 2);
    CHECK(outlines_of({".1", "1."}).size() == 2);
    const auto bay = outlines_of({"111", "1.1", "11."});
    REQUIRE(bay.size() == 1);
    CHECK(bay[0].holes.size() == 1);
    CHECK_FALSE(look_at_rings(polygon_of(bay[0])));
}

TEST_CASE("Outlines of any picture paint the same picture and are valid polygons") {
    std::mt19937 random(20261126);
    for (int round = 0; round < 400; ++round) {
        const std::size_t rows = 1 + random() % 9;
        const std::size_t columns = 1 + random() % 9;
        const std::size_t values = 2 + random() % 3;
        Picture picture(rows, std::string(columns, '.'));
        for (std::string& line : picture) {
            for (char& c : line) {
                const auto value = random() % values;
                c = value == 0 ? '.' : static_cast<char>('0' + value);
            }
        }
        INFO(fmt::format("{}", fmt::join(picture, "\n")));
        const auto outlines = outlines_of(picture);
        CHECK(painted(outlines, rows, columns) == picture);
        for (const CellOutline& outline : outlines) {
            CHECK_FALSE(look_at_rings(polygon_of(outline)));
        }
    }
}
