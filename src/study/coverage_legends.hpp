// What lets people confirm by eye how coverage was read: a legend picture for each picture, and all
// coverage as polygons.
#pragma once

#include "core/issue.hpp"
#include "core/text.hpp"
#include "study/inputs.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace todoku::study {

/// Name of the file with all coverage as it was read, one polygon a row.
inline constexpr const char* kCoverageReadName = "coverage_read.gpkg";

/// Writes into the folder (made where it is not there). Polygons with invalid rings are repaired in
/// the file only; each is told in `issues` with its area before and after.
/// @return names of the files written. @throws ExternalError
std::vector<std::string> write_coverage_legends(const Inputs& inputs, Language language,
                                                const std::filesystem::path& folder,
                                                std::vector<Issue>& issues);

} // namespace todoku::study
