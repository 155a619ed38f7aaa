#include "overlay/overlapping_cells.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace todoku::overlay {

namespace {

using domain::MeshCell;
using domain::MeshLevel;
using domain::MeshPitch;
using domain::MeshWindow;

/// The part of unit `i` (of `pitch` units a degree) that lies on unit `j` (of `other` a degree).
double share_of(std::int32_t i, std::int32_t pitch, std::int32_t j, std::int32_t other) {
    // In units of 1 / (pitch * other) degree both are whole numbers.
    const std::int64_t low = std::max(std::int64_t{i} * other, std::int64_t{j} * pitch);
    const std::int64_t high = std::min(std::int64_t{i + 1} * other, std::int64_t{j + 1} * pitch);
    return static_cast<double>(std::max(std::int64_t{0}, high - low)) / other;
}

/// The first unit of `other` a degree that shares ground with unit `i` of `pitch` a degree, and how
/// many do.
std::pair<std::int32_t, std::int32_t> units_on(std::int32_t i, std::int32_t pitch,
                                               std::int32_t other) {
    const std::int64_t first = std::int64_t{i} * other / pitch;
    const std::int64_t end = (std::int64_t{i + 1} * other + pitch - 1) / pitch;
    return {static_cast<std::int32_t>(first), static_cast<std::int32_t>(end - first)};
}

} // namespace

MeshWindow cells_on(MeshCell cell, MeshLevel level) {
    const MeshPitch from = pitch(cell.level());
    const MeshPitch to = pitch(level);
    const auto [row, rows] =
        units_on(cell.row(), from.half_rows_per_degree, to.half_rows_per_degree);
    const auto [column, columns] =
        units_on(cell.column(), from.columns_per_degree, to.columns_per_degree);
    return {level, row, column, rows, columns};
}

double share_on(MeshCell part, MeshCell cell) {
    const MeshPitch p = pitch(part.level());
    const MeshPitch c = pitch(cell.level());
    return share_of(part.row(), p.half_rows_per_degree, cell.row(), c.half_rows_per_degree) *
           share_of(part.column(), p.columns_per_degree, cell.column(), c.columns_per_degree);
}

std::vector<char> which_touch(std::span<const MeshCell> cells, std::span<const MeshCell> grid) {
    std::vector<char> touch(cells.size(), 0);
    if (cells.empty() || grid.empty()) {
        return touch;
    }
    const MeshLevel level = cells.front().level();
    const MeshLevel other = grid.front().level();
    // Looked up at the coarser level, of which few cells lie on a cell of the finer.
    if (pitch(level).columns_per_degree >= pitch(other).columns_per_degree) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const MeshWindow on = cells_on(cells[i], other);
            for (std::size_t k = 0; k < on.size() && touch[i] == 0; ++k) {
                touch[i] = std::binary_search(grid.begin(), grid.end(), on.cell(k)) ? 1 : 0;
            }
        }
        return touch;
    }
    std::vector<MeshCell> under;
    for (const MeshCell cell : grid) {
        const MeshWindow on = cells_on(cell, level);
        for (std::size_t k = 0; k < on.size(); ++k) {
            under.push_back(on.cell(k));
        }
    }
    std::sort(under.begin(), under.end());
    under.erase(std::unique(under.begin(), under.end()), under.end());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        touch[i] = std::binary_search(under.begin(), under.end(), cells[i]) ? 1 : 0;
    }
    return touch;
}

} // namespace todoku::overlay
