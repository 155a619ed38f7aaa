#include "overlay/ministry_rule.hpp"

#include "overlay/study_grid.hpp"

namespace todoku::overlay {

MinistryGround ministry_ground(const MinistryRequest& request, Threads threads) {
    constexpr domain::MeshLevel kLevel = domain::MeshLevel::M500;
    MinistryGround ground;
    if (domain::nests(request.population.level, kLevel)) {
        ground.grid =
            make_study_grid(domain::summed(request.population, kLevel), request.municipalities,
                            {request.shore, BorderCells::Largest}, threads, request.neighbours)
                .value;
        ground.zones = {zones_of(ground.grid, request.municipalities, threads)};
    }
    return ground;
}

std::vector<CoverageRow> ministry_statistics(const MinistryRequest& request,
                                             const MinistryGround& ground, const Coverage& coverage,
                                             const Coverage* at_most) {
    if (ground.zones.empty()) {
        return {};
    }
    const std::vector<PopulationRule> half = {PopulationRule{}};
    std::vector<CoverageRow> rows = coverage_statistics({.grid = ground.grid,
                                                         .municipalities = request.municipalities,
                                                         .coverage = coverage,
                                                         .at_most = at_most,
                                                         .rules = half,
                                                         .zones = ground.zones,
                                                         .groups = request.groups});
    for (CoverageRow& row : rows) {
        row.rule = kMinistryRule;
    }
    return rows;
}

} // namespace todoku::overlay
