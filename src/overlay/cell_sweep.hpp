// The sweep of one cell: how its area divides among combinations of layers, whatever overlaps in
// it.
#pragma once

#include "overlay/band_scan.hpp"
#include "overlay/covered_shares.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace todoku::overlay {

/// Cuts the cell into slabs at every end point and crossing, so that edges are ordered from west to
/// east inside a slab, and adds up the area between neighbours by the set of layers that cover it.
/// Windings are counted ring group by ring group (a polygon's outer ring, its holes); the winding
/// at the cell's south-western corner follows from the scan's integral. No topology is built and no
/// input is invalid. Areas are integers of 2^-50 of a cell, so that the result does not depend on
/// the order of polygons and parts add up exactly.
class CellSweep {
public:
    /// Covered parts (mask 0 left out), rising by mask; valid until the next call.
    /// @param touches first of the cell's touches in the scan @param layers bits of the layers to
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
        double x_here = 0.0;  ///< at the slab's lower, then upper edge
        double middle = 0.0;  ///< twice x at the slab's middle
        double west_of = 0.0; ///< area west of it in the slab
        std::uint32_t group = 0;
        std::int32_t step = 0; ///< change of the group's winding from west to east of it
    };
    /// The group's winding on the cell's western edge changes by `step` above `u`.
    struct Event {
        double u = 0.0;
        std::uint32_t group = 0;
        std::int32_t step = 0;
    };
    struct Part {
        std::uint32_t mask = 0;
        double area = 0.0; ///< an integer
    };

    void add_touch(const BandScan& scan, const Touch& touch, std::int32_t row, std::int32_t column);
    void find_crossings();
    void add_slabs();
    void change(std::uint32_t group, std::int32_t step);
    void add_area(double area);

    RowArea row_area_;
    std::vector<Segment> segments_;
    std::vector<Event> events_;
    std::vector<double> heights_;
    std::vector<std::uint32_t> active_;
    std::vector<std::int32_t>
        windings_; ///< by group: 2 * polygon for its outer ring, + 1 for its holes
    std::vector<std::uint32_t> polygon_layers_;
    std::array<std::int32_t, 32> covering_{}; ///< polygons that cover, by layer
    std::uint32_t mask_ = 0;
    std::vector<Part> parts_;
    std::vector<CombinationPart> result_;
};

} // namespace todoku::overlay
