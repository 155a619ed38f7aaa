// Whose ground the rows of a file of coverage are, where a column names carriers.
#pragma once

#include "io/coverage_of.hpp"
#include "io/vector_file.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace todoku::io {

/// The column that names carriers (事業者, キャリア, operator...), if any.
std::optional<std::size_t> carrier_column(const std::vector<std::string>& headers);

/// @param names what the column holds; one name throughout may be another name of the carrier
/// @throws InputError where there are several and one is another's, with the `where` to write
void require_one_carrier(const VectorSource& source, const CoverageOf& of,
                         const std::string& header, const std::set<std::string>& names);

} // namespace todoku::io
