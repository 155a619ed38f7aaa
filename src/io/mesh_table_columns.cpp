#include "io/mesh_table_columns.hpp"

#include "core/error.hpp"
#include "io/carrier_names.hpp"
#include "io/denied_coverage.hpp"
#include "io/mesh_codes.hpp"
#include "io/technology_words.hpp"
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
const Names kClassNames = {
    "エリア内外", "エリア判定", "エリア区分", "エリア有無", "圏内外",     "圏内判定",
    "カバー有無", "カバー判定", "提供状況",   "提供有無",   "判定",       "区分",
    "有無",       "covered",    "in_area",    "class",      "status",     "エリア",
    "カバー",     "カバー状況", "エリア状況", "整備状況",   "整備有無",   "対応状況",
    "内外",       "圏内",       "エリア内",   "提供",       "提供エリア", "サービスエリア"};
/// Of a column of 1 and 0 that says covered or not.
const Names kAnswerParts = {"内外",   "有無",   "フラグ", "flag", "判定",
                            "エリア", "カバー", "圏内",   "提供", "整備"};
/// Of such a column without any of these words.
const Names kAnswerNames = {"cover",      "coverage",   "area",     "service", "available",
                            "is_covered", "カバレッジ", "サービス", "対応",    "有効",
                            "in_service", "flag",       "フラグ"};
/// A header of these and 率 is the share of a cell that is covered: 5Gカバー率, not 高齢化率.
const Names kShareParts = {"カバー", "カバレッジ", "エリア", "圏内", "面積", "提供", "整備"};
/// Remarks and dates, whatever words they hold.
const Names kRemarkParts = {"備考", "摘要", "注記",   "メモ", "時期",    "年月",
                            "日付", "予定", "remark", "note", "comment", "date"};
/// Of a header that denies coverage: numbers of how much is not covered.
const Names kRatioParts = {"率", "割合", "%", "percent", "pct", "ratio", "share", "rate"};
const Names kSeparators = {"(", ")", "[", "]", "/", "_", "-", "・", ":", "「", "」"};
const Names kStrengthNames = {"強度",     "電波強度", "電波の強さ",      "強度区分", "品質",
                              "strength", "signal",   "signal_strength", "受信品質"};
/// Beside these, where the values are words and no dBm.
const Names kLevelNames = {"rsrp",     "受信強度", "受信レベル", "電波レベル", "強弱",
                           "電波状況", "電波状態", "受信状況",   "受信状態",   "受信感度",
                           "感度",     "信号強度", "レベル",     "level",      "強度レベル"};
/// Of numbers from 0, which is no signal, up.
const Names kCountedNames = {"level",      "レベル",       "強度レベル",    "電波レベル",
                             "受信レベル", "signal_level", "電波強度レベル"};
/// Of dBm and dBµV.
const Names kPowerNames = {"rsrp",       "rssi",     "受信強度", "受信レベル",
                           "電波レベル", "電界強度", "受信電力", "電波強度",
                           "強度",       "signal",   "strength", "signal_strength"};
const Names kPowerParts = {"dbm", "dbuv", "dbµv", "rsrp", "rssi"};
/// As ArcGIS (Raster to Polygon) and gdal_polygonize write the values of pixels.
const Names kPixelNames = {"gridcode", "grid_code", "dn", "pixelvalue", "pixel_value"};
const Names kCodeNames = {"value", "val", "class", "code", "値"};

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
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < headers_.size(); ++i) {
            if (header_key(headers_[i]) == header_key(named)) {
                found.push_back(i);
            }
        }
        if (found.size() > 1) {
            throw InputError(
                {fmt::format("{} には {} = \"{}\" の列がいくつもあります（{}列目と{}列目など）。"
                             "見出しを区別できる名前に直してください。",
                             where_told_, key, named, found[0] + 1, found[1] + 1),
                 fmt::format("{} has several columns \"{}\" ({}): numbers {}, {}. Give them "
                             "headers that differ.",
                             where_told_, named, key, found[0] + 1, found[1] + 1)});
        }
        if (!found.empty()) {
            return found.front();
        }
        throw InputError({fmt::format("{} に {} = \"{}\" の列がありません。ある列: {}", where_told_,
                                      key, named, listed(headers_)),
                          fmt::format("{} has no column \"{}\" ({}). Columns found: {}",
                                      where_told_, named, key, listed(headers_))});
    }
    [[nodiscard]] std::optional<std::size_t> technology() const {
        const auto found = std::find_if(keys_.begin(), keys_.end(), [](const Key& key) {
            return is_technology_header(key.text);
        });
        return found == keys_.end()
                   ? std::nullopt
                   : std::optional(static_cast<std::size_t>(found - keys_.begin()));
    }
    [[nodiscard]] bool in_percent(std::size_t column) const { return keys_[column].percent; }

private:
    const std::vector<std::string>& headers_;
    const std::string& where_told_;
    std::vector<Key> keys_;
};

bool holds_any(const std::string& text, const Names& parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](std::string_view part) { return text.find(part) != std::string::npos; });
}

bool is_one_of(const std::string& text, const Names& names) {
    return std::find(names.begin(), names.end(), text) != names.end();
}

bool names_power(const std::string& key) {
    return is_one_of(key, kPowerNames) || holds_any(key, kPowerParts);
}

bool is_signal_key(const std::string& key) {
    return names_power(key) || is_one_of(key, kStrengthNames) || is_one_of(key, kLevelNames) ||
           is_one_of(key, kCountedNames);
}

void remove_parts(std::string& text, const Names& parts) {
    for (const std::string_view part : parts) {
        for (auto at = text.find(part); at != std::string::npos; at = text.find(part)) {
            text.erase(at, part.size());
        }
    }
}

/// What the headers and values of a table say of its columns, for one carrier and technology.
class Candidates {
public:
    Candidates(const std::vector<std::string>& headers, const std::vector<ColumnValues>& values,
               const CoverageOf& of, const std::string& where_told)
        : headers_(headers), values_(values), of_(of), where_told_(where_told) {
        const std::string carrier = header_key(of.carrier);
        const auto whose = operator_named(of.carrier);
        for (std::size_t i = 0; i < headers.size(); ++i) {
            const std::string& header = headers[i];
            Column column;
            column.full = header_key(header);
            column.key = key_of(header).text;
            column.rank = technology_rank(column.full, of.technology);
            column.carrier = !carrier.empty() && column.full.find(carrier) != std::string::npos;
            column.rest = column.full;
            if (column.carrier) {
                remove_parts(column.rest, {carrier});
            }
            if (const auto named = operator_named(header); whose && named == whose) {
                column.carrier = true; // au_5G of KDDI
                column.rest = without_operator(std::move(column.rest));
            } else if (whose && named && !column.carrier) {
                column.rank = -1; // docomo_5G is as little KDDI's as 4G is 5G
            }
            column.rest = without_technology(std::move(column.rest));
            remove_parts(column.rest, kSeparators);
            column.denies = column.rank >= 0 && denies_coverage(header, values[i]) &&
                            !holds_any(column.full, kRemarkParts);
            columns_.push_back(std::move(column));
        }
    }

    void leave_out(std::optional<std::size_t> column) {
        if (column) {
            columns_[*column].taken = true;
        }
    }

    [[nodiscard]] bool is_class_header(std::size_t i) const {
        const Column& column = columns_[i];
        return is_one_of(column.key, kClassNames) ||
               ((column.rank != 0 || column.carrier) &&
                (column.rest.empty() || is_one_of(column.rest, kClassNames)));
    }

    std::optional<std::size_t> covered_class() {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (!columns_[i].taken && !columns_[i].denies &&
                (is_class_header(i) || ((values_[i].are_words() || is_flag(i)) && !is_remark(i)))) {
                found.push_back(i);
            }
        }
        for (std::size_t i = 0; found.empty() && i < columns_.size(); ++i) {
            if (!columns_[i].taken && !columns_[i].denies && columns_[i].rank >= 0 &&
                ((values_[i].are_implied() && !is_remark(i)) || values_[i].are_all_words() ||
                 counts_from_zero(i))) {
                found.push_back(i);
            }
        }
        return choose(std::move(found), "class_field", kClassNames, true);
    }

    /// Numbers, of which 0 alone is not covered.
    [[nodiscard]] bool counts_from_zero(std::size_t i) const {
        const ColumnValues& values = values_[i];
        const bool one_other = values.low == values.high;
        const bool pixels =
            is_one_of(columns_[i].key, kPixelNames) || is_one_of(columns_[i].key, kCodeNames);
        const bool whole_cells =
            is_share(columns_[i]) && one_other && (values.low == 1.0 || values.low == 100.0);
        return values.count_from_zero() &&
               (is_one_of(columns_[i].key, kCountedNames) || (pixels && one_other) || whole_cells);
    }

    /// Shares of which some are neither nothing nor all.
    [[nodiscard]] bool are_parts(std::size_t i) const {
        const ColumnValues& values = values_[i];
        const double whole = values.high > 1.0 ? 100.0 : 1.0;
        return is_share(columns_[i]) && columns_[i].rank >= 0 && values.low > 0.0 &&
               values.high <= 100.0 && values.numbers == values.filled && values.low < whole;
    }

    /// Numbers of pixels or classes, of which it is not known what they mean.
    [[nodiscard]] bool are_codes(std::size_t i) const {
        const ColumnValues& values = values_[i];
        const bool numbers = values.filled > 0 && values.whole == values.filled;
        const bool pixels = is_one_of(columns_[i].key, kPixelNames);
        const bool small = is_one_of(columns_[i].key, kCodeNames) && values.zeros > 0 &&
                           values.low > 0.0 && values.high <= kMostClasses;
        return numbers && (pixels || small) && values.low < values.high;
    }

    template <class Is>
    [[nodiscard]] std::vector<std::size_t> all(const Is& is) const {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (!columns_[i].taken && is(i)) {
                found.push_back(i);
            }
        }
        return found;
    }

    /// The first column whose values name other technologies.
    [[nodiscard]] std::optional<std::size_t> naming_others() const {
        const auto found = all([this](std::size_t i) { return values_[i].name_others(); });
        return found.empty() ? std::nullopt : std::optional(found.front());
    }

    [[nodiscard]] std::optional<std::size_t> in_strength_words() const {
        const auto found = all([this](std::size_t i) {
            return is_one_of(columns_[i].key, kLevelNames) && values_[i].are_strengths();
        });
        return found.empty() ? std::nullopt : std::optional(found.front());
    }

    /// Numbers of a received power, dBm below 0 or dBµV.
    [[nodiscard]] bool is_power(std::size_t i) const {
        const ColumnValues& values = values_[i];
        return names_power(columns_[i].key) && values.strengths == 0 &&
               2 * values.numbers > values.filled && values.low < values.high;
    }
    /// Numbers of how strong the signal is, that differ or of which some may be none.
    [[nodiscard]] bool is_signal(std::size_t i) const {
        const ColumnValues& values = values_[i];
        return is_signal_key(columns_[i].key) && values.strengths == 0 &&
               2 * values.numbers > values.filled &&
               (values.low < values.high || values.low < 0.0 || values.zeros > 0);
    }
    [[nodiscard]] std::optional<std::size_t> in_power() const {
        const auto found = all([this](std::size_t i) { return is_power(i); });
        return found.empty() ? std::nullopt : std::optional(found.front());
    }

    /// Those of polygons, which are covered where nothing speaks against it.
    [[nodiscard]] std::vector<std::size_t> polygon_classes() const {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const ColumnValues& values = values_[i];
            const bool words = values.are_words() || (values.filled == 0 && values.unknown > 0);
            const bool flag = values.are_answers() &&
                              values.inside + values.outside == values.filled &&
                              (is_class_header(i) || is_one_of(columns_[i].key, kAnswerNames));
            const bool by_header =
                flag || (is_class_header(i) && (words || values.are_half_known()));
            const bool by_values =
                (values.are_words() && values.inside > 0 && values.general == 0 && !is_remark(i)) ||
                (values.are_implied() && !is_remark(i)) || values.are_all_words();
            const bool against = values.outside + values.unknown > 0 || values.are_half_known() ||
                                 (by_header && values.blank > 0);
            const bool denied = columns_[i].denies && values.filled > 0;
            if (denied || (columns_[i].rank >= 0 && against && (by_header || by_values))) {
                found.push_back(i);
            }
        }
        keep_best(found, [&](std::size_t i) { return columns_[i].carrier ? 1 : 0; });
        keep_best(found, [&](std::size_t i) { return columns_[i].rank; });
        return found;
    }

    /// Those of other technologies, where none is of this one.
    [[nodiscard]] std::vector<std::size_t> polygon_classes_of_others() const {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const ColumnValues& values = values_[i];
            const bool answers = is_class_header(i) && (values.are_answers() ||
                                                        (values.filled == 0 && values.unknown > 0));
            if (answers && columns_[i].rank >= 0) {
                return {};
            }
            if (answers) {
                found.push_back(i);
            }
        }
        return found;
    }

    /// @param likely also headers that are none of the known names
    std::optional<std::size_t> share(bool likely, bool of_people) {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const Column& column = columns_[i];
            const bool known = is_one_of(column.key, kShareNames);
            const bool like = likely && (is_share_like(column) && of_people == is_of_people(i));
            if (!column.taken && !column.denies && !values_[i].are_words() && (known || like)) {
                found.push_back(i);
            }
        }
        return choose(std::move(found), "share_field", kShareNames, false);
    }

    [[nodiscard]] bool is_share_header(std::size_t i) const { return is_share(columns_[i]); }

    [[nodiscard]] bool is_of_people(std::size_t i) const {
        return columns_[i].full.find("人口") != std::string::npos;
    }

    /// The first of any values, but for those that are taken.
    [[nodiscard]] std::optional<std::size_t> denial() const {
        const auto found =
            all([this](std::size_t i) { return columns_[i].denies && values_[i].filled > 0; });
        return found.empty() ? std::nullopt : std::optional(found.front());
    }
    [[nodiscard]] bool denies(std::size_t i) const { return columns_[i].denies; }
    [[nodiscard]] bool is_ratio(std::size_t i) const {
        return holds_any(columns_[i].full, kRatioParts);
    }

    /// @throws InputError where there were columns, all of other technologies
    void require_no_others() const {
        if (!others_.empty()) {
            refuse(others_, others_key_);
        }
    }

private:
    /// House default: more numbers than a legend has are ids or measures.
    static constexpr double kMostClasses = 16.0;

    struct Column {
        std::string full; ///< header_key()
        std::string key;  ///< without its unit
        std::string rest; ///< without technology, carrier and separators
        int rank = 0;     ///< technology_rank(); of another operator -1
        bool carrier = false;
        bool denies = false; ///< denies_coverage()
        bool taken = false;
    };

    [[nodiscard]] bool is_remark(std::size_t i) const {
        return holds_any(columns_[i].full, kRemarkParts);
    }
    [[nodiscard]] bool is_flag(std::size_t i) const {
        return values_[i].are_answers() && holds_any(columns_[i].full, kAnswerParts);
    }
    [[nodiscard]] static bool is_share(const Column& column) {
        return is_one_of(column.key, kShareNames) || is_share_like(column);
    }
    [[nodiscard]] static bool is_share_like(const Column& column) {
        const bool named = (column.rank != 0 || column.carrier) && !column.rest.empty() &&
                           is_one_of(column.rest, kShareNames);
        return named ||
               (column.full.find("率") != std::string::npos && holds_any(column.full, kShareParts));
    }

    /// Leaves the columns of the highest rank, and says which it is.
    template <class Rank>
    static int keep_best(std::vector<std::size_t>& found, const Rank& rank) {
        int best = 0;
        for (const std::size_t i : found) {
            best = std::max(best, rank(i));
        }
        std::erase_if(found, [&](std::size_t i) { return rank(i) < best; });
        return best;
    }

    std::optional<std::size_t> choose(std::vector<std::size_t> found, const char* key,
                                      const Names& names, bool by_words) {
        const std::vector<std::size_t> all = found;
        std::erase_if(found, [&](std::size_t i) { return columns_[i].rank < 0; });
        if (found.empty()) {
            if (others_.empty()) {
                others_ = all;
                others_key_ = key;
            }
            return std::nullopt;
        }
        const int carrier =
            keep_best(found, [&](std::size_t i) { return columns_[i].carrier ? 1 : 0; });
        const int technology = keep_best(found, [&](std::size_t i) { return columns_[i].rank; });
        if (by_words) {
            keep_best(found, [&](std::size_t i) { return values_[i].are_answers() ? 1 : 0; });
        }
        if (found.size() == 1) {
            return found.front();
        }
        if (carrier == 0 && technology == 0) {
            for (const std::string_view name : names) {
                for (const std::size_t i : found) {
                    if (columns_[i].key == name) {
                        return i;
                    }
                }
            }
        }
        refuse(found, key);
    }

    [[noreturn]] void refuse(const std::vector<std::size_t>& found, const char* key) const {
        std::string ja;
        std::string en;
        for (const std::size_t i : found) {
            ja += fmt::format("「{}」", column_name(headers_, i));
            en += fmt::format("{}\"{}\"", en.empty() ? "" : ", ", column_name(headers_, i));
        }
        const Text label = label_of(of_.technology);
        throw InputError(
            {fmt::format("{} の列{}のうち、どれが {} の{}のエリアか分かりません。使う列を "
                         "study.toml に {} = \"列の名前\" で書いてください。",
                         where_told_, ja, of_.carrier, label.ja, key),
             fmt::format("{}: it is not known which of the columns {} states the coverage of {} in "
                         "{}. Name it in study.toml as {} = \"COLUMN\".",
                         where_told_, en, of_.carrier, label.en, key)});
    }

    const std::vector<std::string>& headers_;
    const std::vector<ColumnValues>& values_;
    const CoverageOf& of_;
    const std::string& where_told_;
    std::vector<Column> columns_;
    std::vector<std::size_t> others_; ///< that would do, were they not of other technologies
    const char* others_key_ = "class_field";
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

bool holds_code(std::span<const std::string_view> cells) {
    return std::any_of(cells.begin(), cells.end(), [](std::string_view cell) {
        const auto code = mesh_code_in(cell);
        return code && code->size() >= 8 && domain::MeshCell::parse(*code);
    });
}

std::string column_name(const std::vector<std::string>& headers, std::size_t column) {
    return headers[column].empty() ? fmt::format("#{}", column + 1) : headers[column];
}

MeshTableColumns mesh_table_columns(const std::vector<std::string>& headers,
                                    const std::vector<ColumnValues>& values,
                                    const MeshTableReading& reading,
                                    const StrengthReading& strength, const CoverageOf& of,
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
    columns.strength = search.find(strength.field, "strength_field", kStrengthNames);
    columns.technology = search.technology();
    columns.class_is_named = !reading.class_field.empty();
    Candidates candidates(headers, values, of, where_told);
    candidates.leave_out(columns.code);
    if (strength.field.empty() && strength.values.empty()) {
        if (columns.strength && values[*columns.strength].low < 0.0 &&
            candidates.is_power(*columns.strength)) {
            columns.strength.reset();
        }
        if (!columns.strength) {
            columns.strength = candidates.in_strength_words();
        }
    }
    candidates.leave_out(columns.strength);
    if (columns.class_is_named) {
        columns.covered_class = search.find(reading.class_field, "class_field", {});
        candidates.leave_out(columns.covered_class);
    }
    if (!reading.share_field.empty()) {
        columns.share = search.find(reading.share_field, "share_field", {});
    } else {
        columns.share = candidates.share(!columns.class_is_named, false);
    }
    if (!columns.class_is_named && !columns.share) {
        columns.covered_class = candidates.covered_class();
        columns.class_by_values =
            columns.covered_class && !candidates.is_class_header(*columns.covered_class);
        if (!columns.covered_class) {
            columns.share = candidates.share(true, true);
            columns.share_of_people = columns.share && candidates.is_of_people(*columns.share);
        }
        if (!columns.covered_class && !columns.share) {
            candidates.require_no_others();
        }
    }
    if (columns.covered_class && !columns.class_is_named) {
        columns.class_is_implied = values[*columns.covered_class].are_implied();
        columns.class_by_zero = candidates.counts_from_zero(*columns.covered_class);
    }
    if (!columns.technology) {
        candidates.leave_out(columns.covered_class);
        columns.technology = candidates.naming_others();
    }
    if (!columns.covered_class && !columns.share && !columns.strength) {
        columns.power = candidates.in_power();
    }
    if (columns.share && candidates.denies(*columns.share)) {
        columns.denial = columns.share; // the study names it
    } else if (columns.class_is_named && reading.covered.empty() &&
               candidates.denies(*columns.covered_class)) {
        columns.denial = columns.covered_class;
    } else if (!columns.covered_class && !columns.share && !columns.strength) {
        columns.denial = candidates.denial();
    }
    columns.denial_is_share =
        columns.denial && (columns.denial == columns.share || candidates.is_ratio(*columns.denial));
    columns.share_in_percent = columns.share && search.in_percent(*columns.share);
    if (columns.technology == columns.covered_class) {
        columns.technology.reset();
    }
    for (std::size_t i = 0; i < headers.size(); ++i) {
        if (i != columns.code && columns.share != i && columns.covered_class != i &&
            columns.strength != i && columns.technology != i && values[i].filled > 0) {
            columns.unused.push_back(i);
        }
    }
    return columns;
}

bool denies_coverage(const std::string& header, const ColumnValues& values) {
    return !values.speak_for_themselves() && denies_coverage(header);
}

std::vector<std::size_t> polygon_class_columns(const std::vector<std::string>& headers,
                                               const std::vector<ColumnValues>& values,
                                               const CoverageOf& of) {
    const std::string where_told;
    return Candidates(headers, values, of, where_told).polygon_classes();
}

std::vector<std::size_t> polygon_zero_columns(const std::vector<std::string>& headers,
                                              const std::vector<ColumnValues>& values,
                                              const CoverageOf& of) {
    const std::string where_told;
    const Candidates candidates(headers, values, of, where_told);
    return candidates.all([&](std::size_t i) { return candidates.counts_from_zero(i); });
}

std::vector<std::size_t> polygon_code_columns(const std::vector<std::string>& headers,
                                              const std::vector<ColumnValues>& values,
                                              const CoverageOf& of) {
    const std::string where_told;
    const Candidates candidates(headers, values, of, where_told);
    return candidates.all(
        [&](std::size_t i) { return candidates.are_codes(i) && !candidates.counts_from_zero(i); });
}

std::vector<std::size_t> polygon_signal_columns(const std::vector<std::string>& headers,
                                                const std::vector<ColumnValues>& values,
                                                const CoverageOf& of) {
    const std::string where_told;
    const Candidates candidates(headers, values, of, where_told);
    return candidates.all([&](std::size_t i) { return candidates.is_signal(i); });
}

std::vector<std::size_t> polygon_classes_of_others(const std::vector<std::string>& headers,
                                                   const std::vector<ColumnValues>& values,
                                                   const CoverageOf& of) {
    const std::string where_told;
    return Candidates(headers, values, of, where_told).polygon_classes_of_others();
}

std::vector<std::size_t> polygon_share_columns(const std::vector<std::string>& headers,
                                               const std::vector<ColumnValues>& values,
                                               const CoverageOf& of) {
    const std::string where_told;
    const Candidates candidates(headers, values, of, where_told);
    return candidates.all([&](std::size_t i) { return candidates.are_parts(i); });
}

bool speaks_of_coverage(const std::string& header, const CoverageOf& of) {
    const std::vector<std::string> headers = {header};
    const std::vector<ColumnValues> values(1);
    const std::string where_told;
    const Candidates candidates(headers, values, of, where_told);
    return candidates.is_class_header(0) || candidates.is_share_header(0) ||
           is_one_of(key_of(header).text, kAnswerNames);
}

bool names_classes(const std::string& header) {
    const std::string key = key_of(header).text;
    return is_one_of(key, kPixelNames) || is_one_of(key, kCodeNames) ||
           is_one_of(key, kCountedNames);
}

bool names_signal(const std::string& header) {
    return is_signal_key(key_of(header).text);
}

bool names_remarks(const std::string& header) {
    return holds_any(header_key(header), kRemarkParts);
}

bool is_strength_header(const std::string& header) {
    const std::string key = key_of(header).text;
    return is_one_of(key, kStrengthNames) || is_one_of(key, kLevelNames);
}

bool names_technology(const std::string& header) {
    return is_technology_header(key_of(header).text);
}

} // namespace todoku::io
