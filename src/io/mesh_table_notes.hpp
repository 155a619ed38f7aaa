// What is said of the columns of a table of mesh codes: which were taken, which were not.
#pragma once

#include "core/issue.hpp"
#include "io/mesh_statements.hpp"
#include "io/mesh_table_columns.hpp"
#include "io/vector_file.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace todoku::io {

/// How the rows of one table, or the polygons of one source, were classed.
struct ClassCounts {
    std::int64_t inside = 0;
    std::int64_t outside = 0;
    std::int64_t blank = 0; ///< of outside
    std::int64_t unknown = 0;
    std::int64_t weak = 0; ///< covered, but not by the strength that is asked for
};

/// Nothing for a table of codes alone.
/// @param place the file (and member) in messages
/// @throws InputError for a class column without any value
void note_mesh_columns(const VectorSource& source, const std::string& member,
                       const std::string& place, const std::vector<std::string>& headers,
                       const MeshTableColumns& columns, const ClassCounts& counts,
                       std::vector<Issue>& issues);

/// Rows that repeat a cell, of which the largest value was kept.
void note_repeated_cells(const VectorSource& source, const KeptStatements& found,
                         std::vector<Issue>& issues);

} // namespace todoku::io
