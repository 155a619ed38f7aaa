#include "io/cells_above.hpp"

#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/asset_fields.hpp"
#include "io/text_table.hpp"
#include "io/workbook_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace todoku::io {

namespace {

bool says_the_same(std::string_view cell) {
    constexpr std::size_t kLongest = 16; // bytes, with blanks around
    static constexpr std::array<std::string_view, 7> marks = {"〃", "同上", "仝", "\"",
                                                              "″",  "”",    "“"};
    if (cell.empty() || cell.size() > kLongest) {
        return false;
    }
    const auto first = static_cast<unsigned char>(cell.front());
    if (first > ' ' && first < 0x80 && first != '"') {
        return false; // figures and Latin letters are no mark
    }
    const std::string text = comparable(cell);
    return std::find(marks.begin(), marks.end(), text) != marks.end();
}

} // namespace

CellsAbove::CellsAbove(std::string shown_as, std::vector<std::string> headers,
                       std::vector<MergedCells> merges)
    : shown_as_(std::move(shown_as)), headers_(std::move(headers)), merges_(std::move(merges)) {}

void CellsAbove::require_room(std::size_t bytes, std::int64_t row) {
    bytes_ += bytes;
    if (bytes_ <= kMostSheetText) {
        return;
    }
    throw InputError(
        {fmt::format("{} の {} 行目までの、上と同じとするセル（〃、結合）の文字は、合わせると {}MB "
                     "を超えます。長い文字が繰り返されています。その列を短くするか消すか、分けて"
                     "指定してください。",
                     shown_as_, row, kMostSheetText >> 20U),
         fmt::format("{}: what cells up to row {} take from above (〃, merged cells) comes to over "
                     "{} MB: a long text is repeated. Shorten or delete that column, or divide "
                     "the file.",
                     shown_as_, row, kMostSheetText >> 20U)});
}

bool CellsAbove::goes_down(std::size_t column, std::string_view text) const {
    if (trimmed(text).empty() || !number_in(text)) {
        return !trimmed(text).empty();
    }
    const std::string key = column < headers_.size() ? header_key(headers_[column]) : std::string();
    return key.find("緯度") != std::string::npos || key.find("経度") != std::string::npos ||
           key == "lat" || key == "lon" || key == "lng";
}

void CellsAbove::count(Filled& filled, std::int64_t row, std::size_t column,
                       std::string_view value) const {
    if (filled.cells++ == 0) {
        filled.first_row = row;
        filled.value = value;
    }
    const std::string name = column < headers_.size() ? comparable(headers_[column]) : "";
    if (!name.empty() && std::ranges::find(filled.columns, name) == filled.columns.end()) {
        filled.columns.push_back(name);
    }
}

std::span<const std::string_view> CellsAbove::fill(std::int64_t row,
                                                   std::span<const std::string_view> cells) {
    views_.assign(cells.begin(), cells.end());
    for (; next_merge_ < merges_.size() && merges_[next_merge_].first_row <= row; ++next_merge_) {
        const MergedCells& merge = merges_[next_merge_];
        const std::size_t column = merge.column;
        if (merge.first_row == row && column < cells.size() && goes_down(column, cells[column])) {
            open_[column] = {merge.last_row, std::string(cells[column])};
        }
    }
    std::erase_if(open_, [row](const auto& merged) { return merged.second.last_row < row; });
    for (const auto& [column, merged] : open_) {
        if (column < views_.size() && trimmed(views_[column]).empty()) {
            views_[column] = merged.text;
            require_room(merged.text.size(), row);
            count(merged_, row, column, merged.text);
        }
    }
    for (std::size_t i = 0; i < views_.size(); ++i) {
        if (i < above_.size() && says_the_same(views_[i]) && !trimmed(above_[i]).empty()) {
            count(marks_, row, i, views_[i]);
            views_[i] = above_[i]; // stays as it is below
            require_room(above_[i].size(), row);
        }
    }
    above_.resize(views_.size());
    for (std::size_t i = 0; i < views_.size(); ++i) {
        if (views_[i].data() != above_[i].data()) {
            above_[i].assign(views_[i]);
        }
        views_[i] = above_[i];
    }
    return views_;
}

std::vector<Issue> CellsAbove::issues(const std::string& file, const std::string& layer) const {
    std::vector<Issue> issues;
    const auto tell = [&](const char* code, const Filled& filled, Text problem, Text action) {
        if (filled.cells > 0) {
            issues.push_back({.kind = IssueKind::Assumed,
                              .code = code,
                              .file = file,
                              .layer = layer,
                              .row = filled.first_row,
                              .field = listed(filled.columns),
                              .value = comparable(filled.value),
                              .problem = std::move(problem),
                              .action = std::move(action)});
        }
    };
    tell("cells_like_above", marks_,
         {fmt::format("上と同じことを表す印（〃、同上）のセルが {} 個あります（列: {}）。",
                      counted(marks_.cells), listed(marks_.columns)),
          fmt::format("{} cells say that they are as the one above (〃, 同上; columns: {}).",
                      counted(marks_.cells), listed(marks_.columns))},
         {"すぐ上の行の値を使いました。", "The value of the row above was used."});
    tell("cells_merged_down", merged_,
         {fmt::format("縦に結合されたセルがあります（列: {}）。", listed(merged_.columns)),
          fmt::format("Cells are merged downwards (columns: {}).", listed(merged_.columns))},
         {fmt::format("結合された {} 行に同じ値を使いました（面積などの数は、全体の値のことがある"
                      "ので下の行には使いません）。",
                      counted(merged_.cells)),
          fmt::format("Their value was used in {} more rows (figures such as areas were not, as "
                      "they may be of all rows together).",
                      counted(merged_.cells))});
    return issues;
}

} // namespace todoku::io
