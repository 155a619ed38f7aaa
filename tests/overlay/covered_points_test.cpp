// Which layers cover a point: pictures worked out by hand, and the winding rule point by point as
// the oracle.
#include "overlay/covered_points.hpp"
#include "shapes.hpp"
#include "support/catch.hpp"

#include <limits>

using namespace todoku;
using namespace todoku::overlay;
using namespace todoku::overlay::test;

namespace {

const Paper paper;

// The winding of a ring around a point by crossings of the ray to the west, one point at a time.
int winding(const geo::Ring& ring, geo::LatLng p) {
    int result = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const geo::LatLng a = ring[i];
        const geo::LatLng b = ring[(i + 1) % ring.size()];
        if ((a.lat() <= p.lat()) == (b.lat() <= p.lat())) {
            continue;
        }
        const double lng =
            a.lng() + (p.lat() - a.lat()) * (b.lng() - a.lng()) / (b.lat() - a.lat());
        if (lng <= p.lng()) {
            result += a.lat() < b.lat() ? -1 : 1;
        }
    }
    return result;
}

bool covers(const geo::MultiPolygon& shape, geo::LatLng p) {
    return std::ranges::any_of(shape.polygons, [&](const geo::Polygon& polygon) {
        const auto in_hole = [&](const geo::Ring& hole) { return winding(hole, p) != 0; };
        return winding(polygon.outer, p) != 0 && std::ranges::none_of(polygon.holes, in_hole);
    });
}

std::vector<std::uint32_t> masks(const std::vector<geo::MultiPolygon>& shapes,
                                 const std::vector<geo::LatLng>& points,
                                 Threads threads = Threads{1}) {
    std::vector<LayerShapes> layers;
    for (const geo::MultiPolygon& shape : shapes) {
        layers.push_back({&shape});
    }
    return covered_points(layers, points, threads);
}

} // namespace

TEST_CASE("a point is covered where a polygon winds around it and no hole does") {
    geo::Ring backwards = paper.box(4, 0, 6, 2);
    std::ranges::reverse(backwards);
    const std::vector<geo::MultiPolygon> shapes = {
        shape_of(paper.box(0, 0, 3, 3), {paper.box(1, 1, 2, 2), paper.box(8, 5, 9, 6)}),
        shape_of({{paper.box(2, 2, 5, 3), {}}, {backwards, {}}}),
        shape_of(paper.ring({{0, 0}, {2, 2}, {2, 0}, {0, 2}}))}; // a bow-tie
    const std::vector<geo::LatLng> points = {
        paper.at(0.1, 1.0),  // in the first and the western wing
        paper.at(1.9, 1.5),  // in the hole of the first, in the eastern wing
        paper.at(2.5, 2.5),  // in both of the first layers
        paper.at(5.0, 1.0),  // in the ring that runs clockwise
        paper.at(8.5, 5.5),  // in a hole outside its shell: nothing
        paper.at(0.25, 1.0), // western wing
        paper.at(1.0, 0.25), // between the wings, south
        geo::LatLng::from_degrees(std::numeric_limits<double>::quiet_NaN(), 136.0)};
    const auto found = masks(shapes, points);
    CHECK(found[2] == 0b011U);
    CHECK(found[3] == 0b010U);
    CHECK(found[4] == 0U);
    CHECK(found[5] == 0b101U);
    CHECK(found[6] == 0b001U);
    CHECK(found[7] == 0U);
    CHECK(found[0] == 0b101U);
    CHECK(found[1] == 0b100U);
}

TEST_CASE(
    "of areas side by side, a point on their border lies in the eastern and the northern one") {
    const std::vector<geo::MultiPolygon> shapes = {
        shape_of(paper.box(0, 0, 1, 1)), shape_of(paper.box(1, 0, 2, 1)),
        shape_of(paper.box(0, 1, 1, 2)), shape_of(paper.box(1, 1, 2, 2))};
    CHECK(masks(shapes, {paper.at(1, 0.5), paper.at(0.5, 1), paper.at(1, 1)}) ==
          std::vector<std::uint32_t>{0b0010U, 0b0100U, 0b1000U});
}

TEST_CASE("many points in ragged overlapping polygons agree with the winding rule one by one") {
    Dice dice(5);
    std::vector<geo::MultiPolygon> shapes(3);
    for (geo::MultiPolygon& shape : shapes) {
        for (int i = 0; i < 8; ++i) {
            const double x = dice.between(0, 20);
            const double y = dice.between(0, 15);
            shape.polygons.push_back(
                {star(paper, dice, x, y, 1, 5, 60), {star(paper, dice, x, y, 0.2, 0.9, 20)}});
        }
    }
    std::vector<geo::LatLng> points;
    for (int row = 0; row < 15; ++row) { // centres of cells: many on one parallel
        for (int column = 0; column < 20; ++column) {
            points.push_back(paper.at(column + 0.5, row + 0.5));
        }
    }
    for (int i = 0; i < 300; ++i) {
        points.push_back(paper.at(dice.between(-2, 22), dice.between(-2, 17)));
    }
    const auto found = masks(shapes, points);
    std::size_t covered = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (std::uint32_t layer = 0; layer < 3; ++layer) {
            const bool expected = covers(shapes[layer], points[i]);
            CHECK((found[i] >> layer & 1U) == (expected ? 1U : 0U));
            covered += expected ? 1 : 0;
        }
    }
    CHECK(covered > 300);
    CHECK(covered < 1500);
    CHECK(masks(shapes, points, Threads{4}) == found);
}
