#include "io/mesh_table_columns.hpp"

#include "core/error.hpp"
#include "io/mesh_codes.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace todoku::io {

namespace {

using Names = std::vector<std::string_view>;

// As header_key() makes them, without a unit in brackets.
const Names kShareNames = {
    "カバー率", "エリアカバー率", "面積カバー率",  "カバレッジ率", "カバレッジ",
    "エリア率", "面積率",         "面積割合",      "割合",         "カバー割合",
    "率",       "percent",        "percentage",    "pct",          "share",
    "coverage", "cover",          "coverage_rate", "cover_rate",   "area_rate",
    "ratio"};
const Names kClassNames = {"エリア内外", "エリア判定", "エリア区分", "エリア有無", "圏内外",
                           "圏内判定",   "カバー有無", "カバー判定", "提供状況",   "提供有無",
                           "判定",       "区分",       "有無",       "covered",    "in_area",
                           "class",      "status"};
const Names kStrengthNames = {"強度",     "電波強度", "電波の強さ",      "強度区分", "品質",
                              "strength", "signal",   "signal_strength", "受信品質"};
const Names kTechnologyNames = {"方式",     "通信方式", "技術",       "世代", "システム",
                                "電波種別", "tech",     "technology", "rat",  "network"};

struct Key {
    std::string text;
    bool percent = false;
};

/// A header without its unit: カバー率(%) -> カバー率, per cent.
Key key_of(std::string_view header) {
    Key key{header_key(header), false};
    key.percent = key.text.find('%') != std::string::npos ||
                  key.text.find("パーセント") != std::string::npos ||
                  key.text.starts_with("percent") || key.text == "pct";
    const auto bracket = key.text.find_first_of("([");
    if (bracket != std::string::npos && bracket > 0) {
        key.text.resize(bracket);
    }
    while (key.text.ends_with('%')) {
        key.text.pop_back();
    }
    return key;
}

std::optional<std::size_t> by_name(const std::vector<Key>& keys, const Names& names) {
    for (const std::string_view name : names) {
        const auto found = std::find_if(keys.begin(), keys.end(),
                                        [&](const Key& key) { return key.text == name; });
        if (found != keys.end()) {
            return static_cast<std::size_t>(found - keys.begin());
        }
    }
    return std::nullopt;
}

class Search {
public:
    Search(const std::vector<std::string>& headers, const std::string& where_told)
        : headers_(headers), where_told_(where_told) {
        for (const std::string& header : headers) {
            keys_.push_back(key_of(header));
        }
    }

    /// @throws InputError where the study names a column that is not there
    [[nodiscard]] std::optional<std::size_t> find(const std::string& named, const char* key,
                                                  const Names& known) const {
        if (named.empty()) {
            return by_name(keys_, known);
        }
        for (std::size_t i = 0; i < headers_.size(); ++i) {
            if (header_key(headers_[i]) == header_key(named)) {
                return i;
            }
        }
        throw InputError({fmt::format("{} に {} = \"{}\" の列がありません。ある列: {}", where_told_,
                                      key, named, listed(headers_)),
                          fmt::format("{} has no column \"{}\" ({}). Columns found: {}",
                                      where_told_, named, key, listed(headers_))});
    }
    [[nodiscard]] bool in_percent(std::size_t column) const { return keys_[column].percent; }

private:
    const std::vector<std::string>& headers_;
    const std::string& where_told_;
    std::vector<Key> keys_;
};

} // namespace

bool has_code_column(std::span<const std::string_view> headers, const MeshTableReading& reading) {
    return std::any_of(headers.begin(), headers.end(), [&](std::string_view header) {
        const std::string key = header_key(header);
        const auto& known = mesh_code_headers();
        return reading.code_field.empty()
                   ? std::find(known.begin(), known.end(), key) != known.end()
                   : key == header_key(reading.code_field);
    });
}

MeshTableColumns mesh_table_columns(const std::vector<std::string>& headers,
                                    const MeshTableReading& reading,
                                    const StrengthReading& strength,
                                    const std::string& where_told) {
    const Search search(headers, where_told);
    const auto code = search.find(reading.code_field, "code_field", mesh_code_headers());
    if (!code) {
        throw InputError(
            {fmt::format("{} にメッシュコードの列がありません。列の名前を study.toml に code_field "
                         "= \"…\" で書いてください。ある列: {}",
                         where_told, listed(headers)),
             fmt::format("{} has no column of mesh codes. Name it in study.toml as code_field = "
                         "\"...\". Columns found: {}",
                         where_told, listed(headers))});
    }
    MeshTableColumns columns;
    columns.code = *code;
    columns.share = search.find(reading.share_field, "share_field", kShareNames);
    columns.share_in_percent = columns.share && search.in_percent(*columns.share);
    columns.class_is_named = !reading.class_field.empty();
    if (columns.class_is_named || !columns.share) {
        columns.covered_class = search.find(reading.class_field, "class_field", kClassNames);
    }
    columns.strength = search.find(strength.field, "strength_field", kStrengthNames);
    columns.technology = search.find("", "", kTechnologyNames);
    if (columns.technology == columns.covered_class) {
        columns.technology.reset();
    }
    return columns;
}

} // namespace todoku::io
