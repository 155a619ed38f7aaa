// How much of something each mesh cell holds: what people are divided by where a census cell is
// coarser than the study's.
#pragma once

#include "domain/mesh.hpp"

#include <unordered_map>
#include <vector>

namespace todoku::domain {

/// Columns of equal length, one entry a cell, cells rising, each once; weights above 0. Cells that
/// are not there hold nothing.
struct CellWeights {
    MeshLevel level = MeshLevel::M250;
    std::vector<MeshCell> cells;
    std::vector<double> weights;

    [[nodiscard]] std::size_t size() const { return cells.size(); }
};

/// Adds up weights cell by cell, in whatever order they come.
class CellWeightSum {
public:
    explicit CellWeightSum(MeshLevel level) : level_(level) {}
    [[nodiscard]] MeshLevel level() const { return level_; }
    /// @pre the cell is of the level; weights that are not above 0 are passed over
    void add(MeshCell cell, double weight);
    [[nodiscard]] CellWeights take();

private:
    struct Hash {
        std::size_t operator()(MeshCell cell) const {
            return std::hash<std::uint64_t>()(
                (static_cast<std::uint64_t>(static_cast<std::uint32_t>(cell.row())) << 32U) |
                static_cast<std::uint32_t>(cell.column()));
        }
    };
    MeshLevel level_;
    std::unordered_map<MeshCell, double, Hash> sums_;
};

} // namespace todoku::domain
