// A ledger as rows of cells before its columns have a meaning: from a CSV, a sheet or a layer of
// features, one row after another.
#pragma once

#include "core/csv.hpp"
#include "core/issue.hpp"
#include "geo/geometry.hpp"
#include "io/readers.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// One row; its views hold while it is visited.
struct AssetRow {
    std::int64_t row = 0; ///< line of the file, or feature from 1
    std::span<const std::string_view> cells;
    const geo::Geometry* geometry = nullptr;
    RowWidth::Fit fit = RowWidth::Fit::Whole; ///< of a CSV row with its header
    bool struck = false;                      ///< every value of a sheet's row is struck through

    /// Empty where the row has no such column.
    [[nodiscard]] std::string_view cell(std::size_t column) const {
        return column < cells.size() ? cells[column] : std::string_view();
    }
};

/// What is known of a ledger before its first row is visited.
struct AssetTable {
    std::vector<std::string> headers;
    std::size_t names = 0; ///< columns up to the last with a header
    /// Rows of the sheet or text that the headers were made of; none for a layer of features.
    std::vector<std::vector<std::string>> header_rows;
    std::vector<std::string> titles; ///< texts above the header
    /// The first rows (up to 200): what columns look like.
    std::vector<std::vector<std::string>> samples;
    bool has_geometry = false; ///< one of the first rows has one
};

struct AssetTableVisitor {
    std::function<void(const AssetTable&)> begin; ///< once, also where no row follows
    std::function<void(const AssetRow&)> row;
    std::function<void(std::int64_t rows)> leave_out; ///< not asked for by the request's `where`
};

/// Reads the whole file, a row at a time. In a CSV or a sheet of a workbook the header is that of
/// the first thirty rows which holds most known headers, or two of them, so that title rows above
/// it do no harm; rows without any text are passed over and counted in one issue.
/// @return name of the text's encoding
/// @throws InputError for a missing, unreadable or empty file
std::string visit_asset_table(const AssetSource& request, const AssetTableVisitor& visitor,
                              std::vector<Issue>& issues);

} // namespace todoku::io
