// The read step: every input of a study, as value types, with what was noticed while reading.
#pragma once

#include "core/issue.hpp"
#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "domain/asset.hpp"
#include "domain/coverage_layer.hpp"
#include "domain/measurement.hpp"
#include "domain/municipality.hpp"
#include "domain/place.hpp"
#include "domain/population_grid.hpp"
#include "domain/restriction.hpp"
#include "domain/station.hpp"
#include "domain/zone.hpp"
#include "geo/height_grid.hpp"
#include "io/picture_look.hpp"
#include "overlay/study_grid.hpp"
#include "study/population_method.hpp"
#include "study/study_file.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace todoku::study {

/// A column of a file and what it was read as.
struct ReadColumn {
    std::string field; ///< our name of it, as the study file writes it in `fields`
    Text item;         ///< what that is: 所在地
    std::string heading;
};

/// How reading one input went: a line of `todoku check`.
struct InputSummary {
    std::string id; ///< "municipalities", "population", "daytime", "coverage", "measurement",
                    ///< "assets", "addresses", "restriction", "places", "roads", "terrain"
    Text what;      ///< 人口メッシュ; with the carrier and technology for coverage
    std::string file;
    std::string as_of; ///< ISO date or census; empty where the study does not say
    std::string encoding;
    ReadCounts counts;
    std::vector<std::pair<Text, std::string>> facts; ///< figures and choices: total people...
    std::vector<ReadColumn> mapping;                 ///< what is read from which column
    std::vector<std::string> unused_columns;         ///< headings of a table that are not read
    std::optional<Text> failure;                     ///< why it could not be used at all
    Text group; ///< what a screen calls it together with its like (エリア キャリアA); empty: `what`
    /// Something in it asks for a hand though no row was lost: a value not understood, an asset in
    /// another prefecture, people in no municipality. What a wider file holds of elsewhere does
    /// not.
    bool strays = false;
    std::size_t first_issue = 0; ///< what reading it noticed: issues[first_issue] and on,
    std::size_t issue_count = 0; ///< so many
    bool after_joining = false;  ///< not a file: what joining those before made of their rows
};

/// × cannot be used, △ somebody should look at it: rows were lost, or an issue asks for a hand;
/// ○ else.
const char* mark_of(bool failed, const ReadCounts& counts, bool strays);

/// A picture that a carrier states its coverage by, as it was read or could not be.
struct CoveragePicture {
    std::string carrier;
    domain::Technology technology = domain::Technology::Lte4g;
    io::PictureLook look;
};

/// All inputs in JGD2011. Population is on the study's mesh.
struct Inputs {
    std::vector<domain::Municipality> municipalities;
    /// Ground of other prefectures around, where the population may hold their people too.
    std::vector<domain::Municipality> neighbours;
    domain::PopulationGrid population;
    domain::PopulationGrid daytime; ///< people by day; empty where the study gives none
    double population_read = 0.0;   ///< the files' own total, before any change of mesh
    PopulationMethod population_method;
    std::vector<domain::CoverageLayer> coverage;
    /// Ground of which a carrier does not know whether that technology covers it.
    std::vector<domain::CoverageLayer> unknown;
    std::vector<domain::MeasuredCell> measured; ///< of all drive and walk tests
    std::vector<CoveragePicture> pictures;      ///< to look at; not kept in the workspace
    std::vector<domain::Asset> assets;
    /// Assets of unknown place: listed, never candidates; `place` means nothing.
    std::vector<domain::Asset> unplaced;
    std::vector<domain::Restriction> restrictions;
    std::vector<domain::Place> places;
    std::vector<domain::Road> roads;
    std::vector<domain::ZoneLayer> zones; ///< beside the municipalities
    std::vector<domain::Station> stations;
    std::vector<InputSummary> summaries;
    std::vector<Issue> issues;

    /// The study's cells where population and municipalities could be read; not kept in the
    /// workspace.
    std::optional<overlay::StudyGridResult> grid;

    /// True where some input could not be used.
    [[nodiscard]] bool failed() const;
};

/// Reads everything and goes on after an unusable file, so that all faults are seen at once.
/// Terrain is only looked at (it is read by the steps that need it, through read_study_terrain()).
Inputs read_inputs(const StudyFile& study, Threads threads, Progress& progress);

/// Only municipalities, assets and restrictions: what a look at the assets needs. @throws
/// InputError for unusable files
Inputs read_asset_inputs(const StudyFile& study, Progress& progress);

/// Whether the earlier result and the letter templates that the study names can be used: one
/// summary each, before any long work.
Inputs look_at_later_inputs(const StudyFile& study, Progress& progress);

/// @throws InputError that names every unusable input
void require_usable(const Inputs& inputs);

/// Heights for a window, empty where the study has no terrain.
geo::HeightGrid read_study_terrain(const StudyFile& study, const geo::Box& window,
                                   Progress* progress = nullptr);

/// Heights of what stands on the ground, metres, not negative, 0 where unknown; empty where the
/// study has none. @param terrain what a surface model stands on
geo::HeightGrid read_study_clutter(const StudyFile& study, const geo::Box& window,
                                   const geo::HeightGrid& terrain, Progress* progress = nullptr);

/// The study's ground: municipalities with a margin of `margin_degrees`.
geo::Box study_extent(const std::vector<domain::Municipality>& municipalities,
                      double margin_degrees = 0.0);

} // namespace todoku::study
