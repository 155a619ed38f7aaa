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
/// Model, band and threshold of the reach, in one sentence.
std::string radio_sentence(const Results& results);
/// The model a preset's reach is predicted with, as a part of a sentence.
Text reach_model_text(const StudyFile& study, const radio::BandPreset& preset);
/// The ground that the model takes into account, as a part of a sentence.
Text reach_ground_text(const Results& results, const radio::BandPreset& preset);

report::PackageContent package_content(const Results& results,
                                       const std::vector<InputChecksum>& checksums,
                                       const siting::CarrierPlan& plan);

} // namespace todoku::study
