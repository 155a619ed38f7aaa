// Finds the position of a cell in a study's list of cells.
#pragma once

#include "domain/mesh.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace todoku::overlay {

/// Over rising cells of one level; refers to them. A look-up is a binary search in the cell's row.
class CellIndex {
public:
    explicit CellIndex(std::span<const domain::MeshCell> cells);
    [[nodiscard]] std::optional<std::uint32_t> find(domain::MeshCell cell) const;
    [[nodiscard]] const domain::MeshWindow& window() const { return window_; }

private:
    std::span<const domain::MeshCell> cells_;
    domain::MeshWindow window_;
    std::vector<std::uint32_t> row_begin_; ///< by row of the window, and one more
};

} // namespace todoku::overlay
