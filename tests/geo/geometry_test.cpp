// Shapes as small pictures.
#include "geo/ellipsoid.hpp"
#include "geo/geometry.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>

using namespace todoku;
using namespace todoku::geo;

namespace {

Ring square(double south, double west, double size) {
    return {LatLng::from_degrees(south, west), LatLng::from_degrees(south, west + size),
            LatLng::from_degrees(south + size, west + size),
            LatLng::from_degrees(south + size, west)};
}

LatLng at(double lat, double lng) {
    return LatLng::from_degrees(lat, lng);
}

/// A square of 1 degree with a hole in its middle third.
Polygon frame() {
    return {square(34, 136, 1), {square(34.25, 136.25, 0.5)}};
}

} // namespace

TEST_CASE("Inside is between the outer ring and the holes") {
    const Polygon polygon = frame();
    CHECK(contains(polygon, at(34.1, 136.1)));
    CHECK_FALSE(contains(polygon, at(34.5, 136.5)));
    CHECK_FALSE(contains(polygon, at(35.5, 136.5)));
    CHECK_FALSE(contains(Polygon{}, at(34.5, 136.5)));
    MultiPolygon shape{{polygon, {square(34.4, 136.4, 0.2), {}}}}; // an island in the lake
    CHECK(contains(shape, at(34.5, 136.5)));
    CHECK_FALSE(contains(shape, at(34.3, 136.3)));
    CHECK_FALSE(contains(MultiPolygon{}, at(34.5, 136.5)));
}

TEST_CASE("Holes take their area away; orientation and a repeated last vertex change nothing") {
    const double whole = area(square(34, 136, 1)).value();
    const double hole = area(square(34.25, 136.25, 0.5)).value();
    CHECK_THAT(area(frame()).value(), Catch::Matchers::WithinRel(whole - hole, 1e-12));
    Ring turned = square(34, 136, 1);
    std::reverse(turned.begin(), turned.end());
    CHECK_THAT(area(turned).value(), Catch::Matchers::WithinRel(whole, 1e-12));
    turned.push_back(turned.front());
    CHECK_THAT(area(turned).value(), Catch::Matchers::WithinRel(whole, 1e-12));
    CHECK(area(Ring{at(34, 136), at(35, 136)}).value() == 0.0);
    CHECK(area(Ring{}).value() == 0.0);
    CHECK_THAT(area(MultiPolygon{{frame(), frame()}}).value(),
               Catch::Matchers::WithinRel(2 * (whole - hole), 1e-12));
}

TEST_CASE("Boxes hold what they were made of") {
    CHECK(bounds(frame()) == Box{34, 136, 35, 137});
    CHECK(bounds(MultiPolygon{{frame(), {square(33, 135, 0.5), {}}}}) == Box{33, 135, 35, 137});
    CHECK(bounds(MultiLine{{{at(34, 136), at(34.5, 135)}}}) == Box{34, 135, 34.5, 136});
    CHECK(bounds(Geometry{}).empty());
    CHECK(bounds(Geometry{at(34, 136)}) == Box{34, 136, 34, 136});
    CHECK(bounds(Ring{}).empty());
    CHECK(Box{34, 136, 35, 137}.touches(Box{35, 137, 36, 138}));
    CHECK_FALSE(Box{34, 136, 35, 137}.touches(Box{35.1, 137, 36, 138}));
    CHECK(Box{34, 136, 35, 137}.grown(1) == Box{33, 135, 36, 138});
    CHECK_FALSE(Box{34, 136, 35, 137}.touches(Box{}));
}

TEST_CASE("A line is as long as its parts") {
    const Line line = {at(34, 136), at(34.1, 136), at(34.1, 136.1)};
    CHECK_THAT(length(line).value(),
               Catch::Matchers::WithinAbs(
                   (distance(line[0], line[1]) + distance(line[1], line[2])).value(), 1e-9));
    CHECK(length(Line{at(34, 136)}).value() == 0.0);
    CHECK_THAT(length(MultiLine{{line, line}}).value(),
               Catch::Matchers::WithinAbs(2 * length(line).value(), 1e-9));
}

TEST_CASE("The distance to a shape is that to its nearest edge, and nothing inside") {
    const MultiPolygon shape{{frame()}};
    CHECK(distance(shape, at(34.1, 136.5)) == Metres(0.0));
    const LatLng south = at(33.99, 136.5);
    CHECK_THAT(distance(shape, south).value(),
               Catch::Matchers::WithinRel(distance(south, at(34, 136.5)).value(), 1e-3));
    const LatLng in_hole = at(34.26, 136.5); // the hole's southern edge is nearest
    CHECK_THAT(distance(shape, in_hole).value(),
               Catch::Matchers::WithinRel(distance(in_hole, at(34.25, 136.5)).value(), 1e-3));
    CHECK(std::isinf(distance(MultiPolygon{}, south).value()));
}

TEST_CASE("The label point lies inside the largest part, whatever its shape") {
    CHECK_FALSE(label_point(MultiPolygon{}).has_value());
    const Ring horseshoe = {at(34, 136),     at(34, 137),     at(35, 137),   at(35, 136.8),
                            at(34.2, 136.8), at(34.2, 136.2), at(35, 136.2), at(35, 136)};
    for (const MultiPolygon& shape :
         {MultiPolygon{{frame()}}, MultiPolygon{{{horseshoe, {}}}},
          MultiPolygon{{{square(30, 130, 0.1), {}}, {horseshoe, {}}}}}) {
        const auto point = label_point(shape);
        REQUIRE(point.has_value());
        CHECK(contains(shape.polygons.back(), *point));
    }
}

TEST_CASE("Points of a random star lie inside as its rays tell") {
    CHECK(rc::check([] {
        const LatLng centre = at(34.5, 136.5);
        const LocalFrame local(centre);
        Ring ring;
        std::vector<double> radii;
        constexpr int kRays = 12;
        for (int i = 0; i < kRays; ++i) {
            radii.push_back(*rc::gen::inRange(500, 5000));
            const double angle = 2 * std::acos(-1.0) * i / kRays;
            ring.push_back(
                local.to_lat_lng({radii.back() * std::cos(angle), radii.back() * std::sin(angle)}));
        }
        const Polygon star{ring, {}};
        for (int i = 0; i < kRays; ++i) {
            const double angle = 2 * std::acos(-1.0) * i / kRays;
            const double r = radii[static_cast<std::size_t>(i)];
            RC_ASSERT(contains(
                star, local.to_lat_lng({0.99 * r * std::cos(angle), 0.99 * r * std::sin(angle)})));
            RC_ASSERT(!contains(
                star, local.to_lat_lng({1.01 * r * std::cos(angle), 1.01 * r * std::sin(angle)})));
        }
        RC_ASSERT(distance(MultiPolygon{{star}}, centre) == Metres(0.0));
    }));
}
