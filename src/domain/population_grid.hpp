// Residents by mesh cell. Cells absent from a file have nobody in them; they are not unknown.
#pragma once

#include "domain/mesh.hpp"

#include <string>
#include <vector>

namespace todoku::domain {

/// Columns of equal length, one entry a cell, cells rising (south to north, west to east), each
/// once. Figures may be fractions after splitting; NaN means the source does not say.
struct PopulationGrid {
    MeshLevel level = MeshLevel::M250;
    std::vector<MeshCell> cells;
    std::vector<double> population;
    std::vector<double> households;
    std::vector<double> population_65plus;
    std::string census; ///< shown beside every figure, e.g. 令和2年国勢調査

    [[nodiscard]] std::size_t size() const { return cells.size(); }
    void push_back(MeshCell cell, double residents, double household_count,
                   double residents_65plus);
    /// Brings cells into order and adds up entries of the same cell. NaN plus a number is NaN.
    void sort_and_merge();
};

/// The same people on another level: coarser sums, finer splits evenly by area of the part (finer
/// cells of one cell are equal in degrees). @pre levels nest one way or the other. @throws
/// UsageError where they do not.
PopulationGrid regrid(const PopulationGrid& grid, MeshLevel level);

} // namespace todoku::domain
