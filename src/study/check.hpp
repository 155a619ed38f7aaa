// `todoku check`: reads every input of a study and says what came of it, before any long work.
#pragma once

#include "core/japanese.hpp"
#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "study/inputs.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace todoku::study {

struct CheckRequest {
    std::filesystem::path study;
    std::filesystem::path list; ///< .xlsx or .csv to write what was found to; a folder: check.xlsx
                                ///< in it; empty for none
    std::filesystem::path legend; ///< folder for pictures of how coverage was read; empty for none
    Language language = Language::Japanese; ///< of that file
    Threads threads;
    bool allow_approximate_datum = false; ///< as if the study file said so
};

/// A municipality's people under both rules for cells on its borders.
struct BorderTotals {
    std::string code; ///< five digits
    std::string name;
    double by_area = 0.0;
    double by_centroid = 0.0;
};

/// Cells of one carrier and technology by what measurements and its statement say.
struct EvidenceLine {
    std::string carrier;
    std::string technology;
    std::int64_t agreed = 0;
    std::int64_t stated_measured_out = 0;
    std::int64_t not_stated_measured_in = 0;
    std::int64_t undecided = 0; ///< too few samples, or samples that do not decide
};

struct CheckResult {
    std::string title;
    bool synthetic = false;
    Date as_of{};
    std::filesystem::path list; ///< the list that was written; empty for none
    std::vector<InputSummary> inputs;
    std::vector<Issue> issues;
    std::vector<std::string> missing; ///< files the study file names that are not there
    std::string guide;                ///< init's guide beside the study file; empty for none
    std::vector<Text> pictures; ///< of each picture read as coverage: its colours, what they mean
    std::filesystem::path legend_folder; ///< where those are; empty for none
    std::vector<std::string> legends;    ///< files written there
    bool usable = false;                 ///< every input can be used
    double people_read = 0.0;            ///< total of the population files
    double people_placed = 0.0;          ///< of these, in the study's municipalities
    double people_by_the_shore = 0.0;    ///< of those placed, given to the nearest by shore_m
    double people_of_neighbours = 0.0;   ///< left out: on other prefectures' ground
    double people_elsewhere = 0.0;       ///< left out: farther than shore_m from any municipality
    std::size_t cells = 0;               ///< study cells
    std::vector<EvidenceLine> evidence;  ///< empty where nothing was measured
    std::size_t populated_cells = 0;
    std::size_t unknown_cells = 0; ///< cells whose people no file states: in no figure
    bool border_cells_by_centroid = false;
    std::vector<BorderTotals> municipalities; ///< in the order of their codes
};

/// Unusable inputs are part of the result, not exceptions. @throws UsageError, InputError for the
/// study file itself
CheckResult check(const CheckRequest& request, Progress& progress);

/// All issues as CSV (UTF-8 with BOM, for Excel): kind, code, file, layer, row, field, value,
/// problem, action, under headings in the language; each issue on one line. Text that Excel would
/// take for a formula gets an apostrophe before it.
void write_issues(const std::vector<Issue>& issues, Language language,
                  const std::filesystem::path& file);

} // namespace todoku::study
