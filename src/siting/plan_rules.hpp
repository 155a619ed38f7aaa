// The rules of a plan as rules of its covering problem.
#pragma once

#include "siting/cover_rules.hpp"
#include "siting/plan.hpp"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace todoku::siting {

/// Pairs of these assets (positions in `usable`) nearer to each other than `metres` (geodesic).
std::vector<std::pair<std::uint32_t, std::uint32_t>>
pairs_nearer_than(double metres, std::span<const domain::Asset> assets,
                  std::span<const std::uint32_t> usable);

/// People of a cell in one municipality: a demand where floors are kept by municipality.
struct CellPart {
    std::uint32_t cell = 0; ///< of the reach cells
    std::uint32_t municipality = 0;
    double people = 0.0; ///< left out
};

/// What each municipality lacks to have `ratio` of its people covered, in the order of the
/// municipalities; those already there, or of nobody, are left out. @param left share of each grid
/// cell's people left out @param parts the demands, in their order
std::vector<PlanFloor> municipality_floors(const domain::StudyGrid& grid,
                                           std::span<const double> left, double ratio);
std::vector<CoverFloor> as_cover_floors(std::span<const PlanFloor> floors,
                                        std::span<const CellPart> parts);

} // namespace todoku::siting
