// `todoku init`: a commented study file and templates to start from.
#pragma once

#include <filesystem>
#include <vector>

namespace todoku::study {

/// Writes study.toml (named after the folder), はじめに.txt, a ledger to fill in, a note on
/// coverage files and a letter template, and makes the folders they speak of. Existing files are
/// never overwritten.
/// @return the files written. @throws UsageError where one is there already, ExternalError
std::vector<std::filesystem::path> init(const std::filesystem::path& folder);

} // namespace todoku::study
