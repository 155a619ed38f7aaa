// Cells that say what stands above them: 〃 and 同上, and those that a sheet merges with the cell
// above.
#pragma once

#include "core/issue.hpp"
#include "io/workbook_sheets.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// Is shown the rows below a ledger's header in their order, and fills in what they take from
/// above. Figures are not filled down merged cells, but latitudes and longitudes are: an area may
/// be that of all rows together.
class CellsAbove {
public:
    /// @param shown_as the file in messages
    /// @param merges of the sheet, with first rows rising; none for a text
    CellsAbove(std::string shown_as, std::vector<std::string> headers,
               std::vector<MergedCells> merges = {});

    /// The row with those cells filled in; the views hold until the next row. @throws InputError
    /// where what was filled in comes to more than a sheet may hold (kMostSheetText)
    std::span<const std::string_view> fill(std::int64_t row,
                                           std::span<const std::string_view> cells);

    /// What was filled in: one issue for marks, one for merged cells.
    [[nodiscard]] std::vector<Issue> issues(const std::string& file,
                                            const std::string& layer) const;

private:
    struct Merged {
        std::int64_t last_row = 0;
        std::string text;
    };
    struct Filled {
        std::int64_t cells = 0;
        std::int64_t first_row = 0;
        std::string value; ///< the first
        std::vector<std::string> columns;
    };
    void count(Filled& filled, std::int64_t row, std::size_t column, std::string_view value) const;
    void require_room(std::size_t bytes, std::int64_t row);
    [[nodiscard]] bool goes_down(std::size_t column, std::string_view text) const;

    std::string shown_as_;
    std::vector<std::string> headers_;
    std::vector<MergedCells> merges_;
    std::size_t next_merge_ = 0;
    std::map<std::size_t, Merged> open_; ///< by column
    std::vector<std::string> above_;
    std::vector<std::string_view> views_;
    Filled marks_;
    Filled merged_;
    std::size_t bytes_ = 0; ///< filled in
};

} // namespace todoku::io
