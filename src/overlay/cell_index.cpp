#include "overlay/cell_index.hpp"

#include <algorithm>

namespace todoku::overlay {

CellIndex::CellIndex(std::span<const domain::MeshCell> cells)
    : cells_(cells), window_(domain::MeshWindow::around(cells)) {
    row_begin_.assign(static_cast<std::size_t>(window_.rows) + 1, 0);
    for (const domain::MeshCell cell : cells) {
        ++row_begin_[static_cast<std::size_t>(cell.row() - window_.row) + 1];
    }
    for (std::size_t row = 1; row < row_begin_.size(); ++row) {
        row_begin_[row] += row_begin_[row - 1];
    }
}

std::optional<std::uint32_t> CellIndex::find(domain::MeshCell cell) const {
    if (cell.level() != window_.level || !window_.contains(cell)) {
        return std::nullopt;
    }
    const auto row = static_cast<std::size_t>(cell.row() - window_.row);
    const auto begin = cells_.begin() + row_begin_[row];
    const auto end = cells_.begin() + row_begin_[row + 1];
    const auto found = std::lower_bound(begin, end, cell);
    if (found == end || *found != cell) {
        return std::nullopt;
    }
    return static_cast<std::uint32_t>(found - cells_.begin());
}

} // namespace todoku::overlay
