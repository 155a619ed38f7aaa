// SHA-256 (FIPS 180-4), by which every output names its inputs.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace todoku {

/// Lower-case hexadecimal SHA-256 of bytes.
std::string sha256(std::string_view bytes);

/// Lower-case hexadecimal SHA-256 of a file's content, read in pieces.
/// @throws ExternalError where the file cannot be read.
std::string sha256_of_file(const std::filesystem::path& file);

} // namespace todoku
