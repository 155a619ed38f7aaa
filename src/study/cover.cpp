// The cover step: the ground that coverage is measured on, and the figures that follow.
#include "overlay/ministry_rule.hpp"
#include "study/groups.hpp"
#include "study/input_reader.hpp"
#include "study/pipeline.hpp"

#include <algorithm>
#include <utility>

namespace todoku::study {

namespace {

overlay::MinistryRequest ministry_request(const StudyFile& study, const Inputs& inputs,
                                          std::span<const overlay::MunicipalityGroup> groups) {
    return {.population = inputs.population,
            .municipalities = inputs.municipalities,
            .neighbours = inputs.neighbours,
            .groups = groups,
            .shore = Metres(study.shore_m)};
}

domain::StudyGrid other_border(const StudyFile& study, const Inputs& inputs, Threads threads) {
    overlay::StudyGridRules other = study_grid_rules(study);
    other.border_cells = other.border_cells == overlay::BorderCells::Area
                             ? overlay::BorderCells::Centroid
                             : overlay::BorderCells::Area;
    return overlay::make_study_grid(inputs.population, inputs.municipalities, other, threads,
                                    inputs.neighbours)
        .value;
}

const overlay::Coverage* at_most(const overlay::Coverage& with_unknown) {
    return with_unknown.layers.empty() ? nullptr : &with_unknown;
}

// What becomes of the figures when what is arbitrary is chosen otherwise.
void doubt(const StudyFile& study, const Inputs& inputs, const CoverGround& ground,
           std::span<const overlay::Coverage> moved, Threads threads, Covered& covered) {
    const std::vector<overlay::PopulationRule> rule = {population_rule(study.rules)};
    const auto groups = groups_of(study, inputs.municipalities);
    const std::vector<overlay::Zones> zones = {
        overlay::zones_of(ground.other_border, inputs.municipalities, threads)};
    covered.other_border = overlay::coverage_statistics({.grid = ground.other_border,
                                                         .municipalities = inputs.municipalities,
                                                         .coverage = covered.coverage,
                                                         .at_most = at_most(covered.with_unknown),
                                                         .rules = rule,
                                                         .zones = zones,
                                                         .groups = groups});
    if (study.rules.sensitivity) {
        covered.sensitivity = overlay::sensitivity({.grid = covered.grid,
                                                    .other_border = ground.other_border,
                                                    .municipalities = inputs.municipalities,
                                                    .coverage = covered.coverage,
                                                    .moved = moved,
                                                    .rule = rule.front(),
                                                    .technologies = ground.moved_technologies});
    }
}

} // namespace

CoverGround cover_ground(const StudyFile& study, const Inputs& inputs, Threads threads) {
    CoverGround ground;
    auto grid = overlay::make_study_grid(inputs.population, inputs.municipalities,
                                         study_grid_rules(study), threads, inputs.neighbours);
    ground.issues = std::move(grid.issues);
    ground.counts = grid.counts;
    ground.grid = std::move(grid.value);
    ground.other_border = other_border(study, inputs, threads);
    ground.zones.push_back(overlay::zones_of(ground.grid, inputs.municipalities, threads));
    for (const domain::ZoneLayer& layer : inputs.zones) {
        ground.zones.push_back(
            overlay::zones_of(ground.grid, inputs.municipalities, layer.zones, threads));
    }
    for (const domain::Place& place : inputs.places) {
        ground.places.push_back(place.at);
    }
    ground.ministry = overlay::ministry_ground(ministry_request(study, inputs, {}), threads);
    if (study.rules.sensitivity) {
        ground.shifts = overlay::shifts_of(ground.grid);
        ground.moved_technologies = {domain::name_of(domain::Technology::Lte4g),
                                     std::string(domain::kAny5g)};
    }
    ground.strengths = overlay::strength_layers(inputs.coverage);
    if (!inputs.stations.empty() ||
        std::ranges::any_of(inputs.coverage, [](const domain::CoverageLayer& layer) {
            return layer.technology == domain::Technology::Nr5gSub6;
        })) {
        ground.deployment =
            overlay::deployment_grid(inputs.population, inputs.municipalities, inputs.neighbours,
                                     Metres(study.shore_m), threads);
    }
    return ground;
}

overlay::MeasureRequest measure_request(const CoverGround& ground, const Inputs& inputs) {
    return {.layers = inputs.coverage,
            .unknown = inputs.unknown,
            .grid = ground.grid,
            .zones = ground.zones,
            .places = ground.places,
            .ministry = ground.ministry,
            .shifts = ground.shifts,
            .moved_technologies = ground.moved_technologies,
            .strengths = ground.strengths,
            .deployment = ground.deployment.size() > 0 ? &ground.deployment : nullptr};
}

Covered cover(const StudyFile& study, const Inputs& inputs, CoverGround ground,
              overlay::Measures measures, Threads threads) {
    Covered covered;
    covered.issues = std::move(ground.issues);
    covered.counts = ground.counts;
    covered.grid = std::move(ground.grid);
    covered.coverage = std::move(measures.study);
    covered.with_unknown = std::move(measures.study_at_most);
    const auto groups = groups_of(study, inputs.municipalities);
    const auto rules = table_rules(study);
    covered.statistics = overlay::coverage_statistics({.grid = covered.grid,
                                                       .municipalities = inputs.municipalities,
                                                       .coverage = covered.coverage,
                                                       .at_most = at_most(covered.with_unknown),
                                                       .rules = rules,
                                                       .zones = ground.zones,
                                                       .groups = groups,
                                                       .zone_layers = inputs.zones,
                                                       .places = inputs.places,
                                                       .roads = inputs.roads});
    append(covered.statistics,
           overlay::ministry_statistics(ministry_request(study, inputs, groups), ground.ministry,
                                        measures.ministry, at_most(measures.ministry_at_most)));
    for (std::size_t i = 0; i < measures.strengths.size(); ++i) {
        covered.by_strength.push_back(
            {ground.strengths[i].least,
             overlay::coverage_statistics({.grid = covered.grid,
                                           .municipalities = inputs.municipalities,
                                           .coverage = measures.strengths[i],
                                           .rules = rules,
                                           .zones = std::span(ground.zones).first(1),
                                           .groups = groups})});
    }
    covered.deployment = overlay::deployment({.grid = ground.deployment,
                                              .municipalities = inputs.municipalities,
                                              .coverage = measures.deployment,
                                              .at_most = at_most(measures.deployment_at_most),
                                              .stations = inputs.stations});
    doubt(study, inputs, ground, measures.moved, threads, covered);
    return covered;
}

} // namespace todoku::study
