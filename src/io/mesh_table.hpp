// Coverage stated as a table of mesh cells: which cells, how much of each, how strong.
#pragma once

#include "core/issue.hpp"
#include "io/coverage_of.hpp"
#include "io/coverage_reading.hpp"
#include "io/mesh_statements.hpp"
#include "io/vector_file.hpp"

#include <string>
#include <vector>

namespace todoku::io {

/// True where the file is a table of mesh cells without a geometry of its own.
bool is_mesh_table(const VectorSource& source, const MeshTableReading& reading);

/// Whether a text table or a workbook holds cells of H3 in place of mesh codes.
bool holds_h3_codes(const VectorSource& source);

/// The headers of a text table, of its first member or sheet; none of other files.
std::vector<std::string> headers_of_table(const VectorSource& source);

/// The headers of a workbook's sheet without a column of mesh codes; none of others and of other
/// files.
std::vector<std::string> headers_of_sheet_without_codes(const VectorSource& source);

/// All cells of which something is covered or unknown, each strength of a cell once (of several
/// rows the largest share), sorted by level, cell and strength. Levels may be mixed. Rows that say
/// "not covered" are used too. @throws InputError where columns are missing or values cannot be
/// told apart
Loaded<std::vector<CellStatement>> read_mesh_table(const VectorSource& source,
                                                   const MeshTableReading& reading,
                                                   const StrengthReading& strength,
                                                   const CoverageOf& of);

} // namespace todoku::io
