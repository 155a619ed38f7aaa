// The inputs a carrier's package names as its sources.
#pragma once

#include "report/package_content.hpp"
#include "study/fingerprint.hpp"
#include "study/study_file.hpp"

#include <string>
#include <vector>

namespace todoku::study {

/// Every input in the study file's order, a file once however often it is read; of the coverage
/// only this carrier's own.
std::vector<report::SourceNote> package_sources(const StudyFile& study,
                                                const std::vector<InputChecksum>& checksums,
                                                const std::string& carrier);

} // namespace todoku::study
