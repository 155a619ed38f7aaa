// The synthetic prefecture's ground: its land, and the boundaries of its municipalities.
#pragma once

#include "geo/geometry.hpp"
#include "synth/boundary_mosaic.hpp"
#include "synth/landscape.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace todoku::synth {

struct Prefecture {
    Landscape landscape;
    std::vector<std::uint8_t> label;           ///< of nodes, see Territories
    std::vector<geo::MultiPolygon> boundaries; ///< in the order of the table of municipalities
    BoundaryMosaic mosaic;

    /// Index of the municipality a place lies in (in the table); nothing at sea and outside.
    [[nodiscard]] std::optional<std::size_t> municipality_at(geo::LatLng place) const;
};

Prefecture make_prefecture(std::uint64_t seed);

} // namespace todoku::synth
