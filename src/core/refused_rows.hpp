// A file that was read to its end and of which nothing can be used.
#pragma once

#include "core/error.hpp"
#include "core/issue.hpp"

#include <utility>
#include <vector>

namespace todoku {

/// The refusal together with what was read and why each row is not used: somebody has to mend them.
class RefusedRows : public InputError {
public:
    /// @param counts of the file; rows that were fit for use count as rejected with it
    RefusedRows(Text message, ReadCounts counts, std::vector<Issue> issues)
        : InputError(std::move(message)), counts_(counts), issues_(std::move(issues)) {
        counts_.rejected += std::exchange(counts_.used, 0);
        counts_.repaired = 0;
    }
    [[nodiscard]] const ReadCounts& counts() const { return counts_; }
    [[nodiscard]] const std::vector<Issue>& issues() const { return issues_; }

private:
    ReadCounts counts_;
    std::vector<Issue> issues_;
};

} // namespace todoku
