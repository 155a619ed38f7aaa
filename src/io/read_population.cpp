#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/refused_rows.hpp"
#include "io/population_columns.hpp"
#include "io/population_rows.hpp"
#include "io/readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

namespace todoku::io {

using domain::MeshCell;
using domain::MeshLevel;

namespace {

std::string place_of(const PopulationRows& all, const MeshRow& row) {
    return place_of(all.files[row.file]);
}

Issue issue_at(const PopulationRows& all, const MeshRow& row, IssueKind kind, std::string code,
               std::string value) {
    return {.kind = kind,
            .code = std::move(code),
            .file = all.files[row.file].shown_as,
            .layer = all.files[row.file].member,
            .row = row.line,
            .field = {},
            .value = std::move(value),
            .problem = {},
            .action = {}};
}

/// Ten digits are 250 m or tenths of a kilometre. All codes of a 250 m file end in two digits of 1
/// to 4; of a 100 m file a sixth of them do. The majority decides, so that a mistyped code does
/// not.
MeshLevel level_of_ten_digits(PopulationRows& all) {
    std::int64_t ten = 0;
    std::int64_t fit = 0;
    const MeshRow* first = nullptr;
    for (const MeshRow& row : all.rows) {
        if (row.code.size() == 10) {
            first = first == nullptr ? &row : first;
            ++ten;
            fit += MeshCell::parse(row.code, MeshLevel::M250) ? 1 : 0;
        }
    }
    const bool quarter = 2 * fit > ten;
    // With 20 codes chance makes all of a 100 m file fit in less than one of 10^15 cases.
    constexpr std::int64_t kCertain = 20;
    if (first != nullptr &&
        ((quarter && (ten < kCertain || fit != ten)) || (!quarter && ten < kCertain))) {
        Issue issue = issue_at(all, *first, IssueKind::Noted, "mesh_level_ambiguous", first->code);
        issue.problem = {fmt::format("10桁のコードは250mメッシュにも100mメッシュにも読めます（{} "
                                     "件中 {} 件が250mの形）。",
                                     ten, fit),
                         fmt::format("Codes of ten digits may be 250 m or 100 m cells ({} of {} "
                                     "have the form of 250 m).",
                                     fit, ten)};
        issue.action = quarter ? Text{"250mメッシュとして読みました。", "Read as 250 m cells."}
                               : Text{"100mメッシュとして読みました。", "Read as 100 m cells."};
        all.issues.push_back(std::move(issue));
    }
    return quarter ? MeshLevel::M250 : MeshLevel::M100;
}

/// Numbers of single precision hold seven digits: a code of eight or more that passed through one
/// is another cell's. All codes of such a file are numbers of that precision; of whole files a
/// quarter or fewer are.
/// @throws InputError for such a file
void refuse_rounded_codes(const PopulationRows& all) {
    constexpr double kExact = 16777216.0; // 2^24: below, every whole number is one
    constexpr std::int64_t kCertain = 20; // by chance in one of 10^12 files
    std::vector<std::int64_t> rounded(all.files.size(), 0);
    std::vector<char> whole(all.files.size(), 0);
    for (const MeshRow& row : all.rows) {
        double code = 0.0;
        std::from_chars(row.code.data(), row.code.data() + row.code.size(), code);
        if (code > kExact) {
            const bool same = static_cast<double>(static_cast<float>(code)) == code;
            rounded[row.file] += same ? 1 : 0;
            whole[row.file] = static_cast<char>(whole[row.file] != 0 || !same);
        }
    }
    for (std::size_t file = 0; file < all.files.size(); ++file) {
        if (whole[file] == 0 && rounded[file] >= kCertain) {
            throw InputError(
                {fmt::format("{} のメッシュコードは、桁の足りない小数として保存されたため、下の桁が"
                             "失われています。コードが整数か文字の元のファイルを使ってください。",
                             place_of(all.files[file])),
                 fmt::format("The mesh codes of {} were kept as numbers with too few digits and "
                             "lost their last ones. Use the original file, with codes as integers "
                             "or text.",
                             place_of(all.files[file]))});
        }
    }
}

/// The cells of the rows, all of one level; rows whose code is no cell are rejected.
/// @throws InputError for codes of two levels
std::vector<MeshCell> cells_of(PopulationRows& all) {
    const MeshLevel ten_digits = level_of_ten_digits(all);
    std::vector<MeshCell> cells;
    std::vector<char> read(all.rows.size(), 0);
    cells.reserve(all.rows.size());
    const MeshRow* first = nullptr;
    for (std::size_t i = 0; i < all.rows.size(); ++i) {
        const MeshRow& row = all.rows[i];
        const auto cell = row.code.size() == 10 ? MeshCell::parse(row.code, ten_digits)
                                                : MeshCell::parse(row.code);
        if (!cell) {
            Issue issue = issue_at(all, row, IssueKind::Rejected, "mesh_code_unreadable", row.code);
            issue.problem = {"存在しないメッシュコードです。", "There is no such mesh code."};
            issue.action = {"この行は使いませんでした。", "The row was not used."};
            all.issues.push_back(std::move(issue));
            ++all.counts.rejected;
            --all.counts.used;
            continue;
        }
        if (first != nullptr && cell->level() != cells.front().level()) {
            throw InputError({fmt::format("人口のメッシュの区分が混ざっています。{} の {} "
                                          "行目（{}）は {} ですが、{} の {} 行目（{}）は {} です。"
                                          "同じ区分のファイルだけを指定してください。",
                                          place_of(all, *first), first->line, first->code,
                                          name_of(cells.front().level()), place_of(all, row),
                                          row.line, row.code, name_of(cell->level())),
                              fmt::format("Population cells of two levels: row {} of {} ({}) is "
                                          "{}, row {} of {} ({}) is {}. Give files of one "
                                          "level only.",
                                          first->line, place_of(all, *first), first->code,
                                          name_of(cells.front().level()), row.line,
                                          place_of(all, row), row.code, name_of(cell->level()))});
        }
        first = first == nullptr ? &row : first;
        read[i] = 1;
        cells.push_back(*cell);
    }
    if (cells.size() != all.rows.size()) {
        std::size_t at = 0;
        std::erase_if(all.rows, [&](const MeshRow&) { return read[at++] == 0; });
    }
    if (cells.empty()) {
        const std::string name = all.files.empty() ? "" : all.files.front().shown_as;
        if (all.counts.read > 0 && all.counts.left_out == all.counts.read) {
            throw RefusedRows(
                {fmt::format("{} の {} 行に where の条件に合うものがありません。条件の値の書き方を"
                             "確かめてください。",
                             name, all.counts.read),
                 fmt::format("Not one of the {} rows of {} meets the condition of where. Check how "
                             "its values are written.",
                             all.counts.read, name)},
                all.counts, std::move(all.issues));
        }
        throw RefusedRows(
            {fmt::format("{} に使える人口の行がありません（{} "
                         "行すべて不採用）。メッシュコードと人口の列を確かめてください。",
                         name, all.counts.read),
             fmt::format("{} has no usable row of population (all {} rejected). Check the columns "
                         "of mesh codes and people.",
                         name, all.counts.read)},
            all.counts, std::move(all.issues));
    }
    return cells;
}

bool same_figure(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

/// True where two rows of a cell, of different files, state the same people by the same total.
bool same_people(const MeshRow& a, const MeshRow& b) {
    return a.file != b.file && same_figure(a.population, b.population) &&
           (a.prefecture == 0 || b.prefecture == 0 || a.prefecture == b.prefecture);
}

/// True where no detail that both rows state differs: tables of one census hold other details.
bool details_agree(const MeshRow& a, const MeshRow& b) {
    for (std::size_t d = 0; d < kDetails; ++d) {
        const DetailFigure& one = a.details[d];
        const DetailFigure& other = b.details[d];
        if (!one.says_nothing() && !other.says_nothing() &&
            (one.suppressed != other.suppressed || !same_figure(one.value, other.value))) {
            return false;
        }
    }
    return true;
}

/// The details that `row` says nothing of, from another row of the same people.
/// @return what was taken
std::array<bool, kDetails> take_details(MeshRow& row, const MeshRow& other) {
    std::array<bool, kDetails> taken{};
    for (std::size_t d = 0; d < kDetails; ++d) {
        taken[d] = row.details[d].says_nothing() && !other.details[d].says_nothing();
        row.details[d] = taken[d] ? other.details[d] : row.details[d];
    }
    row.merged_into = row.merged_into.empty() ? other.merged_into : row.merged_into;
    row.includes = row.includes.empty() ? other.includes : row.includes;
    return taken;
}

/// The cells that two files share.
struct Shared {
    std::int64_t inhabited = 0;
    std::int64_t same_total = 0; ///< of those inhabited
    std::int64_t agreeing = 0;   ///< of those with the same total, details agree as well
    std::int64_t dropped = 0;
    std::int64_t differing = 0; ///< of those dropped, by their details
    std::size_t first = 0;      ///< row dropped first
    std::array<std::int64_t, kDetails> taken{};

    /// Parts of border cells are equal by chance here and there, copies nearly everywhere.
    [[nodiscard]] bool is_copy() const {
        constexpr std::int64_t kCertain = 20; // by totals alone
        return (agreeing >= 2 && 2 * agreeing > inhabited) ||
               (same_total >= kCertain && 2 * same_total > inhabited);
    }
};

/// The details taken, as a person lists them: 世帯数 400、65歳以上人口 398.
Text list_of(const std::array<std::int64_t, kDetails>& taken) {
    static const std::array<Text, kDetails> names = {
        {{"世帯数", "households"}, {"65歳以上人口", "aged 65+"}, {"75歳以上人口", "aged 75+"}}};
    Text list;
    for (std::size_t d = 0; d < kDetails; ++d) {
        if (taken[d] > 0) {
            const std::string number = todoku::counted(taken[d]);
            list.ja += fmt::format("{}{} {}", list.ja.empty() ? "" : "、", names[d].ja, number);
            list.en += fmt::format("{}{} {}", list.en.empty() ? "" : ", ", names[d].en, number);
        }
    }
    return list;
}

/// Says what became of the rows of the later of two files that state the same people.
Issue issue_of_repeats(const PopulationRows& all, const std::string& earlier,
                       const Shared& counted) {
    const MeshRow& row = all.rows[counted.first];
    const Text taken = list_of(counted.taken);
    Issue issue =
        taken.ja.empty()
            ? issue_at(all, row, IssueKind::Rejected, "mesh_cell_repeated", row.code)
            : issue_at(all, row, IssueKind::Assumed, "population_tables_joined", row.code);
    if (taken.ja.empty()) {
        issue.problem = {fmt::format("{} と同じメッシュに同じ値が載っています（{} 行）。", earlier,
                                     counted.dropped),
                         fmt::format("{} rows state the same figures of the same cells as {}.",
                                     counted.dropped, earlier)};
        issue.action = {"二重に数えないよう、その行は使いませんでした。同じ区域のファイルは片方だけ"
                        "を指定してください。",
                        "Those rows were not used, so that nobody counts twice. Give one file of "
                        "an area only."};
    } else {
        issue.problem = {fmt::format("{} と同じメッシュに同じ総人口が載っています（{} 行）。",
                                     earlier, counted.dropped),
                         fmt::format("{} rows state the same total of the same cells as {}.",
                                     counted.dropped, earlier)};
        issue.action = {fmt::format("同じ人の別の表とみて、総人口は一度だけ数え、{} "
                                    "にない内訳だけをこのファイルから取りました（{}）。",
                                    earlier, taken.ja),
                        fmt::format("Taken for tables of the same people: totals count once, and "
                                    "details that {} lacks come from this file ({}).",
                                    earlier, taken.en)};
    }
    if (counted.differing > 0) {
        issue.action.ja += fmt::format("内訳の食い違うメッシュ（{} 件）は {} の値を使いました。",
                                       counted.differing, earlier);
        issue.action.en += fmt::format(" Where details differ ({} cells), those of {} count.",
                                       counted.differing, earlier);
    }
    return issue;
}

/// Rows whose total an earlier file states too count once, where most of what the two files share
/// is so: the area was given twice, or two tables of it, which complete each other's details.
void drop_repeated_rows(PopulationRows& all, std::vector<MeshCell>& cells) {
    std::vector<std::size_t> order(cells.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&cells](std::size_t a, std::size_t b) { return cells[a] < cells[b]; });
    constexpr std::size_t kFarthest = 16; // rows of one cell; no cell is in so many files
    const auto each_pair = [&](const auto& visit) {
        for (std::size_t i = 1; i < order.size(); ++i) {
            for (std::size_t back = 1;
                 back <= std::min(i, kFarthest) && cells[order[i - back]] == cells[order[i]];
                 ++back) {
                visit(order[i - back], order[i]);
            }
        }
    };
    std::map<std::pair<std::size_t, std::size_t>, Shared> shared;
    each_pair([&](std::size_t a, std::size_t b) {
        const MeshRow& one = all.rows[a];
        const MeshRow& other = all.rows[b];
        if (one.file != other.file && (one.population > 0.0 || other.population > 0.0)) {
            Shared& files = shared[{one.file, other.file}];
            const bool same = same_people(one, other);
            ++files.inhabited;
            files.same_total += same ? 1 : 0;
            files.agreeing += same && details_agree(one, other) ? 1 : 0;
        }
    });
    std::erase_if(shared, [&all](const auto& pair) {
        const auto& [files, counted] = pair;
        return !counted.is_copy() ||
               hold_parts_of_people(all.files[files.first], all.files[files.second]);
    });
    if (shared.empty()) {
        return;
    }
    std::vector<char> dropped(cells.size(), 0);
    each_pair([&](std::size_t a, std::size_t b) {
        const auto files = shared.find({all.rows[a].file, all.rows[b].file});
        if (files == shared.end() || dropped[a] != 0 || dropped[b] != 0 ||
            !same_people(all.rows[a], all.rows[b])) {
            return;
        }
        Shared& counted = files->second;
        counted.differing += details_agree(all.rows[a], all.rows[b]) ? 0 : 1;
        const std::array<bool, kDetails> taken = take_details(all.rows[a], all.rows[b]);
        for (std::size_t d = 0; d < kDetails; ++d) {
            counted.taken[d] += taken[d] ? 1 : 0;
        }
        counted.first = counted.dropped == 0 ? b : std::min(counted.first, b);
        ++counted.dropped;
        dropped[b] = 1;
    });
    for (const auto& [files, counted] : shared) {
        if (counted.dropped == 0) { // a third file's rows went already
            continue;
        }
        all.issues.push_back(issue_of_repeats(all, place_of(all.files[files.first]), counted));
        all.counts.used -= counted.dropped;
        all.counts.rejected += counted.dropped;
        all.counts.joined += counted.dropped;
    }
    std::size_t at = 0;
    std::erase_if(all.rows, [&](const MeshRow&) { return dropped[at++] != 0; });
    at = 0;
    std::erase_if(cells, [&](const MeshCell&) { return dropped[at++] != 0; });
}

/// Cells that stand in more than one row are added up; says so.
void note_duplicates(PopulationRows& all, const std::vector<MeshCell>& cells) {
    std::vector<std::size_t> order(cells.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::stable_sort(order.begin(), order.end(),
                     [&cells](std::size_t a, std::size_t b) { return cells[a] < cells[b]; });
    std::int64_t count = 0;
    std::int64_t equal = 0;
    std::optional<std::size_t> first;
    for (std::size_t i = 1; i < order.size(); ++i) {
        if (cells[order[i]] == cells[order[i - 1]]) {
            ++count;
            equal += all.rows[order[i]].population == all.rows[order[i - 1]].population ? 1 : 0;
            first = !first || order[i] < *first ? order[i] : *first;
        }
    }
    if (!first) {
        return;
    }
    Issue issue =
        issue_at(all, all.rows[*first], IssueKind::Noted, "mesh_cell_twice", all.rows[*first].code);
    issue.problem = {
        fmt::format("同じメッシュの行が {} 件重なっています（うち人口が等しいもの {} 件）。", count,
                    equal),
        fmt::format("{} rows are of a cell that another row has already ({} of them with the same "
                    "population).",
                    count, equal)};
    issue.action = {"人口を足し合わせました（県境のメッシュは両県のファイルに分かれて載ります）。人"
                    "口が等しいものが多いときは、"
                    "同じ区域のファイルを二重に指定していないか確かめてください。",
                    "They were added up (cells on a prefecture border stand in both files, each "
                    "with its part). If most have the "
                    "same population, check that no area is given twice."};
    all.issues.push_back(std::move(issue));
}

domain::CellMarks marks_of(const MeshRow& row) {
    unsigned marks = 0;
    marks |= row.details[kHouseholds].estimated ? domain::kHouseholdsEstimated : 0U;
    marks |= row.details[kResidents65plus].estimated ? domain::kResidents65plusEstimated : 0U;
    marks |= row.details[kResidents75plus].estimated ? domain::kResidents75plusEstimated : 0U;
    return static_cast<domain::CellMarks>(marks);
}

} // namespace

LoadedPopulation read_population(const PopulationSource& request) {
    if (request.files.empty()) {
        throw UsageError({"人口のファイルが指定されていません。", "No population file is given."});
    }
    PopulationRows all = read_population_rows(request);
    refuse_rounded_codes(all);
    std::vector<MeshCell> cells = cells_of(all);
    join_details(all, cells);
    refuse_other_years(all, cells);
    drop_repeated_rows(all, cells);
    apportion_suppressed_details(all);
    question_crowded_cells(all, cells.front().level());
    drop_details_over_total(all);
    note_duplicates(all, cells);

    LoadedPopulation loaded;
    loaded.rows.reserve(cells.size());
    loaded.value.level = cells.front().level();
    loaded.value.census = request.census;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const MeshRow& row = all.rows[i];
        loaded.rows.push_back({cells[i], std::isnan(row.population) ? 0.0 : row.population,
                               row.prefecture != 0 && request.prefecture != 0 &&
                                   row.prefecture != request.prefecture});
        loaded.value.push_back(cells[i],
                               {row.population, row.details[kHouseholds].value,
                                row.details[kResidents65plus].value,
                                row.details[kResidents75plus].value},
                               marks_of(row));
    }
    loaded.value.sort_and_merge();
    loaded.counts = all.counts;
    loaded.issues = std::move(all.issues);
    loaded.encoding = std::move(all.encoding);
    loaded.mapping = std::move(all.mapping);
    return loaded;
}

} // namespace todoku::io
