#include "geo/crs_label.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace todoku::geo {

namespace {

// Names of the EPSG registry.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kDatums = {
    {{"JGD2011", "JGD2011"}, {"JGD2000", "JGD2000"}, {"Tokyo", "日本測地系"}, {"WGS 84", "WGS84"}}};
constexpr std::array<std::string_view, 19> kSystems = {
    "I",  "II",  "III",  "IV",  "V",  "VI",  "VII",  "VIII",  "IX", "X",
    "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX"};
constexpr std::string_view kPlane = "Japan Plane Rectangular CS ";
constexpr std::string_view kUtm = "UTM zone ";

std::string projection_ja(std::string_view projection) {
    if (projection.starts_with(kPlane)) {
        const auto system =
            std::find(kSystems.begin(), kSystems.end(), projection.substr(kPlane.size()));
        return system == kSystems.end()
                   ? std::string()
                   : "平面直角座標系 第" + std::to_string(system - kSystems.begin() + 1) + "系";
    }
    if (projection.starts_with(kUtm) && projection.ends_with('N')) {
        projection.remove_prefix(kUtm.size());
        projection.remove_suffix(1);
        return "UTM座標系 第" + std::string(projection) + "帯";
    }
    return projection == "Pseudo-Mercator" ? "Webメルカトル" : "";
}

} // namespace

Text crs_label(const std::string& name) {
    const std::string_view all(name);
    const std::size_t slash = all.find(" / ");
    const std::string_view datum = all.substr(0, slash);
    for (const auto& [english, japanese] : kDatums) {
        if (datum != english) {
            continue;
        }
        const std::string projection = slash == std::string_view::npos
                                           ? std::string("緯度経度")
                                           : projection_ja(all.substr(slash + 3));
        if (!projection.empty()) {
            return {projection + "（" + std::string(japanese) + "）", name};
        }
    }
    return {name, name};
}

} // namespace todoku::geo
