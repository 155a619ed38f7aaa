#include "study/study_file.hpp"

#include "core/error.hpp"
#include "domain/government_code.hpp"
#include "study/study_file_inputs.hpp"
#include "study/study_file_siting.hpp"
#include "study/study_paths.hpp"
#include "study/toml_section.hpp"
#include "study/toml_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace todoku::study {

namespace fs = std::filesystem;

namespace {

void read_study(TomlSection section, const StudyPaths& paths, StudyFile& study) {
    study.name = section.needed_text("name", "mie-2026");
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
    AsOf when = as_of(section, section.needed_text("as_of", "2026-10-01"));
    study.as_of = when.date.value_or(Date{});
    study.fiscal_year = std::move(when.fiscal_year);
    study.synthetic = section.yes("synthetic", false);
    if (const auto grid = section.optional_text("datum_grid")) {
        study.datum.grid = paths.resolve(*grid);
        study.datum.grid_shown_as = *grid;
    }
    study.datum.allow_approximate = section.yes("allow_approximate_datum", false);
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
    study.rules.more_than = section.yes("more_than", false);
    study.rules.tie_tolerance =
        section.number("tie_tolerance", study.rules.tie_tolerance, 0.0, 0.5);
    study.rules.sensitivity = section.yes("sensitivity", true);
    const std::string border = section.text("border_cells", "area");
    if (border != "area" && border != "centroid") {
        section.reject("border_cells",
                       {"area か centroid にしてください。", "must be area or centroid."});
    }
    study.rules.border_cells_by_centroid = border == "centroid";
    section.finish();
}

void read_group(TomlSection& section, StudyFile& study) {
    GroupSettings group{section.needed_text("name", "東紀州"), section.texts("municipalities")};
    if (group.members.empty()) {
        section.reject("municipalities", {"市区町村の名前かコードを一つ以上書いてください。",
                                          "give at least one municipality, by name or code."});
    }
    section.finish();
    study.groups.push_back(std::move(group));
}

void read_evidence(TomlSection section, StudyFile& study) {
    study.evidence.min_samples =
        section.whole("min_samples", study.evidence.min_samples, 1, 1000000);
    study.evidence.threshold = section.number("threshold", study.evidence.threshold, 0.0, 1.0);
    section.finish();
}

/// Stations of a carrier that no layer is of would count nowhere.
void require_known_carriers(TomlSection& root, const StudyFile& study) {
    std::vector<std::string> known;
    for (const CoverageInput& coverage : study.coverage) {
        if (std::ranges::find(known, coverage.carrier) == known.end()) {
            known.push_back(coverage.carrier);
        }
    }
    auto inputs = root.section("inputs");
    for (TomlSection& section :
         inputs ? inputs->sections("stations") : std::vector<TomlSection>()) {
        const std::string carrier = section.text("carrier");
        if (std::ranges::find(known, carrier) == known.end()) {
            section.reject(
                "carrier",
                {fmt::format("「{}」の [[coverage]] がありません。[[coverage]] にある事業"
                             "者: {}",
                             carrier, fmt::join(known, "、")),
                 fmt::format("there is no [[coverage]] of \"{}\". Carriers with "
                             "[[coverage]]: {}",
                             carrier, fmt::join(known, ", "))});
        }
    }
}

/// Names that a measurement gives must be carriers with coverage.
void require_known_carriers(const TomlSection& section, const MeasurementInput& input,
                            const StudyFile& study) {
    const auto require = [&](const std::string& key, const std::string& carrier) {
        const bool known =
            std::any_of(study.coverage.begin(), study.coverage.end(),
                        [&](const CoverageInput& coverage) { return coverage.carrier == carrier; });
        if (!known) {
            section.reject(key, {"「" + carrier + "」の [[coverage]] がありません。",
                                 "there is no [[coverage]] of \"" + carrier + "\"."});
        }
    };
    if (!input.carrier.empty()) {
        require("carrier", input.carrier);
    }
    for (const auto& [in_file, carrier] : input.carrier_names) {
        require("carriers", carrier);
    }
}

void read_gaps(TomlSection section, const StudyPaths& paths, StudyFile& study) {
    study.gaps.max_extent_km =
        section.number("max_extent_km", study.gaps.max_extent_km, 0.0, 1000.0);
    study.gaps.least_population =
        section.number("least_population", study.gaps.least_population, 0.0, 1e9);
    // Beyond five kilometres nobody would call it one place.
    study.gaps.joining_m = section.number("joining_m", study.gaps.joining_m, 0.0, 5000.0);
    study.gaps.cut_at_borders = section.yes("cut_at_borders", true);
    const std::string order = section.text("order", overlay::name_of(study.gaps.order));
    if (const auto known = overlay::gap_order_of(order)) {
        study.gaps.order = *known;
    } else {
        section.reject("order",
                       {"population（人口）・households（世帯）・population_65plus（65歳以上）・"
                        "road（道路）・places（施設）・isolation（エリアからの遠さ）の"
                        "どれかにしてください。",
                        "must be one of population, households, population_65plus, road, "
                        "places, isolation."});
    }
    if (const auto earlier = section.optional_text("earlier")) {
        study.gaps.earlier = paths.resolve(*earlier);
        study.gaps.earlier_shown_as = *earlier;
    }
    section.finish();
}

RequestSettings read_request(TomlSection& section, const StudyPaths& paths) {
    RequestSettings request;
    request.carrier = section.needed_text("carrier", "キャリアA");
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

void read_report(TomlSection section, const StudyPaths& paths, StudyFile& study) {
    study.report.paper = section.text("paper", "A3");
    if (study.report.paper != "A3" && study.report.paper != "A4") {
        section.reject("paper", {"A3 か A4 にしてください。", "must be A3 or A4."});
    }
    study.report.png_dpi = static_cast<int>(section.whole("png_dpi", 150, 0, 600));
    study.report.gaps = static_cast<std::size_t>(section.whole("gaps", 50, 1, 100000));
    study.report.offers = static_cast<std::size_t>(section.whole("offers", 50, 0, 100000));
    study.report.tell_other_carriers = section.yes("tell_other_carriers", false);
    if (const auto file = section.optional_text("register")) {
        study.report.known_requests = paths.resolve(*file);
        study.report.known_requests_shown_as = *file;
    }
    if (const auto folder = section.optional_text("last_year")) {
        study.report.last_year = paths.resolve(*folder);
        study.report.last_year_shown_as = *folder;
    }
    if (const auto form = section.optional_text("enquiry")) {
        study.report.enquiry_template = paths.resolve(*form);
        study.report.enquiry_template_shown_as = *form;
    }
    if (const auto form = section.optional_text("answer")) {
        study.report.answer_template = paths.resolve(*form);
        study.report.answer_template_shown_as = *form;
    }
    section.finish();
}

/// Fields without which a row would say nothing, or that are no columns, cannot be left out.
constexpr std::array<std::string_view, 19> kFieldsToLeaveOut = {
    "use",        "owner",
    "department", "contact",
    "address",    "precision",
    "height_m",   "floors",
    "structure",  "roof",
    "area_m2",    "power",
    "fibre",      "year_built",
    "seismic",    "sharing_allowed",
    "fee_class",  "near_school_or_hospital",
    "note"};

void read_publish(TomlSection section, StudyFile& study) {
    study.publish.min_count = section.whole("min_count", study.publish.min_count, 0, 1'000'000);
    if (section.has("leave_out")) {
        study.publish.leave_out = section.texts("leave_out");
    }
    for (const std::string& field : study.publish.leave_out) {
        if (std::ranges::find(kFieldsToLeaveOut, field) == kFieldsToLeaveOut.end()) {
            section.reject("leave_out",
                           {fmt::format("「{}」は公表から外せる項目ではありません。外せる項目: {}",
                                        field, fmt::join(kFieldsToLeaveOut, ", ")),
                            fmt::format("\"{}\" is no field that can be left out. Fields: {}.",
                                        field, fmt::join(kFieldsToLeaveOut, ", "))});
        }
    }
    section.finish();
}

} // namespace

std::string StudyFile::prefecture_ja() const {
    return std::string(domain::prefecture_name(prefecture).ja);
}

StudyFile read_study_file(const fs::path& path, bool allow_approximate_datum) {
    const fs::path file = fs::is_directory(path) ? path / "study.toml" : path;
    const std::string shown = file.filename().string();
    if (!fs::is_regular_file(file) && fs::is_regular_file(path / "run.json")) {
        throw InputError({path.string() + " は run の出力フォルダです。入力を書いた study.toml か、"
                                          "それがあるフォルダを指定してください。",
                          path.string() + " is an output folder of run. Name the study.toml that "
                                          "names the inputs, or its folder."});
    }
    if (!fs::is_regular_file(file)) {
        throw InputError({"スタディファイル " + file.string() +
                              " がありません。「todoku init フォルダ」でひな形を作れます。",
                          "There is no study file " + file.string() +
                              ". \"todoku init DIR\" writes one to start from."});
    }
    if (file.extension() != ".toml") {
        throw InputError({shown +
                              " はスタディファイルではありません。study.toml か、それがあるフォルダ"
                              "を指定してください。",
                          shown + " is no study file. Name study.toml, or the folder that holds "
                                  "it."});
    }
    const toml::table table = parse_toml(file, shown);
    const StudyPaths paths(file);
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
        read_study(*section, paths, study);
    }
    if (auto grid = root.section("grid")) {
        read_grid(*grid, study);
    }
    if (auto inputs = needed("inputs")) {
        read_inputs_section(*inputs, paths, study);
    }
    for (TomlSection& section : root.sections("coverage")) {
        study.coverage.push_back(read_coverage_section(section, paths));
    }
    for (const CoverageInput& ground : study.coverage) {
        // What is not known is not known beside what is.
        if (ground.unknown && std::ranges::none_of(study.coverage, [&](const CoverageInput& other) {
                return !other.unknown && other.carrier == ground.carrier &&
                       other.technology == ground.technology;
            })) {
            root.reject(
                "coverage",
                {"unknown = true の [[coverage]]（" + ground.carrier + " " +
                     domain::name_of(ground.technology) +
                     "）には、同じ carrier と technology のエリアの [[coverage]] も要ります。",
                 "a [[coverage]] with unknown = true (" + ground.carrier + " " +
                     domain::name_of(ground.technology) +
                     ") needs another of that carrier and technology with its coverage."});
        }
    }
    if (study.coverage.empty()) {
        root.reject("coverage",
                    {"[[coverage]] を一つ以上書いてください。", "give at least one [[coverage]]."});
    }
    require_known_carriers(root, study);
    for (TomlSection& section : root.sections("measurement")) {
        study.measurements.push_back(read_measurement_section(section, paths));
        require_known_carriers(section, study.measurements.back(), study);
    }
    for (TomlSection& section : root.sections("assets")) {
        for (AssetInput& ledger : read_assets_section(section, paths)) {
            study.assets.push_back(std::move(ledger));
        }
    }
    for (TomlSection& section : root.sections("restriction")) {
        read_restriction_section(section, paths, study);
    }
    if (auto rules = root.section("rules")) {
        read_rules(*rules, study);
    }
    for (TomlSection& section : root.sections("group")) {
        read_group(section, study);
    }
    if (auto evidence = root.section("evidence")) {
        read_evidence(*evidence, study);
    }
    if (auto gaps = root.section("gaps")) {
        read_gaps(*gaps, paths, study);
    }
    if (auto radio = root.section("radio")) {
        study.radio = read_radio_section(*radio, paths);
        const auto told_twice = [&](const char* key) {
            radio->reject(key, {"[inputs] clutter（地表の上に立つものの高さ）と同じ建物や樹木を"
                                "表します。どちらか一つにしてください。",
                                "describes the same things as [inputs] clutter: choose one of "
                                "them."});
        };
        if (study.radio.terminal_clutter && study.clutter) {
            told_twice("terminal_clutter");
        }
        if (study.radio.woodland_m > 0.0 && study.clutter) {
            told_twice("woodland_m");
        }
    }
    if (auto siting = root.section("siting")) {
        study.siting = read_siting_section(*siting);
        require_costs_of_all(*siting, study);
        require_stations(*siting, study);
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
        read_report(*report, paths, study);
    }
    if (auto publish = root.section("publish")) {
        read_publish(*publish, study);
    }
    root.finish();
    faults.require_none();
    study.datum.allow_approximate = study.datum.allow_approximate || allow_approximate_datum;
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
    for (const VectorInput& source : study.municipalities.all()) {
        add(source);
    }
    if (!study.municipalities.names.empty()) {
        files.push_back({study.municipalities.names, study.municipalities.names_shown_as});
    }
    if (!study.datum.grid.empty()) {
        files.push_back({study.datum.grid, study.datum.grid_shown_as});
    }
    add_all(study.population.files, study.population.shown_as);
    if (study.population.weight) {
        for (const VectorInput& source : study.population.weight->sources) {
            add(source);
        }
    }
    if (study.daytime) {
        add_all(study.daytime->files, study.daytime->shown_as);
    }
    if (study.addresses) {
        add_all(study.addresses->files, study.addresses->shown_as);
    }
    if (study.terrain) {
        add_all(study.terrain->files, study.terrain->shown_as);
    }
    if (study.clutter) {
        add_all(study.clutter->files, study.clutter->shown_as);
    }
    for (const CoverageInput& coverage : study.coverage) {
        for (const VectorInput& source : coverage.sources) {
            add(source);
        }
    }
    for (const MeasurementInput& measurement : study.measurements) {
        add_all(measurement.files, measurement.shown_as);
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
    for (const StationInput& stations : study.stations) {
        add(stations.source);
    }
    for (const RoadInput& road : study.roads) {
        add(road.source);
    }
    for (const ZoneInput& zones : study.zones) {
        add(zones.source);
    }
    if (!study.gaps.earlier.empty()) {
        files.push_back({study.gaps.earlier, study.gaps.earlier_shown_as});
    }
    if (!study.report.known_requests.empty()) {
        files.push_back({study.report.known_requests, study.report.known_requests_shown_as});
    }
    if (!study.report.last_year.empty()) {
        files.push_back({study.report.last_year, study.report.last_year_shown_as});
    }
    if (!study.report.enquiry_template.empty()) {
        files.push_back({study.report.enquiry_template, study.report.enquiry_template_shown_as});
    }
    if (!study.report.answer_template.empty()) {
        files.push_back({study.report.answer_template, study.report.answer_template_shown_as});
    }
    if (!study.radio.antenna.file.empty()) {
        files.push_back({study.radio.antenna.file, study.radio.antenna.shown_as});
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
        const fs::path place = fs::weakly_canonical(file, ignored);
        const fs::path within = place.lexically_relative(fs::weakly_canonical(input.file, ignored));
        const bool in_folder =
            fs::is_directory(input.file, ignored) && !within.empty() && *within.begin() != "..";
        if (fs::equivalent(input.file, file, ignored) || in_folder) {
            throw UsageError(
                {file.string() +
                     " はこのスタディの入力です。上書きしません。別の名前を指定してください。",
                 file.string() +
                     " is an input of this study and is not overwritten. Name another file."});
        }
    }
}

} // namespace todoku::study
