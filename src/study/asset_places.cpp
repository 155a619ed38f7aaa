#include "study/asset_places.hpp"

#include "core/text.hpp"
#include "domain/designated_city.hpp"
#include "geo/shape_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace todoku::study {

namespace {

// Distance within which a place off the generalised coast still counts as on land (quays,
// breakwaters).
constexpr Metres kShore(300.0);

Issue issue_of(const domain::Asset& asset, IssueKind kind, std::string code, std::string field,
               std::string value, Text problem, Text action) {
    return {kind,
            std::move(code),
            asset.source,
            {},
            asset.row,
            std::move(field),
            std::move(value),
            {asset.name + ": " + problem.ja, asset.name + ": " + problem.en},
            std::move(action)};
}

std::string place_text(const domain::Asset& asset) {
    return fmt::format("{:.6f}, {:.6f}", asset.place.lat(), asset.place.lng());
}

Text away_from(Metres distance) {
    const double km = distance.value() / 1000.0;
    return {fmt::format("コードの市区町村まで{:.1f}km", km), fmt::format("{:.1f} km away", km)};
}

} // namespace

std::vector<Issue> assign_municipalities(std::vector<domain::Asset>& assets,
                                         const std::vector<domain::Municipality>& municipalities) {
    std::vector<Issue> issues;
    std::vector<const geo::MultiPolygon*> boundaries;
    for (const domain::Municipality& municipality : municipalities) {
        boundaries.push_back(&municipality.boundary);
    }
    const geo::ShapeIndex index(std::move(boundaries));
    for (domain::Asset& asset : assets) {
        const domain::GovernmentCode stated = asset.municipality;
        const auto holding = index.holding(asset.place);
        const domain::Municipality* found = holding ? &municipalities[*holding] : nullptr;
        if (found == nullptr) {
            const auto near = index.nearest(asset.place);
            const Metres nearest =
                near ? near->distance : Metres(std::numeric_limits<double>::infinity());
            found = near ? &municipalities[near->shape] : nullptr;
            const bool shore = found != nullptr && nearest <= kShore;
            const std::string name = found != nullptr ? found->name : "";
            if (shore) {
                issues.push_back(issue_of(
                    asset, IssueKind::Assumed, "asset_off_shore", "lat, lon", place_text(asset),
                    {fmt::format("位置が市町村の境界線の外（{}まで{:.0f}m）です。", name,
                                 nearest.value()),
                     fmt::format("the place is outside all municipalities ({:.0f} m from {}).",
                                 nearest.value(), name)},
                    {name + "にあるものとしました。", "taken as in " + name + "."}));
            } else {
                issues.push_back(issue_of(
                    asset, IssueKind::Noted, "asset_outside", "lat, lon", place_text(asset),
                    {fmt::format("位置が県内の陸地にありません（最も近い{}まで{:.1f}"
                                 "km）。緯度経度を確かめてください。",
                                 name, nearest.value() / 1000.0),
                     fmt::format("the place is not on the prefecture's land ({:.1f} km from {}). "
                                 "Check its latitude and "
                                 "longitude.",
                                 nearest.value() / 1000.0, name)},
                    {"対象外に数えました（一覧には残し、候補からは外しました）。",
                     "counted as outside: kept in the list, not used as a candidate."}));
                asset.municipality = {};
                continue;
            }
        }
        asset.municipality = found->code;
        const bool stated_municipality =
            stated != domain::GovernmentCode{} && !stated.is_prefecture();
        if (stated_municipality && stated != found->code &&
            !domain::is_ward_of(found->code, stated)) {
            const auto named =
                std::find_if(municipalities.begin(), municipalities.end(),
                             [&](const domain::Municipality& m) { return m.code == stated; });
            const Text away =
                named == municipalities.end()
                    ? Text{"距離不明: 境界データにない市区町村",
                           "at an unknown distance: not in the file of boundaries"}
                    : away_from(index.distance(
                          static_cast<std::size_t>(named - municipalities.begin()), asset.place));
            issues.push_back(issue_of(
                asset, IssueKind::Noted, "asset_code_and_place_disagree", "municipality",
                stated.six_digits(),
                {fmt::format("台帳の市区町村コード {} "
                             "と位置（{}）が合いません（{}）。",
                             stated.six_digits(), found->name, away.ja),
                 fmt::format("the ledger's code {} and the place ({}) disagree (the code's "
                             "municipality is {}).",
                             stated.six_digits(), found->name, away.en)},
                {"位置の市区町村を使いました。", "the municipality of the place was used."}));
        }
    }
    return issues;
}

std::string municipality_code_in(const std::filesystem::path& file) {
    const std::string stem = file.stem().string();
    std::size_t digits = 0;
    while (digits < stem.size() && stem[stem.size() - 1 - digits] >= '0' &&
           stem[stem.size() - 1 - digits] <= '9') {
        ++digits;
    }
    const std::string code = stem.substr(stem.size() - digits);
    return domain::GovernmentCode::parse(code) && digits >= 5 ? code : "";
}

} // namespace todoku::study
