#include "study/coverage_tables.hpp"

#include "overlay/ministry_rule.hpp"
#include "study/pipeline.hpp"
#include "study/table_values.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace todoku::study {

namespace {

using io::FieldType;
using io::Value;

// Whose the people of a cell on a border are by a rule.
std::string border_rule(const StudyFile& study, const std::string& rule) {
    if (rule == overlay::kMinistryRule) {
        return "largest";
    }
    return study.rules.border_cells_by_centroid ? "centroid" : "area";
}

} // namespace

ResultTable coverage_table(const Results& results) {
    ResultTable table;
    table.schema = {"coverage_by_municipality",
                    io::GeometryKind::None,
                    {{"municipality_code"},
                     {"municipality"},
                     {"carrier"},
                     {"technology"},
                     {"rule"},
                     {"population", FieldType::Real},
                     {"covered", FieldType::Real},
                     {"uncovered", FieldType::Real},
                     {"ratio", FieldType::Real},
                     {"border_cells"},
                     {"census"},
                     {"unknown", FieldType::Real}}};
    for (const overlay::CoverageRow& row : results.covered.statistics) {
        if (row.kind == overlay::kMunicipality || row.kind == overlay::kPrefecture) {
            table.add({}, {row.code, row.name, row.layer.carrier, row.layer.technology, row.rule,
                           row.population.all, row.population.covered, row.population.uncovered(),
                           number(row.population.ratio()), border_rule(results.study, row.rule),
                           results.inputs.population.census, row.population.unknown});
        }
    }
    return table;
}

ResultTable statistics_table(const Results& results) {
    ResultTable table;
    table.schema = {"coverage_statistics",
                    io::GeometryKind::None,
                    {{"zone_kind"},
                     {"zone_code"},
                     {"zone"},
                     {"carrier"},
                     {"technology"},
                     {"rule"},
                     {"border_cells"},
                     {"census"},
                     {"population_unknown_cells", FieldType::Real}}};
    const auto add_fields = [&table](const std::string& name) {
        for (const char* part : {"", "_covered", "_uncovered", "_unknown"}) {
            table.schema.fields.push_back({name + part, FieldType::Real});
        }
    };
    for (const char* name : {"population", "households", "population_65plus", "population_75plus",
                             "area_km2", "road_km"}) {
        add_fields(name);
    }
    const auto& rows = results.covered.statistics;
    std::set<std::string> kinds;
    for (const domain::Place& place : results.inputs.places) {
        kinds.insert(place.kind);
    }
    for (const std::string& kind : kinds) {
        for (const char* part : {"", "_covered", "_uncovered", "_unknown"}) {
            table.schema.fields.push_back({"places_" + kind + part, FieldType::Integer});
        }
    }
    for (const overlay::CoverageRow& row : rows) {
        // The ministry's rule is about people and areas; roads and places stand in the other rows.
        const bool ministry = row.rule == overlay::kMinistryRule;
        std::vector<Value> values = {row.kind,
                                     row.code,
                                     row.name,
                                     row.layer.carrier,
                                     row.layer.technology,
                                     row.rule,
                                     border_rule(results.study, row.rule),
                                     results.inputs.population.census,
                                     row.cells_unknown};
        const auto add = [&values](const overlay::Tally& tally, double unit, bool told = true) {
            for (const double part : {tally.all, tally.covered, tally.uncovered(), tally.unknown}) {
                values.push_back(
                    number(told ? part / unit : std::numeric_limits<double>::quiet_NaN()));
            }
        };
        add(row.population, 1.0);
        add(row.households, 1.0);
        add(row.population_65plus, 1.0);
        add(row.population_75plus, 1.0);
        add(row.area_m2, 1e6);
        add(row.road_m, 1e3, !ministry);
        for (const std::string& kind : kinds) {
            const auto found = row.places.find(kind);
            const overlay::PlaceTally tally =
                found == row.places.end() ? overlay::PlaceTally{} : found->second;
            for (const std::int64_t part :
                 {tally.all, tally.covered, tally.uncovered(), tally.unknown}) {
                values.emplace_back();
                if (!ministry) {
                    values.back() = part;
                }
            }
        }
        table.add({}, std::move(values));
    }
    return table;
}

ResultTable border_cells_table(const Results& results) {
    ResultTable table;
    const bool centroid = results.study.rules.border_cells_by_centroid;
    table.schema = {"border_cells",
                    io::GeometryKind::None,
                    {{"zone_kind"},
                     {"zone_code"},
                     {"zone"},
                     {"carrier"},
                     {"technology"},
                     {"rule"},
                     {"population_by_area", FieldType::Real},
                     {"population_by_centroid", FieldType::Real},
                     {"covered_by_area", FieldType::Real},
                     {"covered_by_centroid", FieldType::Real},
                     {"ratio_by_area", FieldType::Real},
                     {"ratio_by_centroid", FieldType::Real},
                     {"ratio_difference", FieldType::Real},
                     {"census"}}};
    const std::string rule = population_rule(results.study.rules).name();
    auto other = results.covered.other_border.begin();
    for (const overlay::CoverageRow& row : results.covered.statistics) {
        if (row.rule != rule || other == results.covered.other_border.end() ||
            row.kind != other->kind || row.name != other->name || !(row.layer == other->layer)) {
            continue;
        }
        const overlay::Tally& by_area = centroid ? other->population : row.population;
        const overlay::Tally& by_centroid = centroid ? row.population : other->population;
        table.add({}, {row.kind, row.code, row.name, row.layer.carrier, row.layer.technology,
                       row.rule, by_area.all, by_centroid.all, by_area.covered, by_centroid.covered,
                       number(by_area.ratio()), number(by_centroid.ratio()),
                       number(by_centroid.ratio() - by_area.ratio()),
                       results.inputs.population.census});
        ++other;
    }
    return table;
}

ResultTable sensitivity_table(const Results& results) {
    ResultTable table;
    table.schema = {"sensitivity",
                    io::GeometryKind::None,
                    {{"prefecture_code"},
                     {"prefecture"},
                     {"carrier"},
                     {"technology"},
                     {"rule"},
                     {"ratio", FieldType::Real},
                     {"ratio_ties_out", FieldType::Real},
                     {"ratio_ties_in", FieldType::Real},
                     {"ratio_moved_10m_low", FieldType::Real},
                     {"ratio_moved_10m_high", FieldType::Real},
                     {"ratio_other_border_rule", FieldType::Real},
                     {"census"}}};
    for (const overlay::SensitivityRow& row : results.covered.sensitivity) {
        const auto ratio = [](double covered, double people) {
            return number(overlay::Tally{people, covered}.ratio());
        };
        table.add({}, {row.prefecture.five_digits(), row.name, row.layer.carrier,
                       row.layer.technology, row.rule, ratio(row.covered, row.population),
                       ratio(row.ties.low, row.population), ratio(row.ties.high, row.population),
                       ratio(row.shift.low, row.population), ratio(row.shift.high, row.population),
                       ratio(row.other_border_covered, row.other_border_population),
                       results.inputs.population.census});
    }
    return table;
}

ResultTable strength_table(const Results& results) {
    ResultTable table;
    table.schema = {"coverage_by_strength",
                    io::GeometryKind::None,
                    {{"zone_kind"},
                     {"zone_code"},
                     {"zone"},
                     {"carrier"},
                     {"technology"},
                     {"at_least"},
                     {"rule"},
                     {"population", FieldType::Real},
                     {"covered", FieldType::Real},
                     {"ratio", FieldType::Real},
                     {"area_km2", FieldType::Real},
                     {"area_km2_covered", FieldType::Real},
                     {"census"}}};
    for (const StrengthRows& strong : results.covered.by_strength) {
        for (const overlay::CoverageRow& row : strong.rows) {
            const auto& carriers = results.covered.coverage.carriers;
            if (std::ranges::find(carriers, row.layer.carrier) == carriers.end()) {
                continue; // what all carriers together say of strengths means little
            }
            table.add({}, {row.kind, row.code, row.name, row.layer.carrier, row.layer.technology,
                           domain::name_of(strong.least), row.rule, row.population.all,
                           row.population.covered, number(row.population.ratio()),
                           number(row.area_m2.all / 1e6), number(row.area_m2.covered / 1e6),
                           results.inputs.population.census});
        }
    }
    return table;
}

ResultTable deployment_table(const Results& results) {
    ResultTable table;
    table.schema = {"deployment",
                    io::GeometryKind::None,
                    {{"municipality_code"},
                     {"municipality"},
                     {"carrier"},
                     {"measure"},
                     {"cells", FieldType::Integer},
                     {"deployed", FieldType::Integer},
                     {"ratio", FieldType::Real},
                     {"by_station", FieldType::Integer},
                     {"unknown", FieldType::Integer},
                     {"census"}}};
    for (const overlay::DeploymentRow& row : results.covered.deployment) {
        table.add({}, {row.code.five_digits(), row.name, row.carrier, row.measure, row.cells,
                       row.deployed, number(row.ratio()), row.by_station, row.unknown,
                       results.inputs.population.census});
    }
    return table;
}

} // namespace todoku::study
