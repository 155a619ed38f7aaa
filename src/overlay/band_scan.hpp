// The scan of a band of rows: each edge walks the cells it crosses once and leaves its signed area
// in integers.
#pragma once

#include "overlay/edge_walk.hpp"
#include "overlay/fixed_area.hpp"
#include "overlay/layer_source.hpp"
#include "overlay/row_area.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::overlay {

/// Marks the end of a linked list.
inline constexpr std::int32_t kNoEntry = -1;

/// An unbroken stretch of one ring inside one cell: points [first_point, first_point + points) of
/// BandScan::points().
struct Visit {
    std::uint32_t first_point = 0;
    std::uint32_t points = 0;     ///< 0: joined to another visit
    std::int32_t next = kNoEntry; ///< next visit of the same polygon to the same cell
    std::int8_t turn = 1;         ///< of its ring
    bool hole = false;
    bool from_west = false; ///< the ring came from a cell further west in the same row
    bool to_west = false;   ///< the ring goes on to one
    bool closed = false;    ///< the whole ring lies in the cell
};

/// A polygon that has edges in a cell.
struct Touch {
    std::int32_t next = kNoEntry; ///< next polygon with edges in the same cell
    std::int32_t first_visit = kNoEntry;
    std::uint32_t polygon = 0; ///< in LayerSource::polygons
    std::uint32_t layer = 0;
    std::int64_t outer = 0; ///< integral over the cell of the winding of the outer ring
    std::int64_t holes = 0; ///< and of the sum of the holes'
};

/// Rows [first_row, first_row + rows) of the window. Reused from band to band: start, add polygons,
/// read cells.
class BandScan {
public:
    BandScan(const LayerSource& source, const LatticeWindow& window);

    void start(std::int32_t first_row, std::int32_t rows);
    void add_polygon(std::uint32_t polygon);

    [[nodiscard]] std::int32_t first_row() const { return first_row_; }
    [[nodiscard]] std::int32_t rows() const { return rows_; }
    [[nodiscard]] std::int32_t columns() const { return columns_; }
    [[nodiscard]] const RowArea& row_area(std::int32_t row) const {
        return row_areas_[static_cast<std::size_t>(row - first_row_)];
    }
    /// Bit k: a polygon of layer k that has no edge in the cell covers it. `cell` counts row-major
    /// in the band.
    [[nodiscard]] std::uint32_t full_layers(std::size_t cell) const { return full_[cell]; }
    /// First of the cell's touches, kNoEntry where there is none.
    [[nodiscard]] std::int32_t first_touch(std::size_t cell) const { return first_touch_[cell]; }
    [[nodiscard]] const Touch& touch(std::int32_t i) const {
        return touches_[static_cast<std::size_t>(i)];
    }
    [[nodiscard]] const Visit& visit(std::int32_t i) const {
        return visits_[static_cast<std::size_t>(i)];
    }
    [[nodiscard]] std::span<const MeshPoint> points(const Visit& visit) const {
        return std::span(points_).subspan(visit.first_point, visit.points);
    }

private:
    struct Extent {
        std::int32_t first = INT32_MAX;
        std::int32_t last = -1;
    };

    void walk(const SourceRing& ring);
    void put(std::int32_t row, std::int32_t column, MeshPoint from, MeshPoint to);
    void enter(std::int32_t row, std::int32_t column, MeshPoint from);
    void leave_band();
    void close_ring();
    void settle(std::uint32_t polygon, bool holes);
    double quantised(std::int32_t row, double y) const;

    const LayerSource& source_;
    MeshFrame frame_;
    LatticeWindow window_;
    EdgeCutter cutter_;
    std::int32_t first_row_ = 0;
    std::int32_t rows_ = 0;
    std::int32_t columns_ = 0;
    std::size_t stride_ =
        0; ///< accumulator columns: one more than cells, for what lies east of the last
    std::vector<RowArea> row_areas_;
    std::vector<std::int64_t> outer_;
    std::vector<std::int64_t> holes_;
    std::vector<Extent> extents_; ///< accumulator columns used by the polygon at hand, by row
    std::vector<std::uint32_t> full_;
    std::vector<std::int32_t> first_touch_;
    std::vector<std::int32_t> first_visit_; ///< of the polygon at hand
    std::vector<Touch> touches_;
    std::vector<Visit> visits_;
    std::vector<MeshPoint> points_;

    // The ring at hand.
    std::int64_t* sums_ = nullptr;
    std::int8_t turn_ = 1;
    bool hole_ = false;
    bool broken_ = false;  ///< it left the band since its first vertex
    std::int32_t row_ = 0; ///< where it is; kOutside between stretches
    std::int32_t column_ = 0;
    std::int32_t start_row_ = 0; ///< where its first vertex was
    std::int32_t start_column_ = 0;
    std::int32_t first_visit_of_ring_ = kNoEntry;
    std::int32_t visit_ = kNoEntry;       ///< open visit
    double height_ = 0.0;                 ///< quantised share of the row below its last point...
    double height_y_ = 0.0;               ///< ...which lies here...
    std::int32_t height_row_ = INT32_MIN; ///< ...in this row
};

} // namespace todoku::overlay
