// The rules of a plan as rules of its covering problem.
#pragma once

#include "siting/cover_rules.hpp"
#include "siting/plan.hpp"
#include "siting/replacements.hpp"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace todoku::siting {

/// Pairs of these assets (positions in `usable`) nearer to each other than `metres` (geodesic).
std::vector<std::pair<std::uint32_t, std::uint32_t>>
pairs_nearer_than(double metres, std::span<const domain::Asset> assets,
                  std::span<const std::uint32_t> usable);

/// False only where two places are farther from each other than `metres`; cheaper than distance().
bool may_be_nearer(double metres, geo::LatLng one, geo::LatLng other);

/// Those that stand nearer to a station of the carrier than the rules of the request allow.
std::vector<NearStation> near_stations(const PlanRequest& request, const std::string& carrier,
                                       std::span<const std::uint32_t> usable);

/// For each chosen site at most `kAlternates` that could stand in its place within the rules.
std::vector<std::vector<Replacement>> stand_ins_for(const CoverProblem& problem,
                                                    const CoverRules& rules,
                                                    std::span<const std::uint32_t> chosen,
                                                    std::span<const std::uint32_t> must_not);

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
