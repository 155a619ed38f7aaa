#include "study/result_tables.hpp"

#include "core/csv.hpp"
#include "core/error.hpp"
#include "overlay/ministry_rule.hpp"
#include "study/pipeline.hpp"

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

Value number(double value) {
    return std::isnan(value) ? Value{} : Value{value};
}
Value yes(bool value) {
    return Value{static_cast<std::int64_t>(value ? 1 : 0)};
}
Value whole(std::size_t value) {
    return Value{static_cast<std::int64_t>(value)};
}

template <class T>
Value optional_yes(const std::optional<T>& value) {
    return value ? yes(*value) : Value{};
}

// Whose the people of a cell on a border are by a rule.
std::string border_rule(const StudyFile& study, const std::string& rule) {
    if (rule == overlay::kMinistryRule) {
        return "largest";
    }
    return study.rules.border_cells_by_centroid ? "centroid" : "area";
}

/// 携帯電話等エリア整備事業: below so many households the State bears two thirds, else half.
constexpr double kFewHouseholds = 100.0;

std::string joined(const std::vector<std::string>& texts, const char* separator) {
    return fmt::format("{}", fmt::join(texts, separator));
}

/// Columns that hold estimates of suppressed figures, separated by ";".
std::string estimated_fields(domain::CellMarks marks) {
    std::vector<std::string> fields;
    for (const auto& [mark, name] :
         {std::pair{domain::kHouseholdsEstimated, "households"},
          std::pair{domain::kResidents65plusEstimated, "population_65plus"},
          std::pair{domain::kResidents75plusEstimated, "population_75plus"}}) {
        if ((marks & mark) != 0) {
            fields.emplace_back(name);
        }
    }
    return joined(fields, ";");
}

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
                     {"census"}}};
    for (const overlay::CoverageRow& row : results.covered.statistics) {
        if (row.kind == overlay::kMunicipality || row.kind == overlay::kPrefecture) {
            table.add({}, {row.code, row.name, row.layer.carrier, row.layer.technology, row.rule,
                           row.population.all, row.population.covered, row.population.uncovered(),
                           number(row.population.ratio()), border_rule(results.study, row.rule),
                           results.inputs.population.census});
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
                     {"population_unknown_cells", FieldType::Integer}}};
    const auto add_fields = [&table](const std::string& name) {
        for (const char* part : {"", "_covered", "_uncovered"}) {
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
        for (const char* part : {"", "_covered", "_uncovered"}) {
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
            for (const double part : {tally.all, tally.covered, tally.uncovered()}) {
                values.push_back(told ? number(part / unit) : Value{});
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
            for (const std::int64_t part : {tally.all, tally.covered, tally.all - tally.covered}) {
                values.push_back(ministry ? Value{} : Value{part});
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
                     {"ratio_difference", FieldType::Real}}};
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
                       number(by_centroid.ratio() - by_area.ratio())});
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
                     {"ratio_other_border_rule", FieldType::Real}}};
    for (const overlay::SensitivityRow& row : results.covered.sensitivity) {
        const auto ratio = [](double covered, double people) {
            return number(overlay::Tally{people, covered}.ratio());
        };
        table.add({}, {row.prefecture.five_digits(), row.name, row.layer.carrier,
                       row.layer.technology, row.rule, ratio(row.covered, row.population),
                       ratio(row.ties.low, row.population), ratio(row.ties.high, row.population),
                       ratio(row.shift.low, row.population), ratio(row.shift.high, row.population),
                       ratio(row.other_border_covered, row.other_border_population)});
    }
    return table;
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
    std::map<std::pair<std::string, std::string>, std::int64_t> numbers;
    for (const overlay::GapArea& gap : results.gapped.gaps) {
        const domain::Municipality& municipality = results.inputs.municipalities[gap.municipality];
        std::vector<Value> values = {gap.id,
                                     gap.carrier,
                                     gap.technology,
                                     ++numbers[{gap.carrier, gap.technology}],
                                     municipality.code.five_digits(),
                                     municipality.name,
                                     gap.nearest_place,
                                     gap.nearest_place.empty() ? Value{}
                                                               : Value{gap.nearest_place_m},
                                     gap.population,
                                     number(gap.households),
                                     number(gap.population_65plus),
                                     number(gap.population_75plus),
                                     estimated_fields(gap.marks),
                                     yes(gap.households < kFewHouseholds),
                                     whole(gap.cells.size()),
                                     gap.area_m2 / 1e6,
                                     gap.road_m / 1e3,
                                     number(gap.isolation_m / 1e3),
                                     joined(gap.zones, ";"),
                                     yes(!gap.other_carriers.empty()),
                                     joined(gap.other_carriers, ";"),
                                     gap.own_4g_share,
                                     gap.centre.lat(),
                                     gap.centre.lng()};
        for (const std::string& kind : kinds) {
            const auto names = gap.places.find(kind);
            values.push_back(whole(names == gap.places.end() ? 0 : names->second.size()));
        }
        table.add(gap.outline, std::move(values));
    }
    return table;
}

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
                     {"gaps_reached", FieldType::Integer}}};
    for (const siting::CarrierPlan& plan : results.chosen.plans) {
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
            if (found == position.end()) {
                values.resize(table.schema.fields.size());
            } else {
                const siting::CandidateValue& value = plan.values[found->second];
                values.insert(values.end(),
                              {whole(found->second + 1), value.newly_covered,
                               number(value.households), number(value.population_65plus),
                               whole(value.gaps.size())});
            }
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
                     {"plan_upper_bound", FieldType::Real}}};
    for (const siting::CarrierPlan& plan : results.chosen.plans) {
        for (const siting::PlanSite& site : plan.sites) {
            const domain::Asset& asset = results.inputs.assets[site.asset];
            const domain::Municipality* municipality =
                municipality_of(results.inputs, asset.municipality);
            const siting::Candidate& candidate = results.chosen.candidates[site.asset];
            table.add(asset.place,
                      {plan.carrier, static_cast<std::int64_t>(site.rank), asset.id, asset.name,
                       domain::name_of(asset.kind), asset.owner,
                       municipality != nullptr ? Value{municipality->code.five_digits()} : Value{},
                       municipality != nullptr ? Value{municipality->name} : Value{},
                       asset.place.lat(), asset.place.lng(), asset.height().value(),
                       yes(asset.height_is_assumed()), plan.preset,
                       restriction_text(candidate, Language::Japanese), site.alone, site.gain,
                       site.cumulative, plan.uncovered, plan.upper_bound});
        }
    }
    return table;
}

geo::MultiPolygon cell_rectangle(domain::MeshCell cell) {
    const geo::Box box = cell.box();
    const auto corner = geo::LatLng::from_degrees;
    return {
        {{{corner(box.south, box.west), corner(box.south, box.east), corner(box.north, box.east),
           corner(box.north, box.west), corner(box.south, box.west)},
          {}}}};
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
        for (const io::Value& value : values) {
            record.push_back(io::to_text(value));
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

namespace {

void write_layer(io::VectorWriter& writer, const ResultTable& table) {
    writer.begin_layer(table.schema);
    for (const auto& [geometry, values] : table.rows) {
        writer.write(geometry, values);
    }
}

/// Null where the source has the cell and states nobody of it: not 0.
Value known_population(const domain::StudyGrid& grid, std::size_t i) {
    const bool unknown = (grid.marks[i] & domain::kPeopleUnknown) != 0;
    return unknown && grid.population[i] == 0.0 ? Value{} : Value{grid.population[i]};
}

/// Names of the columns whose figures are apportioned, "" where all are the source's own.
std::string estimated_columns(domain::CellMarks marks) {
    std::vector<std::string> names;
    const auto add = [&](domain::CellMarks mark, const char* name) {
        if ((marks & mark) != 0) {
            names.emplace_back(name);
        }
    };
    add(domain::kHouseholdsEstimated, "households");
    add(domain::kResidents65plusEstimated, "population_65plus");
    add(domain::kResidents75plusEstimated, "population_75plus");
    return joined(names, ";");
}

void write_cells(io::VectorWriter& writer, const Results& results) {
    const domain::StudyGrid& grid = results.covered.grid;
    writer.begin_layer({"cells",
                        io::GeometryKind::MultiPolygon,
                        {{"code"},
                         {"municipality_code"},
                         {"municipality"},
                         {"population", FieldType::Real},
                         {"households", FieldType::Real},
                         {"population_65plus", FieldType::Real},
                         {"population_75plus", FieldType::Real},
                         {"estimated"},
                         {"population_unknown", FieldType::Integer}}});
    for (std::size_t i = 0; i < grid.size(); ++i) {
        const std::uint32_t index = grid.main_municipality(i);
        const domain::Municipality* municipality =
            index == domain::StudyGrid::kNone ? nullptr : &results.inputs.municipalities[index];
        writer.write(cell_rectangle(grid.cells[i]),
                     {grid.cells[i].code(),
                      municipality != nullptr ? Value{municipality->code.five_digits()} : Value{},
                      municipality != nullptr ? Value{municipality->name} : Value{},
                      known_population(grid, i), number(grid.households[i]),
                      number(grid.population_65plus[i]), number(grid.population_75plus[i]),
                      estimated_columns(grid.marks[i]),
                      yes((grid.marks[i] & domain::kPeopleUnknown) != 0)});
    }
}

void write_coverage(io::VectorWriter& writer, const Results& results, Progress& progress) {
    const domain::StudyGrid& grid = results.covered.grid;
    const overlay::Coverage& coverage = results.covered.coverage;
    writer.begin_layer({"coverage",
                        io::GeometryKind::None,
                        {{"code"}, {"carrier"}, {"technology"}, {"fraction", FieldType::Real}}});
    std::vector<std::string> codes;
    codes.reserve(grid.size());
    for (const domain::MeshCell cell : grid.cells) {
        codes.push_back(cell.code());
    }
    for (std::size_t layer = 0; layer < coverage.layers.size(); ++layer) {
        progress.check();
        for (std::size_t i = 0; i < grid.size(); ++i) {
            const double share = coverage.shares[layer][i];
            if (share > 0.0) {
                writer.write({}, {codes[i], coverage.layers[layer].carrier,
                                  coverage.layers[layer].technology, share});
            }
        }
    }
}

// Cells on borders and whose their people are; every other cell is its municipality's whole.
void write_cell_parts(io::VectorWriter& writer, const Results& results) {
    const domain::StudyGrid& grid = results.covered.grid;
    writer.begin_layer({"cell_parts",
                        io::GeometryKind::None,
                        {{"code"}, {"municipality_code"}, {"weight", FieldType::Real}}});
    for (std::size_t i = 0; i < grid.size(); ++i) {
        const auto parts = grid.parts_of(i);
        for (const domain::MunicipalityPart& part : parts) {
            if (parts.size() > 1) {
                writer.write({},
                             {grid.cells[i].code(),
                              results.inputs.municipalities[part.municipality].code.five_digits(),
                              part.weight});
            }
        }
    }
}

// Whom each chosen site was asked for: a later run is compared with it.
void write_plan_cells(io::VectorWriter& writer, const Results& results) {
    writer.begin_layer({"plan_cells",
                        io::GeometryKind::None,
                        {{"carrier"}, {"asset_id"}, {"code"}, {"share", FieldType::Real}}});
    const domain::StudyGrid& grid = results.covered.grid;
    const overlay::PopulationRule rule = population_rule(results.study.rules);
    for (const siting::CarrierPlan& plan : results.chosen.plans) {
        const auto layer = results.covered.coverage.layer(plan.carrier, domain::kAny5g);
        for (const siting::PlanSite& site : plan.sites) {
            const radio::Reach::Entries reached = results.reached.reach.of(site.asset, 0);
            for (std::size_t i = 0; i < reached.cells.size(); ++i) {
                const std::uint32_t cell = results.reached.cells[reached.cells[i]];
                const double stated = layer ? results.covered.coverage.shares[*layer][cell] : 0.0;
                if (rule.covered(stated) < 1.0) {
                    writer.write({},
                                 {plan.carrier, results.inputs.assets[site.asset].id,
                                  grid.cells[cell].code(), static_cast<double>(reached.shares[i])});
                }
            }
        }
    }
}

void write_municipalities(io::VectorWriter& writer, const Results& results) {
    std::vector<double> people(results.inputs.municipalities.size(), 0.0);
    for (std::size_t i = 0; i < results.covered.grid.size(); ++i) {
        for (const domain::MunicipalityPart& part : results.covered.grid.parts_of(i)) {
            people[part.municipality] += part.weight * results.covered.grid.population[i];
        }
    }
    writer.begin_layer({"municipalities",
                        io::GeometryKind::MultiPolygon,
                        {{"code"},
                         {"code_with_check_digit"},
                         {"name"},
                         {"county"},
                         {"population", FieldType::Real}}});
    for (std::size_t i = 0; i < people.size(); ++i) {
        const domain::Municipality& municipality = results.inputs.municipalities[i];
        writer.write(municipality.boundary,
                     {municipality.code.five_digits(), municipality.code.six_digits(),
                      municipality.name, municipality.county, people[i]});
    }
}

} // namespace

void write_results_file(const Results& results, const ResultTable& gaps,
                        const ResultTable& candidates, const ResultTable& plan,
                        std::span<const ResultTable> evidence, const std::filesystem::path& file,
                        Progress& progress) {
    io::VectorWriter writer(file, io::VectorFormat::GeoPackage);
    write_cells(writer, results);
    write_cell_parts(writer, results);
    progress.check();
    write_coverage(writer, results, progress);
    write_layer(writer, gaps);
    write_layer(writer, candidates);
    write_layer(writer, plan);
    write_plan_cells(writer, results);
    for (const ResultTable& table : evidence) {
        write_layer(writer, table);
    }
    write_municipalities(writer, results);
    writer.begin_layer({"about", io::GeometryKind::None, {{"key"}, {"value"}}});
    writer.write({}, {"title", results.study.title});
    writer.write({}, {"as_of", iso_date(results.study.as_of)});
    writer.write({}, {"population", results.study.population.census});
    writer.write({}, {"rule", population_rule(results.study.rules).name()});
    if (results.study.synthetic) {
        writer.write({}, {"synthetic", "模擬データ"});
    }
    writer.finish();
}

} // namespace todoku::study
