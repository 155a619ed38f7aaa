// The names of an archive's files as GDAL opens them below /vsizip.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace todoku::io {

/// Paths inside the archive, folders too; empty where it cannot be opened. GDAL keeps the list, so
/// what is opened later is found by these names. Names in CP932, as Windows writes them, are read
/// as such: by itself GDAL takes them for code page 437 and the second byte of 表 or 能 (0x5C) for
/// the end of a folder.
std::vector<std::string> names_in_zip(const std::filesystem::path& file);

} // namespace todoku::io
