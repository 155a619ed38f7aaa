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
        double west = 0.0;
        double east = 0.0;
        double south = 0.0;
        double north = 0.0;
        std::uint32_t polygon = 0; ///< counted in the cell
        std::int8_t turn = 1;      ///< +1 where the way in has covered ground on its left
        bool hole = false;
        double way_in = 0.0; ///< place on the cell's edge, counter-clockwise from the south-western
                             ///< corner, [0, 4)
        double way_out = 0.0;
    };
    struct End {
        double place = 0.0;
        std::int32_t step = 0;
    };

    enum class Kind { Outer, Hole, Both };
    static bool simple(const Stretch& stretch);
    static bool apart(const Stretch& a, const Stretch& b);
    bool alternate(std::uint32_t polygon, bool all_polygons, Kind kind);

    std::vector<Stretch> stretches_;
    std::vector<End> ends_;
};

} // namespace todoku::overlay
