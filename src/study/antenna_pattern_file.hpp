// A file of an antenna's pattern, from the disk.
#pragma once

#include "core/issue.hpp"
#include "radio/antenna_cuts.hpp"

#include <filesystem>
#include <string>

namespace todoku::study {

/// @param shown_as the file's name in messages
/// @return as `radio::read_antenna`
/// @throws InputError for a file that cannot be opened, is over 4 MB or no pattern
Loaded<radio::CutPattern> read_antenna_pattern(const std::filesystem::path& file,
                                               const std::string& shown_as);

} // namespace todoku::study
