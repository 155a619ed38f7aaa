// Heights above sea level on a regular latitude/longitude grid: terrain as the radio models read
// it.
#pragma once

#include "geo/box.hpp"
#include "geo/lat_lng.hpp"

#include <cstddef>
#include <limits>
#include <vector>

namespace todoku::geo {

/// Height posts in metres, rows from north to south, columns from west to east (row-major, rows x
/// columns). Post (0, 0) lies at (north, west): posts are points, not areas. NaN is a void.
struct HeightGrid {
    double north = 0.0;    ///< latitude of row 0, degrees
    double west = 0.0;     ///< longitude of column 0, degrees
    double lat_step = 0.0; ///< degrees between rows, positive
    double lng_step = 0.0; ///< degrees between columns, positive
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::vector<float> heights;

    [[nodiscard]] bool empty() const { return heights.empty(); }
    [[nodiscard]] float at(std::size_t row, std::size_t column) const {
        return heights[row * columns + column];
    }
    [[nodiscard]] Box box() const;
    /// Bilinear between the four posts around; a void post or a place outside counts as sea level
    /// (0 m).
    [[nodiscard]] float height(LatLng place) const;
    /// True inside the posts and away from voids.
    [[nodiscard]] bool known(LatLng place) const;
    /// Mean distance of neighbouring posts in metres at the grid's middle.
    [[nodiscard]] double step_m() const;
};

} // namespace todoku::geo
