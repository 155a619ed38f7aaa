// An output folder is exchanged whole, so it may hold nothing but an earlier result.
#pragma once

#include <filesystem>
#include <set>
#include <string>

namespace todoku::study {

/// @param own names that a result has @throws UsageError naming what else is there
void require_own_folder(const std::filesystem::path& folder, const std::set<std::string>& own);

} // namespace todoku::study
