// Whether a file named in a study can be read at all, said before any format is looked at.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace todoku::io {

/// A folder that is one dataset to GDAL (.gdb).
bool is_dataset_folder(const std::filesystem::path& file);

/// @throws InputError where the file is missing, a folder, empty or closed to us, or plainly of
/// another kind than its name says (require_kind)
void require_readable(const std::filesystem::path& file, const std::string& shown_as);

/// The first `most` bytes of a file as GDAL names it (also in an archive or in memory); "" where it
/// cannot be opened.
std::string read_bytes(const std::string& path, std::size_t most);

/// The last `most` bytes, likewise.
std::string last_bytes(const std::string& path, std::size_t most);

/// Size of a file as GDAL names it; nothing where there is none.
std::optional<std::uint64_t> size_of(const std::string& path);

} // namespace todoku::io
