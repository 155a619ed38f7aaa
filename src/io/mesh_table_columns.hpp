// The columns of a table of mesh cells, by the study's word or by the names offices give them.
#pragma once

#include "io/coverage_reading.hpp"

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
};

/// True where a column of codes is among these headers.
bool has_code_column(std::span<const std::string_view> headers, const MeshTableReading& reading);

/// @param where_told the file (and member) in messages
/// @throws InputError for a column that the study names and is not there, and where none holds
/// codes
MeshTableColumns mesh_table_columns(const std::vector<std::string>& headers,
                                    const MeshTableReading& reading,
                                    const StrengthReading& strength, const std::string& where_told);

} // namespace todoku::io
