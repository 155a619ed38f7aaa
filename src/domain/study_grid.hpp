// The cells of a study: every mesh cell that touches a municipality or has people, with its people
// and its municipalities.
#pragma once

#include "domain/mesh.hpp"
#include "domain/municipality.hpp"
#include "domain/population_grid.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace todoku::domain {

/// Part of a cell that counts for a municipality; the parts of a cell add up to 1.
struct MunicipalityPart {
    std::uint32_t municipality = 0; ///< index in the study's list of municipalities
    double weight = 0.0;            ///< (0, 1]
};

/// Columns of equal length, one entry a cell, cells rising (south to north, west to east).
struct StudyGrid {
    static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

    MeshLevel level = MeshLevel::M250;
    std::vector<MeshCell> cells;
    std::vector<double> population;        ///< 0 where nobody lives, and where nobody knows
    std::vector<double> households;        ///< NaN where the census does not say
    std::vector<double> population_65plus; ///< NaN where the census does not say
    std::vector<double> population_75plus; ///< NaN where the census does not say
    /// Which of a cell's figures are estimated, and which cells have people that nobody has stated:
    /// those count nowhere, neither as covered nor as left out.
    std::vector<CellMarks> marks;
    std::vector<double> land_share; ///< share of the cell's area inside the municipalities, [0, 1]
    /// Parts of cell i are parts[part_begin[i] .. part_begin[i + 1]); none for people outside all
    /// municipalities.
    std::vector<std::uint32_t> part_begin;
    std::vector<MunicipalityPart> parts;

    [[nodiscard]] std::size_t size() const { return cells.size(); }
    [[nodiscard]] std::span<const MunicipalityPart> parts_of(std::size_t cell) const {
        return std::span(parts).subspan(part_begin[cell], part_begin[cell + 1] - part_begin[cell]);
    }
    /// The municipality with the largest part (the first of equals); kNone where there is none.
    [[nodiscard]] std::uint32_t main_municipality(std::size_t cell) const {
        std::uint32_t best = kNone;
        double weight = 0.0;
        for (const MunicipalityPart& part : parts_of(cell)) {
            if (part.weight > weight) {
                weight = part.weight;
                best = part.municipality;
            }
        }
        return best;
    }
};

} // namespace todoku::domain
