// Which values of the class column of a table of mesh cells mean covered: by the study's lists,
// else by the words themselves.
#pragma once

#include "core/issue.hpp"
#include "domain/technology.hpp"
#include "io/coverage_reading.hpp"
#include "io/mesh_table_columns.hpp"
#include "io/vector_file.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace todoku::io {

/// What one cell of the class column says of its mesh cell.
enum class MeshClass : char {
    Covered,
    NotCovered,
    Blank,   ///< not covered
    Unknown, ///< nobody knows
    Unlisted ///< in none of the study's three lists
};

/// Judges the classes of one table and keeps account of what it could not read.
class MeshClassJudge {
public:
    MeshClassJudge(const MeshTableReading& reading, domain::Technology technology)
        : reading_(reading), technology_(technology) {}

    MeshClass of(std::string_view cell, const MeshTableColumns& columns);

    /// @param place the file (and member) in messages
    /// @throws InputError for classes of which it is not known whether they mean covered
    void require_known(const std::string& place, const std::string& column) const;
    /// Tells of values that the study's list of those covered does not have.
    void tell(const VectorSource& source, const std::string& column,
              std::vector<Issue>& issues) const;

private:
    [[nodiscard]] bool is_unknown(const std::string& word) const;

    const MeshTableReading& reading_;
    domain::Technology technology_;
    std::map<std::string, std::int64_t> unknown_;
    std::map<std::string, std::int64_t> unlisted_;
};

} // namespace todoku::io
