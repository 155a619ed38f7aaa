// Two runs brought onto the same cells, so that they can be compared cell by cell.
#pragma once

#include "study/read_results.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace todoku::study {

/// One run's side of the common ground.
struct RunSide {
    std::vector<std::uint8_t> has;  ///< by cell: 1 where the run has it
    std::vector<CellPeople> people; ///< by rising cell, of the common municipalities
    Shares shares;  ///< of the common layers; in a cell brought from a finer mesh of what it has
    Shares at_most; ///< with ground of unknown coverage; empty where the run knows of all ground
    /// By cell: the part of its area that the cells of a finer mesh make up, 1 but on coasts and
    /// borders; empty where the run is not brought from a finer mesh.
    std::vector<double> part;
    std::vector<std::vector<std::uint32_t>> gap_cells; ///< by ListedGap: rising
    /// By OfferedSite: cells and the share served; nothing where the run did not keep them.
    std::vector<std::optional<std::vector<std::pair<std::uint32_t, double>>>> site_cells;

    [[nodiscard]] double most(std::size_t layer, std::uint32_t cell) const {
        return (at_most.empty() ? shares : at_most)[layer][cell];
    }
    [[nodiscard]] double part_of(std::uint32_t cell) const {
        return part.empty() ? 1.0 : part[cell];
    }
};

/// Populated cells whose division among municipalities is another in the present run.
struct BorderMoves {
    std::size_t cells = 0;
    double people = 0.0; ///< of the present run
    /// Cells that were wholly one municipality's and are wholly another's: from, to -> how many.
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> between;
};

struct CommonGround {
    domain::MeshLevel level = domain::MeshLevel::M250;
    std::vector<domain::MeshCell> cells;                    ///< of either run, rising
    std::vector<RunMunicipality> municipalities;            ///< of either run, by rising code
    std::vector<std::optional<std::uint32_t>> municipality; ///< by cell: the present run's first
    std::vector<overlay::LayerName> layers; ///< of both runs, in order of the present one
    RunSide earlier; ///< its people counted for the present run's municipalities
    RunSide present;
    std::vector<std::uint8_t> moved; ///< by cell: 1 where their division is another now
    std::vector<std::uint8_t> gone;  ///< by municipality: 1 where the present run has none of it
    BorderMoves moves;

    [[nodiscard]] std::optional<std::size_t> layer(std::string_view carrier,
                                                   std::string_view technology) const;
    [[nodiscard]] bool in_both(std::uint32_t cell) const {
        return earlier.has[cell] != 0 && present.has[cell] != 0;
    }
};

/// The coarser mesh of the two is the common one. Covered shares of finer cells come to it by area
/// (of the finer cells there are: none at sea; RunSide::part), people by sum, shares a site serves
/// by people. A layer is common where both runs have it; a carrier's 5G wherever both know the
/// carrier, for a run that states none counts as none. The earlier run's people of a cell are
/// divided as the present run divides the cell, where its parts differ by more than a hundredth of
/// it.
/// @throws UsageError where the meshes do not nest or no cell is common
CommonGround common_ground(const RunResults& earlier, const RunResults& present);

} // namespace todoku::study
