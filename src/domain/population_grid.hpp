// Residents by mesh cell. Cells absent from a file have nobody in them; they are not unknown.
#pragma once

#include "domain/mesh.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace todoku::domain {

/// What a cell's figures are, where they are not simply what the source counted. Bits.
using CellMarks = std::uint8_t;
/// The source has the cell and does not say (all of) its people; `population` holds those it says.
inline constexpr CellMarks kPeopleUnknown = 1;
/// Apportioned from the cell that the suppressed figure was merged into.
inline constexpr CellMarks kHouseholdsEstimated = 2;
inline constexpr CellMarks kResidents65plusEstimated = 4;
inline constexpr CellMarks kResidents75plusEstimated = 8;

/// The figures of one cell; NaN where the source does not say.
struct CellFigures {
    double population = 0.0;
    double households = std::numeric_limits<double>::quiet_NaN();
    double population_65plus = std::numeric_limits<double>::quiet_NaN();
    double population_75plus = std::numeric_limits<double>::quiet_NaN();

    /// The figures of a part of the cell.
    [[nodiscard]] CellFigures part(double share) const {
        return {population * share, households * share, population_65plus * share,
                population_75plus * share};
    }
};

/// Columns of equal length, one entry a cell, cells rising (south to north, west to east), each
/// once. Figures may be fractions after splitting.
struct PopulationGrid {
    MeshLevel level = MeshLevel::M250;
    std::vector<MeshCell> cells;
    std::vector<double> population;        ///< a number always; see kPeopleUnknown
    std::vector<double> households;        ///< NaN where the source does not say
    std::vector<double> population_65plus; ///< NaN where the source does not say
    std::vector<double> population_75plus; ///< NaN where the source does not say
    std::vector<CellMarks> marks;
    std::string census; ///< shown beside every figure, e.g. 令和2年国勢調査

    [[nodiscard]] std::size_t size() const { return cells.size(); }
    /// Residents that are no number are unknown: 0, and the cell is marked.
    void push_back(MeshCell cell, const CellFigures& figures, CellMarks mark = 0);
    void push_back(MeshCell cell, double residents, double household_count, double residents_65plus,
                   CellMarks mark = 0) {
        push_back(cell, {residents, household_count, residents_65plus}, mark);
    }
    [[nodiscard]] CellFigures figures(std::size_t i) const {
        return {population[i], households[i], population_65plus[i], population_75plus[i]};
    }
    /// Brings cells into order and adds up entries of the same cell: marks join, a detail that is
    /// no number makes the sum none.
    void sort_and_merge();
};

/// The same people in the cells of a coarser level (or of the same). @pre the levels nest.
/// @throws UsageError where they do not.
PopulationGrid summed(const PopulationGrid& grid, MeshLevel coarser);

/// @throws UsageError where cells of one level are not made of whole cells of the other
void require_nesting(MeshLevel population, MeshLevel study);

} // namespace todoku::domain
