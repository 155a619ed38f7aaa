#include "synth/node_grid.hpp"

#include <algorithm>
#include <limits>

namespace todoku::synth {

std::size_t NodeGrid::nearest(geo::LatLng at) const {
    const double row =
        std::clamp(std::round((at.lat() - south) / lat_step), 0.0, static_cast<double>(rows - 1));
    const double column =
        std::clamp(std::round((at.lng() - west) / lng_step), 0.0, static_cast<double>(columns - 1));
    return index(static_cast<std::int32_t>(row), static_cast<std::int32_t>(column));
}

double NodeGrid::between(const std::vector<double>& field, geo::LatLng at) const {
    const double y =
        std::clamp((at.lat() - south) / lat_step, 0.0, static_cast<double>(rows - 1) - 1e-9);
    const double x =
        std::clamp((at.lng() - west) / lng_step, 0.0, static_cast<double>(columns - 1) - 1e-9);
    const auto row = static_cast<std::int32_t>(y);
    const auto column = static_cast<std::int32_t>(x);
    const double v = y - row;
    const double u = x - column;
    const std::size_t node = index(row, column);
    const auto above = node + static_cast<std::size_t>(columns);
    return (field[node] * (1.0 - u) + field[node + 1] * u) * (1.0 - v) +
           (field[above] * (1.0 - u) + field[above + 1] * u) * v;
}

void fill_ring(const NodeGrid& grid, const std::vector<geo::LatLng>& ring,
               std::vector<std::uint8_t>& inside) {
    std::vector<double> crossings;
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        const double lat = grid.south + grid.lat_step * row;
        crossings.clear();
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            if ((ring[i].lat() > lat) != (ring[j].lat() > lat)) {
                crossings.push_back(ring[i].lng() + (ring[j].lng() - ring[i].lng()) *
                                                        (lat - ring[i].lat()) /
                                                        (ring[j].lat() - ring[i].lat()));
            }
        }
        std::sort(crossings.begin(), crossings.end());
        for (std::size_t k = 0; k + 1 < crossings.size(); k += 2) {
            const double first = std::ceil((crossings[k] - grid.west) / grid.lng_step);
            const double last = std::floor((crossings[k + 1] - grid.west) / grid.lng_step);
            const auto from = static_cast<std::int32_t>(std::max(0.0, first));
            const auto to =
                static_cast<std::int32_t>(std::min(static_cast<double>(grid.columns - 1), last));
            for (std::int32_t column = from; column <= to; ++column) {
                inside[grid.index(row, column)] ^= 1U;
            }
        }
    }
}

Field distance_field(const NodeGrid& grid, const std::vector<std::uint8_t>& marked) {
    // Two sweeps of the chamfer transform (Borgefors 1986) with exact diagonal steps.
    constexpr double kDiagonal = 1.4142135623730951;
    Field distance(grid.size(), std::numeric_limits<double>::infinity());
    for (std::size_t i = 0; i < grid.size(); ++i) {
        if (marked[i] != 0) {
            distance[i] = 0.0;
        }
    }
    const auto relax = [&](std::int32_t row, std::int32_t column, std::int32_t dr,
                           std::int32_t dc) {
        if (grid.holds(row + dr, column + dc)) {
            double& here = distance[grid.index(row, column)];
            here = std::min(here, distance[grid.index(row + dr, column + dc)] +
                                      (dr != 0 && dc != 0 ? kDiagonal : 1.0));
        }
    };
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t column = 0; column < grid.columns; ++column) {
            relax(row, column, -1, -1);
            relax(row, column, -1, 0);
            relax(row, column, -1, 1);
            relax(row, column, 0, -1);
        }
    }
    for (std::int32_t row = grid.rows - 1; row >= 0; --row) {
        for (std::int32_t column = grid.columns - 1; column >= 0; --column) {
            relax(row, column, 1, 1);
            relax(row, column, 1, 0);
            relax(row, column, 1, -1);
            relax(row, column, 0, 1);
        }
    }
    for (double& d : distance) {
        d *= kNodeStep_m;
    }
    return distance;
}

} // namespace todoku::synth
