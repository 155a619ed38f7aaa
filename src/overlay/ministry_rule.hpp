// 人口カバー率 as the ministry counts it: cells of 500 m, half or more of the area counts whole, a
// cell in several municipalities is the one's with the largest part.
#pragma once

#include "overlay/statistics.hpp"

#include <span>
#include <vector>

namespace todoku::overlay {

/// What rows by this rule are called in tables.
inline constexpr const char* kMinistryRule = "ministry";

struct MinistryRequest {
    const domain::PopulationGrid& population; ///< of any level that makes up 500 m cells
    std::span<const domain::Municipality> municipalities;
    std::span<const domain::Municipality> neighbours;
    std::span<const MunicipalityGroup> groups = {};
    Metres shore = Metres(500.0); ///< see StudyGridRules
};

/// The cells of 500 m with people summed from finer cells, and the municipalities on them.
struct MinistryGround {
    domain::StudyGrid grid;
    std::vector<Zones> zones; ///< the municipalities
};
/// No cells and no zones where the population's cells are no parts of 500 m cells (1 km).
MinistryGround ministry_ground(const MinistryRequest& request, Threads threads);

/// Rows by municipality, group and prefecture (see coverage_statistics).
/// Source: 令和3年総務省告示第40号 (四次メッシュ = 二分の一地域メッシュ);
/// 電気通信サービスの広告表示に関する 自主基準, 第10版 (half or more).
/// @param coverage measured anew in the cells of 500 m, with their zones
/// @param at_most see StatisticsRequest
std::vector<CoverageRow> ministry_statistics(const MinistryRequest& request,
                                             const MinistryGround& ground, const Coverage& coverage,
                                             const Coverage* at_most = nullptr);

} // namespace todoku::overlay
