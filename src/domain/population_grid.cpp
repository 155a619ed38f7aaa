#include "domain/population_grid.hpp"

#include "core/error.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace todoku::domain {

void PopulationGrid::push_back(MeshCell cell, const CellFigures& figures, CellMarks mark) {
    const bool unknown = std::isnan(figures.population);
    cells.push_back(cell);
    population.push_back(unknown ? 0.0 : figures.population);
    households.push_back(figures.households);
    population_65plus.push_back(figures.population_65plus);
    population_75plus.push_back(figures.population_75plus);
    marks.push_back(unknown ? static_cast<CellMarks>(mark | kPeopleUnknown) : mark);
}

void PopulationGrid::sort_and_merge() {
    const auto rises = [](MeshCell a, MeshCell b) { return !(a < b); };
    if (std::adjacent_find(cells.begin(), cells.end(), rises) == cells.end()) {
        return;
    }
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
            merged.population_75plus.back() += population_75plus[i];
            merged.marks.back() = static_cast<CellMarks>(merged.marks.back() | marks[i]);
        } else {
            merged.push_back(cells[i], figures(i), marks[i]);
        }
    }
    *this = std::move(merged);
}

PopulationGrid summed(const PopulationGrid& grid, MeshLevel coarser) {
    if (grid.level == coarser) {
        return grid;
    }
    if (!nests(grid.level, coarser)) {
        require_nesting(grid.level, coarser);
    }
    PopulationGrid result;
    result.level = coarser;
    result.census = grid.census;
    for (std::size_t i = 0; i < grid.size(); ++i) {
        result.push_back(grid.cells[i].parent(coarser), grid.figures(i), grid.marks[i]);
    }
    result.sort_and_merge();
    return result;
}

void require_nesting(MeshLevel population, MeshLevel study) {
    if (!nests(population, study) && !nests(study, population)) {
        throw UsageError({std::string("人口メッシュの区分 ") + name_of(population) +
                              " は集計メッシュ " + name_of(study) +
                              " に組み替えられません。[grid] mesh を変えてください。",
                          std::string("Population cells of ") + name_of(population) +
                              " do not nest with the study's " + name_of(study) +
                              " cells. Change [grid] mesh."});
    }
}

} // namespace todoku::domain
