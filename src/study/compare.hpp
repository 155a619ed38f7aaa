// `todoku compare`: two outputs of one study at two dates: what improved, what an earlier request
// brought.
#pragma once

#include "core/progress.hpp"
#include "study/common_ground.hpp"
#include "study/coverage_changes.hpp"
#include "study/gap_changes.hpp"
#include "study/request_changes.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace todoku::study {

struct CompareRequest {
    std::filesystem::path earlier; ///< output folders of `todoku run`
    std::filesystem::path present;
    std::filesystem::path output; ///< empty: outputs/compare-<earlier>-<present>/
};

/// What one carrier's people see: 5G of the prefecture by the present run's rule.
struct CarrierChange {
    std::string carrier; ///< also "any", "all"
    Change change;
    std::map<GapState, std::size_t> gaps;           ///< areas by what became of them
    std::map<RequestState, std::size_t> places;     ///< asked for earlier
    std::map<RequestState, std::size_t> assets;     ///< offered earlier
    std::map<RequestState, std::size_t> registered; ///< entries of the register
};

struct CompareResult {
    std::filesystem::path output;
    RunAbout earlier;
    RunAbout present;
    std::vector<Text> notes; ///< what differs between the runs besides coverage, and what was done
    std::vector<CarrierChange> carriers; ///< in order of the study
    std::vector<MunicipalityChange> municipalities;
    std::vector<CellChange> cells;
    std::vector<GapChange> gaps;
    std::vector<RequestChange> requests;
    std::vector<RegisterChange> registered; ///< by the registers of NEW and OLD

    [[nodiscard]] bool synthetic() const { return earlier.synthetic || present.synthetic; }
};

/// Verdicts of both dates are made by the present run's rule and on its people, so that another
/// rule or census is not taken for progress. Writes tables/, compare.gpkg and compare.json.
/// @throws InputError where a folder is no output; UsageError where the two cannot be compared or
/// the output folder holds something else
CompareResult compare(const CompareRequest& request, Progress& progress);

} // namespace todoku::study
