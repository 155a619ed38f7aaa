#include "study/pipeline.hpp"

#include "study/earlier_ids.hpp"
#include "study/reach_ground.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

namespace todoku::study {

namespace {

overlay::PopulationRule majority_rule(const RuleSettings& settings) {
    return {.threshold = settings.threshold,
            .more_than = settings.more_than,
            .tolerance = settings.tie_tolerance};
}

} // namespace

overlay::PopulationRule population_rule(const RuleSettings& settings) {
    return settings.majority ? majority_rule(settings)
                             : overlay::PopulationRule{overlay::PopulationRule::Kind::Area};
}

std::vector<overlay::PopulationRule> table_rules(const StudyFile& study) {
    using Kind = overlay::PopulationRule::Kind;
    return {majority_rule(study.rules), {Kind::Area}, {Kind::Centroid}};
}

overlay::StudyGridRules study_grid_rules(const StudyFile& study) {
    return {Metres(study.shore_m), study.rules.border_cells_by_centroid
                                       ? overlay::BorderCells::Centroid
                                       : overlay::BorderCells::Area};
}

overlay::EvidenceRule evidence_rule(const StudyFile& study) {
    return {.min_samples = study.evidence.min_samples, .threshold = study.evidence.threshold};
}

namespace {

const overlay::Coverage* at_most(const Covered& covered) {
    return covered.all_known() ? nullptr : &covered.with_unknown;
}

} // namespace

Compared compare_with_measured(const StudyFile& study, const Inputs& inputs,
                               const Covered& covered) {
    return {overlay::compare_with_statements(covered.grid, covered.coverage, inputs.measured,
                                             population_rule(study.rules), evidence_rule(study),
                                             at_most(covered))};
}

Gapped find_gaps(const StudyFile& study, const Inputs& inputs, const Covered& covered,
                 Threads threads) {
    std::vector<overlay::Zones> zones;
    for (const domain::ZoneLayer& layer : inputs.zones) {
        zones.push_back(
            overlay::zones_of(covered.grid, inputs.municipalities, layer.zones, threads));
    }
    Gapped gapped{overlay::find_gaps({.grid = covered.grid,
                                      .municipalities = inputs.municipalities,
                                      .coverage = covered.coverage,
                                      .at_most = at_most(covered),
                                      .places = inputs.places,
                                      .roads = inputs.roads,
                                      .rule = population_rule(study.rules),
                                      .least_population = study.gaps.least_population,
                                      .greatest_extent = Metres(study.gaps.max_extent_km * 1000.0),
                                      .joining = Metres(study.gaps.joining_m),
                                      .cut_at_borders = study.gaps.cut_at_borders,
                                      .order = study.gaps.order,
                                      .zones = zones,
                                      .zone_layers = inputs.zones})};
    if (!study.gaps.earlier.empty()) {
        keep_earlier_ids(gapped.gaps, covered.grid, inputs.municipalities, read_earlier_gaps(study),
                         study.gaps.cut_at_borders);
    }
    return gapped;
}

Reached predict_reach(const StudyFile& study, const Inputs& inputs, const Covered& covered,
                      radio::ReachParts& parts, Threads threads, Progress& progress) {
    ReachGround ground = read_reach_ground(study, inputs, covered, progress);
    const std::vector<radio::Site> sites = sites_of(inputs);
    Reached reached;
    reached.terrain =
        std::any_of(ground.cells.begin(), ground.cells.end(), [&](const domain::MeshCell& cell) {
            return !ground.terrain.empty() && ground.terrain.known(cell.box().centre());
        });
    reached.reach =
        radio::predict_reach(reach_request(study, ground, sites, threads), progress, &parts);
    reached.cells = std::move(ground.grid_cells);
    for (Issue& issue : reached.reach.issues) {
        // The engine counts sites; a clerk knows ledgers and rows.
        const domain::Asset& asset =
            inputs.assets[static_cast<std::size_t>(issue.row.value_or(1) - 1)];
        issue.file = asset.source;
        issue.row = asset.row;
        issue.problem = {asset.name + ": " + issue.problem.ja,
                         asset.name + ": " + issue.problem.en};
    }
    return reached;
}

std::vector<siting::Candidate> usable_candidates(const Inputs& inputs) {
    std::vector<siting::Candidate> candidates =
        siting::find_candidates(inputs.assets, inputs.restrictions);
    for (siting::Candidate& candidate : candidates) {
        if (candidate.usable &&
            inputs.assets[candidate.asset].municipality == domain::GovernmentCode{}) {
            candidate.usable = false;
            candidate.reason = {"位置が県内の陸地にありません（緯度経度の確認が必要です）",
                                "its place is not on the prefecture's land"};
        }
    }
    return candidates;
}

namespace {

siting::PlanRules rules_of(const SitingSettings& siting, const ChooseChange& change) {
    siting::PlanRules rules;
    rules.separation_m = siting.separation_m;
    rules.station_separation_m = siting.station_separation_m;
    rules.budget = change.budget > 0 ? change.budget : (change.sites > 0 ? 0 : siting.budget);
    rules.floor_ratio = siting.floor_ratio;
    rules.target_ratio = siting.target_ratio;
    rules.phases = siting.phases;
    if (rules.budget == 0) { // a budget of the moment sets it aside
        rules.backup_within = siting.backup_within;
    }
    return rules;
}

} // namespace

Chosen choose(const StudyFile& study, const Inputs& inputs, const Covered& covered,
              const Gapped& gapped, const Reached& reached, const ChooseChange& change,
              Progress& progress) {
    Chosen chosen;
    chosen.candidates = usable_candidates(inputs);
    siting::PlanRequest request{
        .grid = covered.grid,
        .assets = inputs.assets,
        .candidates = chosen.candidates,
        .coverage = covered.at_most(),
        .gaps = gapped.gaps,
        .reach = reached.reach,
        .reach_cells = reached.cells,
        .rule = population_rule(study.rules),
        .preset = 0,
        .indoor_preset =
            study.radio.indoor ? std::optional(reached.reach.presets.size() - 1) : std::nullopt,
        .sites = change.sites != 0 ? change.sites : study.siting.sites,
        .costs = {},
        .stations = inputs.stations,
        .must = change.with,
        .must_not = change.without,
        .start = change.start,
        .improve = true,
        .rules = rules_of(study.siting, change),
        .outlook = change.outlook,
        .seed = study.siting.seed};
    for (const domain::Asset& asset : inputs.assets) {
        request.costs.push_back(siting::site_cost(asset, study.siting.class_costs));
    }
    const std::set<std::string> with(change.with.begin(), change.with.end());
    const std::set<std::string> without(change.without.begin(), change.without.end());
    // A wish of the moment outweighs the study file's.
    for (const std::string& id : study.siting.must) {
        if (!with.contains(id) && !without.contains(id)) {
            request.must.push_back(id);
        }
    }
    for (const std::string& id : study.siting.must_not) {
        if (!with.contains(id) && !without.contains(id)) {
            request.must_not.push_back(id);
        }
    }
    chosen.plans = siting::choose_sites(request, progress);
    if (change.outlook) {
        chosen.shared = siting::shared_plan(request, progress);
    }
    return chosen;
}

} // namespace todoku::study
