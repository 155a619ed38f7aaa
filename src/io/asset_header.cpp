#include "io/asset_header.hpp"

#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/asset_fields.hpp"
#include "io/text_table.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace todoku::io {

namespace {

using Cells = std::vector<std::string>;

/// 度, 分, 秒, units: what goes on with the name above it.
bool is_name_word(std::string_view word) {
    static constexpr std::array<std::string_view, 28> words = {
        "度",  "分", "秒", "m",  "cm",   "mm",   "km",   "㎡",  "m2",   "m²",
        "km2", "ha", "a",  "坪", "階",   "年",   "年度", "円",  "千円", "基",
        "棟",  "戸", "人", "%",  "10進", "有無", "可否", "要否"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// What a column below 電源 or 共用 asks.
bool is_answer(std::string_view word) {
    return word == "有無" || word == "可否" || word == "要否";
}

/// A row that goes on with the names above it and has none of its own: 度, 分, 秒 under 緯度 and
/// 経度, or units.
bool goes_on_with_names(const Cells& cells) {
    std::size_t found = 0;
    for (const std::string& cell : cells) {
        std::string key = header_key(cell);
        if (key.starts_with('(') && key.ends_with(')')) {
            key = key.substr(1, key.size() - 2);
        }
        if (key.starts_with("単位:")) {
            key = key.substr(std::string_view("単位:").size());
        }
        if (!key.empty() && !is_name_word(key)) {
            return false;
        }
        found += key.empty() ? 0U : 1U;
    }
    return found > 0;
}

/// A row below the header that explains its columns: (1), (2), (3); 必須, 任意; (半角), (全角),
/// (m).
bool explains_columns(const Cells& cells) {
    static constexpr std::array<std::string_view, 24> words = {
        "必須", "任意", "推奨",     "必須項目", "任意項目", "文字列", "数値",       "数字",
        "半角", "全角", "半角数字", "半角英数", "日付",     "整数",   "小数",       "コード",
        "10進", "十進", "10進数",   "十進数",   "全角文字", "西暦",   "半角英数字", "記述式"};
    static constexpr std::array<std::string_view, 20> circled = {"①", "②", "③", "④", "⑤", "⑥", "⑦",
                                                                 "⑧", "⑨", "⑩", "⑪", "⑫", "⑬", "⑭",
                                                                 "⑮", "⑯", "⑰", "⑱", "⑲", "⑳"};
    std::size_t found = 0;
    std::size_t explained = 0;
    bool counts = true;
    bool speaks = true;
    for (const std::string& cell : cells) {
        const std::string text = comparable(cell);
        if (text.empty()) {
            continue;
        }
        ++found;
        counts = counts && (text == "(" + std::to_string(found) + ")" ||
                            (found <= circled.size() && text == circled.at(found - 1)));
        const std::string_view word = text.starts_with('(') && text.ends_with(')')
                                          ? std::string_view(text).substr(1, text.size() - 2)
                                          : std::string_view(text);
        const bool known = std::find(words.begin(), words.end(), word) != words.end();
        explained += known ? 1U : 0U;
        speaks = speaks && (known || is_name_word(word));
    }
    return found > 1 && (counts || (speaks && explained > 0));
}

/// 緯度 | (empty) over 度 | 分 become 緯度(度) | 緯度(分); 面積 over ㎡ or (㎡) becomes 面積(㎡).
Cells with_brackets(const Cells& above, const Cells& below) {
    Cells names = above;
    names.resize(std::max(above.size(), below.size()));
    std::string last;
    for (std::size_t i = 0; i < names.size(); ++i) {
        last = trimmed(names[i]).empty() ? last : names[i];
        std::string part = i < below.size() ? header_key(below[i]) : std::string();
        if (part.starts_with('(')) {
            part = part.substr(1, part.size() - 2);
        }
        if (!part.empty()) {
            names[i] = last + "(" + part + ")";
        }
    }
    return names;
}

/// The cells of a row that go on with the names above them; others are empty.
Cells units_in(const Cells& cells) {
    Cells units(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        units[i] = goes_on_with_names({cells[i]}) ? cells[i] : std::string();
    }
    return units;
}

/// 所在地 | (empty) over 市区町村 | 番地 become 所在地_市区町村 | 所在地_番地; a unit below a name
/// stands in brackets behind it, 高さ over (m) is 高さ(m); a name with nothing below it stays.
Cells joined(const Cells& above, const Cells& below) {
    Cells names(std::max(above.size(), below.size()));
    std::string last;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string upper = i < above.size() ? comparable(above[i]) : std::string();
        const std::string lower = i < below.size() ? comparable(below[i]) : std::string();
        last = upper.empty() ? last : upper;
        if (lower.empty() || lower == last) {
            names[i] = lower.empty() ? upper : lower;
        } else if (!last.empty() && goes_on_with_names({below[i]}) && !is_answer(lower)) {
            names[i] = with_brackets({last}, {below[i]}).front();
        } else {
            names[i] = last.empty() ? lower : last + "_" + lower;
        }
    }
    return names;
}

/// Figures and dates stand in no header.
bool holds_data(const Cells& cells) {
    return std::any_of(cells.begin(), cells.end(), [](const std::string& cell) {
        const std::string text = comparable(cell);
        return !text.empty() && (text.find_first_not_of("0123456789.,-/:") == std::string::npos ||
                                 date_in(text).has_value());
    });
}

} // namespace

std::size_t AssetHeader::known_in(const Cells& cells) const {
    std::size_t known = known_headers_in(cells);
    for (const auto& [field, header] : request_.fields) {
        known += std::any_of(cells.begin(), cells.end(),
                             [&](const std::string& cell) {
                                 return header_key(cell) == header_key(header);
                             })
                     ? 1U
                     : 0U;
    }
    return known;
}

void AssetHeader::take(Cells names, std::int64_t line) {
    data_follow_ = false;
    names_ = std::move(names);
    width_ = RowWidth(std::vector<std::string_view>(names_.begin(), names_.end()));
    line_ = line;
}

bool AssetHeader::take_third_row(const Cells& cells, std::int64_t line) {
    const auto says = [](const std::string& cell) { return !trimmed(cell).empty(); };
    const auto filled = static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), says));
    // One word alone is a heading among the rows (公園); names below a name part it.
    if (rows_.size() != 2 || filled < 2 || 2 * filled > names_.size() ||
        cells.size() > names_.size() || holds_data(cells)) {
        return false;
    }
    Cells above = names_; // the nearest name above each cell
    for (std::size_t i = 0; i < std::min(rows_.back().size(), above.size()); ++i) {
        above[i] = says(rows_.back()[i]) ? rows_.back()[i] : above[i];
    }
    const Cells below = joined(above, cells);
    Cells names = names_;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (!says(cells[i])) {
            continue;
        }
        if (known_in({below[i]}) == 0) {
            return false;
        }
        names[i] = below[i];
    }
    if (known_in(names) < most_) {
        return false;
    }
    take(std::move(names), line);
    return true;
}

void AssetHeader::offer(std::span<const std::string_view> fields, std::int64_t line) {
    Cells cells(fields.begin(), fields.end());
    constexpr std::ptrdiff_t kMostOfTitle = 2; // a title, and a date or a unit
    const auto says = [](const std::string& cell) { return !trimmed(cell).empty(); };
    if (most_ < 2 && std::count_if(cells.begin(), cells.end(), says) <= kMostOfTitle) {
        std::copy_if(cells.begin(), cells.end(), std::back_inserter(titles_), says);
    }
    const bool below_header = !rows_.empty() && rows_.back() == above_;
    if (below_header && most_ > 0 && goes_on_with_names(cells)) {
        take(with_brackets(names_, cells), line);
        rows_.push_back(cells);
        above_ = std::move(cells);
        above_known_ = 0;
        return;
    }
    if (below_header && most_ > 1 && explains_columns(cells)) {
        take(with_brackets(names_, units_in(cells)), line); // （半角） | （cm）
        rows_.push_back(cells);
        above_ = std::move(cells);
        above_known_ = 0;
        return;
    }
    // A ledger has begun: another below it, with other headers, does not take its rows away.
    constexpr std::ptrdiff_t kLeastOfRow = 3;
    if (data_follow_ && name_and_place_in(names_)) {
        return;
    }
    data_follow_ = data_follow_ || (most_ > 2 && holds_data(cells) &&
                                    std::count_if(cells.begin(), cells.end(), says) >= kLeastOfRow);
    if (below_header && most_ > 1 && take_third_row(cells, line)) {
        rows_.push_back(cells);
        above_ = std::move(cells);
        above_known_ = 0;
        return;
    }
    const std::size_t known = known_in(cells);
    Cells both = joined(above_, cells);
    const std::size_t known_both =
        known < 2 || above_known_ == 0 || holds_data(cells) ? 0 : known_in(both);
    if (known_both > std::max({most_, known, above_known_})) {
        most_ = known_both;
        rows_ = {above_, cells};
        take(std::move(both), line);
    } else if (rows_.empty() || known > most_) {
        most_ = known;
        rows_ = {cells};
        take(cells, line);
    }
    above_ = std::move(cells);
    above_known_ = known;
}

} // namespace todoku::io
