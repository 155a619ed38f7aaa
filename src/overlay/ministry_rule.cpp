#include "overlay/ministry_rule.hpp"

#include "overlay/study_grid.hpp"

namespace todoku::overlay {

std::vector<CoverageRow> ministry_statistics(const MinistryRequest& request, Threads threads,
                                             Progress& progress) {
    constexpr domain::MeshLevel kLevel = domain::MeshLevel::M500;
    if (!domain::nests(request.population.level, kLevel)) {
        return {};
    }
    const domain::StudyGrid grid =
        make_study_grid(domain::summed(request.population, kLevel), request.municipalities,
                        {request.shore, BorderCells::Largest}, threads, request.neighbours)
            .value;
    const std::vector<Zones> zones = {zones_of(grid, request.municipalities, threads)};
    const Coverage coverage = measure_coverage(
        {.grid = grid, .layers = request.layers, .zones = zones}, threads, progress);
    const std::vector<PopulationRule> half = {PopulationRule{}};
    std::vector<CoverageRow> rows = coverage_statistics({.grid = grid,
                                                         .municipalities = request.municipalities,
                                                         .coverage = coverage,
                                                         .rules = half,
                                                         .zones = zones,
                                                         .groups = request.groups});
    for (CoverageRow& row : rows) {
        row.rule = kMinistryRule;
    }
    return rows;
}

} // namespace todoku::overlay
