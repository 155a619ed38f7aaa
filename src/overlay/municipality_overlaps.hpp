// Ground that two municipalities claim both: a fault of the boundary file, told by pairs.
#pragma once

#include "core/issue.hpp"
#include "core/units.hpp"
#include "domain/municipality.hpp"
#include "overlay/ground_pieces.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::overlay {

struct MunicipalityOverlap {
    std::uint32_t first = 0; ///< as GroundPiece::index, first < second
    std::uint32_t second = 0;
    SquareMetres ground; ///< at least
};

/// Pairs of at least 0.1 km² (ten hectares) of cells in which two shares together exceed the cell
/// by more than a hundredth: lines digitised apart leave slivers below both (house thresholds).
/// What overlaps beside sea or other ground in one cell is not seen, hence "at least".
/// @param pieces by cell, then municipality
std::vector<MunicipalityOverlap> overlaps_of(std::span<const GroundPiece> pieces);

/// What is told of them; indices behind the municipalities are those of the neighbours.
std::vector<Issue> overlap_issues(std::span<const MunicipalityOverlap> overlaps,
                                  std::span<const domain::Municipality> municipalities,
                                  std::span<const domain::Municipality> neighbours);

} // namespace todoku::overlay
