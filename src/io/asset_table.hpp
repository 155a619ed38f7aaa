// A ledger as rows of cells before its columns have a meaning: from a CSV or from a layer of
// features.
#pragma once

#include "core/csv.hpp"
#include "core/issue.hpp"
#include "geo/geometry.hpp"
#include "io/readers.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace todoku::io {

struct AssetRow {
    std::int64_t row = 0; ///< line of the file, or feature from 1
    std::vector<std::string> cells;
    geo::Geometry geometry;
    RowWidth::Fit fit = RowWidth::Fit::Whole; ///< of a CSV row with its header
};

struct AssetTable {
    std::vector<std::string> headers;
    std::vector<AssetRow> rows;
    bool has_geometry = false; ///< at least one row has one
    std::size_t names = 0;     ///< columns up to the last with a header
    std::string encoding;
    std::vector<Issue> issues;

    [[nodiscard]] const std::string& cell(const AssetRow& row, std::size_t column) const;
};

/// Reads the whole file. In a CSV or a sheet of a workbook the header is that of the first ten rows
/// which holds most known headers, so that title rows above it do no harm; rows without any text
/// are passed over and counted in one issue.
/// @throws InputError for a missing, unreadable or empty file
AssetTable read_asset_table(const AssetSource& request);

} // namespace todoku::io
