#include "io/address_columns.hpp"

#include "io/asset_spellings.hpp"
#include "io/text_table.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace todoku::io {

namespace {

/// Words for the parts of an address, as header_key() makes them.
namespace part {

using Names = std::span<const std::string_view>;
constexpr std::string_view prefecture[] = {"所在地_都道府県", "都道府県", "都道府県名", "県名"};
constexpr std::string_view city[] = {
    "所在地_市区町村", "市区町村", "市区町村名", "市町村",
    "市町村名",        "市町",     "市町名",     "都道府県名及び市町村名",
    "所在市町村",      "所在市町", "市郡町村",   "郡市区町村",
    "郡市区"};
constexpr std::string_view town[] = {
    "所在地_町字", "町字",     "町字名",   "町名",     "町域",       "町域名",       "大字町名",
    "町丁目",      "町丁目名", "町丁字",   "大字・町", "大字・町名", "大字・町丁目", "大字・丁目名",
    "町・字",      "町・大字", "大字・字", "大字",     "大字名"};
constexpr std::string_view small_town[] = {"小字", "小字名", "字", "字名"};
constexpr std::string_view block[] = {"丁目"};
constexpr std::array<Names, 3> towns = {town, small_town, block};
/// The town and the lot in one column.
constexpr std::string_view town_and_lot[] = {"町名番地",   "町名・番地", "町名地番",   "町名・地番",
                                             "町字番地",   "町名等番地", "大字番地",   "大字地番",
                                             "大字・地番", "大字・番地", "町丁目番地", "町名以下"};
constexpr std::string_view lot[] = {"所在地_番地以下", "番地以下", "番地",     "地番",
                                    "番地等",          "番地号",   "番地番号", "番地以降"};
constexpr std::string_view branch[] = {"枝番",     "枝番号",    "枝番地",
                                       "地番枝番", "地番_枝番", "地番(枝番)"};
constexpr std::string_view building[] = {"建物名等(方書)", "方書", "方書き", "建物名等", "ビル名"};

bool is_in(Names names, std::string_view word) {
    return std::find(names.begin(), names.end(), word) != names.end();
}

} // namespace part

/// 所在地(大字), 所在大字, 所在地番 -> 大字, 大字, 地番: the part of an address that a header
/// names behind "address"; nothing where it names none.
struct SplitHeader {
    std::string part;
    bool bracket = false;
    [[nodiscard]] bool is_town() const {
        return part::is_in(part::town_and_lot, part) ||
               std::any_of(part::towns.begin(), part::towns.end(),
                           [this](part::Names names) { return part::is_in(names, part); });
    }
    [[nodiscard]] bool is_city() const { return part::is_in(part::city, part); }
};

std::optional<SplitHeader> split_header(const std::string& key) {
    for (const std::string_view before : {"所在地", "住所", "所在"}) {
        if (!key.starts_with(before)) {
            continue;
        }
        SplitHeader split{key.substr(before.size())};
        split.bracket = split.part.starts_with('(') && split.part.ends_with(')');
        if (split.bracket) {
            split.part = split.part.substr(1, split.part.size() - 2);
        }
        if (split.is_town() || split.is_city() || part::is_in(part::prefecture, split.part) ||
            part::is_in(part::lot, split.part) || part::is_in(part::branch, split.part) ||
            part::is_in(part::building, split.part)) {
            return split;
        }
    }
    return std::nullopt;
}

} // namespace

std::vector<std::string> with_split_address(std::vector<std::string> headers) {
    std::vector<std::optional<SplitHeader>> splits;
    for (const std::string& header : headers) {
        splits.push_back(split_header(header_key(header)));
    }
    const bool split = std::any_of(splits.begin(), splits.end(), [](const auto& found) {
        return found && (found->is_town() || (found->is_city() && found->bracket));
    });
    for (std::size_t i = 0; split && i < headers.size(); ++i) {
        if (splits[i]) {
            headers[i] = "所在地_" + splits[i]->part;
        }
    }
    return headers;
}

AssetColumns::AddressParts address_parts_in(const Keys& keys) {
    AssetColumns::AddressParts parts;
    parts.prefecture = spelled(keys, part::prefecture);
    parts.city = spelled(keys, part::city);
    for (const part::Names names : part::towns) {
        if (const auto found = spelled(keys, names)) {
            parts.town.push_back(*found);
        }
    }
    parts.lot = spelled(keys, part::lot);
    if (const auto both = spelled(keys, part::town_and_lot); both && !parts.lot) {
        parts.lot = both;
    }
    if (const std::size_t next = parts.lot.value_or(keys.full.size()) + 1;
        next < keys.full.size() && (part::is_in(part::branch, keys.full[next]) ||
                                    part::is_in(part::branch, keys.parted.back()[next]))) {
        parts.branch = next; // elsewhere 枝番 is one of the asset's number
    }
    parts.building = spelled(keys, part::building);
    if (parts.town.empty() && parts.lot) {
        // 住所_ before a word that no table has: what lies between municipality and lot.
        for (std::size_t i = 0; i < *parts.lot; ++i) {
            const std::string& key = keys.full[i];
            const bool of_address = key.starts_with("住所_") || key.starts_with("所在地_");
            if (of_address && parts.prefecture != i && parts.city != i && parts.building != i &&
                !is_spelled(keys.parted.back()[i]) && !is_spelled(key) &&
                key.find("コード") == std::string::npos && key.find("郵便") == std::string::npos) {
                parts.town.push_back(i);
            }
        }
    }
    return parts;
}

std::vector<std::size_t> AssetColumns::AddressParts::all() const {
    std::vector<std::size_t> columns;
    const auto add = [&columns](const std::optional<std::size_t>& part) {
        columns.insert(columns.end(), part ? 1 : 0, part.value_or(0));
    };
    add(prefecture);
    add(city);
    columns.insert(columns.end(), town.begin(), town.end());
    add(lot);
    add(branch);
    add(building);
    add(otherwise);
    return columns;
}

} // namespace todoku::io
