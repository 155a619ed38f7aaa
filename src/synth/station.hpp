// What one made-up base station covers: a ragged star, cut short where the ground stands in the
// way.
#pragma once

#include "geo/geometry.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace todoku::synth {

/// Height of the ground in metres; 0 at sea. An empty function means flat ground.
using Ground = std::function<double(geo::LatLng)>;

struct StationPlan {
    geo::LatLng place;
    double antenna_m = 30.0; ///< above ground
    double range_m = 1000.0; ///< over open ground
    double bend_degrees =
        1.0; ///< how far below the skyline it still serves: low bands bend round hills
    std::size_t rays = 96;
    std::uint64_t seed = 0;
};

/// A station's reach along equally spaced rays, clockwise from north, and holes in it.
struct Station {
    geo::LatLng place;
    std::vector<double> reach_m;
    struct Hole {
        geo::LatLng place;
        double radius_m = 0.0;
        std::uint64_t seed = 0;
    };
    std::vector<Hole> holes;
    double longest_m = 0.0;

    /// True where the star holds a place (holes apart).
    [[nodiscard]] bool serves(geo::LatLng place) const;
    /// The outline with its holes; vertices to 1e-7 degrees.
    [[nodiscard]] geo::Polygon outline() const;
};

Station build_station(const StationPlan& plan, const Ground& ground);

} // namespace todoku::synth
