// Proves, where it can, that edges in a cell neither cross nor overlap, so that the scan's areas
// may simply be added.
#pragma once

#include "overlay/band_scan.hpp"

#include <cstdint>
#include <vector>

namespace todoku::overlay {

/// Looks at one layer's edges in one cell. True only where the layer's covered area in the cell is
/// certainly the sum over its polygons of (winding of the outer ring less that of the holes):
///   - stretches of rings keep strictly apart from each other and do not cross themselves;
///   - around the cell's edge, entries and exits alternate, for each ring group, each polygon and
///   all together, so that
///     windings take two neighbouring values; the scan's integral, between 0 and 1, says that these
///     are 0 and 1.
/// False proves nothing: such cells are swept. Touching at a point, ends on a corner, islands
/// beside other edges are left to the sweep, too.
class PlainCell {
public:
    bool certain(const BandScan& scan, std::int32_t row, std::int32_t column,
                 std::int32_t first_touch, std::uint32_t layer);

private:
    struct Stretch {
        std::span<const MeshPoint> points;
        std::size_t first_edge = 0; ///< in edges_
        bool closed = false;
        std::uint32_t polygon = 0; ///< counted in the cell
        std::int8_t turn = 1;      ///< +1 where the way in has covered ground on its left
        bool hole = false;
        double way_in = 0.0; ///< place on the cell's edge, counter-clockwise from the south-western
                             ///< corner, [0, 4)
        double way_out = 0.0;
        [[nodiscard]] std::size_t edges() const { return points.size() - 1; }
    };
    struct Extent {
        double west = 0.0;
        double east = 0.0;
        double south = 0.0;
        double north = 0.0;
        [[nodiscard]] bool meets(const Extent& other) const {
            return (west <= other.east) & (other.west <= east) & (south <= other.north) &
                   (other.south <= north);
        }
    };
    struct End {
        double place = 0.0;
        std::int32_t step = 0;
    };

    enum class Kind { Outer, Hole, Both };
    void measure(Stretch& stretch);
    [[nodiscard]] bool simple(std::size_t stretch) const;
    [[nodiscard]] bool apart(std::size_t a, std::size_t b) const;
    bool alternate(std::uint32_t polygon, bool all_polygons, Kind kind);

    std::vector<Stretch> stretches_;
    std::vector<Extent> extents_; ///< of the stretches
    std::vector<Extent> edges_;   ///< of all their edges
    std::vector<End> ends_;
};

} // namespace todoku::overlay
