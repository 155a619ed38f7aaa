#include "domain/place_text.hpp"

#include "domain/government_code.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace todoku::domain {

namespace {

/// Beyond it a place is no longer "near by": distance and direction are said.
constexpr double kNearby_m = 1000.0;
constexpr int kPrefectures = 47;

/// What follows prefecture, district or city, and municipality in a name that is an address; the
/// whole name where it is none, or of another municipality.
std::string within(const std::string& municipality, const std::string& name) {
    for (int prefecture = 1; prefecture <= kPrefectures && !municipality.empty(); ++prefecture) {
        const auto head = prefecture_name(prefecture).ja;
        if (!name.starts_with(head)) {
            continue;
        }
        const std::string rest = name.substr(head.size());
        const std::size_t at = rest.find(municipality);
        if (at == std::string::npos || at + municipality.size() == rest.size()) {
            return name;
        }
        const std::string district = rest.substr(0, at);
        const bool own = district.empty() || district.ends_with("郡") || district.ends_with("市");
        return own ? rest.substr(at + municipality.size()) : name;
    }
    return name;
}

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
    const std::string name = within(nearest.municipality, nearest.name);
    if (nearest.metres <= kNearby_m) {
        return {name + "付近", "near " + name};
    }
    const Text side = compass_point(nearest.azimuth);
    const double km = nearest.metres / 1000.0;
    return {fmt::format("{}の{}約{:.1f}km", name, side.ja, km),
            fmt::format("about {:.1f} km {} of {}", km, side.en, name)};
}

} // namespace todoku::domain
