// The columns of a table of mesh cells, by the study's word or by the names offices give them.
#pragma once

#include "io/coverage_of.hpp"
#include "io/coverage_reading.hpp"
#include "io/mesh_table_values.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

struct MeshTableColumns {
    std::size_t code = 0;
    std::optional<std::size_t> share;
    bool share_in_percent = false; ///< its header says so
    std::optional<std::size_t> covered_class;
    bool class_is_named = false; ///< by the study, not by our list
    std::optional<std::size_t> strength;
    std::optional<std::size_t> technology; ///< one that nobody asked for
    bool class_by_values = false;          ///< its header is none we know
    bool class_is_implied = false;         ///< the class names technologies or strengths
    bool class_by_zero = false;            ///< the class is a number, 0 where nothing is covered
    std::optional<std::size_t> power;      ///< dBm or the like where nothing says covered or not
    bool share_of_people = false;          ///< 人口カバー率
    /// Says where there is no coverage (圏外, エリア外率), and nothing else says where there is.
    std::optional<std::size_t> denial;
    bool denial_is_share = false;
    std::vector<std::size_t> unused; ///< that hold anything
};

/// True where a column of codes is among these headers.
bool has_code_column(std::span<const std::string_view> headers, const MeshTableReading& reading);

/// True where a cell holds a code of 1 km or finer; four digits may be a year.
bool holds_code(std::span<const std::string_view> cells);

/// The header as messages show it.
std::string column_name(const std::vector<std::string>& headers, std::size_t column);

/// By the study's names, then by headers and by what the columns hold.
/// @param values of each column
/// @param where_told the file (and member) in messages
/// @throws InputError for a column that the study names and is not there, where none holds codes,
/// and where several may be the one that is looked for
MeshTableColumns mesh_table_columns(const std::vector<std::string>& headers,
                                    const std::vector<ColumnValues>& values,
                                    const MeshTableReading& reading,
                                    const StrengthReading& strength, const CoverageOf& of,
                                    const std::string& where_told);

} // namespace todoku::io
