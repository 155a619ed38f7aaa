// One sheet of a workbook as rows of text, as a person sees them: nothing taken for a header.
#pragma once

#include "core/issue.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace todoku::io {

struct SheetRow {
    std::int64_t row = 0; ///< from 1, as the spreadsheet counts
    std::vector<std::string> cells;
};

/// True for .xlsx, .xlsm, .ods and .xls.
bool is_spreadsheet(const std::filesystem::path& file);

/// The rows of the sheet named `sheet`, or of the only one that holds text.
/// @throws InputError for an old .xls, a workbook that cannot be opened, a sheet that is not there,
/// and several sheets where none is named
std::vector<SheetRow> read_sheet(const std::filesystem::path& file, const std::string& shown_as,
                                 const std::string& sheet);

} // namespace todoku::io
