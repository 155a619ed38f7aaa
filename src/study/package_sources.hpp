// The inputs a carrier's package names as its sources.
#pragma once

#include "report/package_content.hpp"
#include "study/fingerprint.hpp"
#include "study/study_file.hpp"

#include <set>
#include <string>
#include <vector>

namespace todoku::study {

/// Every input in the study file's order, a file once however often it is read; of the coverage
/// only this carrier's own.
std::vector<report::SourceNote> package_sources(const StudyFile& study,
                                                const std::vector<InputChecksum>& checksums,
                                                const std::string& carrier);

/// What the open-data edition rests on: people, boundaries, coverage of these carriers, these
/// ledgers (as assets name their source), addresses, places and roads.
std::vector<report::SourceNote> open_data_sources(const StudyFile& study,
                                                  const std::vector<InputChecksum>& checksums,
                                                  const std::set<std::string>& carriers,
                                                  const std::set<std::string>& ledgers);

} // namespace todoku::study
