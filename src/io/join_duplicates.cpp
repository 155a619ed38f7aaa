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
#include <numeric>
#include <optional>
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

/// Of a std::optional or a CompactOptional.
template <class Optional>
void fill(Optional& target, const Optional& from) {
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
/// as hashes, about 12 bytes an asset and 12 a stem.
class Namesakes {
public:
    /// @param assets must outlive it, at their places
    explicit Namesakes(const std::vector<Asset>& assets)
        : assets_(assets), keys_seen_(assets.size()), stems_seen_(assets.size()) {
        keys_.reserve(assets.size());
        for (std::size_t i = 0; i < assets.size(); ++i) {
            const std::string key = name_key(assets[i].name);
            const auto asset = static_cast<std::uint32_t>(i);
            keys_.push_back(short_of(hash_(key)));
            keys_seen_.add(keys_[i]);
            for (const std::string_view stem : name_stems(key)) {
                stems_.push_back({asset, short_of(hash_(stem))});
                stems_seen_.add(stems_.back().name);
            }
        }
        by_key_ = sorted(keys_.size(), [this](std::uint32_t i) { return of_key(i); });
        by_stem_ = sorted(stems_.size(), [this](std::uint32_t i) { return of_stem(i); });
    }

    /// The first asset before this one that may have its name and stands in its cell or beside it,
    /// and that `fits`.
    template <class Fits>
    [[nodiscard]] std::optional<std::size_t> first_before(std::size_t asset,
                                                          const Fits& fits) const {
        auto first = static_cast<std::uint32_t>(asset);
        const auto look_in_keys = [&](std::uint32_t name) {
            look(
                by_key_, [this](std::uint32_t i) { return of_key(i); }, name,
                cell_of(assets_[asset].place), fits, first);
        };
        if (keys_seen_.twice(keys_[asset])) {
            look_in_keys(keys_[asset]);
        }
        if (stems_seen_.once(keys_[asset])) {
            look(
                by_stem_, [this](std::uint32_t i) { return of_stem(i); }, keys_[asset],
                cell_of(assets_[asset].place), fits, first);
        }
        auto stem = std::lower_bound(stems_.begin(), stems_.end(), asset,
                                     [](const Stem& a, std::size_t b) { return a.asset < b; });
        for (; stem != stems_.end() && stem->asset == asset; ++stem) {
            if (keys_seen_.once(stem->name)) {
                look_in_keys(stem->name);
            }
        }
        return first < asset ? std::optional<std::size_t>(first) : std::nullopt;
    }

private:
    static constexpr std::uint64_t kRow = std::uint64_t{1} << 32U;
    static constexpr double kCellsPerDegree = 2000.0;

    /// Half a hash: two names with one only cost a look at the assets.
    static std::uint32_t short_of(std::size_t hash) { return static_cast<std::uint32_t>(hash); }

    struct Stem {
        std::uint32_t asset;
        std::uint32_t name;
    };
    struct Entry {
        std::uint32_t name;
        std::uint64_t cell;
        std::uint32_t asset;
        auto operator<=>(const Entry&) const = default;
    };
    [[nodiscard]] Entry of_key(std::uint32_t asset) const {
        return {keys_[asset], cell_of(assets_[asset].place), asset};
    }
    [[nodiscard]] Entry of_stem(std::uint32_t stem) const {
        return {stems_[stem].name, cell_of(assets_[stems_[stem].asset].place), stems_[stem].asset};
    }

    /// 0 to count - 1 in the order of their entries.
    template <class Of>
    static std::vector<std::uint32_t> sorted(std::size_t count, const Of& of) {
        std::vector<std::uint32_t> order(count);
        std::iota(order.begin(), order.end(), 0U);
        std::sort(order.begin(), order.end(),
                  [&of](std::uint32_t a, std::uint32_t b) { return of(a) < of(b); });
        return order;
    }

    /// Moves `first` to the first entry of the name before it that fits, where there is one.
    template <class Of, class Fits>
    static void look(const std::vector<std::uint32_t>& order, const Of& of, std::uint32_t name,
                     std::uint64_t middle, const Fits& fits, std::uint32_t& first) {
        const auto before = [&of](std::uint32_t i, const Entry& entry) { return of(i) < entry; };
        const auto begin = std::lower_bound(order.begin(), order.end(), Entry{name, 0, 0}, before);
        const auto end = std::partition_point(begin, order.end(),
                                              [&](std::uint32_t i) { return of(i).name == name; });
        if (begin == end || (end - begin == 1 && of(*begin).asset >= first)) {
            return; // nobody else has the name
        }
        for (const std::uint64_t row : {middle - kRow, middle, middle + kRow}) {
            for (const std::uint64_t cell : {row - 1, row, row + 1}) {
                auto at = std::lower_bound(begin, end, Entry{name, cell, 0}, before);
                for (; at != end && of(*at).cell == cell && of(*at).asset < first; ++at) {
                    if (fits(of(*at).asset)) {
                        first = of(*at).asset;
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
    const std::vector<Asset>& assets_;
    std::vector<std::uint32_t> keys_;    ///< by asset
    std::vector<Stem> stems_;            ///< rising by asset, any number of each
    std::vector<std::uint32_t> by_key_;  ///< assets
    std::vector<std::uint32_t> by_stem_; ///< indices of stems_
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

JoinedAssets join_duplicates(std::vector<Asset> assets) {
    JoinedAssets loaded;
    loaded.counts.read = static_cast<std::int64_t>(assets.size());
    IssueList issues;
    std::optional<Namesakes> namesakes(assets);
    // Only an asset that is kept attracts others, so that a row of like-named poles does not melt
    // into one.
    std::vector<bool> kept(assets.size(), true);
    for (std::size_t i = 0; i < assets.size(); ++i) {
        if (assets[i].name.empty()) {
            continue;
        }
        const std::optional<std::size_t> first = namesakes->first_before(
            i, [&](std::size_t other) { return kept[other] && are_one(assets[other], assets[i]); });
        if (!first) {
            continue;
        }
        kept[i] = false;
        loaded.joined.push_back({assets[i].source, static_cast<std::uint32_t>(*first)});
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
    namesakes.reset(); // of millions it is large
    std::size_t next = 0;
    std::vector<std::uint32_t> moved_to(loaded.joined.empty() ? 0 : assets.size());
    for (std::size_t i = 0; i < assets.size(); ++i) {
        if (kept[i]) {
            if (!moved_to.empty()) {
                moved_to[i] = static_cast<std::uint32_t>(next);
            }
            if (next != i) {
                assets[next] = std::move(assets[i]);
            }
            ++next;
        }
    }
    assets.resize(next);
    for (JoinedRow& row : loaded.joined) {
        row.into = moved_to[row.into];
    }
    loaded.value = std::move(assets);
    loaded.counts.used = static_cast<std::int64_t>(loaded.value.size());
    loaded.counts.rejected = loaded.counts.read - loaded.counts.used;
    loaded.counts.joined = loaded.counts.rejected;
    make_ids_unique(loaded.value, issues);
    loaded.issues = issues.take();
    return loaded;
}

} // namespace todoku::io
