#include "io/geos_shapes.hpp"
#include "io/rings_apart.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <numbers>
#include <random>

using namespace todoku;
using namespace todoku::io;

namespace {

geo::Ring ring(const std::vector<std::pair<double, double>>& points) {
    geo::Ring result;
    for (const auto& [x, y] : points) {
        result.push_back(geo::LatLng::from_degrees(34 + y / 100, 136 + x / 100));
    }
    return result;
}

geo::Ring star(std::mt19937_64& random, double x, double y, double inner, double outer,
               int vertices) {
    std::uniform_real_distribution<double> radius(inner, outer);
    std::vector<std::pair<double, double>> points;
    for (int i = 0; i < vertices; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / vertices;
        const double r = radius(random);
        points.emplace_back(x + r * std::cos(angle), y + r * std::sin(angle));
    }
    return ring(points);
}

bool valid_to_geos(const geo::Polygon& polygon) {
    const Geos geos;
    return GEOSisValid_r(geos.get(), geos.polygon(polygon).get()) == 1;
}

const geo::Ring kSquare = ring({{0, 0}, {10, 0}, {10, 10}, {0, 10}});

} // namespace

TEST_CASE("rings that keep apart are known at once, whichever way round they run") {
    const geo::Ring hole = ring({{2, 2}, {4, 2}, {4, 4}, {2, 4}});
    const geo::Ring behind = ring({{6, 2.5}, {8, 3}, {7, 4}}); // the first hole stands to its west
    for (const geo::Ring& outer : {kSquare, geo::Ring(kSquare.rbegin(), kSquare.rend())}) {
        CHECK(surely_apart({outer, {}}));
        CHECK(surely_apart({outer, {hole, behind}}));
        CHECK(surely_apart({outer, {geo::Ring(hole.rbegin(), hole.rend()), behind}}));
    }
    geo::Ring closed = kSquare;
    closed.push_back(closed.front());
    closed.insert(closed.begin() + 1, closed.front()); // a vertex twice in a row
    CHECK(surely_apart({closed, {hole}}));
    CHECK(surely_apart({ring({{0, 0}, {5, 0}, {10, 0}, {10, 10}}), {}})); // a vertex on a side
}

TEST_CASE("nothing is said to be sure of rings that cross, touch, fold or lie in the wrong place") {
    CHECK_FALSE(surely_apart({ring({{0, 0}, {10, 10}, {10, 0}, {0, 10}}), {}}));
    CHECK_FALSE(surely_apart({ring({{0, 0}, {10, 0}, {10, 10}, {10, 5}, {10, 10}, {0, 10}}), {}}));
    CHECK_FALSE(surely_apart({kSquare, {ring({{12, 2}, {14, 2}, {14, 4}})}})); // outside, east
    CHECK_FALSE(surely_apart({kSquare, {ring({{-4, 2}, {-2, 2}, {-2, 4}})}})); // outside, west
    CHECK_FALSE(surely_apart({kSquare, {ring({{8, 2}, {12, 2}, {8, 4}})}}));   // across
    CHECK_FALSE(surely_apart({kSquare, {ring({{0, 2}, {4, 2}, {4, 4}})}}));    // touches
    const geo::Ring hole = ring({{2, 2}, {8, 2}, {8, 8}, {2, 8}});
    CHECK_FALSE(surely_apart({kSquare, {hole, ring({{4, 4}, {6, 4}, {5, 6}})}})); // in a hole
    CHECK_FALSE(surely_apart({kSquare, {hole, hole}}));
    CHECK_FALSE(surely_apart({hole, {kSquare}})); // the hole around its outer ring
}

TEST_CASE("whatever is sure is valid to GEOS, and large ragged polygons are sure") {
    std::mt19937_64 random(17);
    std::uniform_real_distribution<double> place(0.0, 10.0);
    int sure = 0;
    int invalid = 0;
    for (int round = 0; round < 3000; ++round) {
        geo::Polygon polygon{star(random, 5, 5, 2.0, 6.0, 12), {}};
        const auto holes = random() % 4;
        for (std::size_t i = 0; i < holes; ++i) {
            polygon.holes.push_back(
                star(random, place(random), place(random), 0.1, 1.5, 3 + static_cast<int>(i)));
        }
        const bool valid = valid_to_geos(polygon);
        const bool apart = surely_apart(polygon);
        CHECK(apart == valid); // nothing touches in random places
        sure += apart ? 1 : 0;
        invalid += valid ? 0 : 1;
    }
    CHECK(sure > 300);
    CHECK(invalid > 300);

    // On a lattice much touches: what is sure must be valid, more is not promised.
    for (int round = 0; round < 3000; ++round) {
        const auto lattice_ring = [&](std::size_t vertices) {
            std::vector<std::pair<double, double>> points;
            for (std::size_t i = 0; i < vertices; ++i) {
                points.emplace_back(static_cast<double>(random() % 6),
                                    static_cast<double>(random() % 6));
            }
            return ring(points);
        };
        geo::Polygon polygon{round % 2 == 0 ? kSquare : lattice_ring(4 + random() % 3), {}};
        for (std::size_t i = random() % 3; i > 0; --i) {
            polygon.holes.push_back(lattice_ring(3 + random() % 2));
        }
        if (surely_apart(polygon)) {
            CHECK(valid_to_geos(polygon));
        }
    }

    geo::Polygon large{star(random, 0, 0, 99.9, 100.0, 200'000), {}};
    for (int i = 0; i < 100; ++i) {
        for (int j = 0; j < 50; ++j) {
            large.holes.push_back(star(random, i - 50, j - 25, 0.1, 0.4, 15));
        }
    }
    CHECK(surely_apart(large));
    large.holes.push_back(star(random, 20.2, 10.2, 0.2, 0.3, 5));
    CHECK_FALSE(surely_apart(large));
}
