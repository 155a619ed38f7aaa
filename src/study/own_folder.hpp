// An output folder is exchanged whole, so it may hold nothing but an earlier result.
#pragma once

#include "study/study_file.hpp"

#include <filesystem>
#include <set>
#include <string>

namespace todoku::study {

/// @param own names that a result has @throws UsageError naming what else is there
void require_own_folder(const std::filesystem::path& folder, const std::set<std::string>& own);

/// Where the results of a study go: the folder asked for, else outputs/<study name>; absolute.
std::filesystem::path output_of(const StudyFile& study, const std::filesystem::path& asked);

/// @throws UsageError where the folder holds what is no result of a run
void require_result_folder(const std::filesystem::path& folder);

} // namespace todoku::study
