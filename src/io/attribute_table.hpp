// Any table (CSV, workbook, DBF, attributes of a layer) as rows of text under one header,
// streaming.
#pragma once

#include "core/issue.hpp"
#include "io/vector_file.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// Who takes the rows of a table.
class TableVisitor {
public:
    TableVisitor() = default;
    TableVisitor(const TableVisitor&) = delete;
    TableVisitor& operator=(const TableVisitor&) = delete;
    virtual ~TableVisitor() = default;

    /// Whether this row of a text table or a sheet is its header (asked of the first ten; where
    /// none is, the first).
    [[nodiscard]] virtual bool is_header(std::span<const std::string_view> cells) const = 0;
    /// Whether a row may stand in a table whose header is not known. A member of a ZIP without
    /// such a row is a note beside the table (readme.txt, 凡例.csv).
    [[nodiscard]] virtual bool may_be_data(std::span<const std::string_view> /*cells*/) const {
        return true;
    }
    /// A table begins. @param member of an archive, or sheet; empty where there is one only
    virtual void begin(std::vector<std::string> headers, const std::string& member) = 0;
    virtual void row(std::span<const std::string_view> cells, std::int64_t row) = 0;
    /// A row of another width than the header.
    virtual void misfit(std::int64_t row, std::string excerpt, Text problem) = 0;
    /// So many rows do not meet the condition.
    virtual void leave_out(std::int64_t /*rows*/) {}
};

/// Reads all rows that meet the source's `where`. Of vector formats through read_features(), where
/// geometries and their CRS are ignored. Notes beside the tables of a ZIP are passed over and told.
/// Rows without any text are passed over and counted in one issue. @return encodings. @throws
/// InputError for a missing, unreadable or empty file
std::string visit_table(const VectorSource& source, TableVisitor& visitor,
                        std::vector<Issue>& issues);

} // namespace todoku::io
