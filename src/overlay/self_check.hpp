// Shares checked where they are used: against each other, at a second mesh level, against the areas
// of the rings and in rational numbers.
#pragma once

#include "core/parallel.hpp"
#include "core/text.hpp"
#include "domain/mesh.hpp"
#include "overlay/covered_shares.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace todoku::overlay {

/// The largest error promised, of a cell.
inline constexpr double kPromisedError = 1e-9;

/// Shares as they are about to be used, one a cell, and the combinations of layers they add up.
struct CheckedShares {
    std::function<bool(std::uint32_t mask)> counts;
    std::span<const double> shares;
};

struct SelfCheckRequest {
    std::span<const LayerShapes> layers;
    std::span<const domain::MeshCell> cells; ///< of one level, rising
    std::vector<CheckedShares> columns;
    /// Where set, its cells that are not listed have share 0; otherwise nothing is known of them.
    std::optional<domain::MeshWindow> whole_window = {};
    /// It is certain that no polygon overlaps another (Overlaps::None): the area of one layer's
    /// rings is then that of its cells.
    bool apart = false;
    std::size_t exact_cells = 200; ///< how many to compute in rational numbers
    std::uint64_t seed = 1;        ///< which
};

/// Largest errors found, in shares of a cell (the area of the rings: of that area).
struct SelfCheck {
    /// By how much the combinations of a cell, with the uncovered rest, miss 1, or a share the sum
    /// of its combinations.
    double sums = 0.0;
    double second_level = 0.0; ///< a cell of a coarser level against the mean of its cells
    double exact = 0.0;        ///< a cell against rational numbers
    /// All covered ground against the rings' signed areas; only where one layer lies wholly in the
    /// window and its rings are apart.
    std::optional<double> rings;
    std::size_t exact_cells = 0;   ///< recomputed in rational numbers
    std::size_t crowded_cells = 0; ///< left out of them: too many edges
    double crowded_m2 = 0.0;       ///< their area
    std::size_t coarse_cells = 0;  ///< compared at the second level

    [[nodiscard]] double largest() const;
    [[nodiscard]] bool passed() const { return largest() <= kPromisedError; }
    /// Takes the larger errors and adds up the numbers of cells.
    void add(const SelfCheck& other);
};

SelfCheck check_shares(const SelfCheckRequest& request, Threads threads);

/// One line for people: the largest error and what was compared.
Text told(const SelfCheck& check);

} // namespace todoku::overlay
