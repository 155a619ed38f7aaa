#include "study/compare_tables.hpp"

#include "core/output_folder.hpp"
#include "domain/technology.hpp"
#include "study/results_file.hpp"
#include "study/table_values.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace todoku::study {

namespace {

using io::FieldType;
using io::Value;
using nlohmann::ordered_json;

ResultTable municipality_table(const std::vector<MunicipalityChange>& rows) {
    ResultTable table;
    table.schema = {"compare_by_municipality",
                    io::GeometryKind::None,
                    {{"municipality_code"},
                     {"municipality"},
                     {"carrier"},
                     {"technology"},
                     {"rule"},
                     {"population_old", FieldType::Real},
                     {"population_new", FieldType::Real},
                     {"covered_old", FieldType::Real},
                     {"covered_new", FieldType::Real},
                     {"ratio_old", FieldType::Real},
                     {"ratio_new", FieldType::Real},
                     {"difference", FieldType::Real},
                     {"gained", FieldType::Real},
                     {"lost", FieldType::Real},
                     {"unknown_old", FieldType::Real},
                     {"unknown_new", FieldType::Real}}};
    for (const MunicipalityChange& row : rows) {
        const Change& change = row.change;
        table.add({}, {row.municipality.code, row.municipality.name, row.layer.carrier,
                       row.layer.technology, row.rule, change.population_earlier,
                       change.population_present, change.covered_earlier, change.covered_present,
                       number(change.ratio_earlier()), number(change.ratio_present()),
                       number(change.ratio_present() - change.ratio_earlier()), change.gained,
                       change.lost, change.unknown_earlier, change.unknown_present});
    }
    return table;
}

/// @param layer_of_map only 4G and 5G, with shapes
ResultTable cells_table(const CompareResult& result, const CommonGround& ground,
                        bool layer_of_map) {
    ResultTable table;
    table.schema = {layer_of_map ? "difference" : "compare_cells",
                    layer_of_map ? io::GeometryKind::MultiPolygon : io::GeometryKind::None,
                    {{"code"},
                     {"municipality_code"},
                     {"municipality"},
                     {"carrier"},
                     {"technology"},
                     {"fraction_old", FieldType::Real},
                     {"fraction_new", FieldType::Real},
                     {"verdict"},
                     {"people", FieldType::Real}}};
    for (const CellChange& change : result.cells) {
        const overlay::LayerName& layer = ground.layers[change.layer];
        if (layer_of_map && layer.technology != domain::kAny5g &&
            layer.technology != domain::name_of(domain::Technology::Lte4g)) {
            continue;
        }
        const domain::MeshCell cell = ground.cells[change.cell];
        const auto& index = ground.municipality[change.cell];
        const RunMunicipality municipality =
            index ? ground.municipalities[*index] : RunMunicipality{};
        table.add(layer_of_map ? geo::Geometry(cell_rectangle(cell)) : geo::Geometry(),
                  {cell.code(), municipality.code, municipality.name, layer.carrier,
                   layer.technology, change.fraction_earlier, change.fraction_present,
                   change.gained ? "gained" : "lost", change.people});
    }
    return table;
}

ResultTable gaps_table(const CompareResult& result, const CommonGround& ground,
                       const RunResults& earlier, const RunResults& present,
                       const std::string& name) {
    ResultTable table;
    table.schema = {name,
                    io::GeometryKind::MultiPolygon,
                    {{"carrier"},
                     {"technology"},
                     {"state"},
                     {"id_old"},
                     {"id_new"},
                     {"number_old", FieldType::Integer},
                     {"number_new", FieldType::Integer},
                     {"municipality_code"},
                     {"municipality"},
                     {"nearest_place"},
                     {"place_name"},
                     {"population_old", FieldType::Real},
                     {"population_new", FieldType::Real},
                     {"cells_old", FieldType::Integer},
                     {"cells_new", FieldType::Integer},
                     {"gained", FieldType::Real},
                     {"lost", FieldType::Real}}};
    for (const GapChange& change : result.gaps) {
        const ListedGap* before = change.earlier ? &earlier.gaps[*change.earlier] : nullptr;
        const ListedGap* after = change.present ? &present.gaps[*change.present] : nullptr;
        // A merged area lies where it lay; all others where the present list has them.
        const ListedGap& shown =
            after == nullptr || change.state == GapState::Merged ? *before : *after;
        const overlay::LayerName& layer = ground.layers[change.layer];
        table.add(shown.outline,
                  {layer.carrier, layer.technology, name_of(change.state),
                   before != nullptr ? Value{before->id} : Value{},
                   after != nullptr ? Value{after->id} : Value{},
                   before != nullptr ? Value{before->number} : Value{},
                   after != nullptr ? Value{after->number} : Value{}, shown.municipality_code,
                   shown.municipality, shown.nearest_place, shown.place_name, change.people_earlier,
                   change.people_present, whole(change.cells_earlier), whole(change.cells_present),
                   change.gained, change.lost});
    }
    return table;
}

ResultTable requests_table(const std::vector<RequestChange>& requests) {
    ResultTable table;
    table.schema = {"compare_requests",
                    io::GeometryKind::None,
                    {{"carrier"},
                     {"technology"},
                     {"kind"},
                     {"number", FieldType::Integer},
                     {"id"},
                     {"name"},
                     {"municipality_code"},
                     {"municipality"},
                     {"people", FieldType::Real},
                     {"covered", FieldType::Real},
                     {"share", FieldType::Real},
                     {"state"}}};
    for (const RequestChange& request : requests) {
        const bool known = request.state != RequestState::Unknown;
        const bool anybody = known && request.state != RequestState::Nobody;
        table.add({},
                  {request.carrier, std::string(domain::kAny5g), request.place ? "place" : "asset",
                   request.number, request.id, request.name, request.municipality_code,
                   request.municipality, known ? Value{request.people} : Value{},
                   known ? Value{request.covered} : Value{},
                   anybody ? Value{request.covered / request.people} : Value{},
                   name_of(request.state)});
    }
    return table;
}

ResultTable register_table(const std::vector<RegisterChange>& changes) {
    using namespace register_column;
    ResultTable table;
    table.schema = {"compare_register",
                    io::GeometryKind::None,
                    {{"carrier"},
                     {"id"},
                     {"municipality"},
                     {"name"},
                     {"asked_on"},
                     {"answered_on"},
                     {"answer"},
                     {"register_state"},
                     {"people", FieldType::Real},
                     {"covered", FieldType::Real},
                     {"share", FieldType::Real},
                     {"state"}}};
    for (const RegisterChange& change : changes) {
        const RegisterEntry& entry = change.entry;
        const bool known = change.state != RequestState::Unknown;
        const bool anybody = known && change.people > 0.0;
        table.add(
            {}, {entry.at(kCarrier), entry.at(kId), entry.at(kMunicipality), entry.at(kPlace),
                 entry.at(kAsked), entry.at(kAnswered), entry.at(kAnswer), entry.at(kState),
                 known ? Value{change.people} : Value{}, known ? Value{change.covered} : Value{},
                 anybody ? Value{change.covered / change.people} : Value{}, name_of(change.state)});
    }
    return table;
}

ordered_json run_json(const RunAbout& about) {
    return {{"folder", about.folder.filename().string()},
            {"title", about.title},
            {"as_of", about.as_of},
            {"mesh", domain::name_of(about.level)},
            {"rule", about.rule.name()},
            {"census", about.census},
            {"synthetic", about.synthetic},
            {"results_sha256", about.results_sha256}};
}

template <class State>
ordered_json counts_json(const std::map<State, std::size_t>& counts) {
    ordered_json json = ordered_json::object();
    for (const auto& [state, count] : counts) {
        json[name_of(state)] = count;
    }
    return json;
}

ordered_json ratio_json(double ratio) {
    return std::isnan(ratio) ? ordered_json(nullptr) : ordered_json(ratio);
}

void write_layer(io::VectorWriter& writer, const ResultTable& table) {
    writer.begin_layer(table.schema);
    for (const auto& [geometry, values] : table.rows) {
        writer.write(geometry, values);
    }
}

} // namespace

std::string compare_record(const CompareResult& result) {
    ordered_json json;
    if (result.synthetic()) {
        json["stamp"] = "模擬データ";
    }
    json["old"] = run_json(result.earlier);
    json["new"] = run_json(result.present);
    json["notes"] = ordered_json::array();
    for (const Text& note : result.notes) {
        json["notes"].push_back({{"ja", note.ja}, {"en", note.en}});
    }
    json["carriers"] = ordered_json::array();
    for (const CarrierChange& carrier : result.carriers) {
        const Change& change = carrier.change;
        json["carriers"].push_back({{"carrier", carrier.carrier},
                                    {"technology", domain::kAny5g},
                                    {"population_old", change.population_earlier},
                                    {"population_new", change.population_present},
                                    {"covered_old", change.covered_earlier},
                                    {"covered_new", change.covered_present},
                                    {"ratio_old", ratio_json(change.ratio_earlier())},
                                    {"ratio_new", ratio_json(change.ratio_present())},
                                    {"gained", change.gained},
                                    {"lost", change.lost},
                                    {"unknown_old", change.unknown_earlier},
                                    {"unknown_new", change.unknown_present},
                                    {"gaps", counts_json(carrier.gaps)},
                                    {"places_asked_for", counts_json(carrier.places)},
                                    {"assets_offered", counts_json(carrier.assets)},
                                    {"registered", counts_json(carrier.registered)}});
    }
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

void write_compare_files(const CompareResult& result, const CommonGround& ground,
                         const RunResults& earlier, const RunResults& present,
                         const std::filesystem::path& folder) {
    const bool synthetic = result.synthetic();
    std::filesystem::create_directories(folder / "tables");
    for (const ResultTable& table :
         {municipality_table(result.municipalities), cells_table(result, ground, false),
          gaps_table(result, ground, earlier, present, "compare_gaps"),
          requests_table(result.requests)}) {
        write_csv(table, synthetic, folder / "tables" / (table.schema.name + ".csv"));
    }
    if (!result.registered.empty()) {
        write_csv(register_table(result.registered), synthetic,
                  folder / "tables" / "compare_register.csv");
    }
    io::VectorWriter writer(folder / "compare.gpkg", io::VectorFormat::GeoPackage);
    write_layer(writer, cells_table(result, ground, true));
    write_layer(writer, gaps_table(result, ground, earlier, present, "gaps"));
    writer.begin_layer({"about", io::GeometryKind::None, {{"key"}, {"value"}}});
    for (const auto& [key, about] : {std::pair("old", &earlier.about), {"new", &present.about}}) {
        writer.write({}, {std::string(key) + "_title", about->title});
        writer.write({}, {std::string(key) + "_as_of", about->as_of});
        writer.write({}, {std::string(key) + "_population", about->census});
    }
    writer.write({}, {"rule", present.about.rule.name()});
    for (const Text& note : result.notes) {
        writer.write({}, {"note", note.ja});
    }
    if (synthetic) {
        writer.write({}, {"synthetic", "模擬データ"});
    }
    writer.finish();
    write_file_atomically(folder / "compare.json", compare_record(result));
}

} // namespace todoku::study
