#include "domain/place_text.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace todoku::domain {

namespace {

/// Beyond it a place is no longer "near by": distance and direction are said.
constexpr double kNearby_m = 1000.0;

} // namespace

Text compass_point(double azimuth_degrees) {
    static const std::array<Text, 8> points = {
        Text{"北", "north"}, {"北東", "northeast"}, {"東", "east"}, {"南東", "southeast"},
        {"南", "south"},     {"南西", "southwest"}, {"西", "west"}, {"北西", "northwest"}};
    const double turns = azimuth_degrees / 360.0;
    const auto eighths = static_cast<std::size_t>(std::round((turns - std::floor(turns)) * 8.0));
    return points[eighths % points.size()];
}

Text place_text(const NearestPlace& nearest, geo::LatLng middle) {
    if (nearest.name.empty()) {
        return {fmt::format("北緯{:.4f}度・東経{:.4f}度付近", middle.lat(), middle.lng()),
                fmt::format("near {:.4f} N, {:.4f} E", middle.lat(), middle.lng())};
    }
    if (nearest.metres <= kNearby_m) {
        return {nearest.name + "付近", "near " + nearest.name};
    }
    const Text side = compass_point(nearest.azimuth);
    const double km = nearest.metres / 1000.0;
    return {fmt::format("{}の{}約{:.1f}km", nearest.name, side.ja, km),
            fmt::format("about {:.1f} km {} of {}", km, side.en, nearest.name)};
}

} // namespace todoku::domain
