#include "study/study_file_inputs.hpp"

#include "io/readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

namespace todoku::study {

namespace {

std::optional<TomlSection> input_section(TomlSection& inputs, const std::string& key) {
    auto nested = inputs.section(key);
    if (!nested) {
        inputs.reject(key, {"必要な入力です。例: " + key + " = { file = \"…\" }",
                            "is needed, e.g. " + key + " = { file = \"...\" }"});
    }
    return nested;
}

PopulationWeightInput read_weight(TomlSection& section, const StudyPaths& paths) {
    PopulationWeightInput weight;
    const std::string kind = section.text("kind");
    if (kind != "raster" && kind != "buildings") {
        section.reject("kind", {"raster（量を値に持つラスタ）か buildings（建物のポリゴン）にしてく"
                                "ださい。",
                                "must be raster (amounts in pixels) or buildings (polygons)."});
    }
    weight.buildings = kind == "buildings";
    weight.field = section.text("field", "");
    if (!weight.buildings && !weight.field.empty()) {
        section.reject("field", {"階数の項目は kind = \"buildings\" のときだけ書けます。",
                                 "names the floors of buildings only."});
    }
    weight.sources = vector_inputs(section, paths);
    weight.origin = provenance_of(section);
    section.finish();
    return weight;
}

/// What every table of people by mesh code has.
void read_mesh_tables(TomlSection& section, const StudyPaths& paths, PopulationInput& input) {
    for (const std::string& file : paths.files_of(section)) {
        input.files.push_back(paths.resolve(file));
        input.shown_as.push_back(file);
    }
    input.layers = section.texts("layer");
    input.where = section.text("where", "");
    input.encoding = section.optional_text("encoding");
    static_cast<void>(section.optional_text("crs")); // codes alone tell where cells are
    input.code_field = section.text("code_field", "");
    input.population_field = section.text("population_field", "");
    input.origin = provenance_of(section);
}

void read_population(TomlSection& section, const StudyPaths& paths, PopulationInput& input) {
    read_mesh_tables(section, paths, input);
    input.census = section.needed_text("census", "令和2年国勢調査");
    input.households_field = section.text("households_field", "");
    input.population_65plus_field = section.text("population_65plus_field", "");
    input.population_75plus_field = section.text("population_75plus_field", "");
    if (auto weight = section.section("weight")) {
        input.weight = read_weight(*weight, paths);
    }
    const std::string people_of = section.text("people_of", "");
    if (!people_of.empty() && people_of != "prefecture" && people_of != "mesh") {
        section.reject(
            "people_of",
            {"prefecture（その都道府県の人だけのファイル）か "
             "mesh（隣県の人も入っているファイル）にし"
             "てください。",
             "must be prefecture (files of its people only) or mesh (files with neighbours' "
             "people too)."});
    }
    input.people_of = people_of.empty()           ? PeopleOf::ToldByName
                      : people_of == "prefecture" ? PeopleOf::Prefecture
                                                  : PeopleOf::Mesh;
    section.finish();
}

PopulationInput read_daytime(TomlSection& section, const StudyPaths& paths) {
    PopulationInput input;
    read_mesh_tables(section, paths, input);
    if (input.population_field.empty()) { // known names are those of residents
        section.reject("population_field",
                       {"昼間の人口の列の名前を書いてください。例: population_field = \"昼間人口\"",
                        "name the column of people by day, e.g. population_field = \"day\"."});
    }
    section.finish();
    return input;
}

/// A file, or every height file below a folder. @tparam Input has `files` and `shown_as`
template <class Input>
void add_terrain(const std::string& file, const StudyPaths& paths, Input& input) {
    const std::filesystem::path path = paths.resolve(file);
    const auto below = std::filesystem::is_directory(path) ? io::terrain_files_below(path)
                                                           : std::vector<std::filesystem::path>{};
    if (below.empty()) {
        input.files.push_back(path);
        input.shown_as.push_back(file);
    }
    for (const std::filesystem::path& part : below) {
        input.files.push_back(part);
        input.shown_as.push_back(
            (std::filesystem::path(file) / part.lexically_relative(path)).generic_string());
    }
}

ClutterInput read_clutter(TomlSection& section, const StudyPaths& paths) {
    ClutterInput input;
    const std::array<std::pair<std::string, ClutterInput::Kind>, 3> kinds = {
        {{"heights", ClutterInput::Kind::Heights},
         {"surface", ClutterInput::Kind::Surface},
         {"land_cover", ClutterInput::Kind::LandCover}}};
    int given = 0;
    for (const auto& [key, kind] : kinds) {
        for (const std::string& file : section.texts(key)) {
            add_terrain(file, paths, input);
        }
        if (section.has(key)) {
            input.kind = kind;
            ++given;
        }
    }
    input.crs = section.optional_text("crs");
    if (given != 1) {
        section.reject(
            "heights",
            {"heights（地表からの高さ）、surface（建物・樹木を含む標高）、land_cover（土地被"
             "覆の区分）のどれか一つにファイルを書いてください。",
             "give files under one of heights (above ground), surface (above sea level, "
             "things included) and land_cover (classes)."});
    }
    for (const auto& [key, value] : section.pairs("classes")) {
        const auto land_class = number_in(key);
        const auto height = number_in(value);
        if (!land_class || !height || *land_class != std::floor(*land_class) ||
            !(*height >= 0.0 && *height <= 100.0)) {
            section.reject(
                "classes",
                {"区分の番号 = \"高さ（m、0〜100）\" のように書いてください（例: { 2 = \"8\" }）。",
                 "write class = \"metres, 0 to 100\", as { 2 = \"8\" }."});
            break;
        }
        input.classes[static_cast<int>(*land_class)] = *height;
    }
    input.origin = provenance_of(section);
    section.finish();
    return input;
}

} // namespace

namespace {

/// An input for each file and layer that the section names, alike in all else.
template <class Input>
void add_each(TomlSection& section, const StudyPaths& paths, const Input& like,
              std::vector<Input>& inputs) {
    for (VectorInput& source : vector_inputs(section, paths)) {
        inputs.push_back(like);
        inputs.back().source = std::move(source);
    }
    section.finish();
}

/// Sections that stand beside [inputs], not in it.
void reject_sections_of_their_own(const TomlSection& inputs) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kOwn = {
        {{"restriction", "restriction"},
         {"restrictions", "restriction"},
         {"coverage", "coverage"},
         {"assets", "assets"},
         {"measurement", "measurement"},
         {"measurements", "measurement"}}};
    for (const auto& [written, meant] : kOwn) {
        if (inputs.has(std::string(written))) {
            inputs.reject(std::string(written),
                          {fmt::format("[inputs] の中ではなく、[[{}]] と書いてください。", meant),
                           fmt::format("does not belong in [inputs]; write [[{}]].", meant)});
        }
    }
}

} // namespace

void read_inputs_section(TomlSection inputs, const StudyPaths& paths, StudyFile& study) {
    reject_sections_of_their_own(inputs);
    if (auto municipalities = input_section(inputs, "municipalities")) {
        std::vector<VectorInput> files = vector_inputs(*municipalities, paths);
        if (!files.empty()) {
            study.municipalities.source = std::move(files.front());
            files.erase(files.begin());
            study.municipalities.further = std::move(files);
        }
        if (const auto names = municipalities->optional_text("names")) {
            study.municipalities.names = paths.resolve(*names);
            study.municipalities.names_shown_as = *names;
        }
        study.municipalities.code_field = municipalities->text("code_field", "");
        study.municipalities.origin = provenance_of(*municipalities);
        municipalities->finish();
    }
    if (auto population = input_section(inputs, "population")) {
        read_population(*population, paths, study.population);
    }
    if (auto daytime = inputs.section("daytime")) {
        study.daytime = read_daytime(*daytime, paths);
    }
    if (auto addresses = inputs.section("addresses")) {
        AddressInput input;
        for (const std::string& file : paths.files_of(*addresses)) {
            input.files.push_back(paths.resolve(file));
            input.shown_as.push_back(file);
        }
        input.origin = provenance_of(*addresses);
        addresses->finish();
        study.addresses = std::move(input);
    }
    if (auto terrain = inputs.section("terrain")) {
        TerrainInput input;
        for (const std::string& file : paths.files_of(*terrain)) {
            add_terrain(file, paths, input);
        }
        input.crs = terrain->optional_text("crs");
        input.origin = provenance_of(*terrain);
        terrain->finish();
        study.terrain = std::move(input);
    }
    if (auto clutter = inputs.section("clutter")) {
        study.clutter = read_clutter(*clutter, paths);
        if (study.clutter->kind == ClutterInput::Kind::Surface && !study.terrain) {
            clutter->reject(
                "surface",
                {"建物・樹木を含む標高（surface）から地面の標高を引いて使うため、[inputs."
                 "terrain] が必要です。terrain = { files = [\"dem.tif\"] } のように地面"
                 "の標高を書くか、地表からの高さなら heights に書いてください。",
                 "heights of the ground are taken off a surface: give [inputs.terrain], "
                 "e.g. terrain = { files = [\"dem.tif\"] }, or heights above ground "
                 "under heights."});
        }
    }
    for (TomlSection& section : inputs.sections("places")) {
        PlaceInput place{
            section.text("kind"), section.text("name_field", ""), {}, provenance_of(section)};
        for (auto& [key, value] : section.pairs("fields")) {
            place.fields[key] = value;
        }
        add_each(section, paths, place, study.places);
    }
    for (TomlSection& section : inputs.sections("stations")) {
        StationInput stations;
        stations.carrier = section.text("carrier");
        const auto technology = domain::technology_of(section.text("technology"));
        if (!technology) {
            section.reject("technology",
                           {"4g 5g-converted 5g-sub6 5g-mmwave のどれかにしてください。",
                            "must be one of 4g 5g-converted 5g-sub6 5g-mmwave."});
        }
        stations.technology = technology.value_or(stations.technology);
        stations.base = section.yes("base", false);
        stations.origin = provenance_of(section);
        for (auto& [key, value] : section.pairs("fields")) {
            stations.fields[key] = value;
        }
        add_each(section, paths, stations, study.stations);
    }
    for (TomlSection& section : inputs.sections("roads")) {
        const RoadInput road{section.text("kind", ""),
                             section.text("name_field", ""),
                             section.text("kind_field", ""),
                             {},
                             provenance_of(section)};
        add_each(section, paths, road, study.roads);
    }
    for (TomlSection& section : inputs.sections("zones")) {
        const ZoneInput zones{section.text("name"),
                              section.text("name_field", ""),
                              section.text("code_field", ""),
                              {},
                              provenance_of(section)};
        add_each(section, paths, zones, study.zones); // files of one name are one kind of zone
    }
    inputs.finish();
}

std::vector<AssetInput> read_assets_section(TomlSection& section, const StudyPaths& paths) {
    AssetInput input;
    for (const std::string& file : paths.files_of(section)) {
        input.files.push_back(paths.resolve(file));
        input.shown_as.push_back(file);
    }
    const std::vector<std::string> layers = section.texts("layer");
    input.where = section.text("where", "");
    input.owner = section.text("owner", "");
    for (auto& [key, value] : section.pairs("fields")) {
        input.fields[key] = value;
    }
    for (auto& [key, value] : section.pairs("defaults")) {
        input.defaults[key] = value;
    }
    input.crs = section.optional_text("crs");
    input.encoding = section.optional_text("encoding");
    input.code_in_file_name = section.yes("code_in_file_name", false);
    input.origin = provenance_of(section);
    section.finish();
    std::vector<AssetInput> ledgers(std::max<std::size_t>(1, layers.size()), input);
    for (std::size_t i = 0; i < layers.size(); ++i) {
        ledgers[i].layer = layers[i];
    }
    return ledgers;
}

void read_restriction_section(TomlSection& section, const StudyPaths& paths, StudyFile& study) {
    RestrictionInput input;
    input.name = section.text("name");
    input.name_field = section.text("name_field", "");
    const auto effect = [&section](const std::string& key, const std::string& word) {
        const auto known = domain::restriction_effect_of(word);
        if (!known) {
            section.reject(key, {"exclude permit notify penalty none のどれかにしてください。",
                                 "must be one of exclude permit notify penalty none."});
        }
        return known;
    };
    if (const auto word = section.optional_text("effect")) {
        input.restricts_nothing = *word == "none";
        input.effect = input.restricts_nothing ? std::nullopt : effect("effect", *word);
    }
    input.effect_field = section.text("effect_field", "");
    for (const auto& [value, word] : section.pairs("effects")) {
        input.effects[value] = word == "none" ? std::nullopt : effect("effects", word);
    }
    for (auto& [value, name] : section.pairs("zone_names")) {
        input.zone_names[value] = name;
    }
    input.special_code = section.text("special_code", "");
    if (!input.special_code.empty() && input.special_code != "1" && input.special_code != "2") {
        section.reject("special_code",
                       {"A33_002 で特別警戒区域を表す \"1\" か \"2\" にしてください。",
                        "must be \"1\" or \"2\", the code of the special zone in A33_002."});
    }
    input.authority = section.text("source", "");
    input.origin = provenance_of(section);
    add_each(section, paths, input, study.restrictions);
}

} // namespace todoku::study
