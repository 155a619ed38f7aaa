// A regular grid of points about 280 m apart, on which the land is shaped before it is drawn.
#pragma once

#include "geo/box.hpp"
#include "geo/lat_lng.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace todoku::synth {

/// Rows run north from the south edge, columns east from the west edge; nodes are numbered row by
/// row.
struct NodeGrid {
    double south = 0.0;
    double west = 0.0;
    double lat_step = 0.0;
    double lng_step = 0.0;
    std::int32_t rows = 0;
    std::int32_t columns = 0;

    [[nodiscard]] std::size_t size() const {
        return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
    }
    [[nodiscard]] std::size_t index(std::int32_t row, std::int32_t column) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
               static_cast<std::size_t>(column);
    }
    [[nodiscard]] std::int32_t row_of(std::size_t node) const {
        return static_cast<std::int32_t>(node / static_cast<std::size_t>(columns));
    }
    [[nodiscard]] std::int32_t column_of(std::size_t node) const {
        return static_cast<std::int32_t>(node % static_cast<std::size_t>(columns));
    }
    [[nodiscard]] geo::LatLng place(std::size_t node) const {
        return place(row_of(node), column_of(node));
    }
    [[nodiscard]] geo::LatLng place(double row, double column) const {
        return geo::LatLng::from_degrees(south + lat_step * row, west + lng_step * column);
    }
    [[nodiscard]] bool holds(std::int32_t row, std::int32_t column) const {
        return row >= 0 && row < rows && column >= 0 && column < columns;
    }
    [[nodiscard]] bool at_edge(std::size_t node) const {
        const std::int32_t row = row_of(node);
        const std::int32_t column = column_of(node);
        return row == 0 || column == 0 || row == rows - 1 || column == columns - 1;
    }
    /// The node nearest to a place; clamped to the grid.
    [[nodiscard]] std::size_t nearest(geo::LatLng place) const;
    /// A field's value between its nodes (bilinear; clamped at the edges).
    [[nodiscard]] double between(const std::vector<double>& field, geo::LatLng place) const;

    /// Calls visit(neighbour, distance in steps) for the up to eight nodes around.
    template <class Visit>
    void around(std::size_t node, Visit&& visit) const {
        constexpr std::array<std::array<std::int32_t, 2>, 8> kOffsets = {
            {{0, 1}, {1, 0}, {0, -1}, {-1, 0}, {1, 1}, {1, -1}, {-1, -1}, {-1, 1}}};
        const std::int32_t row = row_of(node);
        const std::int32_t column = column_of(node);
        for (std::size_t k = 0; k < kOffsets.size(); ++k) {
            const std::int32_t r = row + kOffsets[k][0];
            const std::int32_t c = column + kOffsets[k][1];
            if (holds(r, c)) {
                visit(index(r, c), k < 4 ? 1.0 : 1.4142135623730951);
            }
        }
    }
    /// The same for the up to four nodes that share a side.
    template <class Visit>
    void beside(std::size_t node, Visit&& visit) const {
        constexpr std::array<std::array<std::int32_t, 2>, 4> kOffsets = {
            {{0, 1}, {1, 0}, {0, -1}, {-1, 0}}};
        const std::int32_t row = row_of(node);
        const std::int32_t column = column_of(node);
        for (const auto& offset : kOffsets) {
            if (holds(row + offset[0], column + offset[1])) {
                visit(index(row + offset[0], column + offset[1]));
            }
        }
    }
};

/// Side of a step in metres, good to 3 % anywhere on the stage (1/400 degree of latitude, 1/320 of
/// longitude).
inline constexpr double kNodeStep_m = 281.0;

using Field = std::vector<double>; ///< one number a node

/// Nodes inside a ring (even-odd).
void fill_ring(const NodeGrid& grid, const std::vector<geo::LatLng>& ring,
               std::vector<std::uint8_t>& inside);

/// Distance of each node to the nearest marked node, in metres along the grid (8 neighbours; good
/// to 8 %).
Field distance_field(const NodeGrid& grid, const std::vector<std::uint8_t>& marked);

} // namespace todoku::synth
