// The sections of a study file that name inputs, and [radio], which may name one.
#pragma once

#include "study/study_paths.hpp"

#include <vector>

namespace todoku::study {

/// [inputs]: municipalities, population, daytime, addresses, terrain, places, roads.
void read_inputs_section(TomlSection inputs, const StudyPaths& paths, StudyFile& study);
/// One of [[coverage]], [[measurement]].
CoverageInput read_coverage_section(TomlSection& section, const StudyPaths& paths);
MeasurementInput read_measurement_section(TomlSection& section, const StudyPaths& paths);
/// One of [[restriction]]: an input for each file or layer that it lists.
void read_restriction_section(TomlSection& section, const StudyPaths& paths, StudyFile& study);
/// One of [[assets]]: a ledger for each sheet or layer that it lists, or one.
std::vector<AssetInput> read_assets_section(TomlSection& section, const StudyPaths& paths);
/// [radio] with its [[radio.band]].
RadioSettings read_radio_section(TomlSection& section, const StudyPaths& paths);

} // namespace todoku::study
