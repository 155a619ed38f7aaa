#include "overlay/cell_steps.hpp"

#include "geo/ellipsoid.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace todoku::overlay {

std::vector<CellStep> steps_from(domain::MeshCell cell, Metres joining) {
    const auto beside = [&](std::int32_t rows, std::int32_t columns) {
        return domain::MeshCell(cell.level(), cell.row() + rows, cell.column() + columns);
    };
    const auto away = [&](std::int32_t rows, std::int32_t columns) {
        return geo::distance(cell.centre(), beside(rows, columns).centre()).value();
    };
    const double north = away(1, 0);
    const double east = away(0, 1);
    // Cells n apart leave n - 1 cells between them.
    const auto reach = [&](double pitch) {
        return 1 + static_cast<std::int32_t>(joining.value() / pitch);
    };
    std::vector<CellStep> steps;
    for (std::int32_t rows = -reach(north); rows <= reach(north); ++rows) {
        for (std::int32_t columns = -reach(east); columns <= reach(east); ++columns) {
            const double gap = std::hypot(std::max(std::abs(rows) - 1, 0) * north,
                                          std::max(std::abs(columns) - 1, 0) * east);
            if ((rows != 0 || columns != 0) && gap <= joining.value()) {
                // Of the step to the north-east: the same for the way back.
                const double length = away(std::abs(rows), std::abs(columns));
                steps.push_back(
                    {rows, columns, static_cast<Millimetres>(std::llround(length * 1000.0))});
            }
        }
    }
    return steps;
}

} // namespace todoku::overlay
