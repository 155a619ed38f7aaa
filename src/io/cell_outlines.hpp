// The outlines of classes on a grid of square cells (pixels or mesh cells), taken row by row:
// polygons whose corners are corners of cells, exactly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace todoku::io {

/// A corner of cells: x columns and y rows from the grid's first corner.
struct GridCorner {
    std::int32_t x = 0;
    std::int32_t y = 0;
    friend bool operator==(GridCorner, GridCorner) = default;
};

/// Cells of one class that hang together by their sides.
struct CellOutline {
    std::uint8_t value = 0;
    std::vector<GridCorner> outer;
    std::vector<std::vector<GridCorner>> holes;
};

/// Takes rows in order and keeps only where classes change. Rings touch themselves nowhere: ground
/// that is joined by a corner only is two outlines, and a bay closed by a corner is a hole.
/// Time in proportion to the cells, memory to the corners and one row.
class CellOutlines {
public:
    /// @param classes values of cells are 0 (nothing) to `classes`
    CellOutlines(std::size_t width, std::size_t classes);

    /// @pre row.size() is the width
    void add_row(std::span<const std::uint8_t> row);
    /// So many rows of nothing.
    void add_empty_rows(std::int32_t rows);
    /// Corners so far: what the memory grows with.
    [[nodiscard]] std::size_t corners() const { return vertices_.size(); }
    /// Closes all outlines. In the order of their first corners, row by row.
    [[nodiscard]] std::vector<CellOutline> finish();

private:
    struct Vertex {
        GridCorner at;
        std::int32_t along = -1; ///< the vertex at the other end of the edge in the row
        std::int32_t down = -1;  ///< of the edge in the column
        std::uint32_t part = 0;
        std::uint8_t value = 0;
        bool meets = false; ///< another outline of the class has a vertex here
    };

    void take_current();
    void find_parts();
    void look_at_corner(std::int32_t x);
    std::int32_t add_vertex(std::int32_t x, std::uint8_t value, std::uint32_t part, bool meets);
    void link_up(std::int32_t vertex);
    void link_down(std::int32_t vertex);
    std::uint32_t root(std::uint32_t part);
    [[nodiscard]] std::vector<std::vector<GridCorner>> loops_from(std::size_t start,
                                                                  std::vector<bool>& seen) const;

    std::size_t width_;
    std::int32_t y_ = 0;
    // One empty cell more on either side.
    std::vector<std::uint8_t> above_;
    std::vector<std::uint8_t> here_;
    std::vector<std::uint32_t> parts_above_;
    std::vector<std::uint32_t> parts_here_;
    std::vector<std::uint32_t> parents_;
    std::vector<std::vector<std::int32_t>> open_; ///< by class: edges that run down, by column
    std::vector<std::int32_t> pending_;           ///< by class: an edge begun in this row
    std::vector<Vertex> vertices_;
};

} // namespace todoku::io
