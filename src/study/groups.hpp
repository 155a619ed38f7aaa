// The groups of municipalities that the study names, found among those that were read.
#pragma once

#include "overlay/statistics.hpp"
#include "study/study_file.hpp"

#include <span>
#include <vector>

namespace todoku::study {

/// Members by name (津市, also with its district 度会郡玉城町) or by code of four to six digits.
/// @throws InputError that names every member not found, and for a group of one name twice
std::vector<overlay::MunicipalityGroup>
groups_of(const StudyFile& study, std::span<const domain::Municipality> municipalities);

} // namespace todoku::study
