// What the map of index.html draws, and how it stands in the page: JSON, deflated, in base64. The
// page computes every shape from rows and columns of the mesh.
#pragma once

#include "core/text.hpp"
#include "domain/study_grid.hpp"
#include "geo/geometry.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace todoku::report {

struct MapMunicipality {
    std::string code; ///< six digits
    std::string name;
    const geo::MultiPolygon* boundary = nullptr; ///< not null
};

/// Coverage of the cells by one carrier (or combination of them) and technology.
struct MapLayer {
    std::string carrier;
    std::string technology;
    std::span<const double> shares; ///< of each cell's area, [0, 1]
    std::span<const double> most;   ///< with unknown ground taken as covered; empty: all is known
};

struct MapGap {
    std::string carrier;
    std::string technology;
    int number = 0; ///< within carrier and technology
    std::string id;
    std::uint32_t municipality = 0;
    std::string nearest_place;
    double nearest_place_m = 0.0;
    Text place; ///< what it is called
    double population = 0.0;
    double households = 0.0; ///< NaN, as the next, where nobody states it
    double population_65plus = 0.0;
    bool households_estimated = false;
    bool population_65plus_estimated = false;
    double area_m2 = 0.0;
    double road_m = 0.0;
    double own_4g_share = 0.0; ///< NaN: not known
    std::vector<std::string> other_carriers;
    std::vector<std::pair<std::string, std::size_t>> places; ///< Japanese kind -> number inside
    geo::LatLng centre;
    std::span<const std::uint32_t> cells; ///< rising
};

struct MapRestriction {
    std::string effect; ///< "exclude", "permit", "notify", "penalty"
    std::string name;
    std::string source;
};

struct MapAsset {
    std::string id;
    std::string name;
    std::string kind; ///< "building", "land", "structure", "pole", "mast"
    std::string use;
    std::string owner;
    std::string department;
    std::string contact;
    std::string address;
    std::optional<std::uint32_t> municipality;
    geo::LatLng place;
    std::string precision; ///< "ledger", "block", "town"
    double height_m = 0.0;
    bool height_assumed = false;
    std::optional<bool> power;
    std::optional<bool> fibre;
    std::optional<bool> sharing_allowed;
    bool usable = true;
    std::string reason; ///< why it may not be used
    std::vector<MapRestriction> restrictions;
};

/// What one asset would bring to one carrier by itself.
struct MapValue {
    std::uint32_t asset = 0;
    double newly_covered = 0.0;
    std::vector<int> gap_numbers; ///< of the carrier's list
};

struct MapPlanSite {
    std::uint32_t asset = 0;
    int rank = 0;
    double gain = 0.0;
    double cumulative = 0.0;
    /// Cells that it would newly serve, rising, and the share of each, (0, 1].
    std::vector<std::pair<std::uint32_t, double>> cells;
};

struct MapPlan {
    std::string carrier;
    std::vector<MapValue> values;
    std::vector<MapPlanSite> sites;
};

/// Cells, municipalities and assets are named by their position in these lists. Borrows from the
/// results it was filled from.
struct IndexMap {
    const domain::StudyGrid* grid = nullptr; ///< not null
    geo::Box opening;                        ///< shown first; empty: all municipalities
    double threshold = 0.5; ///< share of a cell from which its people count as covered
    std::vector<MapMunicipality> municipalities;
    std::vector<MapLayer> layers;
    std::vector<std::pair<std::string, Text>> carriers;     ///< name in tables -> as people say it
    std::vector<std::pair<std::string, Text>> technologies; ///< the same
    std::vector<MapGap> gaps;
    std::vector<MapAsset> assets;
    std::vector<MapPlan> plans;
    std::vector<std::string> confidential; ///< carriers whose coverage the study keeps confidential
};

/// The JSON that web/src/study_data.ts reads. Shares are whole percent, rounded down, but 0 and 100
/// only where nothing and everything is covered (to 1e-9); borders are on a grid of 1e-4 degrees.
/// @pre each layer has a share for each cell
std::string map_json(const IndexMap& map);

/// zlib's deflate (RFC 1950) of the text in base64: the same text gives the same bytes.
/// @throws ExternalError
std::string packed(const std::string& text);

} // namespace todoku::report
