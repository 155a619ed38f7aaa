// The section of index.html with the table of coverage by municipality, for any carrier, technology
// and rule, which the page's script fills from the data beside it.
#pragma once

#include "report/index_page.hpp"

#include <string>

namespace todoku::report {

/// 市町, 市町村...: by the names of those in the table.
std::string word_of(const IndexContent& content);

std::string coverage_section(const IndexContent& content);

} // namespace todoku::report
