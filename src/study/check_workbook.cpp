#include "study/check_workbook.hpp"

#include "report/workbook.hpp"
#include "study/issue_labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace todoku::study {

namespace {

using report::CellLook;
using report::Sheet;
using report::SheetCell;

// Excel holds 1,048,576 rows; long before, nobody mends them by hand and the workbook takes more
// memory than the 1 GiB a run may take. The CSV list has no such end.
constexpr std::size_t kMostIssues = 100'000;

SheetCell counted(std::int64_t number) {
    return static_cast<double>(number);
}

/// A line of its own for each thing.
SheetCell lines(std::vector<std::string> texts) {
    return report::TextLines{std::move(texts)};
}

class CheckSheets {
public:
    CheckSheets(const CheckResult& result, Language language)
        : result_(result), language_(language) {}

    [[nodiscard]] Sheet inputs() const {
        Sheet sheet;
        sheet.name = say({"入力ごと", "inputs"});
        sheet.title = say({"入力の確認: ", "Check of inputs: "}) + result_.title;
        sheet.when_empty = say({"入力がありません。", "There is no input."});
        sheet.frozen_columns = 2;
        sheet.columns = {{"", 4, CellLook::Centred},
                         {say({"入力", "input"}), 24, CellLook::Text},
                         {say({"ファイル", "file"}), 34, CellLook::Text},
                         {say({"時点", "as of"}), 11, CellLook::Centred},
                         {say({"読込", "read"}), 9, CellLook::Count},
                         {say({"採用", "used"}), 9, CellLook::Count},
                         {say({"対象外", "outside"}), 9, CellLook::Count},
                         {say({"条件外", "left out"}), 9, CellLook::Count},
                         {say({"統合", "joined"}), 9, CellLook::Count},
                         {say({"位置不明", "unplaced"}), 9, CellLook::Count},
                         {say({"不採用", "rejected"}), 9, CellLook::Count},
                         {say({"修正", "repaired"}), 9, CellLook::Count},
                         {say({"文字コード", "encoding"}), 11, CellLook::Centred},
                         {say({"読み方・仮定したこと", "how it was read, what was assumed"}), 44,
                          CellLook::Text}};
        for (const InputSummary& input : result_.inputs) {
            sheet.rows.push_back(
                {std::string(mark_of(input.failure.has_value(), input.counts, input.strays)),
                 say(input.what), input.file, input.as_of, counted(input.counts.read),
                 counted(input.counts.used), counted(input.counts.outside),
                 counted(input.counts.left_out), counted(input.counts.joined),
                 counted(input.counts.unplaced), counted(input.counts.lost()),
                 counted(input.counts.repaired), input.encoding, lines(remarks(input))});
        }
        return sheet;
    }

    [[nodiscard]] Sheet issues() const {
        Sheet sheet;
        sheet.name = say({"気付いたこと", "issues"});
        sheet.title = say({"気付いたこと（○は確かめて直すもの）",
                           "What was noticed (○: to be looked at and mended)"});
        sheet.when_empty = say({"気付いたことはありません。", "Nothing was noticed."});
        sheet.frozen_columns = 3;
        sheet.columns = {{say({"番号", "no."}), 7, CellLook::Count},
                         {say({"要\n確認", "to\ndo"}), 6, CellLook::Centred},
                         {say({"区分", "kind"}), 9, CellLook::Centred},
                         {say({"ファイル", "file"}), 30, CellLook::Text},
                         {say({"レイヤ・\nシート", "layer,\nsheet"}), 14, CellLook::Text},
                         {say({"行", "row"}), 8, CellLook::Count},
                         {say({"項目", "field"}), 14, CellLook::Text},
                         {say({"値", "value"}), 20, CellLook::Text},
                         {say({"問題", "problem"}), 44, CellLook::Text},
                         {say({"したこと", "what was done"}), 32, CellLook::Text},
                         {say({"符号", "code"}), 24, CellLook::Text, false, false}};
        const std::size_t shown = std::min(result_.issues.size(), kMostIssues);
        for (std::size_t i = 0; i < shown; ++i) {
            const Issue& issue = result_.issues[i];
            sheet.rows.push_back({counted(static_cast<std::int64_t>(i) + 1),
                                  std::string(asks_for_a_hand(issue) ? "○" : ""),
                                  say(kind_label(issue)), issue.file, issue.layer,
                                  issue.row ? counted(*issue.row) : SheetCell(),
                                  field_label(issue, language_), on_one_line(issue.value),
                                  say(issue.problem), say(issue.action), issue.code});
        }
        if (shown < result_.issues.size()) {
            sheet.rows.push_back(
                {SheetCell(), std::string("○"), SheetCell(), SheetCell(), SheetCell(), SheetCell(),
                 SheetCell(), SheetCell(),
                 say({fmt::format("ほかに{}件あります。", with_thousands(static_cast<double>(
                                                              result_.issues.size() - shown))),
                      fmt::format("There are {} more.", with_thousands(static_cast<double>(
                                                            result_.issues.size() - shown)))}),
                 say({"この表には入れていません。-o 一覧.csv ですべて書き出せます。",
                      "Not in this sheet; -o LIST.csv writes all of them."}),
                 std::string("list_cut")});
        }
        return sheet;
    }

    [[nodiscard]] Sheet columns() const {
        Sheet sheet;
        sheet.name = say({"列の対応", "columns"});
        sheet.title =
            say({"どの列を何として読んだか（違っていれば study.toml の fields で指定）",
                 "Which column was read as what (name others under `fields` in study.toml)"});
        sheet.when_empty =
            say({"列を選んで読む入力はありません。", "No input is read by chosen columns."});
        sheet.columns = {
            {say({"入力", "input"}), 24, CellLook::Text},
            {say({"ファイル", "file"}), 44, CellLook::Text},
            {say({"項目", "item"}), 24, CellLook::Text},
            {say({"読んだ列の見出し", "heading of the column read"}), 40, CellLook::Text}};
        for (const InputSummary& input : result_.inputs) {
            for (const ReadColumn& column : input.mapping) {
                sheet.rows.push_back(
                    {say(input.what), input.file, say(column.item), column.heading});
            }
            for (const std::string& heading : input.unused_columns) {
                sheet.rows.push_back({say(input.what), input.file,
                                      say({"（使わなかった列）", "(not used)"}), heading});
            }
        }
        return sheet;
    }

    [[nodiscard]] Sheet people() const {
        Sheet sheet;
        sheet.name = say({"市町村の人口", "people"});
        sheet.title =
            say({std::string("市町村の人口（このスタディでは境界のメッシュを") +
                     (result_.border_cells_by_centroid ? "中心のある市町村に入れる）"
                                                       : "面積で分ける）"),
                 std::string("People of municipalities (cells on borders ") +
                     (result_.border_cells_by_centroid ? "go to the municipality of their centre)"
                                                       : "are divided by area)")});
        sheet.when_empty = say(
            {"人口か市区町村を読めませんでした。", "People or municipalities could not be read."});
        sheet.columns = {
            {say({"コード", "code"}), 10, CellLook::Centred},
            {say({"市町村", "municipality"}), 24, CellLook::Text},
            {say({"面積で分けた人口", "people by area"}), 18, CellLook::Count, true},
            {say({"中心のある市町村に入れた人口", "people by centre"}), 18, CellLook::Count, true},
            {say({"差", "difference"}), 12, CellLook::Count}};
        for (const BorderTotals& totals : result_.municipalities) {
            sheet.rows.push_back({totals.code, totals.name, totals.by_area, totals.by_centroid,
                                  totals.by_centroid - totals.by_area});
        }
        return sheet;
    }

private:
    [[nodiscard]] const std::string& say(const Text& text) const { return text.in(language_); }

    /// Why it cannot be used, figures, and each assumption once.
    [[nodiscard]] std::vector<std::string> remarks(const InputSummary& input) const {
        std::vector<std::string> texts;
        if (input.failure) {
            texts.push_back(say(*input.failure));
        }
        for (const auto& [what, value] : input.facts) {
            texts.push_back(say(what) + (value.empty() ? "" : " " + value));
        }
        std::set<std::string> told;
        for (std::size_t i = 0; i < input.issue_count; ++i) {
            const Issue& issue = result_.issues.at(input.first_issue + i);
            if (issue.kind == IssueKind::Assumed && told.insert(issue.code).second) {
                texts.push_back(say({"仮定: ", "assumed: "}) + say(issue.action));
            }
        }
        return texts;
    }

    const CheckResult& result_;
    Language language_;
};

} // namespace

void write_check_workbook(const CheckResult& result, Language language,
                          const std::filesystem::path& file) {
    const CheckSheets sheets(result, language);
    report::Workbook workbook;
    workbook.title = Text{"入力の確認", "Check of inputs"}.in(language);
    workbook.date = result.as_of;
    if (result.synthetic) {
        workbook.stamp = Text{"模擬データ", "SYNTHETIC DATA"}.in(language);
    }
    workbook.sheets = {sheets.inputs(), sheets.issues(), sheets.columns(), sheets.people()};
    report::write_workbook(workbook, file);
}

} // namespace todoku::study
