// [siting]: how many assets a plan may have or cost, and what it keeps to.
#pragma once

#include "study/study_file.hpp"
#include "study/toml_section.hpp"

namespace todoku::study {

/// Faults go to the section's list.
SitingSettings read_siting_section(TomlSection& section);

/// A ledger's own costs are in a unit that the house values of the classes are not in.
void require_costs_of_all(TomlSection& section, const StudyFile& study);

/// A distance from stations needs stations.
void require_stations(TomlSection& section, const StudyFile& study);

} // namespace todoku::study
