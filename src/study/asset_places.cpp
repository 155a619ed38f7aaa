#include "study/asset_places.hpp"

#include "core/text.hpp"
#include "domain/designated_city.hpp"
#include "geo/shape_index.hpp"
#include "io/issue_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

namespace todoku::study {

namespace {

// Distance within which a place off the generalised coast still counts as on land (quays,
// breakwaters).
constexpr Metres kShore(300.0);

Text used_by_place() {
    return {"位置の市区町村にあるものとして使いました。所在地か緯度経度を直してください。",
            "used as in the municipality of the place. Correct the address or the coordinates."};
}

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

geo::ShapeIndex index_of(const std::vector<domain::Municipality>& municipalities) {
    std::vector<const geo::MultiPolygon*> boundaries;
    boundaries.reserve(municipalities.size());
    for (const domain::Municipality& municipality : municipalities) {
        boundaries.push_back(&municipality.boundary);
    }
    return geo::ShapeIndex(std::move(boundaries));
}

/// 和歌山県北山村.
Text whole_name(const domain::Municipality& municipality) {
    const domain::PrefectureName prefecture =
        domain::prefecture_name(municipality.code.prefecture());
    return {std::string(prefecture.ja) + municipality.name,
            municipality.name + " (" + std::string(prefecture.en) + ")"};
}

/// An address behind its postcode (〒514-8570).
std::string_view without_postcode(std::string_view address) {
    constexpr std::string_view kPostcode = "〒";
    if (address.starts_with(kPostcode)) {
        address.remove_prefix(kPostcode.size());
        address.remove_prefix(std::min(address.find_first_not_of("0123456789- "), address.size()));
    }
    return address;
}

/// The prefecture that an address begins with; 0 where it begins with none.
int prefecture_of(std::string_view address) {
    constexpr int kPrefectures = 47;
    address = without_postcode(address);
    const auto ends_at = [address](std::size_t letter) { // 三重県, 神奈川県
        constexpr std::size_t kLetter = 3;               // bytes
        const std::string_view found =
            address.substr(std::min(letter * kLetter, address.size()), kLetter);
        return found == "県" || found == "府" || found == "都" || found == "道";
    };
    if (!ends_at(2) && !ends_at(3)) {
        return 0;
    }
    for (int prefecture = 1; prefecture <= kPrefectures; ++prefecture) {
        if (address.starts_with(domain::prefecture_name(prefecture).ja)) {
            return prefecture;
        }
    }
    return 0;
}

/// Takes the word and blanks behind it off the front; false where the text begins otherwise.
bool skip(std::string_view& text, std::string_view word) {
    if (word.empty() || !text.starts_with(word)) {
        return false;
    }
    text = trimmed(text.substr(word.size()));
    return true;
}

/// The municipality that an address names at its front, with or without prefecture and district.
/// 朝日町1-2 may be of any city: a town or village by itself is one only before a name.
std::optional<std::size_t>
municipality_of(std::string_view address, const std::vector<domain::Municipality>& municipalities) {
    address = trimmed(without_postcode(address));
    const bool whole =
        !municipalities.empty() &&
        skip(address, domain::prefecture_name(municipalities.front().code.prefecture()).ja);
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < municipalities.size(); ++i) {
        const domain::Municipality& municipality = municipalities[i];
        std::string_view rest = address;
        const bool certain = skip(rest, municipality.county) || whole ||
                             municipality.name.ends_with("市") || municipality.name.ends_with("区");
        if (!skip(rest, municipality.name)) {
            continue;
        }
        const bool before_name = !rest.empty() && (rest.front() < '0' || rest.front() > '9') &&
                                 !rest.starts_with("丁目");
        const bool longer = !found || municipality.name.size() > municipalities[*found].name.size();
        if ((certain || before_name) && longer) {
            found = i;
        }
    }
    return found;
}

/// Whose ground a place off the study's own is, or is said to be; nothing where nothing says so.
std::optional<Text> ground_of_others(const domain::Asset& asset,
                                     const std::vector<domain::Municipality>& neighbours,
                                     const geo::ShapeIndex& index, int own) {
    if (const auto holding = index.holding(asset.place)) {
        const Text name = whole_name(neighbours[*holding]);
        return Text{name.ja + "の区域です", "on the ground of " + name.en};
    }
    const int by_address = prefecture_of(asset.address.view());
    if (by_address != 0 && by_address != own) {
        const domain::PrefectureName name = domain::prefecture_name(by_address);
        return Text{"所在地は" + std::string(name.ja) + "です",
                    "its address is in " + std::string(name.en)};
    }
    const int by_code = asset.municipality.prefecture();
    if (by_address == 0 && asset.municipality != domain::GovernmentCode{} && by_code != own) {
        const domain::PrefectureName name = domain::prefecture_name(by_code);
        return Text{
            fmt::format("市区町村コード {} は{}です", asset.municipality.six_digits(), name.ja),
            fmt::format("its code {} is of {}", asset.municipality.six_digits(), name.en)};
    }
    return std::nullopt;
}

Text away_from(Metres distance) {
    const double km = distance.value() / 1000.0;
    return {fmt::format("コードの市区町村まで{:.1f}km", km), fmt::format("{:.1f} km away", km)};
}

} // namespace

std::vector<Issue> assign_municipalities(std::vector<domain::Asset>& assets,
                                         const std::vector<domain::Municipality>& municipalities,
                                         const std::vector<domain::Municipality>& neighbours) {
    io::IssueList issues;
    const geo::ShapeIndex index = index_of(municipalities);
    const geo::ShapeIndex others = index_of(neighbours);
    const int own = municipalities.empty() ? 0 : municipalities.front().code.prefecture();
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
            if (const auto whose = ground_of_others(asset, neighbours, others, own)) {
                issues.add(issue_of(
                    asset, IssueKind::Noted, "asset_outside", "lat, lon", place_text(asset),
                    {fmt::format("位置が県外です（{}。最も近い{}まで{:.1f}km）。", whose->ja, name,
                                 nearest.value() / 1000.0),
                     fmt::format("the place is outside the prefecture ({}; {:.1f} km from {}).",
                                 whose->en, nearest.value() / 1000.0, name)},
                    {"対象外に数えました（一覧には残し、候補からは外しました）。",
                     "counted as outside: kept in the list, not used as a candidate."}));
                asset.municipality = {};
                continue;
            }
            if (shore) {
                issues.add(issue_of(
                    asset, IssueKind::Assumed, "asset_off_shore", "lat, lon", place_text(asset),
                    {fmt::format("位置が市町村の境界線の外（{}まで{:.0f}m）です。", name,
                                 nearest.value()),
                     fmt::format("the place is outside all municipalities ({:.0f} m from {}).",
                                 nearest.value(), name)},
                    {name + "にあるものとしました。", "taken as in " + name + "."}));
            } else {
                issues.add(issue_of(
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
        const int by_address = prefecture_of(asset.address.view());
        if (by_address != 0 && by_address != own) {
            const domain::PrefectureName theirs = domain::prefecture_name(by_address);
            issues.add(issue_of(
                asset, IssueKind::Noted, "asset_address_and_place_disagree", "address",
                std::string(asset.address),
                {fmt::format("台帳の所在地（{}）と位置（{}）が合いません。どちらかが誤りです。",
                             theirs.ja, found->name),
                 fmt::format("the ledger's address ({}) and the place ({}) disagree: one of them "
                             "is wrong.",
                             theirs.en, found->name)},
                used_by_place()));
        }
        const auto named = municipality_of(asset.address.view(), municipalities);
        const bool elsewhere = named && municipalities[*named].code != found->code &&
                               municipalities[*named].code != stated;
        if (const Metres away = elsewhere ? index.distance(*named, asset.place) : Metres(0.0);
            away > kShore) {
            const std::string& theirs = municipalities[*named].name;
            issues.add(issue_of(
                asset, IssueKind::Noted, "asset_address_and_place_disagree", "address",
                std::string(asset.address),
                {fmt::format(
                     "台帳の所在地（{}）と位置（{}）が合いません（{}まで{:.1f}km）。どちらかが"
                     "誤りです。",
                     theirs, found->name, theirs, away.value() / 1000.0),
                 fmt::format("the ledger's address ({}) and the place ({}) disagree ({} is {:.1f} "
                             "km away): one of them is wrong.",
                             theirs, found->name, theirs, away.value() / 1000.0)},
                used_by_place()));
        }
        const bool stated_municipality =
            stated != domain::GovernmentCode{} && !stated.is_prefecture();
        if (stated_municipality && stated != found->code &&
            !domain::is_ward_of(found->code, stated)) {
            const auto distance_to = [&](const std::vector<domain::Municipality>& all,
                                         const geo::ShapeIndex& shapes) -> std::optional<Metres> {
                const auto meant = std::ranges::find(all, stated, &domain::Municipality::code);
                return meant == all.end()
                           ? std::nullopt
                           : std::optional(shapes.distance(
                                 static_cast<std::size_t>(meant - all.begin()), asset.place));
            };
            auto distance = distance_to(municipalities, index);
            distance = distance ? distance : distance_to(neighbours, others);
            const Text away = distance
                                  ? away_from(*distance)
                                  : Text{"距離不明: 境界データにない市区町村",
                                         "at an unknown distance: not in the file of boundaries"};
            issues.add(issue_of(
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
    return issues.take();
}

bool some_belong_elsewhere(const std::vector<domain::Asset>& assets,
                           const std::vector<domain::Municipality>& municipalities) {
    const geo::ShapeIndex index = index_of(municipalities);
    const int own = municipalities.empty() ? 0 : municipalities.front().code.prefecture();
    return std::any_of(assets.begin(), assets.end(), [&](const domain::Asset& asset) {
        return (asset.municipality != domain::GovernmentCode{} &&
                asset.municipality.prefecture() != own) ||
               !index.holding(asset.place);
    });
}

std::vector<char> which_on_land(const std::vector<geo::LatLng>& places,
                                const std::vector<domain::Municipality>& municipalities,
                                const std::vector<domain::Municipality>& neighbours) {
    const geo::ShapeIndex index = index_of(municipalities);
    const geo::ShapeIndex others = index_of(neighbours);
    std::vector<char> on_land;
    on_land.reserve(places.size());
    for (const geo::LatLng place : places) {
        const auto near_shore = [&] {
            const auto near = index.nearest(place);
            return near && near->distance <= kShore && !others.holding(place);
        };
        on_land.push_back(index.holding(place) || near_shore() ? 1 : 0);
    }
    return on_land;
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
