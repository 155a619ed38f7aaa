#include "study/index_map_content.hpp"

#include "domain/technology.hpp"
#include "overlay/coverage.hpp"
#include "study/gap_place.hpp"
#include "study/kind_labels.hpp"
#include "study/pipeline.hpp"

#include <algorithm>
#include <map>

namespace todoku::study {

namespace {

void add_layers(report::IndexMap& map, const Results& results) {
    const overlay::Coverage& coverage = results.covered.coverage;
    const overlay::Coverage& most = results.covered.at_most();
    const auto keep_once = [](auto& names, const std::string& name, const Text& label) {
        if (std::ranges::find(names, name, [](const auto& pair) { return pair.first; }) ==
            names.end()) {
            names.emplace_back(name, label);
        }
    };
    for (std::size_t i = 0; i < coverage.layers.size(); ++i) {
        const overlay::LayerName& name = coverage.layers[i];
        keep_once(map.carriers, name.carrier, overlay::carrier_label(name.carrier));
        keep_once(map.technologies, name.technology, domain::technology_label(name.technology));
        report::MapLayer layer{name.carrier, name.technology, coverage.shares[i], {}};
        if (!results.covered.all_known()) {
            layer.most = most.shares[i];
        }
        map.layers.push_back(std::move(layer));
    }
}

void add_gaps(report::IndexMap& map, const Results& results) {
    std::map<std::pair<std::string, std::string>, int> numbers;
    for (const overlay::GapArea& gap : results.gapped.gaps) {
        report::MapGap row;
        row.carrier = gap.carrier;
        row.technology = gap.technology;
        row.number = ++numbers[{gap.carrier, gap.technology}];
        row.id = gap.id;
        row.municipality = gap.municipality;
        row.nearest_place = gap.nearest_place;
        row.nearest_place_m = gap.nearest_place_m;
        row.place = place_of(gap, results.inputs.municipalities);
        row.population = gap.population;
        row.households = gap.households;
        row.population_65plus = gap.population_65plus;
        row.households_estimated = (gap.marks & domain::kHouseholdsEstimated) != 0;
        row.population_65plus_estimated = (gap.marks & domain::kResidents65plusEstimated) != 0;
        row.area_m2 = gap.area_m2;
        row.road_m = gap.road_m;
        row.own_4g_share = gap.own_4g_share;
        row.other_carriers = gap.other_carriers;
        for (const auto& [kind, names] : gap.places) {
            row.places.emplace_back(place_label(kind).ja, names.size());
        }
        row.centre = gap.centre;
        row.cells = gap.cells;
        map.gaps.push_back(std::move(row));
    }
}

report::MapAsset map_asset(const Results& results, const siting::Candidate& candidate) {
    const domain::Asset& asset = results.inputs.assets[candidate.asset];
    report::MapAsset row;
    row.id = asset.id;
    row.name = asset.name;
    row.kind = domain::name_of(asset.kind);
    row.use = asset.use;
    row.owner = asset.owner;
    row.department = asset.department;
    row.contact = asset.contact;
    row.address = asset.address;
    if (const domain::Municipality* its = municipality_of(results.inputs, asset.municipality)) {
        row.municipality = static_cast<std::uint32_t>(its - results.inputs.municipalities.data());
    }
    row.place = asset.place;
    row.precision = domain::name_of(asset.precision);
    row.height_m = asset.height().value();
    row.height_assumed = asset.height_is_assumed();
    row.power = asset.power;
    row.fibre = asset.fibre;
    row.sharing_allowed = asset.sharing_allowed;
    row.usable = candidate.usable;
    row.reason = candidate.reason.ja;
    for (const siting::RestrictionHit& hit : candidate.restrictions) {
        row.restrictions.push_back({domain::name_of(hit.effect), hit.name, hit.source});
    }
    return row;
}

/// Cells that the site would newly serve, whoever else of the plan does too.
std::vector<std::pair<std::uint32_t, double>>
newly_served(const Results& results, const std::vector<double>& left_out, std::uint32_t asset) {
    std::vector<std::pair<std::uint32_t, double>> cells;
    const radio::Reach::Entries reached = results.reached.reach.of(asset, 0);
    for (std::size_t i = 0; i < reached.cells.size(); ++i) {
        const std::uint32_t cell = results.reached.cells[reached.cells[i]];
        const double share = static_cast<double>(reached.shares[i]);
        if (left_out[cell] > 0.0 && share > 0.0) {
            cells.emplace_back(cell, share);
        }
    }
    std::ranges::sort(cells);
    return cells;
}

void add_plans(report::IndexMap& map, const Results& results) {
    for (const siting::CarrierPlan& plan : results.chosen.plans) {
        report::MapPlan row;
        row.carrier = plan.carrier;
        for (const siting::CandidateValue& value : plan.values) {
            std::vector<int> numbers;
            for (const std::uint32_t gap : value.gaps) {
                numbers.push_back(map.gaps[gap].number);
            }
            row.values.push_back({value.asset, value.newly_covered, std::move(numbers)});
        }
        const std::vector<double> left_out =
            siting::shares_left_out(results.covered.grid, results.covered.at_most(),
                                    population_rule(results.study.rules), plan.carrier);
        for (const siting::PlanSite& site : plan.sites) {
            row.sites.push_back({site.asset, static_cast<int>(site.rank), site.gain,
                                 site.cumulative, newly_served(results, left_out, site.asset)});
        }
        map.plans.push_back(std::move(row));
    }
}

} // namespace

report::IndexMap index_map(const Results& results, const std::vector<MapGround>& grounds) {
    report::IndexMap map;
    if (!grounds.empty() && !grounds.front().name.empty()) {
        map.opening = grounds.front().extent;
    }
    map.grid = &results.covered.grid;
    map.threshold = results.study.rules.threshold;
    for (const domain::Municipality& municipality : results.inputs.municipalities) {
        map.municipalities.push_back(
            {municipality.code.six_digits(), municipality.name, &municipality.boundary});
    }
    add_layers(map, results);
    add_gaps(map, results);
    for (const siting::Candidate& candidate : results.chosen.candidates) {
        map.assets.push_back(map_asset(results, candidate));
    }
    add_plans(map, results);
    for (const CoverageInput& input : results.study.coverage) {
        if (input.confidential &&
            std::ranges::find(map.confidential, input.carrier) == map.confidential.end()) {
            map.confidential.push_back(input.carrier);
        }
    }
    return map;
}

} // namespace todoku::study
