// What ends the measuring of a cell that so many boundaries cross that it would not end.
#pragma once

#include "core/error.hpp"
#include "domain/mesh.hpp"
#include "geo/lat_lng.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace todoku::overlay {

/// Steps (an edge compared with another, or carried into a half of its cell) after which a cell is
/// given up. Raw sites take some 40 for an edge, whatever the cell's size; 200 copies of a ring of
/// 60 points, each point moved by 5 mm at most, take 1.5e9 in one cell (8 ns each).
struct SweepLimit {
    std::uint64_t steps = 2'000'000'000;
    std::uint64_t steps_per_edge = 1'000;
};

/// Where, and how much meets there.
struct Crowd {
    std::int32_t row = 0; ///< of the cell, in the window's lattice
    std::int32_t column = 0;
    std::size_t polygons = 0;
    std::size_t edges = 0;
    std::uint32_t layer = 0; ///< that most of the edges are of
};

/// A cell was given up after a bounded amount of work: hundreds or thousands of almost equal
/// polygons in it. The message says where and what to do.
class CrowdedCell : public InputError {
public:
    /// @param cell its middle
    CrowdedCell(const Crowd& crowd, geo::LatLng cell);
    /// The same, with the file or layer that the polygons are of.
    CrowdedCell(const CrowdedCell& cell, const Text& whose);

    [[nodiscard]] const Crowd& crowd() const { return crowd_; }

private:
    Crowd crowd_;
};

} // namespace todoku::overlay
