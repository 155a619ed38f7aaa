// The ground under the map as one picture: own land, other land, sea, shaded by the terrain with
// light from north-west.
#pragma once

#include "geo/height_grid.hpp"
#include "report/map_outlines.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::report::sheet {

enum class GroundKind : std::uint8_t { Own, OtherLand, Sea, Unknown };

struct GroundPicture {
    Rect where;    ///< on the page
    int width = 0; ///< pixels
    int height = 0;
    std::vector<std::uint32_t> pixels; ///< 0x00RRGGBB, rows from the top
    std::vector<GroundKind> kinds;
    bool shows_sea = false;
    bool shows_other_land = false;
    bool shows_unknown = false;
    bool shows_relief = false;

    [[nodiscard]] GroundKind at(Point p) const;
};

/// Land beyond the territories is told from the sea by its height; without terrain both are
/// "unknown".
/// @param dots_per_inch resolution of the picture
GroundPicture paint_ground(const MapFrame& frame, const geo::HeightGrid* terrain,
                           std::span<const Territory> land, double dots_per_inch);

/// Brightness of a slope lit from the north-west (azimuth 315, altitude 45 degrees), 1 on level
/// ground, in [0, sqrt 2].
/// @param to_east,to_south rise per unit of way
double hillshade(double to_east, double to_south);

} // namespace todoku::report::sheet
