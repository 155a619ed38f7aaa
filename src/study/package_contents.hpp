// What one carrier's package says, taken from the results. The only place where confidential
// layers of other carriers are in reach: nothing but "another carrier serves here" passes.
#pragma once

#include "report/package_content.hpp"
#include "study/fingerprint.hpp"
#include "study/result_tables.hpp"

#include <string>
#include <vector>

namespace todoku::study {

/// How people are counted, in one sentence.
std::string rule_sentence(const StudyFile& study, const PopulationMethod& method);
/// The same in English, for the page.
std::string rule_sentence_en(const StudyFile& study, const PopulationMethod& method);

report::PackageContent package_content(const Results& results,
                                       const std::vector<InputChecksum>& checksums,
                                       const siting::CarrierPlan& plan);

} // namespace todoku::study
