// What `todoku compare` leaves: tables, compare.gpkg, compare.json.
#pragma once

#include "study/compare.hpp"

#include <filesystem>
#include <string>

namespace todoku::study {

/// The result as JSON, for --json and compare.json.
std::string compare_record(const CompareResult& result);

/// Writes tables/compare_*.csv, compare.gpkg and compare.json into a folder.
void write_compare_files(const CompareResult& result, const CommonGround& ground,
                         const RunResults& earlier, const RunResults& present,
                         const std::filesystem::path& folder);

} // namespace todoku::study
