// The sweep of one cell: how its area divides among combinations of layers, whatever overlaps in
// it.
#pragma once

#include "overlay/band_scan.hpp"
#include "overlay/cell_part.hpp"
#include "overlay/covered_shares.hpp"
#include "overlay/crowded_cell.hpp"
#include "overlay/lattice.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace todoku::overlay {

/// Cuts the cell into slabs at every end point and crossing, so that edges are ordered from west to
/// east inside a slab, and adds up the area between neighbours by the set of layers that cover it.
/// Windings are counted ring group by ring group (a polygon's outer ring, its holes); the winding
/// at the cell's south-western corner follows from the scan's integral. No topology is built and no
/// input is invalid. Areas are integers of 2^-50 of a cell, so that the result does not depend on
/// the order of polygons and parts add up exactly.
///
/// A cell with very many edges is swept strand by strand where they seldom cross
/// (overlay/strand_sweep.hpp). Where they do so often (hundreds of near-copies of one shape) it is
/// halved again and again: a part that one polygon covers without an edge there is done with its
/// layer, and only the rim of the union is left to sweep. What still would not end is given up.
class CellSweep {
public:
    /// @param account of all cells' sweeps, where they are bounded together
    explicit CellSweep(const Lattice& lattice, SweepLimit limit = {},
                       SweepAccount* account = nullptr)
        : lattice_(lattice), limit_(limit), account_(account) {}

    /// Covered parts (mask 0 left out), rising by mask; valid until the next call.
    /// @param first_touch of the cell's touches in the scan @param layers bits of the layers to
    /// look at
    /// @throws CrowdedCell after so many steps; Interrupted
    std::span<const CombinationPart> run(const BandScan& scan, std::int32_t row,
                                         std::int32_t column, std::int32_t first_touch,
                                         std::uint32_t layers);

private:
    /// A segment as it crosses the slab at hand.
    struct Active {
        std::uint32_t segment = 0;
        double x_here = 0.0;  ///< on the slab's lower, then upper edge
        double middle = 0.0;  ///< twice x at the slab's middle
        double west_of = 0.0; ///< area west of it in the slab
    };
    struct Area {
        std::uint32_t mask = 0;
        double units = 0.0; ///< an integer
    };

    void spend(std::size_t steps);
    [[nodiscard]] std::uint32_t fullest_layer() const;
    [[nodiscard]] CrowdedCell crowded(const Crowd& crowd) const;
    void add_touch(const BandScan& scan, const Touch& touch, std::int32_t row, std::int32_t column,
                   CellPart& cell);
    static std::optional<bool> halve_across(const CellPart& part, int depth);
    void solve(CellPart& part, int depth);
    void split(const CellPart& part, bool across, CellPart& first, CellPart& second) const;
    void finish_covered_layers(CellPart& part);
    void sweep(CellPart& part);
    void find_heights(CellPart& part);
    void start_windings(const CellPart& part);
    void change(std::uint32_t group, std::int32_t step);
    void add_area(std::uint32_t mask, double units);
    [[nodiscard]] double whole_area(const CellPart& part) const;

    Lattice lattice_;
    SweepLimit limit_;
    SweepAccount* account_ = nullptr;
    std::uint64_t most_steps_ = 0; ///< in the cell at hand
    std::uint64_t steps_ = 0;
    Crowd crowd_; ///< the cell at hand

    RowArea row_area_;
    std::uint32_t layers_ = 0;
    std::vector<std::uint32_t> polygon_layers_;

    // The part being swept. Groups: 2 * polygon for its outer ring, + 1 for its holes.
    std::vector<double> heights_;
    std::vector<Active> active_;
    std::vector<std::int32_t> windings_;
    std::array<std::int32_t, 32> covering_{}; ///< polygons that cover, by layer
    std::uint32_t mask_ = 0;

    CellPart cell_;
    std::vector<Area> areas_;
    std::vector<CombinationPart> result_;
};

} // namespace todoku::overlay
