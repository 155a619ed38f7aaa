// A rectangular part of a cell and the edges in it, as its sweeps take them.
#pragma once

#include <cstdint>
#include <vector>

namespace todoku::overlay {

/// Areas in sweeps are integers in units of 2^-50 of a cell.
inline constexpr double kSweepUnits = 1125899906842624.0;

/// A stretch of an edge; x and u run from 0 to 1 over the cell, eastward and northward.
struct CellSegment {
    double u_low = 0.0;
    double x_low = 0.0;
    double u_high = 0.0;
    double x_high = 0.0;
    double slope = 0.0;
    std::uint32_t group = 0; ///< of rings: 2 * polygon for its outer ring, + 1 for its holes
    std::int32_t step = 0;   ///< change of the group's winding from west to east of it
    [[nodiscard]] double at(double u) const {
        return u >= u_high ? x_high : x_low + (u - u_low) * slope;
    }
};

/// The group's winding on the part's western edge changes by `step` above `u`.
struct CellEvent {
    double u = 0.0;
    std::uint32_t group = 0;
    std::int32_t step = 0;
};

struct CellPart {
    double x0 = 0.0;
    double x1 = 1.0;
    double u0 = 0.0;
    double u1 = 1.0;
    std::vector<CellSegment> segments;
    std::vector<CellEvent> events;
    /// By group, on the western edge just above u0, before events there.
    std::vector<std::int32_t> windings;
    /// Layers that cover it whole; nothing of them is listed any more.
    std::uint32_t covered = 0;
};

} // namespace todoku::overlay
