#include "study/fingerprint.hpp"

#include "core/checksum.hpp"
#include "study/file_parts.hpp"
#include "study/last_year_built.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace todoku::study {

namespace fs = std::filesystem;

namespace {

// Grows when a method changes its results without a change of version.
constexpr int kMethods = 21;
// Grows when other files are written from the same results.
constexpr int kReports = 9;

/// Collects "key=value" lines whose SHA-256 is a fingerprint.
class Recipe {
public:
    explicit Recipe(std::string_view title) { add("recipe", title); }
    void add(std::string_view key, std::string_view value) {
        text_ += fmt::format("{}={}:{}\n", key, value.size(), value);
    }
    void add(std::string_view key, double value) { add(key, fmt::format("{}", value)); }
    void add(std::string_view key, std::uint64_t value) { add(key, fmt::format("{}", value)); }
    void add(std::string_view key, bool value) { add(key, std::string_view(value ? "yes" : "no")); }
    void add(std::string_view key, const std::vector<std::string>& values) {
        for (const std::string& value : values) {
            add(key, std::string_view(value));
        }
    }
    void add(std::string_view key, const std::string& value) { add(key, std::string_view(value)); }
    void add(std::string_view key, const char* value) { add(key, std::string_view(value)); }
    [[nodiscard]] std::string hash() const { return sha256(text_); }

private:
    std::string text_;
};

class Inputs {
public:
    Inputs(std::vector<InputChecksum>& list, std::span<const InputChecksum> known,
           Progress& progress)
        : list_(list), known_(known), progress_(progress) {}

    void add(Recipe& recipe, const std::string& role, const fs::path& file,
             const std::string& shown_as) {
        progress_.check();
        InputChecksum checksum{role, shown_as, 0, ""};
        if (known_.empty()) {
            read(file, checksum);
        } else {
            recall(file, checksum);
        }
        recipe.add("file", shown_as);
        recipe.add("sha256", checksum.sha256);
        const bool listed =
            std::any_of(list_.begin(), list_.end(), [&](const InputChecksum& other) {
                return other.role == role && other.file == shown_as;
            });
        if (!listed) {
            list_.push_back(std::move(checksum));
        }
        progress_.advance();
    }

    void add(Recipe& recipe, const std::string& role, const VectorInput& input) {
        add(recipe, role, input.file, input.shown_as);
        recipe.add("layer", input.layer);
        recipe.add("where", input.where);
        recipe.add("crs", input.crs.value_or("-"));
        recipe.add("encoding", input.encoding.value_or("-"));
    }

private:
    static void read(const fs::path& file, InputChecksum& checksum) {
        std::string all;
        for (const fs::path& part : parts_of(file)) {
            if (fs::is_regular_file(part)) {
                checksum.bytes += fs::file_size(part);
                all += sha256_of_file(part);
                if (fs::is_directory(file)) { // a tile says by its name where it lies
                    all += part.lexically_relative(file).generic_string();
                }
            }
        }
        if (!all.empty()) {
            checksum.sha256 = all.size() == 64 ? all : sha256(all);
        }
    }

    void recall(const fs::path& file, InputChecksum& checksum) const {
        const auto before =
            std::find_if(known_.begin(), known_.end(), [&](const InputChecksum& other) {
                return other.role == checksum.role && other.file == checksum.file;
            });
        for (const fs::path& part : parts_of(file)) {
            checksum.bytes += fs::is_regular_file(part) ? fs::file_size(part) : 0;
        }
        const bool same =
            before != known_.end() && (checksum.bytes == before->bytes || checksum.bytes == 0);
        checksum.sha256 = same ? before->sha256 : "changed";
    }

    std::vector<InputChecksum>& list_;
    std::span<const InputChecksum> known_;
    Progress& progress_;
};

void add_reading(Recipe& recipe, const CoverageInput& input) {
    const auto word = [](const std::optional<domain::Strength>& strength) {
        return strength ? domain::name_of(*strength) : "-";
    };
    recipe.add("form", static_cast<std::uint64_t>(input.form));
    recipe.add("strength",
               {word(input.strength.whole), input.strength.field, word(input.strength.least)});
    for (const auto& [value, strength] : input.strength.values) {
        recipe.add("strength of", {value, domain::name_of(strength)});
    }
    recipe.add("tiles", input.picture.tiles);
    recipe.add("zoom",
               static_cast<std::uint64_t>(input.picture.zoom ? 1 + *input.picture.zoom : 0));
    for (const geo::Box& box : input.picture.ignore) {
        recipe.add("ignore west", box.west);
        recipe.add("ignore south", box.south);
        recipe.add("ignore east", box.east);
        recipe.add("ignore north", box.north);
    }
    for (const io::ColourMeaning& colour : input.picture.colours) {
        recipe.add("colour", {fmt::format("{:06x}", colour.rgb), std::to_string(colour.tolerance),
                              colour.label,
                              colour.unknown   ? "unknown"
                              : colour.covered ? "yes"
                                               : "no",
                              domain::name_of(colour.strength)});
    }
    recipe.add("mesh", {input.mesh.code_field, input.mesh.share_field, input.mesh.class_field});
    recipe.add("covered", input.mesh.covered);
    recipe.add("not covered", input.mesh.not_covered);
    recipe.add("not known", input.mesh.not_known);
    recipe.add("unknown", input.unknown);
    recipe.add("percent",
               static_cast<std::uint64_t>(input.mesh.percent ? 1 + *input.mesh.percent : 0));
}

} // namespace

const char* program_version() {
    return TODOKU_VERSION;
}

Fingerprints fingerprint(const StudyFile& study, Progress& progress,
                         std::span<const InputChecksum> known) {
    Fingerprints prints;
    progress.begin({"入力を確かめる", "checking inputs"}, 0);
    Inputs inputs(prints.inputs, known, progress);

    Recipe ground("ground");
    ground.add("methods", static_cast<std::uint64_t>(kMethods));
    ground.add("version", program_version());
    ground.add("prefecture", static_cast<std::uint64_t>(study.prefecture));
    for (const VectorInput& source : study.municipalities.all()) {
        inputs.add(ground, "municipalities", source);
    }
    if (!study.municipalities.code_field.empty()) {
        ground.add("municipality_code", study.municipalities.code_field);
    }
    if (!study.municipalities.names.empty()) {
        inputs.add(ground, "municipality_names", study.municipalities.names,
                   study.municipalities.names_shown_as);
    }
    if (!study.datum.grid.empty()) {
        inputs.add(ground, "datum_grid", study.datum.grid, study.datum.grid_shown_as);
    }
    ground.add("allow_approximate_datum", study.datum.allow_approximate);

    Recipe people("people");
    people.add("mesh", domain::name_of(study.mesh));
    people.add("shore_m", study.shore_m);
    people.add("census", study.population.census);
    people.add("fields",
               {study.population.code_field, study.population.population_field,
                study.population.households_field, study.population.population_65plus_field,
                study.population.population_75plus_field});
    people.add("layer", study.population.layers);
    people.add("where", study.population.where);
    people.add("encoding", study.population.encoding.value_or("-"));
    people.add("people_of", static_cast<std::uint64_t>(study.population.people_of));
    for (std::size_t i = 0; i < study.population.files.size(); ++i) {
        inputs.add(people, "population", study.population.files[i], study.population.shown_as[i]);
    }
    if (study.population.weight) {
        people.add("weight", {study.population.weight->buildings ? "buildings" : "raster",
                              study.population.weight->field});
        for (const VectorInput& source : study.population.weight->sources) {
            inputs.add(people, "population_weight", source);
        }
    }
    people.add("border_cells_by_centroid", study.rules.border_cells_by_centroid);

    Recipe coverage("coverage");
    for (const CoverageInput& input : study.coverage) {
        coverage.add("carrier", input.carrier);
        coverage.add("technology", domain::name_of(input.technology));
        coverage.add("as_of", input.origin.as_of ? iso_date(*input.origin.as_of) : "-");
        coverage.add("day", iso_date(input.origin.as_of.value_or(study.as_of)));
        coverage.add("confidential", input.confidential);
        add_reading(coverage, input);
        for (const VectorInput& source : input.sources) {
            inputs.add(coverage, "coverage", source);
        }
    }

    Recipe measurements("measurements");
    for (const MeasurementInput& input : study.measurements) {
        for (std::size_t i = 0; i < input.files.size(); ++i) {
            inputs.add(measurements, "measurement", input.files[i], input.shown_as[i]);
        }
        measurements.add("sheet", input.sheets);
        measurements.add("encoding", input.encoding.value_or("-"));
        measurements.add("crs", input.crs.value_or("-"));
        for (const auto& [key, value] : input.fields) {
            measurements.add("field " + key, value);
        }
        measurements.add("carrier", input.carrier);
        for (const auto& [key, value] : input.carrier_names) {
            measurements.add("carrier " + key, value);
        }
        measurements.add("technology", input.technology ? domain::name_of(*input.technology) : "-");
        for (const auto& [key, value] : input.technology_names) {
            measurements.add("technology " + key, domain::name_of(value));
        }
        measurements.add("threshold_4g_dbm", input.threshold_4g_dbm);
        measurements.add("threshold_5g_dbm", input.threshold_5g_dbm);
        measurements.add("empty_is_out", input.empty_is_out);
    }

    Recipe assets("assets");
    for (const AssetInput& input : study.assets) {
        for (std::size_t i = 0; i < input.files.size(); ++i) {
            inputs.add(assets, "assets", input.files[i], input.shown_as[i]);
        }
        assets.add("layer", input.layer);
        assets.add("where", input.where);
        assets.add("owner", input.owner);
        assets.add("crs", input.crs.value_or("-"));
        assets.add("encoding", input.encoding.value_or("-"));
        assets.add("code_in_file_name", input.code_in_file_name);
        assets.add("last_year_built", std::to_string(last_year_built(study, input)));
        for (const auto& [key, value] : input.fields) {
            assets.add("field " + key, value);
        }
        for (const auto& [key, value] : input.defaults) {
            assets.add("default " + key, value);
        }
    }

    Recipe addresses("addresses"); // of assets and places
    if (study.addresses) {
        for (std::size_t i = 0; i < study.addresses->files.size(); ++i) {
            inputs.add(addresses, "addresses", study.addresses->files[i],
                       study.addresses->shown_as[i]);
        }
    }
    assets.add("addresses", addresses.hash());

    Recipe restrictions("restrictions");
    for (const RestrictionInput& input : study.restrictions) {
        const auto effect_name = [](const std::optional<domain::RestrictionEffect>& effect) {
            return std::string(effect ? domain::name_of(*effect) : "-");
        };
        restrictions.add("restriction", {input.name, input.name_field, effect_name(input.effect),
                                         input.authority, input.effect_field, input.special_code});
        restrictions.add("restricts_nothing", input.restricts_nothing);
        for (const auto& [value, effect] : input.effects) {
            restrictions.add("effect " + value, effect_name(effect));
        }
        for (const auto& [value, name] : input.zone_names) {
            restrictions.add("zone " + value, name);
        }
        inputs.add(restrictions, "restriction", input.source);
    }

    Recipe surroundings("surroundings");
    surroundings.add("addresses", study.places.empty() ? "-" : addresses.hash());
    for (const PlaceInput& input : study.places) {
        surroundings.add("places", {input.kind, input.name_field});
        for (const auto& [key, value] : input.fields) {
            surroundings.add("field " + key, value);
        }
        inputs.add(surroundings, "places", input.source);
    }
    if (study.daytime) {
        const PopulationInput& input = *study.daytime;
        surroundings.add("daytime", {input.code_field, input.population_field});
        surroundings.add("layer", input.layers);
        surroundings.add("where", input.where);
        surroundings.add("encoding", input.encoding.value_or("-"));
        for (std::size_t i = 0; i < input.files.size(); ++i) {
            inputs.add(surroundings, "daytime", input.files[i], input.shown_as[i]);
        }
    }
    for (const StationInput& input : study.stations) {
        surroundings.add("stations", {input.carrier, domain::name_of(input.technology),
                                      input.base ? "base" : "-"});
        for (const auto& [key, value] : input.fields) {
            surroundings.add("field " + key, value);
        }
        inputs.add(surroundings, "stations", input.source);
    }
    for (const RoadInput& input : study.roads) {
        surroundings.add("roads", {input.kind, input.name_field, input.kind_field});
        inputs.add(surroundings, "roads", input.source);
    }
    for (const ZoneInput& input : study.zones) {
        surroundings.add("zones", {input.name, input.name_field, input.code_field});
        inputs.add(surroundings, "zones", input.source);
    }
    for (const GroupSettings& group : study.groups) {
        surroundings.add("group " + group.name, group.members);
    }

    Recipe terrain("terrain");
    if (study.terrain) {
        terrain.add("crs", study.terrain->crs.value_or("-"));
        for (std::size_t i = 0; i < study.terrain->files.size(); ++i) {
            inputs.add(terrain, "terrain", study.terrain->files[i], study.terrain->shown_as[i]);
        }
    }

    Recipe clutter("clutter");
    if (study.clutter) {
        clutter.add("kind", static_cast<std::uint64_t>(study.clutter->kind));
        clutter.add("crs", study.clutter->crs.value_or("-"));
        for (std::size_t i = 0; i < study.clutter->files.size(); ++i) {
            inputs.add(clutter, "clutter", study.clutter->files[i], study.clutter->shown_as[i]);
        }
        for (const auto& [land_class, height] : study.clutter->classes) {
            clutter.add("class " + std::to_string(land_class), height);
        }
    }

    Recipe rules("rules");
    rules.add("majority", study.rules.majority);
    rules.add("threshold", study.rules.threshold);
    rules.add("more_than", study.rules.more_than);
    rules.add("tie_tolerance", study.rules.tie_tolerance);
    rules.add("sensitivity", study.rules.sensitivity);

    Recipe evidence("evidence");
    evidence.add("min_samples", static_cast<std::uint64_t>(study.evidence.min_samples));
    evidence.add("threshold", study.evidence.threshold);

    Recipe gaps("gaps");
    gaps.add("max_extent_km", study.gaps.max_extent_km);
    gaps.add("least_population", study.gaps.least_population);
    gaps.add("joining_m", study.gaps.joining_m);
    gaps.add("cut_at_borders", study.gaps.cut_at_borders);
    gaps.add("order", overlay::name_of(study.gaps.order));
    if (!study.gaps.earlier.empty()) {
        inputs.add(gaps, "earlier", study.gaps.earlier / "results.gpkg",
                   study.gaps.earlier_shown_as + "/results.gpkg");
    }

    Recipe radio("radio");
    radio.add("model", study.radio.model);
    radio.add("presets", study.radio.presets);
    radio.add("receivers_per_side", static_cast<std::uint64_t>(study.radio.receivers_per_side));
    radio.add("clear_m", study.radio.clear_m);
    radio.add("threshold_dbm", study.radio.threshold_dbm);
    radio.add("body_loss_db", study.radio.body_loss_db);
    radio.add("woodland_m", study.radio.woodland_m);
    const radio::MastHeights& masts = study.radio.masts;
    for (const Metres mast :
         {masts.building, masts.structure, masts.pole, masts.mast, masts.land}) {
        radio.add("mast_m", mast.value());
    }
    const AntennaSettings& antenna = study.radio.antenna;
    radio.add("antenna", static_cast<std::uint64_t>(antenna.kind));
    if (!antenna.file.empty()) {
        inputs.add(radio, "antenna", antenna.file, antenna.shown_as);
    }
    for (const double bearing : antenna.bearings_deg) {
        radio.add("bearing_deg", bearing);
    }
    radio.add("downtilt_deg", antenna.downtilt_deg);
    radio.add("rain_mm_h", study.radio.rain_mm_h);
    radio.add("terminal_clutter", study.radio.terminal_clutter);
    radio.add("indoor", study.radio.indoor ? static_cast<std::uint64_t>(*study.radio.indoor) + 1
                                           : std::uint64_t{0});
    for (const BandSettings& band : study.radio.bands) {
        radio.add("band", band.preset);
        radio.add("eirp_dbm_per_mhz", band.eirp_dbm_per_mhz.value_or(NAN));
        radio.add("radius_km", band.radius_km.value_or(NAN));
    }

    Recipe siting("siting");
    siting.add("sites", static_cast<std::uint64_t>(study.siting.sites));
    siting.add("must", study.siting.must);
    siting.add("must_not", study.siting.must_not);
    siting.add("seed", study.siting.seed);
    siting.add("budget", study.siting.budget);
    for (const std::uint32_t cost : study.siting.class_costs) {
        siting.add("class_cost", std::uint64_t{cost});
    }
    siting.add("station_separation_m", study.siting.station_separation_m);
    siting.add("separation_m", study.siting.separation_m);
    siting.add("floor_ratio", study.siting.floor_ratio);
    siting.add("target_ratio", study.siting.target_ratio);
    siting.add("backup_within", study.siting.backup_within);
    for (const std::size_t sites : study.siting.phases) {
        siting.add("phase", static_cast<std::uint64_t>(sites));
    }

    Recipe letters("letters");
    letters.add("reports", static_cast<std::uint64_t>(kReports));
    if (!study.report.known_requests.empty()) {
        inputs.add(letters, "register", study.report.known_requests,
                   study.report.known_requests_shown_as);
    }
    if (!study.report.last_year.empty()) {
        inputs.add(letters, "last_year", study.report.last_year / "results.gpkg",
                   study.report.last_year_shown_as + "/results.gpkg");
    }
    if (!study.report.enquiry_template.empty()) {
        inputs.add(letters, "enquiry", study.report.enquiry_template,
                   study.report.enquiry_template_shown_as);
    }
    if (!study.report.answer_template.empty()) {
        inputs.add(letters, "answer", study.report.answer_template,
                   study.report.answer_template_shown_as);
    }
    for (const RequestSettings& request : study.requests) {
        if (!request.letter_template.empty()) {
            inputs.add(letters, "letter", request.letter_template,
                       request.letter_template_shown_as);
        }
    }

    const auto step = [&prints](Step name, const std::vector<std::string>& parts) {
        Recipe recipe(name_of(name));
        recipe.add("part", parts);
        prints.steps[name] = recipe.hash();
    };
    step(Step::Read,
         {ground.hash(), people.hash(), coverage.hash(), measurements.hash(), assets.hash(),
          restrictions.hash(), surroundings.hash(), terrain.hash(), clutter.hash()});
    step(Step::Cover,
         {ground.hash(), people.hash(), coverage.hash(), surroundings.hash(), rules.hash()});
    step(Step::Compare, {prints.of(Step::Cover), measurements.hash(), evidence.hash()});
    step(Step::Gaps, {prints.of(Step::Cover), gaps.hash()});
    step(Step::Reach, {ground.hash(), people.hash(), assets.hash(), terrain.hash(), clutter.hash(),
                       radio.hash()});
    step(Step::Choose,
         {prints.of(Step::Gaps), prints.of(Step::Reach), restrictions.hash(), siting.hash()});
    step(Step::Report, {prints.of(Step::Read), prints.of(Step::Compare), prints.of(Step::Choose),
                        letters.hash(), sha256_of_file(study.file)});
    progress.end();
    return prints;
}

} // namespace todoku::study
