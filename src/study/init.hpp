// `todoku init`: a commented study file to start from.
#pragma once

#include <filesystem>
#include <vector>

namespace todoku::study {

/// Writes study.toml and an empty inputs/ folder. Existing files are never overwritten.
/// @return the files written. @throws UsageError where a study.toml is there already
std::vector<std::filesystem::path> init(const std::filesystem::path& folder);

} // namespace todoku::study
