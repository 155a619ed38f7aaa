#include "domain/population_grid.hpp"

#include "core/error.hpp"

#include <algorithm>
#include <numeric>

namespace todoku::domain {

void PopulationGrid::push_back(MeshCell cell, double residents, double household_count,
                               double residents_65plus) {
    cells.push_back(cell);
    population.push_back(residents);
    households.push_back(household_count);
    population_65plus.push_back(residents_65plus);
}

void PopulationGrid::sort_and_merge() {
    std::vector<std::size_t> order(cells.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [this](std::size_t a, std::size_t b) { return cells[a] < cells[b]; });
    PopulationGrid merged;
    merged.level = level;
    merged.census = census;
    for (const std::size_t i : order) {
        if (!merged.cells.empty() && merged.cells.back() == cells[i]) {
            merged.population.back() += population[i];
            merged.households.back() += households[i];
            merged.population_65plus.back() += population_65plus[i];
        } else {
            merged.push_back(cells[i], population[i], households[i], population_65plus[i]);
        }
    }
    *this = std::move(merged);
}

PopulationGrid regrid(const PopulationGrid& grid, MeshLevel level) {
    if (grid.level == level) {
        return grid;
    }
    PopulationGrid result;
    result.level = level;
    result.census = grid.census;
    if (nests(grid.level, level)) { // to coarser cells: sums
        for (std::size_t i = 0; i < grid.size(); ++i) {
            result.push_back(grid.cells[i].parent(level), grid.population[i], grid.households[i],
                             grid.population_65plus[i]);
        }
    } else if (nests(level, grid.level)) { // to finer cells: even shares
        const MeshPitch fine = pitch(level);
        const MeshPitch coarse = pitch(grid.level);
        const std::int32_t rows = fine.half_rows_per_degree / coarse.half_rows_per_degree;
        const std::int32_t columns = fine.columns_per_degree / coarse.columns_per_degree;
        const double share = 1.0 / (static_cast<double>(rows) * columns);
        for (std::size_t i = 0; i < grid.size(); ++i) {
            for (std::int32_t part = 0; part < rows * columns; ++part) {
                result.push_back(MeshCell(level, grid.cells[i].row() * rows + part / columns,
                                          grid.cells[i].column() * columns + part % columns),
                                 grid.population[i] * share, grid.households[i] * share,
                                 grid.population_65plus[i] * share);
            }
        }
    } else {
        throw UsageError({std::string("人口メッシュの区分 ") + name_of(grid.level) +
                              " は集計メッシュ " + name_of(level) +
                              " に組み替えられません。[grid] mesh を変えてください。",
                          std::string("Population cells of ") + name_of(grid.level) +
                              " do not nest with the study's " + name_of(level) +
                              " cells. Change [grid] mesh."});
    }
    result.sort_and_merge();
    return result;
}

} // namespace todoku::domain
