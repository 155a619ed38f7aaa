// The scan by itself, for a shape whose rings are known to keep apart: signed areas of edges, then
// sums along the rows. No cell is looked into.
#pragma once

#include "overlay/covered_shares.hpp"
#include "overlay/layer_source.hpp"
#include "overlay/row_area.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::overlay {

/// Rows [first_row, first_row + rows) of the window. Reused from band to band. Cells get the very
/// integers that BandScan leaves in them, so that the result does not depend on window or threads.
class ShareScan {
public:
    /// @param source of one layer
    ShareScan(const LayerSource& source, const LatticeWindow& window);

    /// Appends the band's covered cells, rising. @param rings in LayerSource::rings, all that reach
    /// into the band
    void run(std::int32_t first_row, std::int32_t rows, std::span<const std::uint32_t> rings,
             std::vector<ShareRun>& runs);

private:
    /// Cells that are gone past together where no edge runs: most, where cells are small. As many
    /// as a word has bits.
    static constexpr std::size_t kBlock = 64;

    /// A vertex in its cell.
    struct Place {
        MeshPoint at;
        std::int32_t row = 0;
        std::int32_t column = 0;
        double below = 0.0; ///< share of the row's area south of it, in units; an integer
    };

    /// What a piece of an edge leaves: in its cell `rise - beyond`, in all cells east of it `rise`.
    struct Area {
        std::int64_t rise = 0;
        std::int64_t beyond = 0;
        Area& operator+=(Area other) {
            rise += other.rise;
            beyond += other.beyond;
            return *this;
        }
    };

    [[nodiscard]] bool has_row(std::int32_t row) const;
    [[nodiscard]] bool has_column(std::int32_t column) const;
    [[nodiscard]] const RowArea& row_area(std::int32_t row) const {
        return row_areas_[static_cast<std::size_t>(row - first_row_)];
    }
    [[nodiscard]] double below(std::int32_t row, double y) const;
    void place(geo::LatLng vertex, Place& place) const;
    static Area piece(const RowArea& area, std::int32_t row, std::int32_t column, MeshPoint from,
                      MeshPoint to, double rise);
    void add(std::int32_t row, std::int32_t column, Area area, std::int64_t sign);
    void walk(const SourceRing& ring);
    void cross(const Place& a, const Place& b);
    void pass_corner(const Place& low, const Place& high, std::int64_t sign);
    void cut(const Place& a, const Place& b);
    void cut(const Place& low, const Place& high, std::int64_t sign);
    void cut_row(std::int32_t row, MeshPoint from, MeshPoint to, double below_from, double below_to,
                 std::int64_t sign);
    void cut_at_window(MeshPoint low, MeshPoint high, std::int64_t sign);
    void read_row(std::int32_t row, std::vector<ShareRun>& runs);

    const LayerSource& source_;
    MeshFrame frame_;
    LatticeWindow window_;
    EdgeCutter cutter_;
    std::int32_t first_row_ = 0;
    std::int32_t rows_ = 0;
    std::size_t blocks_ = 0; ///< of kBlock cells, to a row; with one cell east of the last
    std::vector<RowArea> row_areas_;
    std::vector<std::int64_t> sums_; ///< rows x blocks x kBlock; all 0 between bands
    /// rows x blocks: in which of its cells an edge lies; it leaves something there and in the
    /// next.
    std::vector<std::uint64_t> touched_;
    std::int64_t sign_ = 1; ///< of upward edges of the ring at hand
};

} // namespace todoku::overlay
