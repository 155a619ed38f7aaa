// The polygons of several layers made ready for cutting: rings usable or not, which way round,
// where they lie.
#pragma once

#include "core/parallel.hpp"
#include "geo/geometry.hpp"
#include "overlay/edge_walk.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::overlay {

/// A ring of the input with what cutting needs to know. Nothing is copied: the input must outlive
/// it.
struct SourceRing {
    std::span<const geo::LatLng> vertices; ///< without the repeated last vertex
    std::int32_t turn = 1; ///< +1 counter-clockwise, -1 clockwise (sign of the area)
    bool hole = false;
    double south = 0.0; ///< mesh rows
    double north = 0.0;
    std::uint32_t first_chunk = 0; ///< in LayerSource::chunks
};

struct SourcePolygon {
    std::uint32_t layer = 0;
    std::uint32_t first_ring = 0; ///< the outer ring; holes follow
    std::uint32_t rings = 0;
    double south = 0.0; ///< of the outer ring, mesh coordinates
    double north = 0.0;
    double west = 0.0;
    double east = 0.0;
};

/// Rows that kChunk consecutive edges of a ring reach: lets a band of rows skip the rest of a long
/// coast.
struct SourceChunk {
    double south = 0.0;
    double north = 0.0;
};
inline constexpr std::size_t kChunk = 64;

/// A ring with a vertex that is not finite (or no angle at all: beyond 1,000 degrees) or with fewer
/// than three vertices is left out; with its outer ring the polygon is. Copies of a polygon already
/// there in the same layer are left out: they cover nothing more, and 100,000 of them cost no more
/// than one.
struct LayerSource {
    std::vector<SourceRing> rings;
    std::vector<SourcePolygon> polygons; ///< by layer, in the order given
    std::vector<SourceChunk> chunks;

    using Layer = std::vector<const geo::MultiPolygon*>; ///< several shapes may make one layer
    LayerSource(std::span<const Layer> layers, const Lattice& lattice, Threads threads);
};

} // namespace todoku::overlay
