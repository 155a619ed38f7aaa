#include "radio/site_review.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace todoku::radio {

namespace {

Metres usable_height(const Site& site) {
    const double height = site.height.value();
    return std::isfinite(height) && height > 0.0 ? site.height : Metres(0.0);
}

Issue issue(std::size_t site, IssueKind kind, std::string code, std::string field, double value,
            Text problem, Text action) {
    Issue result;
    result.kind = kind;
    result.code = std::move(code);
    result.row = static_cast<std::int64_t>(site) + 1;
    result.field = std::move(field);
    result.value = shortest(value);
    result.problem = std::move(problem);
    result.action = std::move(action);
    return result;
}

} // namespace

bool has_place(const Site& site) {
    return std::abs(site.place.lat()) <= 90.0 && std::abs(site.place.lng()) <= 180.0;
}

Metres antenna_height(const Site& site, const BandPreset& preset) {
    const Metres height = usable_height(site);
    const MastHeights& masts = preset.masts;
    switch (site.kind) {
    case domain::AssetKind::Building:
        return std::max(height + masts.building, preset.least_height);
    case domain::AssetKind::Structure:
        return std::max(height + masts.structure, preset.least_height);
    case domain::AssetKind::Pole:
        return height.value() > 0.0 ? height + masts.pole : preset.least_height;
    case domain::AssetKind::Mast:
        return height.value() > 0.0 ? height + masts.mast : preset.least_height;
    case domain::AssetKind::Land:
        return std::max(height, masts.land.value() > 0.0 ? masts.land : preset.least_height);
    }
    return preset.least_height;
}

std::vector<Issue> review_sites(std::span<const Site> sites, const geo::HeightGrid* terrain) {
    std::vector<Issue> issues;
    for (std::size_t s = 0; s < sites.size(); ++s) {
        const Site& site = sites[s];
        const double height = site.height.value();
        if (!has_place(site)) {
            issues.push_back(issue(s, IssueKind::Rejected, "site_without_place", "place",
                                   site.place.lat(),
                                   {"候補地点の緯度経度が使えません。",
                                    "the site has no usable latitude and longitude"},
                                   {"電波の到達範囲は空としました。", "it reaches nothing"}));
            continue;
        }
        if (!std::isfinite(height) || height < 0.0) {
            issues.push_back(issue(s, IssueKind::Assumed, "site_height_unusable", "height_m",
                                   height,
                                   {"高さが0以上の数値ではありません。",
                                    "the height is not a number of metres, 0 or more"},
                                   {"高さ0 mとして計算しました。", "a height of 0 m was used"}));
        } else if (site.height > kTallestPlausible) {
            issues.push_back(issue(
                s, IssueKind::Noted, "site_height_implausible", "height_m", height,
                {"高さが国内で最も高い構造物（634 m）を超えています。単位を確かめてください。",
                 "the height exceeds the tallest structure of Japan (634 m): check its unit"},
                {"そのままの高さで計算しました。", "it was used as it is"}));
        }
        if (terrain != nullptr && !terrain->empty() && !terrain->known(site.place)) {
            const bool inside = terrain->box().contains(site.place);
            issues.push_back(issue(
                s, IssueKind::Assumed, inside ? "site_on_terrain_void" : "site_outside_terrain",
                "place", site.place.lat(),
                inside
                    ? Text{"標高データの欠測（海面など）の上にあります。",
                           "the site stands on a void of the terrain (such as the sea)"}
                    : Text{"標高データの範囲の外にあります。", "the site lies outside the terrain"},
                {"標高0 mとして計算しました。", "sea level was used there"}));
        }
    }
    return issues;
}

} // namespace todoku::radio
