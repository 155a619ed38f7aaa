// What each step's result depends on, as checksums: inputs by content, settings by value, the
// program by version.
#pragma once

#include "core/progress.hpp"
#include "study/step_results.hpp"
#include "study/study_file.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace todoku::study {

/// One input file as it was read.
struct InputChecksum {
    std::string role; ///< "population", "coverage"...
    std::string file; ///< as the study file writes it
    std::uint64_t bytes = 0;
    std::string sha256; ///< of a Shapefile: over its parts; empty where the file is missing
};

struct Fingerprints {
    std::vector<InputChecksum> inputs; ///< in order of the study file
    std::map<Step, std::string> steps; ///< SHA-256 of everything the step's result depends on

    [[nodiscard]] const std::string& of(Step step) const { return steps.at(step); }
};

/// Reads all input files once.
/// @param known checksums of an earlier reading, where there are any: then no input file is read,
/// and one that is there with another size counts as changed
Fingerprints fingerprint(const StudyFile& study, Progress& progress,
                         std::span<const InputChecksum> known = {});

/// "0.1.0".
const char* program_version();

} // namespace todoku::study
