// The section of index.html that sets measurements beside the carriers' statements.
#pragma once

#include "report/index_page.hpp"

#include <string>

namespace todoku::report {

/// How often both agree, by carrier and technology, and the cells where they do not.
std::string evidence_section(const IndexEvidence& evidence);

} // namespace todoku::report
