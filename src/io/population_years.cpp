// Two files of the people of one area at different times: added up they count everybody twice.
#include "core/counted.hpp"
#include "core/error.hpp"
#include "io/population_columns.hpp"
#include "io/population_kinds.hpp"
#include "io/population_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace todoku::io {

namespace {

/// What one file states of one cell, over all its rows.
struct Stated {
    std::size_t first = 0; ///< row
    double people = 0.0;
};

/// The inhabited cells that two files have in common.
struct Common {
    std::int64_t cells = 0;
    std::int64_t unequal = 0; ///< of those
    Stated one;               ///< of the first that is unequal
    Stated other;

    /// Of the files of neighbours only the cells on their border are common.
    [[nodiscard]] bool are_one_area(std::int64_t smaller) const {
        constexpr std::int64_t kCertain = 20;
        return cells > kCertain && 10 * cells >= 9 * smaller && 2 * unequal > cells;
    }
};

bool of_two_prefectures(const MeshRow& a, const MeshRow& b) {
    return a.prefecture != 0 && b.prefecture != 0 && a.prefecture != b.prefecture;
}

[[noreturn]] void refuse(const PopulationRows& all, const Common& common, std::int64_t smaller) {
    const MeshRow& one = all.rows[common.one.first];
    const MeshRow& other = all.rows[common.other.first];
    const std::string a = place_of(all.files[one.file]);
    const std::string b = place_of(all.files[other.file]);
    throw InputError(
        {fmt::format(
             "{} と {} には、同じメッシュが違う人口で載っています（人のいるメッシュが少ない"
             "方の {} 件のうち {} 件が両方にあり、{} 件は人口が違う。{} は、前者の {} "
             "行目で {} 人、後者の {} 行目で {} "
             "人）。年の違う表などを足し合わせると人口が二重になるので、使"
             "う年のファイルだけを files に書いてください。男女や年齢で分けた表なら、男・女・"
             "65歳以上などをファイル名か人口の列の見出しに入れてください。ほかの分け方の表は"
             "、一つの表に足し合わせてください。",
             a, b, counted(smaller), counted(common.cells), counted(common.unequal), one.code,
             one.line, with_thousands(common.one.people), other.line,
             with_thousands(common.other.people)),
         fmt::format("{} and {} state other people of the same cells (of {} inhabited cells of the "
                     "smaller file {} are in both, {} of them with other people; {} has {} in row "
                     "{} of the first and {} in row {} of the second). Tables of different years, "
                     "added up, count everybody "
                     "twice: name the files of one year only in files. Where the tables divide "
                     "people by sex or age, put 男, 女, 65歳以上 or the like into the file's name "
                     "or the heading of its people; add tables of other parts up to one.",
                     a, b, counted(smaller), counted(common.cells), counted(common.unequal),
                     one.code, with_thousands(common.one.people), one.line,
                     with_thousands(common.other.people), other.line)});
}

} // namespace

bool hold_parts_of_people(const PopulationFile& a, const PopulationFile& b) {
    return name_parts_of_people(a.shown_as + a.member + a.people, b.shown_as + b.member + b.people);
}

void refuse_other_years(const PopulationRows& all, const std::vector<domain::MeshCell>& cells) {
    if (all.files.size() < 2) {
        return;
    }
    std::vector<std::size_t> order(cells.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&cells](std::size_t a, std::size_t b) { return cells[a] < cells[b]; });
    std::vector<std::int64_t> inhabited(all.files.size(), 0);
    std::map<std::pair<std::size_t, std::size_t>, Common> shared;
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        std::map<std::size_t, Stated> stated; // by file
        for (end = begin; end < order.size() && cells[order[end]] == cells[order[begin]]; ++end) {
            const MeshRow& row = all.rows[order[end]];
            if (row.population > 0.0) {
                Stated& of_file = stated.try_emplace(row.file, order[end], 0.0).first->second;
                of_file.people += row.population;
            }
        }
        for (auto one = stated.begin(); one != stated.end(); ++one) {
            ++inhabited[one->first];
            for (auto other = std::next(one); other != stated.end(); ++other) {
                if (of_two_prefectures(all.rows[one->second.first],
                                       all.rows[other->second.first])) {
                    continue;
                }
                Common& common = shared[{one->first, other->first}];
                ++common.cells;
                if (one->second.people != other->second.people) {
                    common.one = common.unequal == 0 ? one->second : common.one;
                    common.other = common.unequal == 0 ? other->second : common.other;
                    ++common.unequal;
                }
            }
        }
    }
    for (const auto& [files, common] : shared) {
        const std::int64_t smaller = std::min(inhabited[files.first], inhabited[files.second]);
        if (common.are_one_area(smaller) &&
            !hold_parts_of_people(all.files[files.first], all.files[files.second])) {
            refuse(all, common, smaller);
        }
    }
}

} // namespace todoku::io
