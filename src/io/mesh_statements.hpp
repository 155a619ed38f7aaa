// What tables state of mesh cells, and the one statement to keep where rows repeat a cell.
#pragma once

#include "domain/mesh.hpp"
#include "domain/strength.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace todoku::io {

/// That much of a cell is covered, that strongly.
struct CellStatement {
    domain::MeshCell cell;
    double share = 1.0; ///< above 0, at most 1
    domain::Strength strength = domain::Strength::Unsaid;
    bool unknown = false; ///< said to be unknown instead
};

/// A row that states something of a cell.
struct RowStatement {
    CellStatement statement; ///< of a row of 圏外 the share is 0
    std::int64_t row = 0;
    std::size_t position = 0; ///< the caller's, to find the row by
};

struct KeptStatements {
    std::vector<CellStatement> kept;     ///< of which something is covered or unknown
    std::vector<std::size_t> repeated{}; ///< positions of the rows that were not kept
    std::int64_t same = 0;               ///< of these: with the value that was kept
    std::int64_t other = 0;
    std::int64_t first_row = 0; ///< of the first of them
    std::string first_code{};
};

/// One statement a cell and strength: the largest; none that nothing is covered or known beside
/// one that something is. Sorted by level, cell and strength.
KeptStatements keep_largest(std::vector<RowStatement> stated);

} // namespace todoku::io
