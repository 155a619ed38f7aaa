// Rows of a ledger that are no assets: headers once more, examples, footnotes, totals.
#include "core/text.hpp"
#include "io/asset_cells.hpp"
#include "io/asset_position.hpp"
#include "io/asset_rows.hpp"
#include "io/stray_words.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace todoku::io {

using domain::Asset;

/// Whether a row holds the headers again, as lists put together of pages do.
bool AssetRows::repeats_header(const AssetRow& row) const {
    const auto first = std::find_if(row.cells.begin(), row.cells.end(),
                                    [](std::string_view cell) { return !trimmed(cell).empty(); });
    const auto at = static_cast<std::size_t>(first - row.cells.begin());
    for (const std::vector<std::string>& header : header_rows_) {
        if (first == row.cells.end() || at >= header.size() || *first != header[at]) {
            continue;
        }
        const std::size_t columns = std::min(header.size(), row.cells.size());
        const bool whole =
            std::equal(header.begin(), header.begin() + static_cast<std::ptrdiff_t>(columns),
                       row.cells.begin());
        if (whole) {
            return true;
        }
    }
    const auto same = [&](std::string_view field, std::size_t column) {
        return comparable(row.cell(column)) == columns_.shown(field);
    };
    const std::size_t asked = position_[field("name")] != kNone ? field("name") : field("lat");
    if (position_[asked] == kNone || !same(kAssetFields[asked], position_[asked])) {
        return false;
    }
    return std::count_if(columns_.column.begin(), columns_.column.end(),
                         [&](const auto& known) { return same(known.first, known.second); }) >= 2;
}

/// What a row of headers says otherwise than the header of the ledger.
std::string AssetRows::other_headers_in(const AssetRow& row) const {
    std::vector<std::string> others;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const std::string key = comparable(row.cells[i]);
        const bool known =
            key.empty() || std::any_of(header_rows_.begin(), header_rows_.end(),
                                       [&](const std::vector<std::string>& header) {
                                           return i < header.size() && comparable(header[i]) == key;
                                       });
        if (!known) {
            others.push_back(key);
        }
    }
    return others.empty() ? std::string() : listed(others);
}

/// A row that is no asset and has no place of its own: the header once more, a footnote, or what
/// adds up others (合計, 小計 3件).
std::optional<Issue> AssetRows::judge_total(const AssetRow& row, const Asset& asset) {
    if (repeats_header(row)) {
        const std::string others = other_headers_in(row);
        if (!others.empty()) {
            issues_.add(issue(
                row, IssueKind::Noted, "asset_header_changes", "", others,
                {fmt::format("ここから下は別の表です（見出し「{}」が最初の見出しと違います）。",
                             others),
                 fmt::format("Another table begins here (its headers \"{}\" are not those of the "
                             "first).",
                             others)},
                {"最初の見出しで読みました。列の意味が違うときは、表ごとにシートかファイルを分けて"
                 "く"
                 "ださい。",
                 "Read by the first headers. Where columns mean something else, put each table "
                 "into "
                 "a sheet or file of its own."}));
        }
        return refusal(row, "asset_header_again", "", row_excerpt(row.cells),
                       {"見出しの行がもう一度あります（資産ではありません）。",
                        "The header once more, not an asset."});
    }
    const auto says = [](std::string_view cell) { return !trimmed(cell).empty(); };
    const auto first = std::find_if(row.cells.begin(), row.cells.end(), says);
    if (first != row.cells.end() && says_example(*first)) {
        return refusal(
            row, "asset_example_row", "", row_excerpt(row.cells),
            {fmt::format("「{}」は記入例の行です（資産ではありません）。", std::string(asset.name)),
             fmt::format("\"{}\" is an example of how to fill in the form, not an asset.",
                         std::string(asset.name))});
    }
    if (first != row.cells.end() && is_footnote(*first) &&
        std::count_if(row.cells.begin(), row.cells.end(), says) == 1) {
        return refusal(row, "asset_footnote", "", clean_text(*first),
                       {"注記の行です（資産ではありません）。", "A footnote, not an asset."});
    }
    const std::string name = text(row, field("name"));
    const bool nowhere = asset.address.empty();
    const bool leads = first != row.cells.end() && nowhere &&
                       (says_total(*first) || ends_in_total(*first) || ends_in_total(name));
    const auto found =
        says_total(name) || (!name.empty() && !leads)
            ? row.cells.end()
            : std::find_if(row.cells.begin(), row.cells.end(), [&](std::string_view cell) {
                  return says_total(cell) || (nowhere && ends_in_total(cell));
              });
    if ((!says_total(name) && found == row.cells.end()) ||
        position_of(columns_, row, nullptr, ground_).state != AssetPosition::State::Absent) {
        return std::nullopt;
    }
    return refusal(row, "asset_total_row", "",
                   found != row.cells.end() ? clean_text(*found) : std::string(asset.name),
                   {"合計の行です（資産ではありません）。", "A row of totals, not an asset."});
}

} // namespace todoku::io
