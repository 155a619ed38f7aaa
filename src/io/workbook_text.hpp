// A workbook rewritten so that GDAL reads its cells as a person sees them: without furigana, with
// percentages and leading zeros, without the escapes and prefixes of the program that wrote it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace todoku::io {

/// Writes the parts of an .xlsx, .xlsm or .ods that have to be rewritten into `folder`, and returns
/// them by their index in the archive; none where it is read well as it stands, or is broken.
///
/// Furigana (<rPh>, <text:ruby-text>) go; cells shown as percentages become texts (0.5 -> 50%), so
/// do whole numbers shown with leading zeros or behind a text (00000: 52 -> 00052, "施"000: 52 ->
/// 施052), dates (46296 as [$-411]ggge"年"m"月"d"日" -> 2026/10/01, which GDAL knows by western
/// formats only) and hours of any number ([h]:mm:ss: 34:43:49, as Excel takes degrees); _x000D_ and
/// other escapes of ECMA-376 part 1, 22.4.2.4 are decoded; elements lose the prefix of their
/// namespace; rows and cells without a reference get theirs.
std::map<std::uint64_t, std::filesystem::path>
rewritten_parts(const std::filesystem::path& workbook, const std::string& shown_as,
                const std::filesystem::path& folder);

/// Whether rewritten_parts() would write any.
bool needs_rewriting(const std::filesystem::path& workbook, const std::string& shown_as);

} // namespace todoku::io
