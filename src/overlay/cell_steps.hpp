// Which cells count as beside each other: those that touch, or lie within a joining distance.
#pragma once

#include "core/units.hpp"
#include "domain/mesh.hpp"

#include <cstdint>
#include <vector>

namespace todoku::overlay {

/// Whole millimetres: sums are exact, so that equally long ways are equal.
using Millimetres = std::int64_t;

/// From a cell to one beside it.
struct CellStep {
    std::int32_t rows = 0;
    std::int32_t columns = 0;
    Millimetres length = 0; ///< centre to centre
};

/// Steps to all cells that touch a cell (also at corners) or whose nearest points lie within
/// `joining` of it; from south to north, west to east. Columns narrow to the north by 0.02 % a row
/// at most: the steps of one cell serve an area, and steps are the same both ways.
std::vector<CellStep> steps_from(domain::MeshCell cell, Metres joining);

} // namespace todoku::overlay
