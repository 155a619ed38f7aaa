#include "core/japanese.hpp"
#include "geo/ellipsoid.hpp"
#include "io/asset_names.hpp"
#include "io/issue_list.hpp"
#include "io/readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <utility>

namespace todoku::io {

using domain::Asset;

namespace {

// Two lists place one building a few metres apart (entrance, middle, rounding to 5 decimals); two
// buildings of one name stand further apart than this.
constexpr Metres kSamePlace(30.0);

void fill(SharedText& target, const SharedText& from) {
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
    fill(kept.roof, other.roof);
    fill(kept.seismic, other.seismic);
    fill(kept.fee_class, other.fee_class);
    fill(kept.area_m2, other.area_m2);
    fill(kept.cost, other.cost);
    fill(kept.power, other.power);
    fill(kept.fibre, other.fibre);
    fill(kept.fibre_distance_m, other.fibre_distance_m);
    fill(kept.access, other.access);
    fill(kept.year_built, other.year_built);
    fill(kept.sharing_allowed, other.sharing_allowed);
    fill(kept.near_school_or_hospital, other.near_school_or_hospital);
    fill(kept.note, other.note);
    fill(kept.unavailable, other.unavailable);
    if (other.publishable) { // one ledger's no is enough to keep it off public lists
        kept.publishable = kept.publishable.value_or(true) && *other.publishable;
    }
    if (kept.municipality == domain::GovernmentCode{}) {
        kept.municipality = other.municipality;
    }
}

/// Which numbers may have been added, and which of them twice: bits of a table, so that most of
/// those that were not are known without a search.
class Seen {
public:
    explicit Seen(std::size_t most) : once_(std::bit_ceil(8 * most + 8)), twice_(once_.size()) {}
    void add(std::size_t hash) {
        const std::size_t bit = hash & (once_.size() - 1);
        twice_[bit] = twice_[bit] || once_[bit];
        once_[bit] = true;
    }
    [[nodiscard]] bool once(std::size_t hash) const { return once_[hash & (once_.size() - 1)]; }
    [[nodiscard]] bool twice(std::size_t hash) const { return twice_[hash & (twice_.size() - 1)]; }

private:
    std::vector<bool> once_;
    std::vector<bool> twice_;
};

/// Values that two ledgers give of one asset and that differ: 高さ 12 と 15.
struct Differing {
    std::string field; ///< the first
    std::string value; ///< of the asset that goes
    Text list;
};

std::string shown_value(double value) {
    return shortest(value);
}
std::string shown_value(int value) {
    return std::to_string(value);
}

Differing differing_values(const Asset& kept, const Asset& other) {
    Differing found;
    const auto add = [&](const Text& item, const Text& ours, const Text& theirs) {
        if (found.field.empty()) {
            found.field = item.ja;
            found.value = theirs.ja;
        }
        found.list.ja += fmt::format("{}{} {} と {}", found.list.ja.empty() ? "" : "、", item.ja,
                                     ours.ja, theirs.ja);
        found.list.en += fmt::format("{}{} {} and {}", found.list.en.empty() ? "" : ", ", item.en,
                                     ours.en, theirs.en);
    };
    const auto number = [&](const Text& item, const auto& ours, const auto& theirs) {
        if (ours && theirs && *ours != *theirs) {
            const std::string a = shown_value(*ours);
            const std::string b = shown_value(*theirs);
            add(item, {a, a}, {b, b});
        }
    };
    const auto answer = [&](const Text& item, const std::optional<bool>& ours,
                            const std::optional<bool>& theirs) {
        const auto word = [](bool yes) { return yes ? Text{"有", "yes"} : Text{"無", "no"}; };
        if (ours && theirs && *ours != *theirs) {
            add(item, word(*ours), word(*theirs));
        }
    };
    number({"高さ", "height"}, kept.height_m, other.height_m);
    number({"階数", "floors"}, kept.floors, other.floors);
    number({"面積", "area"}, kept.area_m2, other.area_m2);
    number({"建築年", "year built"}, kept.year_built, other.year_built);
    answer({"電源", "power"}, kept.power, other.power);
    answer({"光回線", "fibre"}, kept.fibre, other.fibre);
    number({"光回線までの距離", "distance to fibre"}, kept.fibre_distance_m,
           other.fibre_distance_m);
    answer({"車両の進入", "access"}, kept.access, other.access);
    answer({"共用", "sharing"}, kept.sharing_allowed, other.sharing_allowed);
    return found;
}

/// Assets by name, then by cells of 0.0005 degrees, at least 38 m wide up to the 46th parallel:
/// whatever has the name and lies within 30 m stands in the same cell or beside it. Names are held
/// as hashes, about 40 bytes an asset.
class Namesakes {
public:
    explicit Namesakes(const std::vector<Asset>& assets)
        : keys_seen_(assets.size()), stems_seen_(assets.size()) {
        keys_.reserve(assets.size());
        cells_.reserve(assets.size());
        by_key_.reserve(assets.size());
        for (std::size_t i = 0; i < assets.size(); ++i) {
            const std::string key = name_key(assets[i].name);
            const auto asset = static_cast<std::uint32_t>(i);
            keys_.push_back(hash_(key));
            keys_seen_.add(keys_[i]);
            cells_.push_back(cell_of(assets[i].place));
            by_key_.push_back({keys_[i], cells_[i], asset});
            for (const std::string_view stem : name_stems(key)) {
                stems_.emplace_back(asset, hash_(stem));
                stems_seen_.add(stems_.back().second);
                by_stem_.push_back({stems_.back().second, cells_[i], asset});
            }
        }
        std::sort(by_key_.begin(), by_key_.end());
        std::sort(by_stem_.begin(), by_stem_.end());
    }

    /// The first asset before this one that may have its name and stands in its cell or beside it,
    /// and that `fits`.
    template <class Fits>
    [[nodiscard]] std::optional<std::size_t> first_before(std::size_t asset,
                                                          const Fits& fits) const {
        auto first = static_cast<std::uint32_t>(asset);
        if (keys_seen_.twice(keys_[asset])) {
            look(by_key_, keys_[asset], cells_[asset], fits, first);
        }
        if (stems_seen_.once(keys_[asset])) {
            look(by_stem_, keys_[asset], cells_[asset], fits, first);
        }
        auto stem =
            std::lower_bound(stems_.begin(), stems_.end(),
                             std::pair(static_cast<std::uint32_t>(asset), std::size_t{0}),
                             [](const auto& a, const auto& b) { return a.first < b.first; });
        for (; stem != stems_.end() && stem->first == asset; ++stem) {
            if (!keys_seen_.once(stem->second)) {
                continue;
            }
            look(by_key_, stem->second, cells_[asset], fits, first);
        }
        return first < asset ? std::optional<std::size_t>(first) : std::nullopt;
    }

private:
    static constexpr std::uint64_t kRow = std::uint64_t{1} << 32U;
    static constexpr double kCellsPerDegree = 2000.0;

    struct Entry {
        std::size_t name;
        std::uint64_t cell;
        std::uint32_t asset;
        auto operator<=>(const Entry&) const = default;
    };

    /// Moves `first` to the first entry of the name before it that fits, where there is one.
    template <class Fits>
    static void look(const std::vector<Entry>& entries, std::size_t name, std::uint64_t middle,
                     const Fits& fits, std::uint32_t& first) {
        const auto begin = std::lower_bound(entries.begin(), entries.end(), Entry{name, 0, 0});
        const auto end = std::partition_point(
            begin, entries.end(), [name](const Entry& entry) { return entry.name == name; });
        if (begin == end || (end - begin == 1 && begin->asset >= first)) {
            return; // nobody else has the name
        }
        for (const std::uint64_t row : {middle - kRow, middle, middle + kRow}) {
            for (const std::uint64_t cell : {row - 1, row, row + 1}) {
                auto at = std::lower_bound(begin, end, Entry{name, cell, 0});
                for (; at != end && at->cell == cell && at->asset < first; ++at) {
                    if (fits(at->asset)) {
                        first = at->asset;
                    }
                }
            }
        }
    }

    static std::uint64_t cell_of(geo::LatLng place) {
        if (!(std::abs(place.lat()) <= 90.0 && std::abs(place.lng()) <= 180.0)) {
            return kRow + 1; // no place at all: near nothing
        }
        // Rows and columns from one cell beyond the pole and the date line, so that none is 0.
        const auto row = static_cast<std::uint64_t>((place.lat() + 91.0) * kCellsPerDegree);
        const auto column = static_cast<std::uint64_t>((place.lng() + 181.0) * kCellsPerDegree);
        return row * kRow + column;
    }

    std::hash<std::string_view> hash_;
    std::vector<std::size_t> keys_;                            ///< by asset
    std::vector<std::uint64_t> cells_;                         ///< by asset
    std::vector<std::pair<std::uint32_t, std::size_t>> stems_; ///< by asset, any number
    std::vector<Entry> by_key_;
    std::vector<Entry> by_stem_;
    Seen keys_seen_;
    Seen stems_seen_;
};

/// Ids as hashes: millions need no table of their own. Two ids with one hash only cost a suffix.
class TakenIds {
public:
    explicit TakenIds(const std::vector<Asset>& assets) {
        first_.reserve(assets.size());
        for (const Asset& asset : assets) {
            first_.push_back(hash_(asset.id.view()));
        }
        clashing_ = first_;
        std::sort(clashing_.begin(), clashing_.end());
        sorted_ = clashing_;
        std::size_t kept = 0;
        for (std::size_t i = 1; i < clashing_.size(); ++i) {
            if (clashing_[i] == clashing_[i - 1]) {
                clashing_[kept++] = clashing_[i];
            }
        }
        clashing_.resize(kept);
    }
    /// Whether another asset may have the id of this one.
    [[nodiscard]] bool shared(std::size_t asset) const {
        return std::binary_search(clashing_.begin(), clashing_.end(), first_[asset]);
    }
    /// Takes an id; false where it is taken already.
    bool take_new(std::string_view id) {
        const std::size_t hash = hash_(id);
        return !std::binary_search(sorted_.begin(), sorted_.end(), hash) &&
               added_.insert(hash).second;
    }

private:
    std::hash<std::string_view> hash_;
    std::vector<std::size_t> first_;    ///< by asset
    std::vector<std::size_t> sorted_;   ///< all
    std::vector<std::size_t> clashing_; ///< those that stand more than once, sorted
    std::set<std::size_t> added_;
};

/// Makes ids unique: the first keeps its own, the others are named by file and row.
void make_ids_unique(std::vector<Asset>& assets, IssueList& issues) {
    TakenIds taken(assets);
    std::set<std::string, std::less<>> seen;
    for (std::size_t i = 0; i < assets.size(); ++i) {
        if (!taken.shared(i) || seen.emplace(assets[i].id.view()).second) {
            continue;
        }
        Asset& asset = assets[i];
        const std::string given = asset.id;
        const std::string base = fmt::format(
            "{}-{}", std::filesystem::path(asset.source.view()).stem().string(), asset.row);
        std::string id = base;
        for (int n = 2; !taken.take_new(id); ++n) {
            id = fmt::format("{}-{}", base, n);
        }
        asset.id = id;
        issues.add({.kind = IssueKind::Assumed,
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

/// Whether two assets are one: at one place, by the same name within a ledger, by a similar one
/// across ledgers.
bool are_one(const Asset& a, const Asset& b) {
    if (!may_be_one(a, b) || geo::distance(a.place, b.place) > kSamePlace) {
        return false;
    }
    return a.source == b.source ? comparable(a.name) == comparable(b.name)
                                : same_name(name_key(a.name), name_key(b.name));
}

} // namespace

Loaded<std::vector<Asset>> join_duplicates(std::vector<Asset> assets) {
    Loaded<std::vector<Asset>> loaded;
    loaded.counts.read = static_cast<std::int64_t>(assets.size());
    IssueList issues;
    const Namesakes namesakes(assets);
    // Only an asset that is kept attracts others, so that a row of like-named poles does not melt
    // into one.
    std::vector<bool> kept(assets.size(), true);
    for (std::size_t i = 0; i < assets.size(); ++i) {
        if (assets[i].name.empty()) {
            continue;
        }
        const std::optional<std::size_t> first = namesakes.first_before(
            i, [&](std::size_t other) { return kept[other] && are_one(assets[other], assets[i]); });
        if (!first) {
            continue;
        }
        kept[i] = false;
        Asset& into = assets[*first];
        const Asset& joined = assets[i];
        const Differing differing = differing_values(into, joined);
        fill_absent(into, joined);
        const bool same = comparable(into.name) == comparable(joined.name);
        issues.add(
            {.kind = IssueKind::Noted,
             .code = "asset_joined",
             .file = joined.source,
             .layer = {},
             .row = joined.row,
             .field = "name",
             .value = joined.name,
             .problem = {fmt::format("{} の {} 行目の「{}」と同じ場所（30m以内）・{}名前です。",
                                     into.source, into.row, into.name, same ? "同じ" : "似た"),
                         fmt::format(
                             "Same place (within 30 m) and {} name as \"{}\", row {} of {}.",
                             same ? "same" : "like", into.name, into.row, into.source)},
             .action = {"1件にまとめ、空いている項目を補いました。",
                        "Joined into one; absent fields were filled."}});
        if (!differing.field.empty()) {
            issues.add(
                {.kind = IssueKind::Noted,
                 .code = "asset_values_differ",
                 .file = joined.source,
                 .layer = {},
                 .row = joined.row,
                 .field = differing.field,
                 .value = differing.value,
                 .problem = {fmt::format(
                                 "{} の {} 行目の「{}」と1件にまとめましたが、値が違います（{"
                                 "}）。",
                                 into.source, into.row, into.name, differing.list.ja),
                             fmt::format("Joined with \"{}\", row {} of {}, whose values differ "
                                         "({}).",
                                         into.name, into.row, into.source, differing.list.en)},
                 .action = {"先の値を使いました。どちらが正しいか確かめ、台帳を直してください。",
                            "The former values are used. Check which are right and correct the "
                            "ledger."}});
        }
    }
    std::size_t next = 0;
    for (std::size_t i = 0; i < assets.size(); ++i) {
        if (kept[i]) {
            if (next != i) {
                assets[next] = std::move(assets[i]);
            }
            ++next;
        }
    }
    assets.resize(next);
    loaded.value = std::move(assets);
    loaded.counts.used = static_cast<std::int64_t>(loaded.value.size());
    loaded.counts.rejected = loaded.counts.read - loaded.counts.used;
    loaded.counts.joined = loaded.counts.rejected;
    make_ids_unique(loaded.value, issues);
    loaded.issues = issues.take();
    return loaded;
}

} // namespace todoku::io
