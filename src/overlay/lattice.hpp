// Cells cut by meridians and parallels at equal distances in degrees: those of a mesh level, or the
// pixels of a raster.
#pragma once

#include "domain/mesh.hpp"

#include <cstdint>

namespace todoku::overlay {

/// Row r lies between `south + r / rows_per_degree` and the next, column c the same from `west`.
/// Those of a mesh level are absolute (from the equator and Greenwich), so that a vertex has the
/// same numbers in every window and every shard.
struct Lattice {
    double south = 0.0;
    double west = 0.0;
    double rows_per_degree = 1.0;
    double columns_per_degree = 1.0;

    Lattice(domain::MeshLevel level)
        : rows_per_degree(domain::pitch(level).rows_per_degree()),
          columns_per_degree(domain::pitch(level).columns_per_degree) {}
    /// Of pixels whose southern row and western column are number kFirst: numbers below 0 round
    /// towards it and must not meet one that counts.
    Lattice(double raster_south, double raster_west, double rows_in_degree,
            double columns_in_degree)
        : south(raster_south - kFirst / rows_in_degree),
          west(raster_west - kFirst / columns_in_degree), rows_per_degree(rows_in_degree),
          columns_per_degree(columns_in_degree) {}
    static constexpr std::int32_t kFirst = 2;
};

/// Rows [row, row + rows) and columns [column, column + columns) of a lattice.
struct LatticeWindow {
    Lattice lattice;
    std::int32_t row = 0;
    std::int32_t column = 0;
    std::int32_t rows = 0;
    std::int32_t columns = 0;

    LatticeWindow(const Lattice& cells, std::int32_t first_row, std::int32_t first_column,
                  std::int32_t row_count, std::int32_t column_count)
        : lattice(cells), row(first_row), column(first_column), rows(row_count),
          columns(column_count) {}
    LatticeWindow(const domain::MeshWindow& window)
        : LatticeWindow(window.level, window.row, window.column, window.rows, window.columns) {}

    [[nodiscard]] bool empty() const { return rows <= 0 || columns <= 0; }
};

} // namespace todoku::overlay
