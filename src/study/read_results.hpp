// What an earlier run left in its output folder (run.json, results.gpkg, tables), as plain values.
#pragma once

#include "core/progress.hpp"
#include "domain/mesh.hpp"
#include "geo/geometry.hpp"
#include "overlay/coverage.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace todoku::study {

/// What a run was made by.
struct RunAbout {
    std::filesystem::path folder;
    std::string title;
    std::string as_of; ///< ISO date
    bool synthetic = false;
    int prefecture = 0;
    domain::MeshLevel level = domain::MeshLevel::M250;
    std::string census;
    std::string border_cells; ///< "area" or "centroid"
    overlay::PopulationRule rule;
    bool cut_at_borders = true;                      ///< gap areas, at those of municipalities
    std::map<std::string, std::string> gap_settings; ///< [gaps] as recorded: key, value
    std::optional<std::size_t> asked; ///< places asked for at most; nothing: not recorded
    std::string results_sha256;       ///< of results.gpkg

    [[nodiscard]] std::filesystem::path results() const { return folder / "results.gpkg"; }
};

/// A gap area as it was listed.
struct ListedGap {
    std::string id;
    std::string carrier;
    std::string technology; ///< "5g" where the run does not say
    std::int64_t number = 0;
    std::string municipality_code;
    std::string municipality;
    std::string nearest_place;
    std::string place_name =
        {}; ///< what it is called: the nearest place where the run does not say
    geo::MultiPolygon outline;
    std::vector<domain::MeshCell> cells; ///< rising
};

/// A site of the plan as it was offered.
struct OfferedSite {
    std::string carrier;
    std::int64_t rank = 0;
    std::string asset_id;
    std::string name;
    std::string municipality_code;
    std::string municipality;
    /// Cells it was to serve newly, with the share served; nothing where the run did not keep them.
    std::optional<std::vector<std::pair<domain::MeshCell, double>>> cells;
};

struct RunMunicipality {
    std::string code; ///< five digits
    std::string name;
};

/// People of a cell that count for a municipality.
struct CellPeople {
    std::uint32_t cell = 0;         ///< index in RunResults::cells
    std::uint32_t municipality = 0; ///< index in RunResults::municipalities
    double people = 0.0;
    double weight = 1.0; ///< part of the cell that is the municipality's
};

using Shares = std::vector<std::vector<double>>; ///< layers x cells, [0, 1]

struct RunResults {
    RunAbout about;
    std::vector<RunMunicipality> municipalities;            ///< by rising code
    std::vector<domain::MeshCell> cells;                    ///< rising
    std::vector<std::optional<std::uint32_t>> municipality; ///< by cell: the one with most of it
    std::vector<CellPeople> people;                         ///< by rising cell
    bool cell_parts = false; ///< false: an older run; cells on borders are one municipality's whole
    std::vector<overlay::LayerName> layers; ///< in order of the run's tables
    Shares shares;
    Shares at_most; ///< with ground of unknown coverage; empty where the run knows of all ground
    std::vector<ListedGap> gaps;    ///< in order of the run's list
    std::vector<OfferedSite> sites; ///< by carrier, then rank
};

/// @throws InputError where the folder holds no finished run of a rule this program knows
RunAbout read_about(const std::filesystem::path& folder);
/// @throws InputError as read_about(), and where the file is not as a run writes it
std::vector<ListedGap> read_gaps(const RunAbout& about);
RunResults read_results(const RunAbout& about, Progress& progress);

/// Cells of an outline whose edges lie on the mesh, rising.
std::vector<domain::MeshCell> cells_within(const geo::MultiPolygon& outline,
                                           domain::MeshLevel level);

} // namespace todoku::study
