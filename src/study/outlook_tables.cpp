#include "study/outlook_tables.hpp"

#include "study/reach_ground.hpp"
#include "study/table_values.hpp"

namespace todoku::study {

namespace {

using io::FieldType;
using io::Value;

ResultTable coverage_curve_table(const Results& results) {
    ResultTable table;
    table.schema = {"coverage_curve",
                    io::GeometryKind::None,
                    {{"carrier"},
                     {"sites", FieldType::Integer},
                     {"newly_covered", FieldType::Real},
                     {"upper_bound", FieldType::Real},
                     {"uncovered_before", FieldType::Real}}};
    for (const siting::CarrierPlan& plan : results.chosen.plans) {
        for (const siting::CurvePoint& point : plan.curve) {
            table.add({}, {plan.carrier, static_cast<std::int64_t>(point.sites), point.covered,
                           point.upper_bound, plan.uncovered});
        }
    }
    return table;
}

/// A row an asset and band: what a station of each band there brings by itself.
ResultTable reach_bands_table(const Results& results) {
    ResultTable table;
    table.schema = {"reach_bands",
                    io::GeometryKind::Point,
                    {{"carrier"},
                     {"asset_id"},
                     {"name"},
                     {"preset"},
                     {"model"},
                     {"newly_covered", FieldType::Real}}};
    const auto& presets = results.reached.reach.presets;
    for (const siting::CarrierPlan& plan : results.chosen.plans) {
        for (const siting::CandidateValue& value : plan.values) {
            const domain::Asset& asset = results.inputs.assets[value.asset];
            for (std::size_t i = 0; !value.other_bands.empty() && i <= value.other_bands.size();
                 ++i) {
                table.add(asset.place, {plan.carrier, asset.id, asset.name, presets[i].id,
                                        std::string(model_id_of(results.study.radio, presets[i])),
                                        i == 0 ? value.newly_covered : value.other_bands[i - 1]});
            }
        }
    }
    return table;
}

ResultTable pareto_front_table(const Results& results) {
    ResultTable table;
    table.schema = {"pareto_front",
                    io::GeometryKind::None,
                    {{"carrier"},
                     {"budget", FieldType::Integer},
                     {"cost", FieldType::Integer},
                     {"sites", FieldType::Integer},
                     {"newly_covered", FieldType::Real},
                     {"upper_bound", FieldType::Real},
                     {"uncovered_before", FieldType::Real}}};
    for (const siting::CarrierPlan& plan : results.chosen.plans) {
        for (const siting::FrontPoint& point : plan.front) {
            table.add({}, {plan.carrier, static_cast<std::int64_t>(point.budget),
                           static_cast<std::int64_t>(point.cost),
                           static_cast<std::int64_t>(point.sites), point.covered, point.upper_bound,
                           plan.uncovered});
        }
    }
    return table;
}

/// A row a site and carrier: what the site adds for all, and for this one.
ResultTable shared_plan_table(const Results& results) {
    ResultTable table;
    table.schema = {"shared_plan",
                    io::GeometryKind::Point,
                    {{"rank", FieldType::Integer},
                     {"asset_id"},
                     {"name"},
                     {"cost", FieldType::Integer},
                     {"gain", FieldType::Real},
                     {"cumulative", FieldType::Real},
                     {"plan_upper_bound", FieldType::Real},
                     {"carrier"},
                     {"carrier_gain", FieldType::Real},
                     {"carrier_cumulative", FieldType::Real}}};
    const siting::SharedPlan& plan = results.chosen.shared;
    std::vector<double> sums(plan.carriers.size(), 0.0);
    double before = 0.0;
    for (std::size_t k = 0; k < plan.sites.size(); ++k) {
        const siting::SharedSite& site = plan.sites[k];
        const domain::Asset& asset = results.inputs.assets[site.asset];
        for (std::size_t c = 0; c < plan.carriers.size(); ++c) {
            sums[c] += site.gains[c];
            table.add(asset.place, {static_cast<std::int64_t>(k + 1), asset.id, asset.name,
                                    static_cast<std::int64_t>(site.cost), site.cumulative - before,
                                    site.cumulative, plan.upper_bound, plan.carriers[c],
                                    site.gains[c], sums[c]});
        }
        before = site.cumulative;
    }
    return table;
}

ResultTable other_plans_table(const Results& results) {
    ResultTable table;
    table.schema = {"other_plans",
                    io::GeometryKind::Point,
                    {{"carrier"},
                     {"plan", FieldType::Integer},
                     {"rank", FieldType::Integer},
                     {"asset_id"},
                     {"name"},
                     {"gain", FieldType::Real},
                     {"plan_newly_covered", FieldType::Real},
                     {"difference", FieldType::Real},
                     {"sites_shared", FieldType::Integer}}};
    for (const siting::CarrierPlan& plan : results.chosen.plans) {
        const double covered = plan.sites.empty() ? 0.0 : plan.sites.back().cumulative;
        for (std::size_t n = 0; n < plan.others.size(); ++n) {
            const siting::OtherPlan& other = plan.others[n];
            for (std::size_t k = 0; k < other.assets.size(); ++k) {
                const domain::Asset& asset = results.inputs.assets[other.assets[k]];
                table.add(asset.place, {plan.carrier, static_cast<std::int64_t>(n + 2),
                                        static_cast<std::int64_t>(k + 1), asset.id, asset.name,
                                        other.gains[k], other.covered, other.covered - covered,
                                        static_cast<std::int64_t>(other.shared)});
            }
        }
    }
    return table;
}

ResultTable phases_table(const Results& results) {
    ResultTable table;
    table.schema = {"phases",
                    io::GeometryKind::Point,
                    {{"carrier"},
                     {"phase", FieldType::Integer},
                     {"asset_id"},
                     {"name"},
                     {"newly_covered_so_far", FieldType::Real},
                     {"best_without_phases", FieldType::Real}}};
    for (const siting::CarrierPlan& plan : results.chosen.plans) {
        for (std::size_t p = 0; p < plan.phases.size(); ++p) {
            for (const std::uint32_t a : plan.phases[p].assets) {
                const domain::Asset& asset = results.inputs.assets[a];
                table.add(asset.place, {plan.carrier, static_cast<std::int64_t>(p + 1), asset.id,
                                        asset.name, plan.phases[p].covered, plan.phases[p].best});
            }
        }
    }
    return table;
}

ResultTable floors_table(const Results& results) {
    ResultTable table;
    table.schema = {"floors",
                    io::GeometryKind::None,
                    {{"carrier"},
                     {"municipality_code"},
                     {"municipality"},
                     {"needed", FieldType::Real},
                     {"newly_covered", FieldType::Real},
                     {"at_most", FieldType::Real},
                     {"kept", FieldType::Integer}}};
    for (const siting::CarrierPlan& plan : results.chosen.plans) {
        for (const siting::PlanFloor& floor : plan.floors) {
            const domain::Municipality& municipality =
                results.inputs.municipalities[floor.municipality];
            table.add({}, {plan.carrier, municipality.code.five_digits(), municipality.name,
                           floor.least, floor.covered, floor.most,
                           yes(floor.covered >= floor.least * (1.0 - 1e-9))});
        }
    }
    return table;
}

ResultTable targets_table(const Results& results) {
    ResultTable table;
    table.schema = {"targets",
                    io::GeometryKind::None,
                    {{"carrier"},
                     {"target_ratio", FieldType::Real},
                     {"needed", FieldType::Real},
                     {"all_candidates", FieldType::Real},
                     {"reached", FieldType::Integer},
                     {"sites", FieldType::Integer},
                     {"proved_least", FieldType::Integer},
                     {"greedy_sites", FieldType::Integer}}};
    const auto count = [](std::uint64_t sites, bool known) {
        return known ? Value{static_cast<std::int64_t>(sites)} : Value{};
    };
    for (const siting::CarrierPlan& plan : results.chosen.plans) {
        if (plan.target) {
            const siting::PlanTarget& target = *plan.target;
            table.add({}, {plan.carrier, target.ratio, target.least, target.most,
                           yes(target.reached), count(target.sites, target.reached),
                           count(target.proved_least, target.reached),
                           count(target.greedy, target.greedy > 0)});
        }
    }
    return table;
}

} // namespace

std::vector<std::pair<ResultTable, Text>> outlook_tables(const Results& results) {
    std::vector<std::pair<ResultTable, Text>> tables;
    const auto add = [&](ResultTable table, Text label) {
        if (!table.rows.empty()) {
            tables.emplace_back(std::move(table), label);
        }
    };
    add(coverage_curve_table(results),
        {"資産の数と新たに届く人口（CSV）", "People reached by number of assets (CSV)"});
    add(reach_bands_table(results),
        {"周波数帯ごとの新たに届く人口（CSV）", "People reached by band (CSV)"});
    add(pareto_front_table(results),
        {"費用と新たに届く人口（CSV）", "People reached by cost (CSV)"});
    add(shared_plan_table(results),
        {"事業者が共用する場合の資産（CSV）", "Assets if carriers share (CSV)"});
    add(other_plans_table(results), {"別の組合せの案（CSV）", "Other plans (CSV)"});
    add(phases_table(results), {"年度ごとの整備（CSV）", "Phases (CSV)"});
    add(floors_table(results), {"市町ごとの下限（CSV）", "Floors of municipalities (CSV)"});
    add(targets_table(results), {"目標の割合に要る資産の数（CSV）", "Assets for targets (CSV)"});
    return tables;
}

} // namespace todoku::study
