// Attributes of polygons that may speak of coverage and decided nothing: every polygon counts as
// covered all the same, which is told with the condition that would choose among them.
#pragma once

#include "core/issue.hpp"
#include "io/coverage_of.hpp"
#include "io/mesh_table_values.hpp"
#include "io/vector_file.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace todoku::io {

/// Values that say in words of their own that the ground is not covered: 圏外, 2027年提供予定.
struct NotCoveredWords {
    std::int64_t polygons = 0;
    std::vector<std::string> words; ///< as written, the first few
};

/// One for each attribute of the source that was looked at.
struct LookedAt {
    std::vector<std::string> headers;
    std::vector<ColumnValues> values;
    std::vector<std::set<std::string>> words; ///< all of them, where they are few
    std::vector<bool> is_text; ///< a condition on its numbers has to make numbers of it
    std::vector<NotCoveredWords> not_covered;
};

/// Tells numbers of how strong the signal is, words for what is not covered or only planned, and
/// other attributes of few values that repeat.
/// @param polygons that were taken for covered
void tell_unused_attributes(const VectorSource& source, const LookedAt& looked_at,
                            const CoverageOf& of, std::int64_t polygons,
                            std::vector<Issue>& issues);

} // namespace todoku::io
