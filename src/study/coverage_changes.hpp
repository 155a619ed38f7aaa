// Coverage gained and lost between two runs: cell by cell and by municipality.
#pragma once

#include "study/common_ground.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace todoku::study {

/// Covered shares of a cell's people at both dates, by one rule.
struct CellVerdict {
    double earlier = 0.0;
    double present = 0.0;
    double earlier_at_most = 0.0; ///< with the ground nobody knew of then
    double present_at_most = 0.0;
    bool in_both = true; ///< false: a cell of one run only neither gains nor loses

    /// For certain: what was or is unknown has neither been gained nor lost. Differences within
    /// 1e-9, the precision promised of shares, are none.
    [[nodiscard]] double gained() const;
    [[nodiscard]] double lost() const;
};
/// Where a finer mesh has no cells, coverage is not known: a cell that a run measured on a part of
/// its area is judged as near to the other run as covering nothing or all of the rest lets it.
CellVerdict verdict_of(const CommonGround& ground, const overlay::PopulationRule& rule,
                       std::size_t layer, std::uint32_t cell);
/// Whether such a cell's verdict is another with all of the rest than with nothing of it.
bool hangs_on_missing_ground(const CommonGround& ground, const overlay::PopulationRule& rule,
                             std::size_t layer, std::uint32_t cell);

/// People before and after. `gained` and `lost` are the present run's people on both coverages.
struct Change {
    double population_earlier = 0.0;
    double population_present = 0.0;
    double covered_earlier = 0.0;
    double covered_present = 0.0;
    double gained = 0.0;
    double lost = 0.0;
    double unknown_earlier = 0.0; ///< where the carrier did not know
    double unknown_present = 0.0;

    void add(const Change& other);
    /// NaN where nobody lives.
    [[nodiscard]] double ratio_earlier() const;
    [[nodiscard]] double ratio_present() const;
};

struct MunicipalityChange {
    RunMunicipality municipality; ///< or prefecture ("24000")
    bool prefecture = false;
    overlay::LayerName layer;
    std::string rule;
    Change change;
};

/// By rising municipality of the present run (and those of the earlier whose ground it has none
/// of), then the prefectures; each by layer and rule.
std::vector<MunicipalityChange> coverage_changes(const CommonGround& ground,
                                                 std::span<const overlay::PopulationRule> rules);

struct CellChange {
    std::uint32_t cell = 0;
    std::size_t layer = 0;
    double fraction_earlier = 0.0; ///< of its area
    double fraction_present = 0.0;
    bool gained = false; ///< else lost
    double people = 0.0; ///< of the present run, who gained or lost
};

/// Cells of both runs whose verdict changed, by layer and rising cell.
std::vector<CellChange> cell_changes(const CommonGround& ground,
                                     const overlay::PopulationRule& rule);

} // namespace todoku::study
