#include "study/study_file.hpp"

#include "core/error.hpp"
#include "domain/government_code.hpp"
#include "study/toml_section.hpp"
#include "study/toml_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fnmatch.h>

namespace todoku::study {

namespace fs = std::filesystem;

namespace {

/// Turns the paths of a study file into absolute ones.
class Paths {
public:
    explicit Paths(const fs::path& study_file) : folder_(fs::absolute(study_file).parent_path()) {}

    [[nodiscard]] fs::path resolve(const std::string& text) const {
        return (folder_ / fs::path(text)).lexically_normal();
    }

    /// A pattern such as "inputs/*.txt" becomes the files it matches, by name; a plain path becomes
    /// itself.
    [[nodiscard]] std::vector<std::string> expand(const std::string& pattern) const {
        const fs::path path(pattern);
        const std::string last = path.filename().string();
        if (last.find_first_of("*?[") == std::string::npos) {
            return {pattern};
        }
        std::vector<std::string> names;
        std::error_code ignored;
        for (const auto& entry :
             fs::directory_iterator(resolve(path.parent_path().string()), ignored)) {
            const std::string name = entry.path().filename().string();
            if (entry.is_regular_file() && fnmatch(last.c_str(), name.c_str(), FNM_PERIOD) == 0) {
                names.push_back((path.parent_path() / name).string());
            }
        }
        std::sort(names.begin(), names.end());
        return names.empty() ? std::vector<std::string>{pattern} : names;
    }

    /// The texts of `file` or `files`, patterns expanded; none is a fault.
    [[nodiscard]] std::vector<std::string> files_of(TomlSection& section) const {
        std::vector<std::string> given = section.texts("files");
        if (const auto one = section.optional_text("file")) {
            given.insert(given.begin(), *one);
        }
        if (given.empty()) {
            section.reject("file",
                           {"ファイル（file か files）を書いてください。", "give file or files."});
        }
        std::vector<std::string> all;
        for (const std::string& pattern : given) {
            for (std::string& name : expand(pattern)) {
                all.push_back(std::move(name));
            }
        }
        return all;
    }

private:
    fs::path folder_;
};

std::vector<VectorInput> vector_inputs(TomlSection& section, const Paths& paths) {
    const std::vector<std::string> files = paths.files_of(section);
    const std::vector<std::string> layers = section.texts("layer");
    const std::string where = section.text("where", "");
    const auto crs = section.optional_text("crs");
    const auto encoding = section.optional_text("encoding");
    std::vector<VectorInput> inputs;
    for (const std::string& file : files) {
        for (const std::string& layer : layers.empty() ? std::vector<std::string>{""} : layers) {
            inputs.push_back({paths.resolve(file), file, layer, where, crs, encoding});
        }
    }
    return inputs;
}

VectorInput vector_input(TomlSection& section, const Paths& paths) {
    std::vector<VectorInput> inputs = vector_inputs(section, paths);
    if (inputs.empty()) {
        return {};
    }
    if (inputs.size() != 1) {
        section.reject("files", {"ここにはファイル（レイヤ）を一つだけ書いてください。",
                                 "exactly one file (and layer) here."});
    }
    return std::move(inputs.front());
}

std::optional<TomlSection> input_section(TomlSection& inputs, const std::string& key) {
    auto nested = inputs.section(key);
    if (!nested) {
        inputs.reject(key, {"必要な入力です。例: " + key + " = { file = \"…\" }",
                            "is needed, e.g. " + key + " = { file = \"...\" }"});
    }
    return nested;
}

Date date_of(TomlSection& section, const std::string& key, const std::string& value) {
    const auto date = date_in(value);
    if (!date) {
        section.reject(key, {"日付（例: 2026-10-01）で書いてください。",
                             "must be a date such as 2026-10-01."});
    }
    return date.value_or(Date{});
}

Provenance provenance_of(TomlSection& section) {
    Provenance origin{section.text("credit", ""), section.text("licence", ""), std::nullopt};
    if (const auto as_of = section.optional_text("as_of")) {
        origin.as_of = date_of(section, "as_of", *as_of);
    }
    return origin;
}

void read_study(TomlSection section, StudyFile& study) {
    study.name = section.text("name");
    if (study.name.empty() || study.name.find_first_of("/\\") != std::string::npos ||
        study.name.front() == '.') {
        section.reject(
            "name", {"フォルダ名に使える名前にしてください。", "must be usable as a folder name."});
    }
    study.title = section.text("title", study.name);
    study.prefecture = static_cast<int>(section.whole("prefecture", 0, 1, 47));
    if (study.prefecture == 0) {
        section.reject("prefecture", {"都道府県コード（1から47）を書いてください。",
                                      "give the prefecture's code, 1 to 47."});
    }
    study.as_of = date_of(section, "as_of", section.text("as_of"));
    study.synthetic = section.yes("synthetic", false);
    section.finish();
}

void read_grid(TomlSection section, StudyFile& study) {
    const std::string mesh = section.text("mesh", "250m");
    const auto level = domain::mesh_level_of(mesh);
    if (!level) {
        section.reject("mesh",
                       {"80km 10km 5km 2km 1km 500m 250m 125m 100m のどれかにしてください。",
                        "must be one of 80km 10km 5km 2km 1km 500m 250m 125m 100m."});
    }
    // House default: more than the quays a full-resolution coast leaves out, less than a
    // neighbouring town.
    study.shore_m = section.number("shore_m", 500.0, 0.0, 20000.0);
    study.mesh = level.value_or(study.mesh);
    section.finish();
}

void read_population(TomlSection& section, const Paths& paths, PopulationInput& input) {
    for (const std::string& file : paths.files_of(section)) {
        input.files.push_back(paths.resolve(file));
        input.shown_as.push_back(file);
    }
    input.census = section.text("census");
    input.code_field = section.text("code_field", "");
    input.population_field = section.text("population_field", "");
    input.households_field = section.text("households_field", "");
    input.population_65plus_field = section.text("population_65plus_field", "");
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
    input.origin = provenance_of(section);
    section.finish();
}

void read_inputs(TomlSection inputs, const Paths& paths, StudyFile& study) {
    if (auto municipalities = input_section(inputs, "municipalities")) {
        study.municipalities.source = vector_input(*municipalities, paths);
        study.municipalities.origin = provenance_of(*municipalities);
        municipalities->finish();
    }
    if (auto population = input_section(inputs, "population")) {
        read_population(*population, paths, study.population);
    }
    if (auto terrain = inputs.section("terrain")) {
        TerrainInput input;
        for (const std::string& file : paths.files_of(*terrain)) {
            input.files.push_back(paths.resolve(file));
            input.shown_as.push_back(file);
        }
        input.origin = provenance_of(*terrain);
        terrain->finish();
        study.terrain = std::move(input);
    }
    for (TomlSection& section : inputs.sections("places")) {
        PlaceInput place{section.text("kind"), section.text("name_field", ""),
                         vector_input(section, paths), provenance_of(section)};
        section.finish();
        study.places.push_back(std::move(place));
    }
    for (TomlSection& section : inputs.sections("roads")) {
        RoadInput road{section.text("kind", "road"), section.text("name_field", ""),
                       vector_input(section, paths), provenance_of(section)};
        section.finish();
        study.roads.push_back(std::move(road));
    }
    inputs.finish();
}

CoverageInput read_coverage(TomlSection& section, const Paths& paths) {
    CoverageInput input;
    input.carrier = section.text("carrier");
    if (input.carrier.empty() || input.carrier == "any" || input.carrier == "all" ||
        input.carrier.find_first_of("/\\") != std::string::npos || input.carrier.front() == '.') {
        section.reject("carrier",
                       {"フォルダ名に使える事業者名にしてください（any と all は使えません）。",
                        "must be a carrier's name usable as a folder name (not any or all)."});
    }
    const std::string technology = section.text("technology");
    const auto known = domain::technology_of(technology);
    if (!known) {
        section.reject("technology", {"4g 5g-converted 5g-sub6 5g-mmwave のどれかにしてください。",
                                      "must be one of 4g 5g-converted 5g-sub6 5g-mmwave."});
    }
    input.technology = known.value_or(input.technology);
    input.origin = provenance_of(section);
    input.confidential = section.yes("confidential", true);
    input.sources = vector_inputs(section, paths);
    section.finish();
    return input;
}

AssetInput read_assets(TomlSection& section, const Paths& paths) {
    AssetInput input;
    for (const std::string& file : paths.files_of(section)) {
        input.files.push_back(paths.resolve(file));
        input.shown_as.push_back(file);
    }
    input.layer = section.text("layer", "");
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
    return input;
}

RestrictionInput read_restriction(TomlSection& section, const Paths& paths) {
    RestrictionInput input;
    input.name = section.text("name");
    input.name_field = section.text("name_field", "");
    const auto effect = domain::restriction_effect_of(section.text("effect"));
    if (!effect) {
        section.reject("effect", {"exclude permit notify penalty のどれかにしてください。",
                                  "must be one of exclude permit notify penalty."});
    }
    input.effect = effect.value_or(input.effect);
    input.authority = section.text("source", "");
    input.source = vector_input(section, paths);
    input.origin = provenance_of(section);
    section.finish();
    return input;
}

void read_rules(TomlSection section, StudyFile& study) {
    const std::string rule = section.text("population", "majority");
    if (rule != "majority" && rule != "area") {
        section.reject("population",
                       {"majority か area にしてください。", "must be majority or area."});
    }
    study.rules.majority = rule == "majority";
    study.rules.threshold = section.number("threshold", 0.5, 0.0, 1.0);
    if (study.rules.threshold <= 0.0) {
        section.reject("threshold", {"0より大きくしてください。", "must be above 0."});
    }
    section.finish();
}

void read_gaps(TomlSection section, StudyFile& study) {
    study.gaps.max_extent_km =
        section.number("max_extent_km", study.gaps.max_extent_km, 0.0, 1000.0);
    study.gaps.least_population =
        section.number("least_population", study.gaps.least_population, 0.0, 1e9);
    section.finish();
}

void read_radio(TomlSection section, StudyFile& study) {
    study.radio.model = section.text("model", study.radio.model);
    if (study.radio.model != "bullington") {
        section.reject("model",
                       {"今は bullington だけが使えます。", "only bullington is available."});
    }
    if (section.has("presets")) {
        study.radio.presets = section.texts("presets");
        if (study.radio.presets.empty()) {
            section.reject("presets", {"周波数帯を一つ以上書いてください。",
                                       "give at least one band preset."});
        }
    }
    study.radio.receivers_per_side =
        static_cast<int>(section.whole("receivers_per_side", 2, 1, 20));
    section.finish();
}

void read_siting(TomlSection section, StudyFile& study) {
    study.siting.sites = static_cast<std::size_t>(section.whole("sites", 20, 1, 100000));
    study.siting.must = section.texts("must");
    study.siting.must_not = section.texts("must_not");
    study.siting.seed = static_cast<std::uint64_t>(section.whole("seed", 1, 0, INT64_MAX));
    section.finish();
}

RequestSettings read_request(TomlSection& section, const Paths& paths) {
    RequestSettings request;
    request.carrier = section.text("carrier");
    request.reference = section.text("reference", "");
    request.addressee = section.texts("addressee");
    request.sender = section.texts("sender");
    request.contact = section.texts("contact");
    if (const auto form = section.optional_text("template")) {
        request.letter_template = paths.resolve(*form);
        request.letter_template_shown_as = *form;
    }
    section.finish();
    return request;
}

void read_report(TomlSection section, StudyFile& study) {
    study.report.paper = section.text("paper", "A3");
    if (study.report.paper != "A3" && study.report.paper != "A4") {
        section.reject("paper", {"A3 か A4 にしてください。", "must be A3 or A4."});
    }
    study.report.gaps = static_cast<std::size_t>(section.whole("gaps", 50, 1, 100000));
    study.report.offers = static_cast<std::size_t>(section.whole("offers", 50, 0, 100000));
    study.report.tell_other_carriers = section.yes("tell_other_carriers", false);
    section.finish();
}

} // namespace

std::string StudyFile::prefecture_ja() const {
    return std::string(domain::prefecture_name(prefecture).ja);
}

StudyFile read_study_file(const fs::path& path) {
    const fs::path file = fs::is_directory(path) ? path / "study.toml" : path;
    const std::string shown = file.filename().string();
    if (!fs::is_regular_file(file)) {
        throw InputError({"スタディファイル " + file.string() +
                              " がありません。「todoku init フォルダ」でひな形を作れます。",
                          "There is no study file " + file.string() +
                              ". \"todoku init DIR\" writes one to start from."});
    }
    const toml::table table = parse_toml(file, shown);
    const Paths paths(file);
    StudyFile study;
    study.file = fs::absolute(file).lexically_normal();
    TomlFaults faults(shown);
    TomlSection root(table, faults, "");
    const auto needed = [&root](const std::string& key) {
        auto section = root.section(key);
        if (!section) {
            root.reject(key, {"この節が必要です。", "this section is needed."});
        }
        return section;
    };
    if (auto section = needed("study")) {
        read_study(*section, study);
    }
    if (auto grid = root.section("grid")) {
        read_grid(*grid, study);
    }
    if (auto inputs = needed("inputs")) {
        read_inputs(*inputs, paths, study);
    }
    for (TomlSection& section : root.sections("coverage")) {
        study.coverage.push_back(read_coverage(section, paths));
    }
    if (study.coverage.empty()) {
        root.reject("coverage",
                    {"[[coverage]] を一つ以上書いてください。", "give at least one [[coverage]]."});
    }
    for (TomlSection& section : root.sections("assets")) {
        study.assets.push_back(read_assets(section, paths));
    }
    for (TomlSection& section : root.sections("restriction")) {
        study.restrictions.push_back(read_restriction(section, paths));
    }
    if (auto rules = root.section("rules")) {
        read_rules(*rules, study);
    }
    if (auto gaps = root.section("gaps")) {
        read_gaps(*gaps, study);
    }
    if (auto radio = root.section("radio")) {
        read_radio(*radio, study);
    }
    if (auto siting = root.section("siting")) {
        read_siting(*siting, study);
    }
    for (TomlSection& section : root.sections("request")) {
        RequestSettings request = read_request(section, paths);
        const bool known = std::any_of(
            study.coverage.begin(), study.coverage.end(),
            [&](const CoverageInput& input) { return input.carrier == request.carrier; });
        if (!known) {
            section.reject("carrier", {"「" + request.carrier + "」の [[coverage]] がありません。",
                                       "there is no [[coverage]] of \"" + request.carrier + "\"."});
        }
        study.requests.push_back(std::move(request));
    }
    if (auto report = root.section("report")) {
        read_report(*report, study);
    }
    root.finish();
    faults.require_none();
    return study;
}

std::vector<NamedFile> named_files(const StudyFile& study) {
    std::vector<NamedFile> files;
    const auto add = [&files](const VectorInput& input) {
        files.push_back({input.file, input.shown_as});
    };
    const auto add_all = [&files](const std::vector<fs::path>& paths,
                                  const std::vector<std::string>& shown_as) {
        for (std::size_t i = 0; i < paths.size(); ++i) {
            files.push_back({paths[i], shown_as[i]});
        }
    };
    add(study.municipalities.source);
    add_all(study.population.files, study.population.shown_as);
    if (study.terrain) {
        add_all(study.terrain->files, study.terrain->shown_as);
    }
    for (const CoverageInput& coverage : study.coverage) {
        for (const VectorInput& source : coverage.sources) {
            add(source);
        }
    }
    for (const AssetInput& assets : study.assets) {
        add_all(assets.files, assets.shown_as);
    }
    for (const RestrictionInput& restriction : study.restrictions) {
        add(restriction.source);
    }
    for (const PlaceInput& place : study.places) {
        add(place.source);
    }
    for (const RoadInput& road : study.roads) {
        add(road.source);
    }
    for (const RequestSettings& request : study.requests) {
        if (!request.letter_template.empty()) {
            files.push_back({request.letter_template, request.letter_template_shown_as});
        }
    }
    return files;
}

void require_no_input(const StudyFile& study, const fs::path& file) {
    std::vector<NamedFile> inputs = named_files(study);
    inputs.push_back({study.file, study.file.string()});
    for (const NamedFile& input : inputs) {
        std::error_code ignored;
        if (fs::equivalent(input.file, file, ignored)) {
            throw UsageError(
                {file.string() +
                     " はこのスタディの入力です。上書きしません。別の名前を指定してください。",
                 file.string() +
                     " is an input of this study and is not overwritten. Name another file."});
        }
    }
}

} // namespace todoku::study
