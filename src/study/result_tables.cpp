#include "study/result_tables.hpp"

#include "core/csv.hpp"
#include "core/error.hpp"
#include "siting/near_optimal.hpp"
#include "study/candidate_scores.hpp"
#include "study/gap_place.hpp"
#include "study/pipeline.hpp"
#include "study/reach_ground.hpp"
#include "study/table_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <unordered_map>

namespace todoku::study {

namespace {

using io::FieldType;
using io::Value;

/// 携帯電話等エリア整備事業: below so many households the State bears two thirds, else half.
constexpr double kFewHouseholds = 100.0;

} // namespace

const domain::Municipality* municipality_of(const Inputs& inputs, domain::GovernmentCode code) {
    const auto found = std::lower_bound(
        inputs.municipalities.begin(), inputs.municipalities.end(), code,
        [](const domain::Municipality& m, domain::GovernmentCode c) { return m.code < c; });
    return found != inputs.municipalities.end() && found->code == code ? &*found : nullptr;
}

std::string restriction_text(const siting::Candidate& candidate, Language language) {
    std::string text;
    for (const siting::RestrictionHit& hit : candidate.restrictions) {
        const bool ja = language == Language::Japanese;
        text += text.empty() ? "" : (ja ? "、" : "; ");
        text += domain::label_of(hit.effect).in(language) + (ja ? "：" : ": ") + hit.name;
        if (!hit.source.empty()) {
            text += (ja ? "（" : " (") + hit.source + (ja ? "）" : ")");
        }
    }
    return text;
}

ResultTable gaps_table(const Results& results) {
    std::set<std::string> kinds;
    for (const domain::Place& place : results.inputs.places) {
        kinds.insert(place.kind);
    }
    ResultTable table;
    table.schema = {"gaps",
                    io::GeometryKind::MultiPolygon,
                    {{"id"},
                     {"carrier"},
                     {"technology"},
                     {"number", FieldType::Integer},
                     {"municipality_code"},
                     {"municipality"},
                     {"nearest_place"},
                     {"nearest_place_m", FieldType::Real},
                     {"place_name"},
                     {"population", FieldType::Real},
                     {"households", FieldType::Real},
                     {"population_65plus", FieldType::Real},
                     {"population_75plus", FieldType::Real},
                     {"estimated"},
                     {"households_under_100", FieldType::Integer},
                     {"cells", FieldType::Integer},
                     {"area_km2", FieldType::Real},
                     {"road_km", FieldType::Real},
                     {"isolation_km", FieldType::Real},
                     {"zones"},
                     {"another_carrier", FieldType::Integer},
                     {"other_carriers"},
                     {"own_4g_share", FieldType::Real},
                     {"lat", FieldType::Real},
                     {"lon", FieldType::Real}}};
    for (const std::string& kind : kinds) {
        table.schema.fields.push_back({"places_" + kind, FieldType::Integer});
    }
    table.schema.fields.push_back({"rule"});
    table.schema.fields.push_back({"census"});
    const std::string rule = population_rule(results.study.rules).name();
    std::map<std::pair<std::string, std::string>, std::int64_t> numbers;
    for (const overlay::GapArea& gap : results.gapped.gaps) {
        const domain::Municipality& municipality = results.inputs.municipalities[gap.municipality];
        std::vector<Value> values = {
            gap.id,
            gap.carrier,
            gap.technology,
            ++numbers[{gap.carrier, gap.technology}],
            municipality.code.five_digits(),
            municipality.name,
            gap.nearest_place,
            gap.nearest_place.empty() ? Value{} : Value{gap.nearest_place_m},
            place_of(gap, results.inputs.municipalities).ja,
            gap.population,
            number(gap.households),
            number(gap.population_65plus),
            number(gap.population_75plus),
            estimated_columns(gap.marks),
            std::isnan(gap.households) ? Value{} : yes(gap.households < kFewHouseholds),
            whole(gap.cells.size()),
            gap.area_m2 / 1e6,
            gap.road_m / 1e3,
            number(gap.isolation_m / 1e3),
            separated(gap.zones, ";"),
            yes(!gap.other_carriers.empty()),
            separated(gap.other_carriers, ";"),
            number(gap.own_4g_share),
            gap.centre.lat(),
            gap.centre.lng()};
        for (const std::string& kind : kinds) {
            const auto names = gap.places.find(kind);
            values.push_back(whole(names == gap.places.end() ? 0 : names->second.size()));
        }
        values.emplace_back(rule);
        values.emplace_back(results.inputs.population.census);
        table.add(gap.outline, std::move(values));
    }
    return table;
}

namespace {

/// The id of the model behind the candidates and the plan.
Value planned_model(const Results& results) {
    const auto& presets = results.reached.reach.presets;
    return presets.empty() ? Value{}
                           : Value{std::string(model_id_of(results.study.radio, presets.front()))};
}

/// Criteria that are known exactly wherever a layer tells of them.
constexpr siting::Criterion kExact[] = {
    siting::Criterion::Road,       siting::Criterion::EmergencyRoad, siting::Criterion::Schools,
    siting::Criterion::Shelters,   siting::Criterion::Clinics,       siting::Criterion::Sights,
    siting::Criterion::GapsClosed, siting::Criterion::Carriers,      siting::Criterion::Procedures,
    siting::Criterion::Stations,   siting::Criterion::Daytime};
/// Criteria of which ledgers leave much open: two columns, least and most.
constexpr siting::Criterion kOpen[] = {siting::Criterion::Cost, siting::Criterion::Safety};

void add_criteria_fields(ResultTable& table) {
    auto& fields = table.schema.fields;
    for (const siting::Criterion criterion : kExact) {
        fields.push_back({siting::name_of(criterion), FieldType::Real});
    }
    for (const siting::Criterion criterion : kOpen) {
        fields.push_back({siting::name_of(criterion) + std::string("_least"), FieldType::Real});
        fields.push_back({siting::name_of(criterion) + std::string("_most"), FieldType::Real});
    }
    fields.push_back({"score_low", FieldType::Real});
    fields.push_back({"score_high", FieldType::Real});
    fields.push_back({"score_rank", FieldType::Integer});
    fields.push_back({"score_first_share", FieldType::Real});
    fields.push_back({"score_rank_5", FieldType::Integer});
    fields.push_back({"score_rank_95", FieldType::Integer});
    fields.push_back({"cost", FieldType::Integer});
    fields.push_back({"near_optimal_plans", FieldType::Integer});
    fields.push_back({"near_optimal_with", FieldType::Integer});
    fields.push_back({"standing"});
    fields.push_back({"plan_without_at_most", FieldType::Real});
    fields.push_back({"own_station_m", FieldType::Real});
}

void add_criteria(std::vector<Value>& values, const PlanScores& scores, std::size_t candidate) {
    const siting::Measures& measures = scores.criteria.candidates[candidate].measures;
    const auto range = [&measures](siting::Criterion criterion) {
        return measures[static_cast<std::size_t>(criterion)];
    };
    for (const siting::Criterion criterion : kExact) {
        const auto figure = range(criterion);
        values.push_back(figure ? Value{figure->low} : Value{});
    }
    for (const siting::Criterion criterion : kOpen) {
        const auto figure = range(criterion);
        values.push_back(figure ? Value{figure->low} : Value{});
        values.push_back(figure ? Value{figure->high} : Value{});
    }
    const siting::CandidateScore& score = scores.scores.candidates[candidate];
    values.push_back(score.score ? Value{score.score->low} : Value{});
    values.push_back(score.score ? Value{score.score->high} : Value{});
    values.push_back(whole(score.rank));
    if (scores.stability.empty()) {
        values.resize(values.size() + 3);
    } else {
        const siting::RankStability& stability = scores.stability[candidate];
        const auto rank = [](std::uint32_t told) {
            return told > siting::kRanksTold ? Value{} : whole(told);
        };
        values.push_back(stability.first_share);
        values.push_back(rank(stability.low));
        values.push_back(rank(stability.high));
    }
}

/// What it costs, how firmly it stands in the plan, and what keeps it out.
void add_standing(std::vector<Value>& values, const Results& results,
                  const siting::CarrierPlan& plan, const siting::NearOptimal& near,
                  std::uint32_t asset) {
    values.push_back(
        whole(siting::site_cost(results.inputs.assets[asset], results.study.siting.class_costs)));
    values.push_back(whole(near.plans));
    values.push_back(whole(near.with[asset]));
    const auto site = std::ranges::find(plan.sites, asset, &siting::PlanSite::asset);
    if (site != plan.sites.end()) {
        values.push_back(Value{std::string(siting::name_of(siting::standing_of(plan, *site)))});
        values.push_back(site->at_most_without ? Value{*site->at_most_without} : Value{});
    } else {
        values.resize(values.size() + 2);
    }
    const auto station = std::ranges::find(plan.near_stations, asset, &siting::NearStation::asset);
    values.push_back(station != plan.near_stations.end() ? Value{station->distance_m} : Value{});
}

} // namespace

ResultTable candidates_table(const Results& results) {
    ResultTable table;
    table.schema = {"candidates",
                    io::GeometryKind::Point,
                    {{"carrier"},
                     {"asset_id"},
                     {"name"},
                     {"kind"},
                     {"use"},
                     {"owner"},
                     {"municipality_code"},
                     {"municipality"},
                     {"address"},
                     {"lat", FieldType::Real},
                     {"lon", FieldType::Real},
                     {"height_m", FieldType::Real},
                     {"height_assumed", FieldType::Integer},
                     {"power", FieldType::Integer},
                     {"fibre", FieldType::Integer},
                     {"usable", FieldType::Integer},
                     {"reason"},
                     {"restrictions"},
                     {"order_alone", FieldType::Integer},
                     {"newly_covered", FieldType::Real},
                     {"households", FieldType::Real},
                     {"population_65plus", FieldType::Real},
                     {"gaps_reached", FieldType::Integer},
                     {"newly_covered_indoors", FieldType::Real},
                     {"model"}}};
    const std::size_t model_column = table.schema.fields.size() - 1;
    add_criteria_fields(table);
    const Value model = planned_model(results);
    const bool indoors = results.study.radio.indoor.has_value();
    const std::vector<PlanScores> all_scores = score_plans(results);
    for (std::size_t p = 0; p < results.chosen.plans.size(); ++p) {
        const siting::CarrierPlan& plan = results.chosen.plans[p];
        const siting::NearOptimal near = siting::near_optimal(plan, results.inputs.assets.size());
        std::unordered_map<std::uint32_t, std::size_t> position;
        for (std::size_t i = 0; i < plan.values.size(); ++i) {
            position[plan.values[i].asset] = i;
        }
        for (const siting::Candidate& candidate : results.chosen.candidates) {
            const domain::Asset& asset = results.inputs.assets[candidate.asset];
            const domain::Municipality* municipality =
                municipality_of(results.inputs, asset.municipality);
            std::vector<Value> values = {
                plan.carrier,
                asset.id,
                asset.name,
                domain::name_of(asset.kind),
                asset.use,
                asset.owner,
                municipality != nullptr ? Value{municipality->code.five_digits()} : Value{},
                municipality != nullptr ? Value{municipality->name} : Value{},
                asset.address,
                asset.place.lat(),
                asset.place.lng(),
                asset.height().value(),
                yes(asset.height_is_assumed()),
                optional_yes(asset.power),
                optional_yes(asset.fibre),
                yes(candidate.usable),
                candidate.reason.ja,
                restriction_text(candidate, Language::Japanese)};
            const auto found = position.find(candidate.asset);
            if (found != position.end()) {
                const siting::CandidateValue& value = plan.values[found->second];
                values.insert(values.end(),
                              {whole(found->second + 1), value.newly_covered,
                               number(value.households), number(value.population_65plus),
                               whole(value.gaps.size()), indoors ? Value{value.indoors} : Value{}});
            }
            values.resize(model_column);
            values.push_back(model);
            if (found != position.end()) {
                add_criteria(values, all_scores[p], found->second);
                add_standing(values, results, plan, near, candidate.asset);
            }
            values.resize(table.schema.fields.size());
            table.add(asset.place, std::move(values));
        }
    }
    return table;
}

ResultTable plan_table(const Results& results) {
    ResultTable table;
    table.schema = {"plan",
                    io::GeometryKind::Point,
                    {{"carrier"},
                     {"rank", FieldType::Integer},
                     {"asset_id"},
                     {"name"},
                     {"kind"},
                     {"owner"},
                     {"municipality_code"},
                     {"municipality"},
                     {"lat", FieldType::Real},
                     {"lon", FieldType::Real},
                     {"height_m", FieldType::Real},
                     {"height_assumed", FieldType::Integer},
                     {"preset"},
                     {"restrictions"},
                     {"alone", FieldType::Real},
                     {"gain", FieldType::Real},
                     {"cumulative", FieldType::Real},
                     {"uncovered_before", FieldType::Real},
                     {"plan_upper_bound", FieldType::Real},
                     {"model"},
                     {"cost", FieldType::Integer},
                     {"cumulative_twice", FieldType::Real}}};
    const Value model = planned_model(results);
    for (const siting::CarrierPlan& plan : results.chosen.plans) {
        for (const siting::PlanSite& site : plan.sites) {
            const domain::Asset& asset = results.inputs.assets[site.asset];
            const domain::Municipality* municipality =
                municipality_of(results.inputs, asset.municipality);
            const siting::Candidate& candidate = results.chosen.candidates[site.asset];
            table.add(asset.place,
                      {plan.carrier,
                       static_cast<std::int64_t>(site.rank),
                       asset.id,
                       asset.name,
                       domain::name_of(asset.kind),
                       asset.owner,
                       municipality != nullptr ? Value{municipality->code.five_digits()} : Value{},
                       municipality != nullptr ? Value{municipality->name} : Value{},
                       asset.place.lat(),
                       asset.place.lng(),
                       asset.height().value(),
                       yes(asset.height_is_assumed()),
                       plan.preset,
                       restriction_text(candidate, Language::Japanese),
                       site.alone,
                       site.gain,
                       site.cumulative,
                       plan.uncovered,
                       plan.upper_bound,
                       model,
                       static_cast<std::int64_t>(site.cost),
                       site.twice});
        }
    }
    return table;
}

ResultTable reach_sensitivity_table(const Results& results) {
    ResultTable table;
    table.schema = {"reach_sensitivity",
                    io::GeometryKind::None,
                    {{"carrier"},
                     {"preset"},
                     {"model"},
                     {"alternative"},
                     {"first", FieldType::Integer},
                     {"compared", FieldType::Integer},
                     {"changed", FieldType::Integer}}};
    for (const ReachAlternative& row : results.chosen.alternatives) {
        table.add({}, {row.carrier, row.preset, row.model, row.alternative, whole(row.first),
                       whole(row.compared), row.tells() ? whole(row.changed) : Value{}});
    }
    return table;
}

void write_csv(const ResultTable& table, bool synthetic, const std::filesystem::path& file) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    std::vector<std::string> record;
    for (const io::Field& field : table.schema.fields) {
        record.push_back(field.name);
    }
    if (synthetic) {
        record.emplace_back("synthetic");
    }
    write_csv_record(out, record);
    for (const auto& [geometry, values] : table.rows) {
        record.clear();
        for (std::size_t i = 0; i < values.size(); ++i) {
            const std::string text = table_text(table.schema.fields[i], values[i]);
            record.push_back(std::holds_alternative<std::string>(values[i]) ? kept_as_text(text)
                                                                            : text);
        }
        if (synthetic) {
            record.emplace_back("模擬データ");
        }
        write_csv_record(out, record);
    }
    out.close();
    if (!out) {
        throw ExternalError(
            {file.string() + " に書き込めません。空き容量と書き込み権限を確かめてください。",
             "Cannot write " + file.string() + ". Check free space and permissions."});
    }
}

} // namespace todoku::study
