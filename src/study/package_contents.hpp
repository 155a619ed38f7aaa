// What one carrier's package and map say, taken from the results. The only place where confidential
// layers of other carriers are in reach: nothing but "another carrier serves here" passes.
#pragma once

#include "report/map_sheet.hpp"
#include "report/package_content.hpp"
#include "study/fingerprint.hpp"
#include "study/result_tables.hpp"

#include <string>
#include <vector>

namespace todoku::study {

/// How people are counted, in one sentence.
std::string rule_sentence(const StudyFile& study, const PopulationMethod& method);
/// Model, band and threshold of the reach, in one sentence.
std::string radio_sentence(const Results& results);

report::PackageContent package_content(const Results& results,
                                       const std::vector<InputChecksum>& checksums,
                                       const siting::CarrierPlan& plan);

/// The gap map of the carrier of `content`. Borrows from `results` and `terrain`.
report::MapSheet gap_map(const Results& results, const report::PackageContent& content,
                         const geo::HeightGrid& terrain);

} // namespace todoku::study
