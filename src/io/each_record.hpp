// The records of whatever table somebody brings, one after the other: a text file, those in a ZIP,
// a sheet.
#pragma once

#include "core/issue.hpp"
#include "io/spreadsheet.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

struct TableRecord {
    std::string_view member;                  ///< of an archive; empty for a plain file
    std::int64_t line = 0;                    ///< from 1, as a person counts; the row of a sheet
    std::span<const std::string_view> fields; ///< hold until the visitor returns
    bool first = false;                       ///< of its table
};

/// Who takes the records.
struct RecordVisitor {
    std::function<void(const TableRecord&)> record;
    /// Of several sheets of a workbook the only one of which this is true is read.
    SheetLook is_table{};
    std::function<void()> end_of_sheet{}; ///< may refuse a sheet in which nothing was found
};

/// Calls `visit.record` for every record that is not blank: of a CSV in any encoding and separator
/// and of the CSVs in a ZIP, piece by piece (TextRecords), or of the sheet of a workbook, held
/// whole. `sheet` names that sheet, or one of the CSVs.
/// @return how the text was encoded
/// @throws InputError for a file that is missing, empty or no table
std::string for_each_record(const std::filesystem::path& file, const std::string& shown_as,
                            const std::string& sheet, const std::optional<std::string>& encoding,
                            const RecordVisitor& visit, std::vector<Issue>& issues);

} // namespace todoku::io
