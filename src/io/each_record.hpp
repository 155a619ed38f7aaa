// The records of whatever table somebody brings, one after the other: a text file, those in a ZIP,
// a sheet.
#pragma once

#include "core/issue.hpp"

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

/// Calls `visit` for every record that is not blank: of a CSV in any encoding and separator and of
/// the CSVs in a ZIP, piece by piece (TextRecords), or of the sheet of a workbook, held whole.
/// @return how the text was encoded
/// @throws InputError for a file that is missing, empty or no table
std::string for_each_record(const std::filesystem::path& file, const std::string& shown_as,
                            const std::string& sheet, const std::optional<std::string>& encoding,
                            const std::function<void(const TableRecord&)>& visit,
                            std::vector<Issue>& issues);

} // namespace todoku::io
