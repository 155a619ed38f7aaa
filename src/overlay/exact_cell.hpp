// How one cell divides among combinations of layers, in rational numbers: slow, and apart from the
// scan and the sweep, which it is there to check.
#pragma once

#include "domain/mesh.hpp"
#include "geo/geometry.hpp"
#include "overlay/covered_shares.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace todoku::overlay {

/// Layers made ready for exact answers. Refers to them. Only shape types are shared with what is
/// checked. Positions of edges, crossings and the order of what is covered are exact; areas on
/// GRS80 are good to 18 digits.
class ExactCells {
public:
    explicit ExactCells(std::span<const LayerShapes> layers);

    /// Parts of the cell (mask 0 left out), rising by mask; nothing where more than `most_edges`
    /// edges run through it, which would take too long.
    [[nodiscard]] std::optional<std::vector<CombinationPart>>
    parts(domain::MeshCell cell, std::size_t most_edges = SIZE_MAX) const;

private:
    struct Ring {
        const geo::Ring* vertices = nullptr;
        std::uint32_t polygon = 0;
        std::uint32_t layer = 0;
        bool hole = false;
        int turn = 1; ///< +1 counter-clockwise, -1 clockwise
        geo::Box box;
    };
    std::vector<Ring> rings_;
};

} // namespace todoku::overlay
