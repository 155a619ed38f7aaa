// The text of a study file: in UTF-8 and TOML, or a sentence that says what to do about it.
#pragma once

#include <toml++/toml.h>

#include <filesystem>
#include <string>

namespace todoku::study {

/// @param shown how messages name the file
/// @throws InputError for a file that cannot be opened, is not UTF-8, or is no TOML
toml::table parse_toml(const std::filesystem::path& file, const std::string& shown);

} // namespace todoku::study
