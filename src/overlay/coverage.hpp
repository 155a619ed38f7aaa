// Coverage of every study cell by carrier and technology, and the population statistics made from
// it.
#pragma once

#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "domain/coverage_layer.hpp"
#include "domain/municipality.hpp"
#include "domain/study_grid.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace todoku::overlay {

/// Combined names that stand in tables beside the carriers' own: covered by at least one, covered
/// by every one.
inline constexpr std::string_view kAnyCarrier = "any";
inline constexpr std::string_view kAllCarriers = "all";

/// carrier: a carrier's name, "any" or "all"; technology: "4g", "5g-converted", "5g-sub6",
/// "5g-mmwave", or "5g" (any 5G).
struct LayerName {
    std::string carrier;
    std::string technology;
    friend bool operator==(const LayerName&, const LayerName&) = default;
};

/// Shares of each study cell's area, exact (combinations are of areas, not of shares).
struct Coverage {
    std::vector<std::string> carriers; ///< in order of the study
    /// carriers x (given technologies, then "5g" where it has any 5G), then "any", then "all" (each
    /// over the carriers of the study; a carrier without that technology makes "all" empty).
    std::vector<LayerName> layers;
    std::vector<std::vector<double>> shares; ///< layers x cells, [0, 1]

    /// Position of a layer; nothing where the study has none.
    [[nodiscard]] std::optional<std::size_t> layer(std::string_view carrier,
                                                   std::string_view technology) const;
};

Coverage measure_coverage(const domain::StudyGrid& grid,
                          std::span<const domain::CoverageLayer> layers, Threads threads,
                          Progress& progress);

/// How a cell's share becomes covered people.
struct PopulationRule {
    enum class Kind { Majority, Area } kind = Kind::Majority;
    /// Majority: a cell whose share is at least this counts whole, else not at all (MIC: half or
    /// more).
    double threshold = 0.5;

    /// Covered share of a cell's people: 0 or 1 by majority, the share itself by area.
    /// Shares within 1e-9 below the threshold count as reaching it (the precision promised of
    /// shares).
    [[nodiscard]] double covered(double share) const;
    /// "majority" or "area", as in tables; "majority:0.75" for another threshold.
    [[nodiscard]] std::string name() const;
};

/// One line of tables/coverage_by_municipality.csv.
struct CoverageRow {
    domain::GovernmentCode municipality; ///< the prefecture's code for its total
    std::string name;
    LayerName layer;
    std::string rule;
    double population = 0.0;
    double covered = 0.0;
    double uncovered = 0.0; ///< population - covered
    double ratio = 0.0;     ///< covered / population; NaN where nobody lives
    double area_m2 = 0.0;   ///< land of the municipality
    double covered_area_m2 = 0.0;
    double covered_65plus = 0.0;
    double population_65plus = 0.0;
};

/// Rows by municipality (rising code, then the prefecture's total), layer, rule. Border cells count
/// by their parts.
std::vector<CoverageRow>
coverage_by_municipality(const domain::StudyGrid& grid,
                         std::span<const domain::Municipality> municipalities,
                         const Coverage& coverage, std::span<const PopulationRule> rules);

} // namespace todoku::overlay
