#include "core/japanese.hpp"
#include "geo/point_index.hpp"
#include "io/readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

namespace todoku::io {

using domain::Asset;

namespace {

// Two lists place one building a few metres apart (entrance, middle, rounding to 5 decimals); two
// buildings of one name stand further apart than this.
constexpr Metres kSamePlace(30.0);

void fill(std::string& target, const std::string& from) {
    if (target.empty()) {
        target = from;
    }
}

template <class T>
void fill(std::optional<T>& target, const std::optional<T>& from) {
    if (!target) {
        target = from;
    }
}

/// Takes over what `kept` lacks.
void fill_absent(Asset& kept, const Asset& other) {
    fill(kept.use, other.use);
    fill(kept.owner, other.owner);
    fill(kept.department, other.department);
    fill(kept.contact, other.contact);
    fill(kept.address, other.address);
    fill(kept.height_m, other.height_m);
    fill(kept.floors, other.floors);
    fill(kept.structure, other.structure);
    fill(kept.area_m2, other.area_m2);
    fill(kept.power, other.power);
    fill(kept.fibre, other.fibre);
    fill(kept.year_built, other.year_built);
    fill(kept.sharing_allowed, other.sharing_allowed);
    fill(kept.publishable, other.publishable);
    fill(kept.note, other.note);
    if (kept.municipality == domain::GovernmentCode{}) {
        kept.municipality = other.municipality;
    }
}

/// Makes ids unique: the first keeps its own, the others are named by file and row.
void make_ids_unique(std::vector<Asset>& assets, std::vector<Issue>& issues) {
    std::set<std::string> taken;
    std::vector<std::size_t> clashing;
    for (std::size_t i = 0; i < assets.size(); ++i) {
        if (!taken.insert(assets[i].id).second) {
            clashing.push_back(i);
        }
    }
    for (const std::size_t i : clashing) {
        Asset& asset = assets[i];
        const std::string given = asset.id;
        const std::string base =
            fmt::format("{}-{}", std::filesystem::path(asset.source).stem().string(), asset.row);
        asset.id = base;
        for (int n = 2; !taken.insert(asset.id).second; ++n) {
            asset.id = fmt::format("{}-{}", base, n);
        }
        issues.push_back(
            {.kind = IssueKind::Assumed,
             .code = "asset_id_taken",
             .file = asset.source,
             .layer = {},
             .row = asset.row,
             .field = "id",
             .value = given,
             .problem = {fmt::format("「{}」の番号は別の台帳の資産と同じです。", asset.name),
                         fmt::format("\"{}\" has the number of an asset of another ledger.",
                                     asset.name)},
             .action = {fmt::format("番号 {} を付けました。", asset.id),
                        fmt::format("It is numbered {}.", asset.id)}});
    }
}

} // namespace

Loaded<std::vector<Asset>> join_duplicates(std::vector<Asset> assets) {
    Loaded<std::vector<Asset>> loaded;
    loaded.counts.read = static_cast<std::int64_t>(assets.size());
    std::vector<geo::LatLng> places;
    std::vector<std::string> names;
    for (const Asset& asset : assets) {
        places.push_back(asset.place);
        names.push_back(comparable(asset.name));
    }
    const geo::PointIndex index(places);
    // Only an asset that is kept attracts others, so that a row of like-named poles does not melt
    // into one.
    std::vector<bool> kept(assets.size(), true);
    for (std::size_t i = 0; i < assets.size(); ++i) {
        if (names[i].empty()) {
            continue;
        }
        std::optional<std::size_t> first;
        for (const auto& hit : index.within(places[i], kSamePlace)) {
            if (hit.index < i && kept[hit.index] && names[hit.index] == names[i] &&
                (!first || hit.index < *first)) {
                first = hit.index;
            }
        }
        if (!first) {
            continue;
        }
        kept[i] = false;
        Asset& into = assets[*first];
        const Asset& joined = assets[i];
        fill_absent(into, joined);
        loaded.issues.push_back(
            {.kind = IssueKind::Noted,
             .code = "asset_joined",
             .file = joined.source,
             .layer = {},
             .row = joined.row,
             .field = "name",
             .value = joined.name,
             .problem = {fmt::format("{} の {} 行目の「{}」と同じ場所（30m以内）・同じ名前です。",
                                     into.source, into.row, into.name),
                         fmt::format(
                             "Same place (within 30 m) and same name as \"{}\", row {} of {}.",
                             into.name, into.row, into.source)},
             .action = {"1件にまとめ、空いている項目を補いました。",
                        "Joined into one; absent fields were filled."}});
    }
    for (std::size_t i = 0; i < assets.size(); ++i) {
        if (kept[i]) {
            loaded.value.push_back(std::move(assets[i]));
        }
    }
    loaded.counts.used = static_cast<std::int64_t>(loaded.value.size());
    loaded.counts.rejected = loaded.counts.read - loaded.counts.used;
    loaded.counts.joined = loaded.counts.rejected;
    make_ids_unique(loaded.value, loaded.issues);
    return loaded;
}

} // namespace todoku::io
