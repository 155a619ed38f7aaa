#include "io/coverage_rings.hpp"
#include "io/layers.hpp"
#include "io/ring_check.hpp"
#include "io/ring_crossings.hpp"
#include "io/ring_repair.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <random>

using namespace todoku;
using namespace todoku::io;
using Catch::Matchers::WithinRel;

namespace {

geo::Ring ring(std::initializer_list<std::pair<double, double>> points) {
    geo::Ring result;
    for (const auto& [x, y] : points) {
        result.push_back(geo::LatLng::from_degrees(34 + y / 100, 136 + x / 100));
    }
    return result;
}

/// The repaired shape is valid and covers what the rings wind around.
void check_repair(const geo::Polygon& polygon) {
    const auto invalid = look_at_rings(polygon);
    const auto repaired = repaired_for_output(polygon);
    REQUIRE(invalid.has_value() == repaired.has_value());
    if (!repaired) {
        return;
    }
    REQUIRE(invalid->area_covered);
    REQUIRE(repaired->area_after);
    CHECK_THAT(repaired->area_after->value(),
               WithinRel(invalid->area_covered->value(), 1e-6) ||
                   Catch::Matchers::WithinAbs(invalid->area_covered->value(), 1.0));
    CHECK(repaired->area_before.value() == invalid->area_by_rings.value());
    for (const geo::Polygon& part : repaired->shape.polygons) {
        CHECK_FALSE(look_at_rings(part));
    }
}

} // namespace

TEST_CASE("A valid polygon is not repaired") {
    CHECK_FALSE(repaired_for_output({ring({{0, 0}, {4, 0}, {4, 4}, {0, 4}}), {}}));
}

TEST_CASE("What is written for people is valid and covers what the rings wind around") {
    check_repair({ring({{0, 0}, {2, 2}, {2, 0}, {0, 2}}), {}});         // bow-tie
    check_repair({ring({{0, 3}, {6, 3}, {1, 0}, {3, 5}, {5, 0}}), {}}); // pentagram
    check_repair({ring({{0, 0}, {4, 0}, {4, 4}, {0, 4}}),               // stray hole
                  {ring({{5, 5}, {6, 5}, {6, 6}})}});
    check_repair({ring({{0, 0}, {4, 0}, {4, 4}, {0, 4}}), // hole across
                  {ring({{3, 1}, {6, 1}, {6, 2}, {3, 2}})}});
    check_repair({ring({{0, 0}, {4, 0}, {6, 0}, {4, 0}, {4, 4}, {0, 4}}), {}}); // spike
}

TEST_CASE("Repair keeps covered ground for any ring") {
    std::mt19937 random(20261126);
    for (int round = 0; round < 200; ++round) {
        geo::Polygon polygon;
        for (std::size_t i = 0; i < 4 + random() % 6; ++i) {
            polygon.outer.push_back(
                geo::LatLng::from_degrees(34.0 + static_cast<double>(random() % 100) / 1000.0,
                                          136.0 + static_cast<double>(random() % 100) / 1000.0));
        }
        if (!is_broken(polygon.outer)) {
            check_repair(polygon);
        }
    }
}

namespace {

/// A star of an odd number of points, of which each side runs almost across: n (n - 3) / 2
/// crossings.
geo::Polygon star(int points) {
    geo::Polygon polygon;
    for (int i = 0; i < points; ++i) {
        const double turn = 6.283185307179586 * i * (points / 2) / points;
        polygon.outer.push_back(
            geo::LatLng::from_degrees(34.5 + 0.1 * std::sin(turn), 136.5 + 0.1 * std::cos(turn)));
    }
    return polygon;
}

} // namespace

TEST_CASE("A ring that crosses itself too often to be cut up is told and left as it is") {
    CHECK(crossings_up_to(100, star(5)) == 5);
    CHECK(crossings_up_to(100, star(21)) == 100); // of 189
    CHECK_FALSE(cross_often(star(201)));
    REQUIRE(cross_often(star(203)));
    const auto invalid = look_at_rings(star(203));
    REQUIRE(invalid);
    CHECK_FALSE(invalid->area_covered);
    const auto repaired = repaired_for_output(star(203));
    REQUIRE(repaired);
    CHECK_FALSE(repaired->area_after);
    REQUIRE(repaired->shape.polygons.size() == 1);
    CHECK(repaired->shape.polygons.front().outer == star(203).outer);
}

TEST_CASE("Coverage whose rings cross a million times is refused with the row") {
    VectorSource source;
    source.shown_as = "a.geojson";
    std::vector<Issue> issues;
    const std::vector<geo::Polygon> once = {star(1411)}; // 993,344 crossings
    const std::vector<geo::Polygon> more = {star(203)};
    CHECK_FALSE(note_invalid_rings(source, std::vector<FeatureRings>{{once, 1}}, issues));
    CHECK_THAT(test::refusal([&] {
                   note_invalid_rings(source, std::vector<FeatureRings>{{once, 1}, {more, 2}},
                                      issues);
               }),
               Catch::Contains("a.geojson は 2行目までに輪郭線が100万か所より多く（または"));
}
