// What ends the measuring of a cell that so many boundaries cross that it would not end.
#pragma once

#include "core/error.hpp"
#include "domain/mesh.hpp"
#include "geo/lat_lng.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

namespace todoku::overlay {

/// Steps (an edge compared with another, or carried into a half of its cell) after which a cell is
/// given up. Raw sites take some 40 for an edge, whatever the cell's size; 200 copies of a ring of
/// 60 points, each point moved by 5 mm at most, take 1.5e9 in one cell (8 ns each).
struct SweepLimit {
    std::uint64_t steps = 2'000'000'000;
    std::uint64_t steps_per_edge = 1'000;
    /// Of all cells together: near-copies that lie over many cells end each of them and the whole
    /// never. Some 50 s of one core.
    std::uint64_t steps_of_all = 6'000'000'000;
};

/// Where, and how much meets there.
struct Crowd {
    std::int32_t row = 0; ///< of the cell, in the window's lattice
    std::int32_t column = 0;
    std::size_t polygons = 0;
    std::size_t edges = 0;
    std::uint32_t layer = 0; ///< that most of the edges are of
    std::size_t cells = 1;   ///< like it, measured until all was given up
    std::uint64_t steps = 0; ///< spent on them
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

/// What the sweeps of all cells spend, in whatever thread.
class SweepAccount {
public:
    /// @param edges of all polygons
    SweepAccount(const SweepLimit& limit, std::size_t edges)
        : most_(limit.steps_of_all + limit.steps_per_edge * edges) {}

    /// Books a cell. @return the dearest of those that are dear, once all together spent too much
    std::optional<Crowd> spend(const Crowd& cell);

private:
    std::uint64_t most_;
    std::atomic<std::uint64_t> spent_ = 0;
    std::mutex mutex_;
    Crowd dearest_;
    std::size_t dear_ = 0; ///< cells
};

} // namespace todoku::overlay
