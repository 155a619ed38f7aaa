// study.toml: everything a run depends on, read and checked before any work starts.
#pragma once

#include "core/japanese.hpp"
#include "domain/measurement.hpp"
#include "domain/mesh.hpp"
#include "domain/restriction.hpp"
#include "domain/technology.hpp"
#include "io/coverage_reading.hpp"
#include "overlay/gap_order.hpp"
#include "radio/link_budget.hpp"
#include "radio/p2109.hpp"
#include "siting/pairwise_weights.hpp"
#include "siting/scores.hpp"
#include "siting/site_costs.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace todoku::study {

/// A vector file and how to read it. Paths are absolute; `shown_as` is what the study file says.
struct VectorInput {
    std::filesystem::path file;
    std::string shown_as;
    std::string layer;
    std::string where;
    std::optional<std::string> crs;
    std::optional<std::string> encoding;
};

/// Where an input comes from, as it is to be named beside figures and on maps; all may be empty.
struct Provenance {
    std::string credit;        ///< who made it: 国土地理院
    std::string licence;       ///< CC BY 4.0
    std::optional<Date> as_of; ///< the state it shows
    std::string fiscal_year{}; ///< 令和6年度 where the study says no more; as_of is its last day
};

struct MunicipalityInput {
    VectorInput source;
    std::vector<VectorInput> further; ///< where the boundaries come in several files
    std::filesystem::path names;      ///< list of names with codes; empty: none
    std::string names_shown_as;
    std::string code_field; ///< empty: found by known names

    /// The files in their order.
    [[nodiscard]] std::vector<VectorInput> all() const {
        std::vector<VectorInput> files = {source};
        files.insert(files.end(), further.begin(), further.end());
        return files;
    }
    Provenance origin;
};

/// Whose people a population file holds: a prefecture's own only, or everybody's in its cells.
enum class PeopleOf { ToldByName, Prefecture, Mesh };

/// What census cells coarser than the study's are divided by, where it is not land.
struct PopulationWeightInput {
    bool buildings = false; ///< else a raster
    std::vector<VectorInput> sources;
    std::string field; ///< of buildings: floors; empty: one floor each
    Provenance origin;
};

struct PopulationInput {
    std::vector<std::filesystem::path> files;
    std::vector<std::string> shown_as;
    std::string census;
    std::vector<std::string> layers; ///< empty: all
    std::string where;
    std::optional<std::string> encoding;
    std::string code_field;
    std::string population_field;
    std::string households_field;
    std::string population_65plus_field;
    std::string population_75plus_field;
    std::optional<PopulationWeightInput> weight;
    PeopleOf people_of = PeopleOf::ToldByName;
    Provenance origin;
};

struct TerrainInput {
    std::vector<std::filesystem::path> files;
    std::vector<std::string> shown_as;
    std::optional<std::string> crs; ///< of rasters that state none
    Provenance origin;
};

/// What stands on the ground: buildings and trees.
struct ClutterInput {
    enum class Kind {
        Heights,  ///< metres above ground
        Surface,  ///< metres above sea level, things included (DSM); the terrain is taken off
        LandCover ///< classes, each with a height
    };
    Kind kind = Kind::Heights;
    std::vector<std::filesystem::path> files;
    std::vector<std::string> shown_as;
    std::map<int, double> classes;  ///< heights put over the usual table
    std::optional<std::string> crs; ///< of rasters that state none
    Provenance origin;
};

struct PlaceInput {
    std::string kind;
    std::string name_field;
    VectorInput source;
    Provenance origin{};
    std::map<std::string, std::string> fields{}; ///< of a table: our field -> header
};

/// Base stations a carrier has.
struct StationInput {
    std::string carrier;
    domain::Technology technology = domain::Technology::Nr5gSub6;
    bool base = false; ///< 高度特定基地局
    VectorInput source;
    Provenance origin{};
    std::map<std::string, std::string> fields{}; ///< of a table: our field -> header
};

struct RoadInput {
    std::string kind; ///< of all; empty: an attribute tells it
    std::string name_field;
    std::string kind_field;
    VectorInput source;
    Provenance origin{};
};

/// Zones that statistics are wanted for beside municipalities.
struct ZoneInput {
    std::string name;
    std::string name_field;
    std::string code_field;
    VectorInput source;
    Provenance origin{};
};

/// Municipalities that are summed under a name, as the study names them: code or name.
struct GroupSettings {
    std::string name;
    std::vector<std::string> members;
};

struct CoverageInput {
    std::string carrier;
    domain::Technology technology = domain::Technology::Lte4g;
    Provenance origin;
    bool confidential = true;
    bool unknown = false; ///< its ground is not covered but unknown
    std::vector<VectorInput> sources;
    io::CoverageForm form = io::CoverageForm::Detected;
    io::StrengthReading strength;
    io::MeshTableReading mesh; ///< its study_level is set when it is read
    io::PictureReading picture;
};

/// Drive and walk tests of one form.
struct MeasurementInput {
    std::vector<std::filesystem::path> files;
    std::vector<std::string> shown_as;
    std::string name;                ///< of the test, for people; may be empty
    std::vector<std::string> sheets; ///< sheets or layers of each file; empty: the only one
    std::optional<std::string> encoding;
    std::optional<std::string> crs;                       ///< of latitude and longitude
    std::map<std::string, std::string> fields;            ///< our field -> header
    std::string carrier;                                  ///< of the whole file
    std::map<std::string, std::string> carrier_names;     ///< in the file -> of the study
    std::optional<domain::MeasuredTechnology> technology; ///< of the whole file
    std::map<std::string, domain::MeasuredTechnology> technology_names; ///< in the file -> ours
    /// The house's threshold of service outdoors (radio/link_budget.cpp): reach and evidence are
    /// judged alike.
    double threshold_4g_dbm = -110.0;
    double threshold_5g_dbm = -110.0;
    bool empty_is_out = false;
    Provenance origin;
};

struct AssetInput {
    std::vector<std::filesystem::path> files;
    std::vector<std::string> shown_as;
    std::string layer;
    std::string where;
    std::string owner;
    std::map<std::string, std::string> fields;
    std::map<std::string, std::string> defaults;
    std::optional<std::string> crs;
    std::optional<std::string> encoding;
    bool code_in_file_name =
        false; ///< municipality code, of five or six digits, at the end of each file's name
    Provenance origin;
};

/// 位置参照情報: places of addresses, for assets without coordinates.
struct AddressInput {
    std::vector<std::filesystem::path> files;
    std::vector<std::string> shown_as;
    Provenance origin;
};

struct RestrictionInput {
    std::string name;
    std::string name_field;
    std::optional<domain::RestrictionEffect> effect; ///< of all; nothing: attributes tell it
    bool restricts_nothing = false;                  ///< effect = "none": read and shown only
    std::string effect_field;
    /// Value -> effect; nothing: "none".
    std::map<std::string, std::optional<domain::RestrictionEffect>> effects;
    std::map<std::string, std::string> zone_names; ///< value -> name
    std::string special_code;                      ///< of A33_002: "1", "2" or empty
    std::string authority;
    VectorInput source;
    Provenance origin;
};

struct RuleSettings {
    bool majority = true; ///< else area share
    double threshold = 0.5;
    bool more_than = false; ///< a share of just the threshold does not count
    double tie_tolerance = 1e-9;
    bool sensitivity = true;               ///< tables say how sure the figures are
    bool border_cells_by_centroid = false; ///< else each municipality's by area
};

/// When measured evidence speaks of a cell.
struct EvidenceSettings {
    std::int64_t min_samples = 10;
    double threshold = 0.5; ///< share of samples in service that parts in from out
};

struct GapSettings {
    /// A settlement or two, and about what one site of a mid band serves: a request names a place.
    /// 0: areas stay whole.
    double max_extent_km = 3.0;
    double least_population = 0.0; ///< smaller areas are not listed
    double joining_m = 0.0;        ///< cells so far apart are in one area; 0: those that touch
    bool cut_at_borders = true;    ///< of municipalities
    overlay::GapOrder order = overlay::GapOrder::Population; ///< what areas are listed by
    /// Output folder of an earlier run whose identifiers are kept; empty: none.
    std::filesystem::path earlier;
    std::string earlier_shown_as;
};

/// What a candidate sends with.
struct AntennaSettings {
    enum class Kind {
        Omni,   ///< the same in every direction
        Sector, ///< a column of elements of 3GPP TR 38.901 for each bearing
        File    ///< the pattern of a file for each bearing
    };
    Kind kind = Kind::Omni;
    std::filesystem::path file;
    std::string shown_as;
    std::vector<double> bearings_deg = {0.0, 120.0, 240.0}; ///< clockwise from north
    double downtilt_deg = 6.0; ///< of a sector; house assumption, usual for macro cells
};

/// What differs from a preset's own figures.
struct BandSettings {
    std::string preset;
    std::optional<double> eirp_dbm_per_mhz;
    std::optional<double> radius_km;
};

struct RadioSettings {
    std::string model = "p1812";
    std::vector<std::string> presets = {"n77-macro"};
    /// Receivers on a side of a cell, about; 0: as near as the terrain's posts.
    int receivers_per_side = 0;
    double clear_m = 27.0; ///< from either end of a path nothing stands on the ground
    // The presets' own (radio/link_budget.cpp).
    double threshold_dbm = -110.0; ///< SS-RSRP that counts as served
    double body_loss_db = 3.0;
    double woodland_m =
        0.0; ///< of the way under trees at the handset (P.833); never with `clutter`
    radio::MastHeights masts;
    AntennaSettings antenna;
    double rain_mm_h = 0.0;
    bool terminal_clutter = false; ///< P.2108 around every handset; never with `clutter`
    /// Buildings that figures of people reached indoors are for; none: no such figures.
    std::optional<radio::Building> indoor = radio::Building::Traditional;
    std::vector<BandSettings> bands;
};

/// How single candidates are scored.
struct ScoreSettings {
    siting::ScoreRules rules;
    /// Where the weights come from comparisons.
    std::optional<siting::PairwiseWeights> pairwise;
    /// In place of the documented ones.
    std::array<std::optional<siting::ReferencePoints>, siting::kCriteria> references;
};

struct SitingSettings {
    std::size_t sites = 20;
    std::uint64_t budget = 0; ///< in place of `sites`: what they may cost; 0: none
    siting::ClassCosts class_costs = siting::kClassCosts;
    std::vector<std::string> must;
    std::vector<std::string> must_not;
    std::uint64_t seed = 1;
    ScoreSettings scores;
    double separation_m = 0.0;         ///< no two sites of a plan nearer than this; 0: no matter
    double station_separation_m = 0.0; ///< nor to a station of the carrier; 0: no matter
    double floor_ratio = 0.0;          ///< [0, 1]: of each municipality's people, with the plan
    double target_ratio = 0.0;         ///< [0, 1]: of all people: how many sites would it take?
    std::vector<std::size_t> phases;   ///< sites of each year
    double backup_within = 0.0;        ///< part of the people given up for people reached twice
};

struct RequestSettings {
    std::string carrier;
    std::string reference;
    std::vector<std::string> addressee;
    std::vector<std::string> sender;
    std::vector<std::string> contact;
    std::filesystem::path letter_template; ///< .docx; empty: the built-in letter
    std::string letter_template_shown_as;
};

struct ReportSettings {
    std::string paper = "A3";
    /// Of the pictures (PNG) of map sheets; 0: none. Sheets of A4 are read on a screen at 150.
    int png_dpi = 150;
    std::size_t gaps = 50;   ///< places asked for
    std::size_t offers = 50; ///< assets offered beyond the plan
    /// Packages may say whether another carrier serves a place (yes or no), also where its layers
    /// are confidential.
    bool tell_other_carriers = false;
    /// Register of requests (要望台帳) that staff keep; empty: a new one is begun.
    std::filesystem::path known_requests;
    std::string known_requests_shown_as;
    /// Output folder of last year's run, for the annual report; empty: none.
    std::filesystem::path last_year;
    std::string last_year_shown_as;
    /// .docx asking municipalities about the places of theirs (照会); empty: none is written.
    std::filesystem::path enquiry_template;
    std::string enquiry_template_shown_as;
    /// .docx answering a carrier that asked for assets (回答); empty: none is written.
    std::filesystem::path answer_template;
    std::string answer_template_shown_as;
};

/// What the open-data edition (`todoku publish`) holds back.
struct PublishSettings {
    /// Counts of people below it are not shown. House value after the census's mesh statistics,
    /// which hide the details of such cells (docs/decisions/0017-open-data.md).
    std::int64_t min_count = 10;
    /// Fields of assets that stay inside (kinds of io::kAssetFields): persons and numbers of desks,
    /// and what a ledger remarks for its own office.
    std::vector<std::string> leave_out = {"contact", "note"};
};

/// How files on Tokyo datum are brought to JGD2011.
struct DatumSettings {
    std::filesystem::path grid; ///< TKY2JGD.par, .gsb or GeoTIFF; empty: none
    std::string grid_shown_as;
    bool allow_approximate = false; ///< without a grid: convert by metres instead of refusing
};

struct StudyFile {
    std::filesystem::path file;
    std::string name; ///< of the output folder
    std::string title;
    int prefecture = 0;
    Date as_of{};
    std::string fiscal_year; ///< 令和6年度 where the study says no more; as_of is its last day
    bool synthetic = false;
    DatumSettings datum;
    domain::MeshLevel mesh = domain::MeshLevel::M250;
    /// Populated cells that touch no municipality count for the nearest one within this distance.
    double shore_m = 500.0;
    MunicipalityInput municipalities;
    PopulationInput population;
    std::optional<TerrainInput> terrain;
    std::optional<ClutterInput> clutter;
    std::vector<PlaceInput> places;
    std::vector<RoadInput> roads;
    std::vector<ZoneInput> zones;
    std::vector<StationInput> stations;
    std::optional<PopulationInput> daytime; ///< people by day, for a criterion
    std::vector<CoverageInput> coverage;
    std::vector<MeasurementInput> measurements;
    std::vector<AssetInput> assets;
    std::optional<AddressInput> addresses;
    std::vector<RestrictionInput> restrictions;
    RuleSettings rules;
    std::vector<GroupSettings> groups;
    EvidenceSettings evidence;
    GapSettings gaps;
    RadioSettings radio;
    SitingSettings siting;
    std::vector<RequestSettings> requests;
    ReportSettings report;
    PublishSettings publish;

    /// 三重県.
    [[nodiscard]] std::string prefecture_ja() const;
};

/// Reads and checks a study file. Unknown keys, wrong types and values out of range are errors that
/// name file, line and key. A folder stands for the study.toml in it. Files named in it are not
/// opened here.
/// @throws InputError where the file is missing or no TOML in UTF-8; with all unknown and missing
/// keys and wrong values at once
/// @param allow_approximate_datum as if the file said so
StudyFile read_study_file(const std::filesystem::path& path, bool allow_approximate_datum = false);

struct NamedFile {
    std::filesystem::path file;
    std::string shown_as; ///< as the study file says; a pattern where nothing matches it
};
/// Every file the study file names, in its order; a file named twice stands twice.
std::vector<NamedFile> named_files(const StudyFile& study);

/// @throws UsageError where `file` is the study file or one of its inputs: results never replace
/// them
void require_no_input(const StudyFile& study, const std::filesystem::path& file);

} // namespace todoku::study
