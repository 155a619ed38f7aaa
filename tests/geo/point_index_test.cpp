// The spatial index against looking at every point.
#include "geo/ellipsoid.hpp"
#include "geo/point_index.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <utility>

using namespace todoku;
using namespace todoku::geo;

namespace {

// A coarse raster of places, so that equal points and equal distances occur.
LatLng any_place() {
    return LatLng::from_degrees(34.0 + *rc::gen::inRange(0, 60) * 0.01,
                                136.0 + *rc::gen::inRange(0, 60) * 0.01);
}

std::vector<std::pair<double, std::size_t>> by_looking(const std::vector<LatLng>& points,
                                                       LatLng place) {
    std::vector<std::pair<double, std::size_t>> all;
    for (std::size_t i = 0; i < points.size(); ++i) {
        all.emplace_back(distance(place, points[i]).value(), i);
    }
    std::sort(all.begin(), all.end());
    return all;
}

std::vector<std::pair<double, std::size_t>> pairs(const std::vector<PointIndex::Hit>& hits) {
    std::vector<std::pair<double, std::size_t>> out;
    for (const auto& hit : hits) {
        out.emplace_back(hit.distance.value(), hit.index);
    }
    return out;
}

} // namespace

TEST_CASE("Nearest and within find what looking at every point finds, in the same order") {
    CHECK(rc::check([] {
        std::vector<LatLng> points(*rc::gen::inRange<std::size_t>(0, 80));
        for (LatLng& point : points) {
            point = any_place();
        }
        const PointIndex index(points);
        const LatLng place = any_place();
        auto expected = by_looking(points, place);
        const auto count = *rc::gen::inRange<std::size_t>(0, 100);
        auto nearest = expected;
        nearest.resize(std::min(count, nearest.size()));
        RC_ASSERT(pairs(index.nearest(place, count)) == nearest);
        const double radius = *rc::gen::inRange(0, 60'000);
        std::erase_if(expected, [radius](const auto& hit) { return hit.first > radius; });
        RC_ASSERT(pairs(index.within(place, Metres(radius))) == expected);
    }));
}

TEST_CASE("A point itself is within any radius, and far points are found too") {
    const std::vector<LatLng> points = {LatLng::from_degrees(24.0, 123.0),
                                        LatLng::from_degrees(45.5, 141.9)};
    const PointIndex index(points);
    REQUIRE(index.within(points[0], Metres(0.0)).size() == 1);
    const auto all = index.nearest(points[0], 2);
    REQUIRE(all.size() == 2);
    CHECK(all[1].index == 1);
    CHECK(all[1].distance > kilometres(2000));
    CHECK(PointIndex(std::vector<LatLng>{}).nearest(points[0], 3).empty());
}
