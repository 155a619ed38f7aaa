#include "io/geos_shapes.hpp"
#include "io/ring_check.hpp"
#include "io/ring_repair.hpp"
#include "io/ring_sweep.hpp"
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

// What the plane sweep says, which the program asks only where edges are crowded.
bool sure_by_sweep(const geo::Polygon& polygon) {
    RingPoints all;
    all.add(polygon.outer, 0, false);
    for (const geo::Ring& hole : polygon.holes) {
        all.add(hole, 0, true);
    }
    return !first_contact(all);
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

TEST_CASE("polygons beside each other and in each other's holes are apart, others are not") {
    const geo::Ring hole = ring({{2, 2}, {8, 2}, {8, 8}, {2, 8}});
    const geo::Polygon frame{kSquare, {hole}};
    const geo::Polygon island{ring({{4, 4}, {6, 4}, {5, 6}}), {}};
    const geo::Polygon pond{ring({{3, 3}, {7, 3}, {7, 7}, {3, 7}}),
                            {ring({{4, 4}, {6, 4}, {5, 6}})}};
    const geo::Polygon in_pond{ring({{4.9, 4.5}, {5.1, 4.5}, {5, 5}}), {}};
    const geo::Polygon east{ring({{11, 5}, {12, 5}, {12, 6}}), {}};
    const geo::Polygon west{ring({{-3, 5}, {-2, 5}, {-2, 6}}), {}};
    const auto apart = [](const std::vector<geo::Polygon>& polygons) {
        std::vector<const geo::Polygon*> all;
        for (const geo::Polygon& polygon : polygons) {
            all.push_back(&polygon);
        }
        const bool answer = surely_apart(all);
        std::reverse(all.begin(), all.end());
        CHECK(surely_apart(all) == answer);
        return answer;
    };
    CHECK(apart({}));
    CHECK(apart({frame, island}));
    CHECK(apart({frame, east, west}));
    CHECK(apart({frame, pond, in_pond, east}));
    CHECK_FALSE(apart({{kSquare, {}}, island}));                         // one in another
    CHECK_FALSE(apart({frame, pond, island}));                           // touches the pond's hole
    CHECK_FALSE(apart({frame, frame}));                                  // the same twice
    CHECK_FALSE(apart({frame, {ring({{9, 5}, {11, 5}, {11, 6}}), {}}})); // overlap
    CHECK_FALSE(apart({frame, {ring({{8.5, 5}, {9.5, 5}, {9, 6}}), {}}})); // on the frame
    CHECK_FALSE(apart({pond, {hole, {ring({{1, 1}, {9, 1}, {9, 9}, {1, 9}})}}}));
    // A hole of one polygon around the outer ring of another alone is no place for the hole.
    CHECK_FALSE(apart({east, {kSquare, {ring({{13, 5}, {14, 5}, {14, 6}})}}}));
    CHECK_FALSE(apart({{kSquare, {}}, {ring({{20, 0}, {30, 0}, {30, 10}}), {island.outer}}}));
}

TEST_CASE("polygons that are surely apart have the area of their union") {
    std::mt19937_64 random(18);
    std::uniform_real_distribution<double> place(0.0, 10.0);
    int sure = 0;
    for (int round = 0; round < 2000; ++round) {
        std::vector<geo::Polygon> polygons;
        std::vector<const geo::Polygon*> all;
        polygons.reserve(4);
        for (int i = 0; i < 4; ++i) {
            const double x = place(random);
            const double y = place(random);
            geo::Polygon polygon{star(random, x, y, 1.0, 2.5, 9), {}};
            if (i % 2 == 0) {
                polygon.holes.push_back(star(random, x, y, 0.6, 0.95, 7));
            }
            polygons.push_back(std::move(polygon));
            all.push_back(&polygons.back());
        }
        if (!surely_apart(all)) {
            continue;
        }
        ++sure;
        const Geos geos;
        double sum = 0.0;
        auto united = geos.polygon(polygons.front());
        for (const geo::Polygon& polygon : polygons) {
            const auto one = geos.polygon(polygon);
            double area = 0.0;
            GEOSArea_r(geos.get(), one.get(), &area);
            sum += area;
            united = geos.own(GEOSUnion_r(geos.get(), united.get(), one.get()));
        }
        double area = 0.0;
        GEOSArea_r(geos.get(), united.get(), &area);
        CHECK_THAT(area, Catch::Matchers::WithinRel(sum, 1e-9));
    }
    CHECK(sure > 50);
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
        CHECK(sure_by_sweep(polygon) == apart);
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
        if (surely_apart(polygon) || sure_by_sweep(polygon)) {
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
    CHECK(sure_by_sweep(large));
    large.holes.push_back(star(random, 20.2, 10.2, 0.2, 0.3, 5));
    CHECK_FALSE(surely_apart(large));
    CHECK_FALSE(sure_by_sweep(large));
}

TEST_CASE("rings of very many fine teeth are decided without comparing each with all") {
    // Teeth of 20 vertices up and down, side by side all around: their extents meet in thousands.
    constexpr int kVertices = 600'000;
    geo::Polygon gear;
    for (int i = 0; i < kVertices; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / kVertices;
        const double r = 0.08 + 0.01 * std::sin(kVertices / 20 * angle);
        gear.outer.push_back(
            geo::LatLng::from_degrees(34.5 + r * std::sin(angle), 136.5 + r * std::cos(angle)));
    }
    CHECK(surely_apart(gear));
    CHECK_FALSE(look_at_rings(gear));
    CHECK_FALSE(repaired_for_output(gear));

    // Half way up a tooth, where buckets of chains are looked at first.
    constexpr std::size_t kBroken = kVertices / 4 * 3 + 5;
    const geo::LatLng at = gear.outer[kBroken];
    std::swap(gear.outer[kBroken], gear.outer[kBroken + 1]);
    const ApartProof proof = prove_apart(gear);
    CHECK_FALSE(proof.sure);
    REQUIRE(proof.crowded_at);
    CHECK_THAT(proof.crowded_at->lat(), Catch::Matchers::WithinAbs(at.lat(), 0.01));
    CHECK_THAT(proof.crowded_at->lng(), Catch::Matchers::WithinAbs(at.lng(), 0.01));
    const auto invalid = look_at_rings(gear);
    REQUIRE(invalid);
    CHECK(invalid->reason.en.starts_with("Crowded rings cross or touch near 34.4"));
    CHECK_FALSE(invalid->area_covered);
    const auto repaired = repaired_for_output(gear);
    REQUIRE(repaired);
    CHECK(repaired->shape.polygons.front().outer == gear.outer);
}
