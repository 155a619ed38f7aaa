#include "io/asset_names.hpp"

#include "core/name_variants.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace todoku::io {

using domain::Asset;
using domain::AssetKind;

namespace {

/// In brackets: says something of the thing without naming another.
bool is_remark(std::string_view words) {
    static constexpr std::array<std::string_view, 16> remarks = {
        "避難所", "避難場所", "指定避難", "福祉避難", "仮称", "旧",   "休館", "休校",
        "閉校",   "廃校",     "閉館",     "市立",     "県立", "町立", "公立", "私立"};
    return std::any_of(remarks.begin(), remarks.end(), [&](std::string_view remark) {
        return words.find(remark) != std::string_view::npos;
    });
}

void drop_remarks(std::string& name) {
    for (auto open = name.find('('); open != std::string::npos; open = name.find('(', open)) {
        const auto close = name.find(')', open);
        if (close == std::string::npos) {
            return;
        }
        const bool whole = open == 0 && close + 1 == name.size();
        if (!whole && is_remark(std::string_view(name).substr(open + 1, close - open - 1))) {
            name.erase(open, close + 1 - open);
        } else {
            open = close;
        }
    }
}

/// 津市立, 三重県立, 国立: who runs it.
void drop_founder(std::string& name) {
    static constexpr std::array<std::string_view, 12> founders = {"市立", "町立", "村立", "県立",
                                                                  "府立", "都立", "道立", "区立",
                                                                  "国立", "公立", "私立", "組合立"};
    if (name.find("立") == std::string::npos) { // the end of them all
        return;
    }
    constexpr std::size_t kLongestBody = 8 * 3; // 北名古屋衣浦東部 and the like, in bytes
    for (const std::string_view founder : founders) {
        const auto at = name.find(founder);
        if (at != std::string::npos && at <= kLongestBody && at + founder.size() < name.size()) {
            name.erase(0, at + founder.size());
            return;
        }
    }
}

template <class T>
bool differ(CompactOptional<T> a, CompactOptional<T> b) {
    return a && b && *a != *b;
}

/// The three bytes of a kanji as one number, quicker to compare than text.
constexpr std::uint32_t letter(std::string_view kanji) {
    const auto byte = [&](std::size_t i) -> std::uint32_t {
        return static_cast<unsigned char>(kanji[i]);
    };
    return byte(0) << 16U | byte(1) << 8U | byte(2);
}

bool stands_alone(AssetKind kind) {
    return kind == AssetKind::Pole || kind == AssetKind::Mast;
}

} // namespace

std::string name_key(std::string_view name) {
    std::string key = one_spelling(name);
    drop_remarks(key);
    drop_founder(key);
    return key;
}

std::vector<std::string_view> name_stems(std::string_view key) {
    constexpr std::size_t kLeast = 2 * 3;      // two letters, in bytes
    constexpr std::size_t kMostFront = 12 * 3; // 三重県度会郡南伊勢町
    static constexpr std::array<std::uint32_t, 8> bodies = {
        letter("都"), letter("道"), letter("府"), letter("県"),
        letter("市"), letter("区"), letter("町"), letter("村")};
    std::vector<std::string_view> stems;
    for (std::size_t front = 3; front <= kMostFront && front + kLeast <= key.size(); ++front) {
        const std::uint32_t last = letter(key.substr(front - 3, 3));
        if (std::find(bodies.begin(), bodies.end(), last) != bodies.end()) {
            stems.push_back(key.substr(front));
        }
    }
    return stems;
}

bool same_name(std::string_view key, std::string_view other_key) {
    if (key == other_key) {
        return !key.empty();
    }
    const auto [shorter, longer] =
        key.size() < other_key.size() ? std::pair(key, other_key) : std::pair(other_key, key);
    const std::vector<std::string_view> stems = name_stems(longer);
    return std::find(stems.begin(), stems.end(), shorter) != stems.end();
}

bool may_be_one(const Asset& a, const Asset& b) {
    if (a.kind != b.kind &&
        (stands_alone(a.kind) || stands_alone(b.kind) || (a.kind_stated && b.kind_stated))) {
        return false;
    }
    const bool one_ledger = a.source == b.source;
    return !one_ledger || !(differ(a.height_m, b.height_m) || differ(a.floors, b.floors) ||
                            differ(a.area_m2, b.area_m2) || differ(a.year_built, b.year_built));
}

} // namespace todoku::io
