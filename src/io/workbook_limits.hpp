// How much text the cells of a workbook may hold: a text that is stored once counts in each cell
// that names it, so that a small file would fill the memory.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace todoku::io {

/// Of one cell, in UTF-16 units, as Excel counts ("Excel specifications and limits").
inline constexpr std::size_t kLongestCell = 32'767;
/// Of one sheet, in bytes. House default: a sheet has at most 1,048,576 rows; 256 bytes in each.
inline constexpr std::size_t kMostSheetText = std::size_t{256} << 20U;

/// @pre the archive is sane (input_limits.hpp). @throws InputError where a shared text of an .xlsx
/// or .xlsm is longer than kLongestCell, and where those that a sheet names or holds come to more
/// than kMostSheetText; does nothing for other files
void require_sane_texts(const std::filesystem::path& workbook, const std::string& shown_as);

} // namespace todoku::io
