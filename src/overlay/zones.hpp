// Zones that figures are given for: the study's municipalities, or the polygons of any layer
// (school districts, 条件不利地域, river basins).
#pragma once

#include "core/parallel.hpp"
#include "domain/municipality.hpp"
#include "domain/study_grid.hpp"
#include "domain/zone.hpp"
#include "overlay/covered_shares.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace todoku::overlay {

/// A set of zones over the cells of a study; refers to their shapes. Zones may overlap and need not
/// hold all cells.
struct Zones {
    /// Part of a cell: of its area where it is ground, of its people where it is people.
    struct Part {
        std::uint32_t zone = 0;
        double share = 0.0; ///< (0, 1]
    };
    /// Parts of each cell of the study, zones rising.
    struct Parts {
        std::vector<std::uint32_t> begin; ///< cells + 1
        std::vector<Part> parts;
        [[nodiscard]] std::span<const Part> of(std::size_t cell) const {
            return std::span(parts).subspan(begin[cell], begin[cell + 1] - begin[cell]);
        }
    };
    /// Where a zone's shape is found. No two zones of one layer touch the same cell, so that few
    /// layers hold many zones; more layers than one overlay takes come in several passes.
    struct Place {
        std::uint32_t pass = 0;
        std::uint32_t layer = 0; ///< in the pass
    };

    Parts ground;                ///< exact shares of cells' land inside the zones
    Parts people;                ///< parts of cells' people
    std::vector<double> land_m2; ///< by zone
    std::vector<Place> places;   ///< by zone
    std::vector<std::vector<LayerShapes>> passes;
    LayerShapes land; ///< the ground that counts; empty where the zones themselves are all of it

    [[nodiscard]] std::size_t size() const { return places.size(); }
};

/// Layers of zones that fit into one pass beside the carriers of a study and its land.
inline constexpr std::size_t kZoneLayers = 16;

/// The municipalities; their people as the study divides its cells among them.
Zones zones_of(const domain::StudyGrid& grid, std::span<const domain::Municipality> municipalities,
               Threads threads);

/// The polygons of a layer, as far as they lie on the municipalities' ground. A cell's people are
/// spread evenly over its land (over the cell, where it has none: people by the shore).
Zones zones_of(const domain::StudyGrid& grid, std::span<const domain::Municipality> municipalities,
               std::span<const domain::Zone> zones, Threads threads);

/// Area of each cell, m2.
std::vector<double> areas_of(std::span<const domain::MeshCell> cells);

} // namespace todoku::overlay
