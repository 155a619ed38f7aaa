// Heights of one file on a latitude/longitude lattice.
#pragma once

#include "geo/box.hpp"

#include <cstddef>
#include <vector>

namespace todoku::io {

/// Posts at (north - row * lat_step, west + column * lng_step), each standing for the ground half a
/// step around it. GDAL's pixels are areas; their middles are the posts, also where a file says
/// that its pixels are points.
struct PostLattice {
    double north = 0.0;
    double west = 0.0;
    double lat_step = 0.0;
    double lng_step = 0.0;
    int rows = 0;
    int columns = 0;

    [[nodiscard]] geo::Box ground() const {
        return {north - (rows - 0.5) * lat_step, west - 0.5 * lng_step, north + 0.5 * lat_step,
                west + (columns - 0.5) * lng_step};
    }
};

/// Metres, rows from the north; NaN is a void.
struct HeightTile {
    PostLattice lattice;
    std::vector<float> heights;

    [[nodiscard]] float at(int row, int column) const {
        return heights[static_cast<std::size_t>(row) * static_cast<std::size_t>(lattice.columns) +
                       static_cast<std::size_t>(column)];
    }
};

} // namespace todoku::io
