// A condition (`where`) on the rows of a table of text cells, as layers have it on their
// attributes.
#pragma once

#include "core/issue.hpp"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

class RowCondition {
public:
    /// Cells are text; those of a column that the condition compares with bare numbers are numbers.
    /// @throws InputError where it is no condition on these columns
    RowCondition(const std::string& where, const std::vector<std::string>& headers,
                 const std::string& shown_as);
    RowCondition(RowCondition&&) noexcept;
    RowCondition& operator=(RowCondition&&) noexcept;
    ~RowCondition();

    [[nodiscard]] bool meets(std::span<const std::string_view> cells);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Shows rows one by one until `more` says false.
using RowScan =
    std::function<void(const std::function<bool(std::span<const std::string_view>)>& more)>;

/// Of which table a condition speaks, and where it is told.
struct ConditionedTable {
    const std::vector<std::string>& headers;
    std::string shown_as;
    std::string layer; ///< sheet or member
};

/// The condition, with codes of municipalities in the number of digits that the table's rows have:
/// tells where they are not those of `where`, and where no row meets it.
/// @param rows of the table; asked as far as the first that meets it
RowCondition condition_on(const ConditionedTable& table, const std::string& where,
                          const RowScan& rows, std::vector<Issue>& issues);

} // namespace todoku::io
