// One sheet of a workbook as rows of text, as a person sees them: nothing taken for a header.
#pragma once

#include "core/error.hpp"
#include "core/issue.hpp"
#include "io/workbook_sheets.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace todoku::io {

struct SheetRow {
    std::int64_t row = 0; ///< from 1, as the spreadsheet counts
    std::vector<std::string> cells;
};

/// True for .xlsx, .xlsm, .ods and .xls.
bool is_spreadsheet(const std::filesystem::path& file);

/// Whether a sheet with these first rows is a table of the kind that is read; others are notes.
using SheetLook = std::function<bool(std::span<const SheetRow>)>;

/// Whether a study may name several sheets, to be read together, or one.
enum class SheetsNamed : char { One, Several };

/// The rows with text of the sheet named `sheet`, or of the only one that holds text, one by one;
/// hidden sheets only where they are named or there is no other. Of several the only one that
/// `is_table` says to be one. The workbook may be the only data of a ZIP.
/// Memory: the sheet once, as GDAL holds it.
class SheetReader {
public:
    /// @throws InputError for an old .xls, a workbook that cannot be opened, a sheet that is not
    /// there, several sheets where none is named, and values far below or right of the others
    SheetReader(const std::filesystem::path& file, const std::string& shown_as,
                const std::string& sheet, const SheetLook& is_table = {},
                SheetsNamed named = SheetsNamed::One);
    SheetReader(SheetReader&&) noexcept;
    SheetReader& operator=(SheetReader&&) noexcept;
    ~SheetReader();

    /// The next row; false behind the last.
    bool next();
    /// @pre next() said true
    [[nodiscard]] const SheetRow& row() const;
    /// The first row is the next one again.
    void rewind();
    /// Up to so many of the first rows, from which a header is chosen. Rewinds.
    std::vector<SheetRow> first(std::size_t most);
    /// Sheets that were passed over, hidden or notes; formulas without results, hidden rows.
    [[nodiscard]] std::vector<Issue> issues() const;
    /// Cells of the sheet that are merged downwards.
    [[nodiscard]] const std::vector<MergedCells>& merges() const;
    /// Whether every value of that row is struck through. @param row as SheetRow counts
    [[nodiscard]] bool is_struck(std::int64_t row) const;
    /// Throws the error that is being handled on; where hidden sheets were passed over, with their
    /// names: what it misses may stand in one of them.
    [[noreturn]] void refuse(const InputError& error) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace todoku::io
