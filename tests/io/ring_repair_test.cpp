#include "io/ring_check.hpp"
#include "io/ring_repair.hpp"
#include "support/catch.hpp"

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
    CHECK_THAT(repaired->area_after.value(),
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
