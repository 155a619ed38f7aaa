// The share of each mesh cell that lies inside each of several areas (municipalities, zones).
#pragma once

#include "core/parallel.hpp"
#include "domain/mesh.hpp"
#include "domain/municipality.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::overlay {

struct GroundPiece {
    domain::MeshCell cell;
    std::uint32_t index = 0; ///< in the list given
    double share = 0.0;      ///< (0, 1]
};

/// By cell, then municipality. Exact (see covered_shares.hpp).
std::vector<GroundPiece> pieces_of(std::span<const geo::MultiPolygon* const> areas,
                                   domain::MeshLevel level, Threads threads);
std::vector<GroundPiece> pieces_of(std::span<const domain::Municipality> municipalities,
                                   domain::MeshLevel level, Threads threads);

} // namespace todoku::overlay
