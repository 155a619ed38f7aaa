// The sweep of one cell: how its area divides among combinations of layers, whatever overlaps in
// it.
#pragma once

#include "overlay/band_scan.hpp"
#include "overlay/covered_shares.hpp"

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
/// A cell with very many edges (hundreds of near-copies of one shape) is halved again and again: a
/// part that one polygon covers without an edge there is done with its layer, and only the rim of
/// the union is left to sweep.
class CellSweep {
public:
    /// Covered parts (mask 0 left out), rising by mask; valid until the next call.
    /// @param first_touch of the cell's touches in the scan @param layers bits of the layers to
    /// look at
    std::span<const CombinationPart> run(const BandScan& scan, std::int32_t row,
                                         std::int32_t column, std::int32_t first_touch,
                                         std::uint32_t layers);

private:
    struct Segment {
        double u_low = 0.0;
        double x_low = 0.0;
        double u_high = 0.0;
        double x_high = 0.0;
        double slope = 0.0;
        std::uint32_t group = 0;
        std::int32_t step = 0; ///< change of the group's winding from west to east of it
        [[nodiscard]] double at(double u) const {
            return u >= u_high ? x_high : x_low + (u - u_low) * slope;
        }
    };
    /// A segment as it crosses the slab at hand.
    struct Active {
        std::uint32_t segment = 0;
        double x_here = 0.0;  ///< on the slab's lower, then upper edge
        double middle = 0.0;  ///< twice x at the slab's middle
        double west_of = 0.0; ///< area west of it in the slab
    };
    /// The group's winding on the part's western edge changes by `step` above `u`.
    struct Event {
        double u = 0.0;
        std::uint32_t group = 0;
        std::int32_t step = 0;
    };
    /// A rectangular part of the cell.
    struct Part {
        double x0 = 0.0;
        double x1 = 1.0;
        double u0 = 0.0;
        double u1 = 1.0;
        std::vector<Segment> segments;
        std::vector<Event> events;
        std::vector<std::int32_t>
            windings; ///< by group, on the western edge just above u0, before events there
        std::uint32_t covered =
            0; ///< layers that cover it whole; nothing of them is listed any more
    };
    struct Area {
        std::uint32_t mask = 0;
        double units = 0.0; ///< an integer
    };

    void add_touch(const BandScan& scan, const Touch& touch, std::int32_t row, std::int32_t column,
                   Part& cell);
    static std::optional<bool> halve_across(const Part& part, int depth);
    void solve(Part& part, int depth);
    void split(const Part& part, bool across, Part& first, Part& second) const;
    void finish_covered_layers(Part& part);
    void sweep(Part& part);
    void find_heights(Part& part);
    void start_windings(const Part& part);
    void change(std::uint32_t group, std::int32_t step);
    void add_area(std::uint32_t mask, double units);
    [[nodiscard]] double whole_area(const Part& part) const;

    RowArea row_area_;
    std::uint32_t layers_ = 0;
    std::vector<std::uint32_t> polygon_layers_;

    // The part being swept. Groups: 2 * polygon for its outer ring, + 1 for its holes.
    std::vector<double> heights_;
    std::vector<Active> active_;
    std::vector<std::int32_t> windings_;
    std::array<std::int32_t, 32> covering_{}; ///< polygons that cover, by layer
    std::uint32_t mask_ = 0;

    Part cell_;
    std::vector<Area> areas_;
    std::vector<CombinationPart> result_;
};

} // namespace todoku::overlay
