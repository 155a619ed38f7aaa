#include "study/results_file.hpp"

#include "report/gap_style.hpp"
#include "study/pipeline.hpp"
#include "study/table_values.hpp"

namespace todoku::study {

geo::MultiPolygon cell_rectangle(domain::MeshCell cell) {
    const geo::Box box = cell.box();
    const auto corner = geo::LatLng::from_degrees;
    return {
        {{{corner(box.south, box.west), corner(box.south, box.east), corner(box.north, box.east),
           corner(box.north, box.west), corner(box.south, box.west)},
          {}}}};
}

namespace {

using io::FieldType;
using io::Value;

/// @param style QML with which QGIS draws the layer; empty for none
void write_layer(io::VectorWriter& writer, const ResultTable& table,
                 const std::string& style = {}) {
    writer.begin_layer(table.schema);
    if (!style.empty()) {
        writer.set_style(style);
    }
    for (const auto& [geometry, values] : table.rows) {
        writer.write(geometry, values);
    }
}

/// Null where the source has the cell and states nobody of it: not 0.
Value known_population(const domain::StudyGrid& grid, std::size_t i) {
    const bool unknown = (grid.marks[i] & domain::kPeopleUnknown) != 0;
    return unknown && grid.population[i] == 0.0 ? Value{} : Value{grid.population[i]};
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
                        {{"code"},
                         {"carrier"},
                         {"technology"},
                         {"fraction", FieldType::Real},
                         {"fraction_unknown", FieldType::Real}}});
    std::vector<std::string> codes;
    codes.reserve(grid.size());
    for (const domain::MeshCell cell : grid.cells) {
        codes.push_back(cell.code());
    }
    for (std::size_t layer = 0; layer < coverage.layers.size(); ++layer) {
        progress.check();
        for (std::size_t i = 0; i < grid.size(); ++i) {
            const double share = coverage.shares[layer][i];
            const double unknown = results.covered.at_most().shares[layer][i] - share;
            if (share > 0.0 || unknown > 0.0) {
                writer.write({}, {codes[i], coverage.layers[layer].carrier,
                                  coverage.layers[layer].technology, share,
                                  results.covered.all_known() ? Value{} : Value{unknown}});
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
        const auto layer = results.covered.at_most().layer(plan.carrier, domain::kAny5g);
        for (const siting::PlanSite& site : plan.sites) {
            const radio::Reach::Entries reached = results.reached.reach.of(site.asset, 0);
            for (std::size_t i = 0; i < reached.cells.size(); ++i) {
                const std::uint32_t cell = results.reached.cells[reached.cells[i]];
                const double stated = layer ? results.covered.at_most().shares[*layer][cell] : 0.0;
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
    write_layer(writer, gaps, report::gap_layer_style());
    write_layer(writer, candidates);
    write_layer(writer, plan, report::asset_layer_style());
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
