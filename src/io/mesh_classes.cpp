#include "io/mesh_classes.hpp"

#include "core/error.hpp"
#include "core/japanese.hpp"
#include "io/mesh_table_values.hpp"
#include "io/row_issues.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace todoku::io {

namespace {

bool is_among(const std::string& word, const std::vector<std::string>& list) {
    return std::any_of(list.begin(), list.end(),
                       [&](const std::string& known) { return comparable(known) == word; });
}

/// None, in tables of offices.
bool is_dash(const std::string& word) {
    return word == "-" || word == "--" || word == "ー" || word == "―";
}

/// Of a column where each value names a technology or a strength, or is a word for covered and not.
std::optional<bool> implied_answer(std::string_view cell, domain::Technology technology) {
    using Said = CellClass::Said;
    const Said said = cell_class(cell, technology).said;
    return said == Said::Inside || said == Said::Implied ? std::optional(true)
           : said == Said::Outside                       ? std::optional(false)
                                                         : std::nullopt;
}

} // namespace

bool MeshClassJudge::is_unknown(const std::string& word) const {
    return is_among(word, reading_.not_known) ||
           (says_unknown(word) && !is_among(word, reading_.covered) &&
            !is_among(word, reading_.not_covered));
}

MeshClass MeshClassJudge::of(std::string_view cell, const MeshTableColumns& columns) {
    const std::string word = comparable(cell);
    if (is_unknown(word)) {
        return MeshClass::Unknown;
    }
    if (is_among(word, reading_.covered)) {
        return MeshClass::Covered;
    }
    if (is_among(word, reading_.not_covered)) {
        return MeshClass::NotCovered;
    }
    if (!reading_.covered.empty()) {
        if (!reading_.not_covered.empty()) {
            return MeshClass::Unlisted;
        }
        ++unlisted_[word];
        return MeshClass::NotCovered;
    }
    if (reading_.not_covered.empty() && word.empty()) {
        return MeshClass::Blank;
    }
    if (reading_.not_covered.empty() && is_dash(word)) {
        return MeshClass::NotCovered;
    }
    if (const auto number = columns.class_by_zero ? share_in(word) : std::nullopt) {
        return number->value != 0.0 ? MeshClass::Covered : MeshClass::NotCovered;
    }
    const auto answer =
        columns.class_is_implied ? implied_answer(cell, technology_) : plain_answer(word);
    if (!answer) {
        ++unknown_[word];
    }
    return answer.value_or(false) ? MeshClass::Covered : MeshClass::NotCovered;
}

void MeshClassJudge::require_known(const std::string& place, const std::string& column) const {
    if (unknown_.empty()) {
        return;
    }
    constexpr std::size_t kMost = 12;
    std::string list;
    std::size_t shown = 0;
    for (const auto& [word, count] : unknown_) {
        if (++shown <= kMost) {
            list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", word);
        }
    }
    list += shown > kMost ? ", …" : "";
    if (std::all_of(unknown_.begin(), unknown_.end(),
                    [](const auto& word) { return share_in(word.first).has_value(); })) {
        throw InputError({fmt::format("{} の列「{}」には数が入っています。カバー率の列なら、"
                                      "study.toml に share_field = \"{}\" と書いてください。値: {}",
                                      place, column, column, list),
                          fmt::format("{}: column \"{}\" holds numbers. If they are shares, add "
                                      "share_field = \"{}\" to study.toml. Values: {}",
                                      place, column, column, list)});
    }
    throw InputError(
        {fmt::format("{} の列「{}」の値のうち、どれがエリア内か分かりません。study.toml に "
                     "class_field = \"{}\" と covered = [エリア内の値] を書いてください（外は "
                     "not_covered、不明は not_known に挙げられます）。分からない値: {}",
                     place, column, column, list),
         fmt::format("{}: it is not known which values of column \"{}\" mean covered. Add "
                     "class_field = \"{}\" and covered = [VALUES] to study.toml (not_covered and "
                     "not_known list those outside and unknown). Values: {}",
                     place, column, column, list)});
}

void MeshClassJudge::tell(const VectorSource& source, const std::string& column,
                          std::vector<Issue>& issues) const {
    for (const auto& [word, count] : unlisted_) {
        note_row(issues, IssueKind::Assumed, source, std::nullopt, "class_not_listed", word,
                 {fmt::format("covered に挙げられていない値です（{}行）。", count),
                  fmt::format("The value is not listed in covered ({} rows).", count)},
                 {"エリア外としました。", "taken as not covered."});
        issues.back().field = column;
    }
}

} // namespace todoku::io
