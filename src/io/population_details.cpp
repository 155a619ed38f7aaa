// Tables of details without a total (65歳以上 in a file of its own): their figures join the cells
// of the tables of people beside them.
#include "core/counted.hpp"
#include "core/error.hpp"
#include "io/population_columns.hpp"
#include "io/population_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace todoku::io {

namespace {

struct Joined {
    std::int64_t rows = 0;
    std::int64_t strays = 0; ///< of these: of cells that no table of people has
    std::size_t first = 0;   ///< row, of the strays where there are any
};

void take(MeshRow& people, const MeshRow& details) {
    for (std::size_t d = 0; d < kDetails; ++d) {
        if (people.details[d].says_nothing()) {
            people.details[d] = details.details[d];
        }
    }
    people.merged_into = people.merged_into.empty() ? details.merged_into : people.merged_into;
    people.includes = people.includes.empty() ? details.includes : people.includes;
}

Issue issue_of(const PopulationRows& all, const PopulationFile& file, const Joined& joined) {
    const MeshRow& row = all.rows[joined.first];
    Issue issue{
        .kind = IssueKind::Assumed,
        .code = "population_details_joined",
        .file = file.shown_as,
        .layer = file.member,
        .row = row.line,
        .field = {},
        .value = row.code,
        .problem = {"総人口の列がなく、内訳の列だけの表です。",
                    "The table has no total, details alone."},
        .action = {fmt::format("内訳を、ほかのファイルの同じメッシュに付けました（{} 件）。",
                               counted(joined.rows - joined.strays)),
                   fmt::format("its details joined the same cells of the other files ({}).",
                               counted(joined.rows - joined.strays))}};
    if (joined.strays > 0) {
        issue.action.ja +=
            fmt::format("総人口のないメッシュの {} 件は使いませんでした。", counted(joined.strays));
        issue.action.en +=
            fmt::format(" {} of cells without a total were not used.", counted(joined.strays));
    }
    return issue;
}

} // namespace

void join_details(PopulationRows& all, std::vector<domain::MeshCell>& cells) {
    const auto is_alone = [&all](std::size_t row) {
        return !all.files[all.rows[row].file].columns_without_people.empty();
    };
    std::map<domain::MeshCell, std::size_t> people; // first row of each cell with a total
    std::map<std::size_t, Joined> joined;           // by file
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (is_alone(i)) {
            joined[all.rows[i].file];
        }
    }
    if (joined.empty()) {
        return;
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (!is_alone(i)) {
            people.emplace(cells[i], i);
        }
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (!is_alone(i)) {
            continue;
        }
        Joined& file = joined[all.rows[i].file];
        ++file.rows;
        const auto found = people.find(cells[i]);
        if (found != people.end()) {
            take(all.rows[found->second], all.rows[i]);
            file.first = file.rows == 1 ? i : file.first;
        } else {
            file.first = file.strays++ == 0 ? i : file.first;
        }
    }
    for (const auto& [index, file] : joined) {
        const PopulationFile& name = all.files[index];
        if (2 * file.strays > file.rows) { // no table beside the others, but people of elsewhere
            throw no_column_of_people(name, name.columns_without_people);
        }
        all.issues.push_back(issue_of(all, name, file));
        all.counts.used -= file.rows;
        all.counts.rejected += file.rows;
        all.counts.joined += file.rows - file.strays;
    }
    std::size_t at = 0;
    std::vector<char> alone(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        alone[i] = is_alone(i) ? 1 : 0;
    }
    std::erase_if(all.rows, [&](const MeshRow&) { return alone[at++] != 0; });
    at = 0;
    std::erase_if(cells, [&](const domain::MeshCell&) { return alone[at++] != 0; });
}

} // namespace todoku::io
