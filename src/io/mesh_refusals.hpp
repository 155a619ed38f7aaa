// Columns of a table of mesh cells that keep it from being read: what the study must say first.
#pragma once

#include "io/coverage_of.hpp"
#include "io/mesh_table_columns.hpp"
#include "io/vector_file.hpp"

#include <set>
#include <string>
#include <vector>

namespace todoku::io {

/// @param place the file (and member) in messages
/// @throws InputError for received powers that no condition has chosen from
void require_no_power(const VectorSource& source, const std::string& place,
                      const std::vector<std::string>& headers, const MeshTableColumns& columns);

/// @throws InputError for a column of where there is no coverage, unless the study says of its
/// values or rows which are covered
void require_no_denial(const VectorSource& source, const std::string& place,
                       const std::vector<std::string>& headers, const MeshTableColumns& columns);

/// A column of technologies that nobody chose from would cover everything with each of them.
/// @param values of that column, as comparable() makes them
/// @throws InputError for several, or one that is not the technology looked for
void require_one_technology(const VectorSource& source, const CoverageOf& of,
                            const std::string& place, const std::string& column,
                            const std::set<std::string>& values);

} // namespace todoku::io
