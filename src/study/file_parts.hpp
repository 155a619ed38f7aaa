// The files on disk that belong to one input.
#pragma once

#include <filesystem>
#include <vector>

namespace todoku::study {

/// A Shapefile is its parts, a folder all files below it by name, a picture itself and what may
/// stand beside it to say where it lies; everything else is one file.
std::vector<std::filesystem::path> parts_of(const std::filesystem::path& file);

} // namespace todoku::study
