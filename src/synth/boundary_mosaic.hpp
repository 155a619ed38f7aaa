// Labels of nodes drawn as polygons that fit without gap or overlap: marching squares for any
// number of labels.
#pragma once

#include "geo/geometry.hpp"
#include "synth/node_grid.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace todoku::synth {

/// A piece of border with a label on either side (seen from `from` to `to`).
struct BorderPiece {
    std::uint32_t from = 0; ///< vertex numbers
    std::uint32_t to = 0;
    std::uint8_t left = 0;
    std::uint8_t right = 0;
};

/// All borders of a grid of labels. Each vertex is made once, so neighbours share it to the last
/// bit.
struct BoundaryMosaic {
    std::vector<geo::LatLng> vertices;
    std::vector<BorderPiece> pieces;

    /// What the nodes of the wanted labels cover, as polygons with holes, in a fixed order (by
    /// their first vertex).
    /// @pre no wanted node lies at the grid's edge
    [[nodiscard]] geo::MultiPolygon polygons(const std::function<bool(std::uint8_t)>& wanted) const;
};

/// Where the border crosses the side between two neighbouring nodes of different labels: part of
/// the way from a to b, in (0, 1).
using Crossing = std::function<double(std::size_t a, std::size_t b)>;

/// Draws the borders. Pieces are broken up twice by midpoint displacement within
/// their own square, so that no two can ever cross. Vertices are rounded to 1e-7 degrees, the
/// precision of GeoJSON files.
BoundaryMosaic draw_boundaries(const NodeGrid& grid, const std::vector<std::uint8_t>& label,
                               const Crossing& crossing, std::uint64_t seed);

} // namespace todoku::synth
