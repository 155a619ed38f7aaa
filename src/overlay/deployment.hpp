// How far the carriers have deployed 5G, as the ministry counts it: by cells with a station or
// enough coverage, not by people.
#pragma once

#include "domain/municipality.hpp"
#include "domain/station.hpp"
#include "overlay/coverage.hpp"
#include "overlay/study_grid.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace todoku::overlay {

/// A 1 km cell is deployed from this share of its area on, or with a station in it.
/// Source: 総務省 Sub6展開率 (2025-02-12).
inline constexpr double kDeployedShare = 0.75;

inline constexpr const char* kSub6Deployment = "sub6_1km";  ///< Sub6展開率
inline constexpr const char* kBaseDeployment = "base_10km"; ///< 5G基盤展開率

/// One municipality or prefecture, carrier ("any": at least one) and measure. Cells are those with
/// people, each the municipality's (or prefecture's) with its largest part.
struct DeploymentRow {
    bool prefecture = false;
    domain::GovernmentCode code;
    std::string name;
    std::string carrier;
    std::string measure;
    std::int64_t cells = 0;
    std::int64_t deployed = 0;   ///< of them
    std::int64_t by_station = 0; ///< of those deployed: with a station in them
    std::int64_t unknown = 0; ///< of the rest: where ground of unknown coverage may make the share
    /// NaN where there are no cells.
    [[nodiscard]] double ratio() const;
};

struct DeploymentRequest {
    const domain::StudyGrid& grid; ///< of 1 km; each cell one municipality's
    std::span<const domain::Municipality> municipalities;
    const Coverage& coverage;          ///< of the grid, with technology 5g-sub6 where stated
    const Coverage* at_most = nullptr; ///< see StatisticsRequest
    std::span<const domain::Station> stations = {};
};

/// Cells of 1 km that deployment is counted by; people summed from finer cells. None where the
/// population's cells make no whole cells of 1 km.
domain::StudyGrid deployment_grid(const domain::PopulationGrid& population,
                                  std::span<const domain::Municipality> municipalities,
                                  std::span<const domain::Municipality> neighbours, Metres shore,
                                  Threads threads);

/// The share of 1 km cells for carriers whose Sub6 is stated or whose Sub6 stations are given, by
/// municipality and prefecture; that of 10 km cells with a base station for carriers whose base
/// stations are given, by prefecture.
std::vector<DeploymentRow> deployment(const DeploymentRequest& request);

} // namespace todoku::overlay
