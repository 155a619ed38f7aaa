// Two runs brought onto the same cells, so that they can be compared cell by cell.
#pragma once

#include "study/read_results.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::study {

/// One run's side of the common ground.
struct RunSide {
    std::vector<std::uint8_t> has;  ///< by cell: 1 where the run has it
    std::vector<CellPeople> people; ///< by rising cell, of the common municipalities
    Shares shares;                  ///< of the common layers
    Shares at_most; ///< with ground of unknown coverage; empty where the run knows of all ground
    std::vector<std::vector<std::uint32_t>> gap_cells; ///< by ListedGap: rising
    /// By OfferedSite: cells and the share served; nothing where the run did not keep them.
    std::vector<std::optional<std::vector<std::pair<std::uint32_t, double>>>> site_cells;

    [[nodiscard]] double most(std::size_t layer, std::uint32_t cell) const {
        return (at_most.empty() ? shares : at_most)[layer][cell];
    }
};

struct CommonGround {
    domain::MeshLevel level = domain::MeshLevel::M250;
    std::vector<domain::MeshCell> cells;                    ///< of either run, rising
    std::vector<RunMunicipality> municipalities;            ///< of either run, by rising code
    std::vector<std::optional<std::uint32_t>> municipality; ///< by cell: the present run's first
    std::vector<overlay::LayerName> layers; ///< of both runs, in order of the present one
    RunSide earlier;
    RunSide present;
    std::size_t partial_cells = 0; ///< made of fewer finer cells than they hold: on coasts, borders

    [[nodiscard]] std::optional<std::size_t> layer(std::string_view carrier,
                                                   std::string_view technology) const;
    [[nodiscard]] bool in_both(std::uint32_t cell) const {
        return earlier.has[cell] != 0 && present.has[cell] != 0;
    }
};

/// The coarser mesh of the two is the common one. Covered shares of finer cells come to it by area
/// (of the finer cells there are: none at sea), people by sum, shares a site serves by people.
/// A layer is common where both runs have it; a carrier's 5G wherever both know the carrier, for a
/// run that states none counts as none.
/// @throws UsageError where the meshes do not nest or no cell is common
CommonGround common_ground(const RunResults& earlier, const RunResults& present);

} // namespace todoku::study
