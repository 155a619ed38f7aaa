// Who and what is covered, by municipality and any other zone.
#pragma once

#include "domain/place.hpp"
#include "overlay/coverage.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace todoku::overlay {

/// All of something, what of it is covered, and of what nobody knows whether it is. NaN, all three,
/// where no cell of the zone states it.
struct Tally {
    double all = 0.0;
    double covered = 0.0;
    double unknown = 0.0;
    [[nodiscard]] double uncovered() const { return all - covered - unknown; }
    /// NaN where there is nothing to cover.
    [[nodiscard]] double ratio() const;
};

struct PlaceTally {
    std::int64_t all = 0;
    std::int64_t covered = 0;
    std::int64_t unknown = 0;
    [[nodiscard]] std::int64_t uncovered() const { return all - covered - unknown; }
};

/// One zone, layer and rule.
struct CoverageRow {
    std::string kind; ///< "municipality", "prefecture", "group", or the name of a layer of zones
    domain::GovernmentCode municipality; ///< of municipalities and prefectures
    std::string code;                    ///< five digits, or what the layer gives; may be empty
    std::string name;
    LayerName layer;
    std::string rule;
    Tally population;
    Tally households;
    Tally population_65plus;
    Tally population_75plus;
    Tally area_m2; ///< land; exact, whatever the rule
    Tally road_m;
    std::map<std::string, PlaceTally> places; ///< by kind; where they stand, whatever the rule
    /// Cells with people nobody states, by the zone's parts of them: they count neither as covered
    /// nor as uncovered.
    double cells_unknown = 0.0;
};

inline constexpr const char* kMunicipality = "municipality";
inline constexpr const char* kPrefecture = "prefecture";
inline constexpr const char* kGroup = "group";

/// Municipalities that are summed under a name (圏域, 広域連合).
struct MunicipalityGroup {
    std::string name;
    std::vector<std::uint32_t> members; ///< in the study's list
};

struct StatisticsRequest {
    const domain::StudyGrid& grid;
    std::span<const domain::Municipality> municipalities;
    const Coverage& coverage;
    /// The most that may be covered where carriers do not know of all ground; else nothing. What it
    /// covers beyond the coverage is unknown.
    const Coverage* at_most = nullptr;
    std::span<const PopulationRule> rules;
    /// Those the coverage was measured with: first the municipalities, then the layers of zones.
    std::span<const Zones> zones;
    std::span<const MunicipalityGroup> groups = {};
    std::span<const domain::ZoneLayer> zone_layers = {};
    std::span<const domain::Place> places = {};
    std::span<const domain::Road> roads = {};
};

/// Rows by zone (municipalities rising by code, then groups, then prefectures, then the layers of
/// zones in their order), layer, rule. People and households of a border cell count by its parts,
/// roads by length in the cell and the same parts; households and ages are tallied over the cells
/// that state them.
std::vector<CoverageRow> coverage_statistics(const StatisticsRequest& request);

/// Road in each cell of the grid, m.
std::vector<double> road_lengths(const domain::StudyGrid& grid,
                                 std::span<const domain::Road> roads);

} // namespace todoku::overlay
