#include "radio/terrain_profile.hpp"

#include "geo/ellipsoid.hpp"

#include <algorithm>
#include <cmath>

namespace todoku::radio {

GroundLine ground_line(geo::LatLng from, geo::LatLng to) {
    const geo::LocalFrame middle(
        geo::LatLng::from_degrees((from.lat() + to.lat()) / 2.0, from.lng()));
    const double north = (to.lat() - from.lat()) * middle.metres_per_degree_lat();
    const double east = (to.lng() - from.lng()) * middle.metres_per_degree_lng();
    return {from, to, std::sqrt(north * north + east * east)};
}

std::size_t steps_on(double length_m, Metres step) {
    return std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(length_m / step.value())));
}

TerrainProfile sample_terrain(const geo::HeightGrid* terrain, const GroundLine& line, Metres step) {
    const std::size_t n = steps_on(line.length_m, step);
    TerrainProfile profile;
    profile.at_m.resize(n + 1);
    profile.height_m.assign(n + 1, 0.0);
    for (std::size_t i = 0; i <= n; ++i) {
        const double share = static_cast<double>(i) / static_cast<double>(n);
        profile.at_m[i] = line.length_m * share;
        if (terrain != nullptr) {
            profile.height_m[i] = static_cast<double>(terrain->height(geo::LatLng::from_degrees(
                line.from.lat() + (line.to.lat() - line.from.lat()) * share,
                line.from.lng() + (line.to.lng() - line.from.lng()) * share)));
        }
    }
    return profile;
}

Metres profile_step(const geo::HeightGrid* terrain) {
    const double step = terrain != nullptr ? terrain->step_m() : 0.0;
    return step > 0.0 && std::isfinite(step) ? Metres(step) : kFlatStep;
}

} // namespace todoku::radio
