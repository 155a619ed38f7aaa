// What a workbook says of its sheets: their names, which its author has hidden, and what in one of
// them a reader of values cannot see.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace todoku::io {

struct WorkbookSheet {
    std::string name;
    bool hidden = false;
    std::string part; ///< member of the archive; empty where the workbook does not say
};

/// Sheets of an .xlsx or .xlsm in their order; none for other files, and where the workbook does
/// not say.
std::vector<WorkbookSheet> workbook_sheets(const std::filesystem::path& file,
                                           const std::string& shown_as);

/// Cells that are merged with the one above: the value stands in the first.
struct MergedCells {
    std::size_t column = 0; ///< from 0
    std::int64_t first_row = 0;
    std::int64_t last_row = 0;
};

struct SheetMarks {
    std::int64_t unsaved_formulas = 0; ///< cells with a formula whose result was not saved
    std::string first_formula;         ///< the first of them, like C2
    std::int64_t hidden_rows = 0;      ///< by hand or by a filter
    std::int64_t first_hidden_row = 0; ///< as the spreadsheet counts
    std::int64_t struck_rows = 0;      ///< with a value in letters that are struck through
    std::int64_t first_struck_row = 0; ///< as the spreadsheet counts
    /// Of these: rows whose every value is struck through, rising.
    std::vector<std::int64_t> wholly_struck;
    std::vector<MergedCells> merges; ///< downwards, with first rows rising
};

/// C12 as column 2 (from 0) and row 12, without its signs $; nothing for another text.
std::optional<std::pair<std::size_t, std::int64_t>> cell_place(std::string_view text);

/// Looks through one sheet, piece by piece. @param part as WorkbookSheet gives it
SheetMarks sheet_marks(const std::filesystem::path& file, const std::string& shown_as,
                       const std::string& part);

} // namespace todoku::io
