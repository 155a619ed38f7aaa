#include "geo/ellipsoid.hpp"
#include "support/catch.hpp"
#include "synth/demand.hpp"
#include "synth/random.hpp"
#include "synth/station.hpp"

#include <algorithm>
#include <set>

using namespace todoku;

namespace {

const geo::LatLng kTsu = geo::LatLng::from_degrees(34.72, 136.51);

synth::StationPlan plan_of(std::uint64_t seed) {
    synth::StationPlan plan;
    plan.place = kTsu;
    plan.range_m = 3000.0;
    plan.seed = seed;
    return plan;
}

} // namespace

TEST_CASE("A station serves the places its outline holds") {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        const synth::Station station = synth::build_station(plan_of(seed), {});
        const geo::Polygon star{station.outline().outer, {}};
        REQUIRE(star.outer.size() == 96);
        synth::Random random(seed, "places");
        const geo::LocalFrame frame(kTsu);
        int different = 0;
        for (int i = 0; i < 2000; ++i) {
            const geo::LatLng place =
                frame.to_lat_lng({random.uniform(-3500, 3500), random.uniform(-3500, 3500)});
            different += geo::contains(star, place) != station.serves(place) ? 1 : 0;
        }
        // Only the sliver between an arc and its chord may differ.
        CHECK(different < 20);
    }
}

TEST_CASE("A wall of mountains ends the reach behind it and leaves the rest alone") {
    const auto wall = [](geo::LatLng place) {
        return place.lng() > kTsu.lng() + 0.010 ? 900.0 : 5.0;
    };
    const auto flat = [](geo::LatLng) { return 5.0; };
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        const synth::Station open = synth::build_station(plan_of(seed), flat);
        const synth::Station shut = synth::build_station(plan_of(seed), wall);
        for (std::size_t k = 50; k < 94; ++k) { // west
            CHECK(open.reach_m[k] == shut.reach_m[k]);
        }
        // 1,400 m beyond the foot of the wall the plateau is in its own shadow.
        CHECK(*std::max_element(shut.reach_m.begin() + 16, shut.reach_m.begin() + 33) < 2000.0);
    }
}

TEST_CASE("Holes lie inside the star") {
    int holes = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const geo::Polygon polygon = synth::build_station(plan_of(seed), {}).outline();
        for (const geo::Ring& hole : polygon.holes) {
            ++holes;
            for (const geo::LatLng place : hole) {
                CHECK(geo::contains(geo::Polygon{polygon.outer, {}}, place));
            }
        }
    }
    CHECK(holes > 5);
}

TEST_CASE("Demand near a place holds every point within the radius") {
    synth::Random random(3, "demand");
    std::vector<geo::LatLng> places;
    std::vector<double> people;
    for (int i = 0; i < 3000; ++i) {
        places.push_back(
            geo::LatLng::from_degrees(random.uniform(34.0, 35.0), random.uniform(136.0, 137.0)));
        people.push_back(static_cast<double>(i % 7));
    }
    const synth::Demand demand(places, people);
    CHECK(demand.total() == 8994.0);
    for (int k = 0; k < 50; ++k) {
        const auto centre =
            geo::LatLng::from_degrees(random.uniform(33.9, 35.1), random.uniform(135.9, 137.1));
        const double radius_m = random.uniform(100.0, 9000.0);
        std::set<std::size_t> found;
        demand.near(centre, radius_m, [&](std::size_t i) { CHECK(found.insert(i).second); });
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (geo::distance(centre, places[i]).value() <= radius_m) {
                CHECK(found.count(i) == 1);
            }
        }
    }
}
