// The codes of a table of mesh cells: the cell of each row, or what is wrong with the code.
#pragma once

#include "core/issue.hpp"
#include "domain/mesh.hpp"
#include "io/mesh_codes.hpp"
#include "io/vector_file.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// Reads the codes of one table and keeps account of those of ten digits.
class MeshTableCodes {
public:
    struct Code {
        domain::MeshCell cell;        ///< of ten digits: the 1 km cell that it is part of
        std::uint64_t ten_digits = 0; ///< the code where it has ten; the cell is found later
    };

    /// Nothing for what is no code.
    std::optional<Code> of(std::string_view cell);
    /// 250 m or 100 m; tells where it had to be decided.
    [[nodiscard]] domain::MeshLevel level_of_ten_digits(const VectorSource& source,
                                                        std::vector<Issue>& issues) const;

private:
    TenDigitCodes ten_digits_;
    std::string first_ten_;
};

struct CodeProblem {
    std::string code; ///< of the issue
    Text problem;
};
/// What is wrong with a cell of which MeshTableCodes makes nothing.
CodeProblem problem_of_code(std::string_view cell);

/// Of a code that is none of the level that the others of ten digits are of.
Text problem_of_ten_digits(domain::MeshLevel level);

/// A code of 80 or 10 km may be one of a finer cell that lost digits.
bool may_be_cut(domain::MeshLevel level);
/// Such codes are few among those of finer cells, and cut short then, not meant.
bool are_few(std::size_t large, std::size_t all);
Text problem_of_cut_code(domain::MeshLevel level, std::size_t large, std::size_t all);

} // namespace todoku::io
