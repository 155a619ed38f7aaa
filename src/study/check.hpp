// `todoku check`: reads every input of a study and says what came of it, before any long work.
#pragma once

#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "study/inputs.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace todoku::study {

struct CheckRequest {
    std::filesystem::path study;
    std::filesystem::path issues; ///< CSV to write all issues to; empty for none
    std::filesystem::path legend; ///< folder for pictures of how coverage was read; empty for none
    Language language = Language::Japanese; ///< of that file
    Threads threads;
};

/// A municipality's people under both rules for cells on its borders.
struct BorderTotals {
    std::string code; ///< five digits
    std::string name;
    double by_area = 0.0;
    double by_centroid = 0.0;
};

struct CheckResult {
    std::string title;
    bool synthetic = false;
    std::vector<InputSummary> inputs;
    std::vector<Issue> issues;
    std::vector<std::string> missing;  ///< files the study file names that are not there
    std::string guide;                 ///< init's guide beside the study file; empty for none
    std::vector<std::string> legends;  ///< files written there
    bool usable = false;               ///< every input can be used
    double people_read = 0.0;          ///< total of the population files
    double people_placed = 0.0;        ///< of these, in the study's municipalities
    double people_by_the_shore = 0.0;  ///< of those placed, given to the nearest by shore_m
    double people_of_neighbours = 0.0; ///< left out: on other prefectures' ground
    double people_elsewhere = 0.0;     ///< left out: farther than shore_m from any municipality
    std::size_t cells = 0;             ///< study cells
    std::size_t populated_cells = 0;
    std::size_t unknown_cells = 0; ///< cells whose people no file states: in no figure
    bool border_cells_by_centroid = false;
    std::vector<BorderTotals> municipalities; ///< in the order of their codes
};

/// Unusable inputs are part of the result, not exceptions. @throws UsageError, InputError for the
/// study file itself
CheckResult check(const CheckRequest& request, Progress& progress);

/// All issues as CSV (UTF-8 with BOM, for Excel): kind, code, file, layer, row, field, value,
/// problem, action.
void write_issues(const std::vector<Issue>& issues, Language language,
                  const std::filesystem::path& file);

} // namespace todoku::study
