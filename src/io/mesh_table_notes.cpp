#include "io/mesh_table_notes.hpp"

#include "core/counted.hpp"
#include "core/error.hpp"
#include "io/row_issues.hpp"

#include <fmt/format.h>

#include <utility>

namespace todoku::io {

namespace {

Text taken_columns(const std::vector<std::string>& headers, const MeshTableColumns& columns,
                   const ClassCounts& counts) {
    Text said{fmt::format("メッシュコードは列「{}」", column_name(headers, columns.code)),
              fmt::format("Codes are column \"{}\"", column_name(headers, columns.code))};
    if (columns.covered_class) {
        const std::string name = column_name(headers, *columns.covered_class);
        const bool unknown = counts.unknown > 0;
        said.ja += fmt::format("、エリアの内外は列「{}」（内 {} 件、外 {} 件{}）", name,
                               counted(counts.inside), counted(counts.outside),
                               unknown ? fmt::format("、不明 {} 件", counted(counts.unknown)) : "");
        said.en += fmt::format(", covered or not is column \"{}\" ({} covered, {} not{})", name,
                               counted(counts.inside), counted(counts.outside),
                               unknown ? fmt::format(", {} unknown", counted(counts.unknown)) : "");
    }
    if (columns.share) {
        const std::string name = column_name(headers, *columns.share);
        said.ja += fmt::format("、カバー率は列「{}」", name);
        said.en += fmt::format(", shares are column \"{}\"", name);
    }
    if (columns.strength) {
        const std::string name = column_name(headers, *columns.strength);
        said.ja += fmt::format("、強度は列「{}」", name);
        said.en += fmt::format(", strengths are column \"{}\"", name);
    }
    said.ja += "です。";
    said.en += ".";
    return said;
}

} // namespace

void note_mesh_columns(const VectorSource& source, const std::string& member,
                       const std::string& place, const std::vector<std::string>& headers,
                       const MeshTableColumns& columns, const ClassCounts& counts,
                       std::vector<Issue>& issues) {
    const auto note = [&](IssueKind kind, std::string code, std::string value, Text problem,
                          Text action) {
        note_row(issues, kind, source, std::nullopt, std::move(code), std::move(value),
                 std::move(problem), std::move(action));
        issues.back().layer = member.empty() ? issues.back().layer : member;
    };
    if (columns.covered_class && counts.blank > 0) {
        const std::string name = column_name(headers, *columns.covered_class);
        if (counts.inside + counts.weak == 0 && counts.outside <= counts.blank) {
            throw InputError(
                {fmt::format("{} の列「{}」は空欄ばかりで、どのメッシュがエリア内か分かりません。"
                             "値の入った表を使うか、使う列を study.toml に class_field = \"…\" "
                             "で書いてください。",
                             place, name),
                 fmt::format(
                     "Column \"{1}\" of {0} is blank throughout, so that nothing says which "
                     "cells are covered. Use a table with values, or name the column in "
                     "study.toml as class_field = \"...\".",
                     place, name)});
        }
        note(IssueKind::Assumed, "class_blank", std::to_string(counts.blank),
             {fmt::format("列「{}」が空欄の行が {} 件あります。", name, counted(counts.blank)),
              fmt::format("Column \"{}\" is blank in {} rows.", name, counted(counts.blank))},
             {"エリア外としました。", "taken as not covered."});
        issues.back().field = name;
    }
    const bool all_listed =
        !columns.covered_class && !columns.share && counts.outside == 0 && counts.unknown == 0;
    // A table may have none of them and still leave rows out: those that begin later.
    const bool takes_any = columns.covered_class || columns.share || columns.strength;
    if (takes_any && (!all_listed || columns.strength)) {
        note(
            IssueKind::Assumed, "mesh_columns_taken",
            column_name(headers, columns.covered_class ? *columns.covered_class
                                 : columns.share       ? *columns.share
                                                       : *columns.strength),
            taken_columns(headers, columns, counts),
            columns.share_of_people
                ? Text{"人口の割合を面積の割合とみなしました。違うときは share_field か "
                       "class_field を書いてください。",
                       "a share of people is taken as that of the area. If not, add share_field "
                       "or class_field."}
            : columns.class_by_zero
                ? Text{"値から判断し、0 だけを外としました。違うときは class_field を書いてください"
                       "。",
                       "decided by the values: 0 alone is not covered. If not, add class_field."}
            : columns.class_by_values
                ? Text{"値から判断しました。違うときは class_field を書いてください。",
                       "decided by the values. If not, add class_field."}
                : Text{"見出しの名前か study.toml のとおりに読みました。",
                       "read by their headers or study.toml."});
    }
    if (columns.covered_class && counts.unknown > 0 &&
        counts.inside + counts.weak + counts.outside == 0) {
        note(IssueKind::Noted, "coverage_all_unknown", std::to_string(counts.unknown),
             {fmt::format("列「{}」は {} 件すべてが不明で、エリア内もエリア外もありません。",
                          column_name(headers, *columns.covered_class), counted(counts.unknown)),
              fmt::format("Column \"{}\" says unknown in all {} rows: none is covered or not.",
                          column_name(headers, *columns.covered_class), counted(counts.unknown))},
             {"すべて不明として別に数えます。列とファイルを確かめてください。",
              "All are counted apart as unknown. Check the column and the file."});
    }
    std::string unused;
    for (const std::size_t column : columns.unused) {
        unused += (unused.empty() ? "" : "、") + column_name(headers, column);
    }
    if (!unused.empty()) {
        note(
            all_listed ? IssueKind::Noted : IssueKind::Assumed, "mesh_columns_unused", unused,
            {fmt::format("使わなかった列があります: {}。", unused),
             fmt::format("Columns that were not used: {}.", unused)},
            all_listed
                ? Text{fmt::format("表にある {} 件をすべてエリア内としました。エリアの内外や割合の"
                                   "列なら class_field か share_field を書いてください。",
                                   counted(counts.inside)),
                       fmt::format("All {} rows listed are taken as covered. If one of the columns "
                                   "says covered or not, or a share, add class_field or "
                                   "share_field.",
                                   counted(counts.inside))}
                : Text{"ほかの列で読みました。", "the other columns were read."});
    }
}

void note_repeated_cells(const VectorSource& source, const KeptStatements& found,
                         std::vector<Issue>& issues) {
    note_row(issues, IssueKind::Noted, source, found.first_row, "mesh_cell_twice", found.first_code,
             {fmt::format("同じメッシュの行が重なっています（値の等しいもの {} 件、違うもの {} "
                          "件）。",
                          counted(found.same), counted(found.other)),
              fmt::format("{} rows repeat a cell with the same value, {} with another.",
                          counted(found.same), counted(found.other))},
             {"メッシュごとに最も大きい値（内と外・不明では内）を使いました。",
              "the largest value of each cell was used (covered before not covered or unknown)."});
}

} // namespace todoku::io
