#include "io/population_taker.hpp"

#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/japanese.hpp"
#include "io/mesh_codes.hpp"
#include "io/population_cells.hpp"
#include "io/population_kinds.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace todoku::io {

void PopulationTaker::tell_columns(const PopulationColumns& columns,
                                   const PopulationHeader& header) {
    PopulationFile& file = out_.files.back();
    const auto people = columns.people_unsaid ? std::nullopt : std::optional(columns.population);
    if (people) {
        file.people = header.shown[*people];
    } else {
        file.columns_without_people = listed(header.shown);
    }
    const std::array<std::pair<const char*, std::optional<std::size_t>>, 5> read = {
        {{"code", columns.code},
         {"population", people},
         {"households", columns.details[kHouseholds]},
         {"population_65plus", columns.details[kResidents65plus]},
         {"population_75plus", columns.details[kResidents75plus]}}};
    for (const auto& [name, column] : read) {
        if (!column) {
            continue;
        }
        const std::string& heading = header.shown[*column];
        std::string& told = out_.mapping[name];
        if (("・" + told + "・").find("・" + heading + "・") == std::string::npos) {
            told += (told.empty() ? "" : "・") + heading;
        }
    }
}

void PopulationTaker::reject(std::int64_t line, const std::string& code, const std::string& field,
                             std::string_view value, Text problem) {
    ++out_.counts.rejected;
    out_.issues.push_back({.kind = IssueKind::Rejected,
                           .code = code,
                           .file = out_.files.back().shown_as,
                           .layer = out_.files.back().member,
                           .row = line,
                           .field = field,
                           .value = std::string(value),
                           .problem = std::move(problem),
                           .action = {"この行は使いませんでした。", "The row was not used."}});
}

std::optional<RowCondition>
PopulationTaker::condition_on_rows(const std::vector<std::string>& names,
                                   const PopulationHeader& header, const RowScan& rows) {
    if (request_.where.empty()) {
        return std::nullopt;
    }
    std::vector<std::string> named = names; // a label below a name may be meant as well
    for (std::size_t i = 0; i < std::min(named.size(), header.shown.size()); ++i) {
        const std::string& shown = header.shown[i];
        if (!shown.empty() && request_.where.find(shown) != std::string::npos) {
            named[i] = shown;
        }
    }
    const PopulationFile& file = out_.files.back();
    return condition_on({named, file.shown_as, file.member}, request_.where, rows, out_.issues);
}

/// A cell that the file has and whose people it does not state: unknown, which is not nobody.
void PopulationTaker::unstated(bool bad, std::int64_t line, const std::string& code,
                               const std::string& field, std::string_view text) {
    if (!bad) { // suppressed or blank: told once a file
        first_unstated_ = unstated_ == 0 ? std::pair(line, code) : first_unstated_;
        ++unstated_;
        return;
    }
    out_.issues.push_back(
        {.kind = IssueKind::Noted,
         .code = "population_unreadable",
         .file = out_.files.back().shown_as,
         .layer = out_.files.back().member,
         .row = line,
         .field = field,
         .value = std::string(text),
         .problem = {"人口が0以上の数ではありません。",
                     "The population is not a number of 0 or more."},
         .action = {"このメッシュの人口は不明として扱いました（無人とはしません）。",
                    "The cell's people count as unknown, not as nobody."}});
}

void PopulationTaker::end() {
    const PopulationFile& file = out_.files.back();
    if (out_.counts.read == rows_before_) {
        throw InputError({fmt::format("{} には見出しだけでデータ行がありません。", place_of(file)),
                          fmt::format("{} has a header and no rows of data.", place_of(file))});
    }
    if (unstated_ > 0) {
        out_.issues.push_back(
            {.kind = IssueKind::Noted,
             .code = "population_not_stated",
             .file = file.shown_as,
             .layer = file.member,
             .row = first_unstated_.first,
             .field = {},
             .value = first_unstated_.second,
             .problem = {fmt::format("総人口が空欄または秘匿のメッシュが {} 件あります。",
                                     counted(unstated_)),
                         fmt::format("The total of {} cells is blank or suppressed.",
                                     counted(unstated_))},
             .action = {"人口は不明として扱いました（無人とはしません）。",
                        "Their people count as unknown, not as nobody."}});
    }
}

void PopulationTaker::add(const PopulationColumns& columns, const PopulationHeader& header,
                          std::span<const std::string_view> cells, std::int64_t line) {
    const auto cell = [&cells](std::size_t i) {
        return i < cells.size() ? cells[i] : std::string_view{};
    };
    ++out_.counts.read;
    MeshRow row;
    row.file = out_.files.size() - 1;
    row.line = line;
    row.prefecture = columns.municipality ? prefecture_in(cell(*columns.municipality)) : 0;
    const PlainText code(cell(columns.code));
    row.code = all_digits(code.text()) ? std::string(code.text()) : mended_code(code.text());
    if (const auto printed = all_digits(row.code) ? std::nullopt : mesh_code_in(row.code)) {
        row.code = *printed; // 5136-67-21
    }
    if (!all_digits(row.code)) {
        const bool ruined =
            row.code.find("E+") != std::string::npos || row.code.find("e+") != std::string::npos;
        reject(line, ruined ? "mesh_code_ruined_by_spreadsheet" : "mesh_code_unreadable",
               header.shown[columns.code], cell(columns.code),
               ruined ? Text{"メッシュコードが表計算ソフトで指数表示に変わり、桁が失われています。"
                             "元のファイルを使ってください。",
                             "A spreadsheet turned the mesh code into an exponent and lost digits. "
                             "Use the original file."}
                      : Text{"メッシュコードではありません（4〜11桁の数字が必要です）。",
                             "Not a mesh code (4 to 11 digits are needed)."});
        return;
    }
    const std::string_view total_text =
        columns.people_unsaid ? std::string_view() : cell(columns.population);
    const CellFigure total = figure_in(total_text);
    row.population = total.value;
    // The people of Japan have never been more (2008: 128.1 million, 総務省 人口推計).
    constexpr double kMostOfJapan = 130e6;
    if (total.value > kMostOfJapan) {
        reject(line, "population_impossible", header.shown[columns.population], total_text,
               {"人口が日本の総人口（1億3千万人）を超えています。",
                "More people than all of Japan has (130 million)."});
        return;
    }
    if (total.kind != CellKind::Number) {
        row.population = std::numeric_limits<double>::quiet_NaN();
    }
    const bool is_cell = domain::MeshCell::parse(row.code) ||
                         domain::MeshCell::parse(row.code, domain::MeshLevel::M100);
    if (total.kind != CellKind::Number && is_cell &&
        !columns.people_unsaid) { // a row of no cell is rejected as a whole
        unstated(total.kind == CellKind::Bad, line, row.code, header.shown[columns.population],
                 total_text);
    }
    for (std::size_t d = 0; d < kDetails; ++d) {
        if (!columns.details[d]) {
            continue;
        }
        const std::string_view text = cell(*columns.details[d]);
        const CellFigure figure = figure_in(text);
        row.details[d].suppressed = figure.kind == CellKind::Suppressed;
        if (figure.kind == CellKind::Number) {
            row.details[d].value = figure.value;
        } else if (figure.kind == CellKind::Bad) {
            out_.issues.push_back(
                {.kind = IssueKind::Noted,
                 .code = "population_detail_unreadable",
                 .file = out_.files.back().shown_as,
                 .layer = out_.files.back().member,
                 .row = line,
                 .field = header.shown[*columns.details[d]],
                 .value = std::string(text),
                 .problem = {"0以上の数ではありません。", "Not a number of 0 or more."},
                 .action = {"この項目だけ不明として扱いました。",
                            "This figure alone counts as unknown."}});
        }
    }
    if (columns.included) { // most cells have nothing there
        const std::string_view codes = cell(*columns.included);
        const bool ascii = std::all_of(codes.begin(), codes.end(),
                                       [](char c) { return static_cast<unsigned char>(c) < 128; });
        row.includes = ascii ? std::string(codes) : normalise_width(codes); // blanks stand between
    }
    // Merged into the target (HTKSYORI 2, HITOKU *); other rows may leave a blank or a dash there.
    if (columns.target &&
        (!columns.treatment || PlainText(cell(*columns.treatment)).text() == columns.merged_mark)) {
        row.merged_into = mended_code(PlainText(cell(*columns.target)).text());
        const bool told = columns.marked_only && columns.treatment && !row.merged_into.empty();
        for (std::size_t d = 0; d < kDetails && told; ++d) {
            row.details[d].suppressed = columns.details[d].has_value();
        }
    }
    out_.rows.push_back(std::move(row));
}

void PopulationTaker::look_for_kinds(const PopulationColumns& columns,
                                     const PopulationHeader& header, const RowScan& rows) {
    std::vector<std::string_view> codes;
    for (std::size_t i = first_row_; i < out_.rows.size(); ++i) {
        codes.emplace_back(out_.rows[i].code);
    }
    std::sort(codes.begin(), codes.end());
    std::int64_t cells = 0;
    std::int64_t repeated = 0; // of the cells
    for (std::size_t i = 0, next = 0; i < codes.size(); i = next, ++cells) {
        for (next = i + 1; next < codes.size() && codes[next] == codes[i]; ++next) {
        }
        repeated += next > i + 1 ? 1 : 0;
    }
    if (2 * repeated <= cells) {
        return;
    }
    PopulationKinds kinds(header, columns);
    rows([&kinds](std::span<const std::string_view> fields) {
        kinds.add(fields);
        return true;
    });
    const std::vector<PopulationKinds::Kind> found = kinds.found(repeated);
    if (found.empty()) {
        return;
    }
    constexpr std::size_t kShown = 5; // of the words
    Text list;
    for (const PopulationKinds::Kind& kind : found) {
        const std::span words(kind.words.data(), std::min(kind.words.size(), kShown));
        const bool more = kind.words.size() > kShown;
        list.ja +=
            fmt::format("「{}」（{}{}）", kind.header, fmt::join(words, "・"), more ? " など" : "");
        list.en += fmt::format("{}\"{}\" ({}{})", list.en.empty() ? "" : ", ", kind.header,
                               fmt::join(words, ", "), more ? "..." : "");
    }
    const PopulationFile& file = out_.files.back();
    if (!found.front().one.empty()) {
        const std::string condition = condition_of(request_.where, found);
        throw InputError(
            {fmt::format(
                 "{} には同じメッシュの行がいくつもあり、列{}で分かれています。足し合わせると人"
                 "口が何重にもなるので、使う行を study.toml に where = \"{}\" "
                 "のように書いてください。",
                 place_of(file), list.ja, condition),
             fmt::format("{} has several rows of a cell, told apart by {}. Added up they would "
                         "count people more than once: choose rows in study.toml by where = "
                         "\"{}\" or the like.",
                         place_of(file), list.en, condition)});
    }
    out_.issues.push_back(
        {.kind = IssueKind::Noted,
         .code = "population_kinds_added",
         .file = file.shown_as,
         .layer = file.member,
         .row = std::nullopt,
         .field = found.front().header,
         .value = found.front().words.front(),
         .problem = {fmt::format("ほとんどのメッシュに行がいくつもあり、列{}で分かれています。",
                                 list.ja),
                     fmt::format("Most cells have several rows, told apart by {}.", list.en)},
         .action = {
             "人口を足し合わせました。足すものでないときは、使う行を where で選んでください。",
             "Their people were added up. Where they are not to be, choose rows by where."}});
}

} // namespace todoku::io
