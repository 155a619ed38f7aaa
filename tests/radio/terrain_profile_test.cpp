// The ground line: how far the straight way in degrees is from the geodesic.
#include "geo/ellipsoid.hpp"
#include "radio/terrain_profile.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <cmath>

namespace {

using namespace todoku;
using namespace todoku::radio;
using geo::LatLng;

} // namespace

TEST_CASE("Within 10 km the ground line stays beside the geodesic and has its length") {
    double farthest_m = 0.0;
    double worst_length = 0.0;
    for (const double lat : {24.5, 34.5, 45.5}) { // from Ishigaki to Wakkanai
        const LatLng from = LatLng::from_degrees(lat, 136.5);
        for (double azimuth = 0.0; azimuth < 360.0; azimuth += 15.0) {
            const LatLng to = geo::destination(from, azimuth, kilometres(10.0));
            const GroundLine line = ground_line(from, to);
            worst_length = std::max(worst_length, std::abs(line.length_m / 1e4 - 1.0));
            for (double share = 0.1; share < 1.0; share += 0.1) {
                const LatLng straight =
                    LatLng::from_degrees(from.lat() + (to.lat() - from.lat()) * share,
                                         from.lng() + (to.lng() - from.lng()) * share);
                farthest_m = std::max(
                    farthest_m, geo::distance(straight, geo::destination(from, azimuth,
                                                                         kilometres(10.0 * share)))
                                    .value());
            }
        }
    }
    INFO("farthest " << farthest_m << " m, length off by " << worst_length);
    CHECK(farthest_m < 3.0);
    CHECK(worst_length < 2e-7);
}

TEST_CASE("A profile is sampled at equal steps of at most the step asked for, both ends included") {
    const LatLng from = LatLng::from_degrees(34.5, 136.5);
    const GroundLine line = ground_line(from, geo::destination(from, 70.0, Metres(1000.0)));
    const TerrainProfile profile = sample_terrain(nullptr, line, Metres(30.0));
    REQUIRE(profile.at_m.size() == 35); // 34 steps of 29.4 m
    CHECK(profile.at_m.front() == 0.0);
    CHECK(profile.at_m.back() == line.length_m);
    CHECK(std::all_of(profile.height_m.begin(), profile.height_m.end(),
                      [](double h) { return h == 0.0; }));
    CHECK(steps_on(0.0, Metres(30.0)) == 1);
}

TEST_CASE("Terrain of one post, or none, is flat and gives no step") {
    geo::HeightGrid one;
    CHECK(profile_step(&one) == kFlatStep);
    one = {34.5, 136.5, 0.0, 0.0, 1, 1, {120.0F}};
    CHECK(profile_step(&one) == kFlatStep);
    const GroundLine line =
        ground_line(LatLng::from_degrees(34.5, 136.5), LatLng::from_degrees(34.51, 136.51));
    CHECK(sample_terrain(&one, line, profile_step(&one)).height_m.front() == 0.0);
}
