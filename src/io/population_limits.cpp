// Figures of a population file that no census has: told, and used only as far as they can be true.
#include "core/counted.hpp"
#include "io/population_columns.hpp"
#include "io/population_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace todoku::io {

namespace {

// The densest municipality of the 2020 census, Toshima (Tokyo), has 23,200 people per km2; four
// times that in a cell is more than its tallest quarters hold. Small cells may be one tower.
constexpr double kMostPerKm2 = 100'000.0;
constexpr double kMostInSmallCell = 10'000.0;
constexpr double kCellOf1kmInKm2 = 1.0; // nominal

double most_people(domain::MeshLevel level) {
    const auto own = domain::pitch(level);
    const auto of_1km = domain::pitch(domain::MeshLevel::Km1);
    const double km2 = kCellOf1kmInKm2 * of_1km.rows_per_degree() / own.rows_per_degree() *
                       of_1km.columns_per_degree / own.columns_per_degree;
    return std::max(kMostInSmallCell, kMostPerKm2 * km2);
}

/// Rows of one file with the same trouble.
struct Questioned {
    std::int64_t count = 0;
    const MeshRow* first = nullptr;

    void add(const MeshRow& row) {
        first = first == nullptr ? &row : first;
        ++count;
    }
};

Issue issue_of(const PopulationRows& all, const MeshRow& row, const char* code) {
    return {.kind = IssueKind::Noted,
            .code = code,
            .file = all.files[row.file].shown_as,
            .layer = all.files[row.file].member,
            .row = row.line,
            .field = {},
            .value = row.code,
            .problem = {},
            .action = {}};
}

} // namespace

void question_crowded_cells(PopulationRows& all, domain::MeshLevel level) {
    const double most = most_people(level);
    std::map<std::size_t, Questioned> crowded; // by file
    for (const MeshRow& row : all.rows) {
        if (row.population > most) {
            crowded[row.file].add(row);
        }
    }
    for (const auto& [file, found] : crowded) {
        Issue issue = issue_of(all, *found.first, "population_implausible");
        issue.problem = {
            fmt::format("{}メッシュ1つに {} 人を超える行が {} 件あります（最初は {} の {} "
                        "人）。日本で最も人口密度の高い市区町村の4倍でもこれより少ないはずです。",
                        domain::name_of(level), with_thousands(most), counted(found.count),
                        found.first->code, with_thousands(found.first->population)),
            fmt::format("{} rows state more than {} people in one {} cell (the first is {} "
                        "with {}), more than four times the densest municipality of Japan.",
                        counted(found.count), with_thousands(most), domain::name_of(level),
                        found.first->code, with_thousands(found.first->population))};
        issue.action = {"値はそのまま使いました。人口の列、単位、桁を確かめてください。",
                        "Used as they are. Check the column of people, its unit and its digits."};
        all.issues.push_back(std::move(issue));
    }
}

void drop_details_over_total(PopulationRows& all) {
    // Both may be rounded to whole people.
    constexpr double kRounding = 0.5;
    static constexpr std::pair<DetailColumn, const char*> kAges[] = {{kResidents65plus, "65"},
                                                                     {kResidents75plus, "75"}};
    for (const auto& [detail, age] : kAges) {
        std::map<std::size_t, Questioned> over; // by file
        std::map<std::size_t, double> first_figure;
        for (MeshRow& row : all.rows) {
            DetailFigure& figure = row.details[detail];
            if (figure.value > row.population + kRounding) {
                first_figure.emplace(row.file, figure.value);
                over[row.file].add(row);
                figure = {};
            }
        }
        for (const auto& [file, found] : over) {
            Issue issue = issue_of(all, *found.first, "population_detail_over_total");
            issue.field = fmt::format("{}歳以上人口", age);
            issue.problem = {
                fmt::format("{}歳以上の人口が総人口より多いメッシュが {} 件あります（最初は {}: "
                            "{:.6g} 人、総人口 {:.6g} 人）。",
                            age, found.count, found.first->code, first_figure.at(file),
                            found.first->population),
                fmt::format("{} cells have more people aged {} and over than people (the first is "
                            "{}: {:.6g} of {:.6g}).",
                            found.count, age, found.first->code, first_figure.at(file),
                            found.first->population)};
            issue.action = {
                fmt::format("そのメッシュの{}歳以上人口は不明として扱いました。総人口は使いました。"
                            "列の指定（割合の列ではないか）とファイルを確かめてください。",
                            age),
                fmt::format("Their people aged {} and over count as unknown; the total is used. "
                            "Check the column (is it a share?) and the file.",
                            age)};
            all.issues.push_back(std::move(issue));
        }
    }
}

} // namespace todoku::io
