// How sure a prefecture's figure is: what becomes of it when what is arbitrary is chosen otherwise.
#pragma once

#include "overlay/statistics.hpp"
#include "overlay/study_grid.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace todoku::overlay {

/// Lowest and highest found.
struct Range {
    double low = 0.0;
    double high = 0.0;
};

/// One prefecture total, layer and rule.
struct SensitivityRow {
    domain::GovernmentCode prefecture;
    std::string name;
    LayerName layer;
    std::string rule;
    double population = 0.0;
    double covered = 0.0;
    Range ties;  ///< cells within kTieTolerance of the threshold all out, all in (majority only)
    Range shift; ///< polygons kShift to the north, east, south, west
    double other_border_population = 0.0; ///< cells on borders given the other way
    double other_border_covered = 0.0;
};

/// A hundredth of a cell: what drawing a coverage map by hand or from a picture leaves open.
inline constexpr double kTieTolerance = 0.01;
/// What polygons drawn at office scales are off by, and the error of a datum taken for another
/// (Tokyo datum by three parameters: 9 m, EPSG:15483).
inline constexpr Metres kShift = Metres(10.0);

/// Where every polygon is moved to.
struct Shift {
    double north_degrees = 0.0;
    double east_degrees = 0.0;
};
/// kShift to the north, east, south, west, in the middle of the study; none where it has no cells.
std::vector<Shift> shifts_of(const domain::StudyGrid& grid);
/// The layers' polygons moved; their carriers and technologies, and nothing else of them.
std::vector<domain::CoverageLayer> moved(std::span<const domain::CoverageLayer> layers,
                                         Shift shift);

struct SensitivityRequest {
    const domain::StudyGrid& grid;
    const domain::StudyGrid& other_border; ///< the same cells by the other rule for borders
    std::span<const domain::Municipality> municipalities;
    const Coverage& coverage;        ///< of the grid
    std::span<const Coverage> moved; ///< the same with the polygons moved, by shift
    PopulationRule rule;
    /// Names of the technology column that are looked at; the rest have no rows.
    std::vector<std::string> technologies;
};

std::vector<SensitivityRow> sensitivity(const SensitivityRequest& request);

/// What the covered share of a prefecture's people (0 to 1) may be: lowest and highest of the
/// figure itself and of what else its row holds. Nothing where there is no such row, or nobody
/// lives.
std::optional<Range> ratio_range(std::span<const SensitivityRow> rows,
                                 domain::GovernmentCode prefecture, const LayerName& layer);
/// What is varied for it, as a sentence to stand below such ranges.
Text what_ranges_mean();

} // namespace todoku::overlay
