// Gap areas: populated cells that a service leaves out, joined where they lie together, with who
// and what is in them.
#pragma once

#include "core/units.hpp"
#include "domain/place.hpp"
#include "domain/zone.hpp"
#include "overlay/coverage.hpp"
#include "overlay/gap_order.hpp"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace todoku::overlay {

/// One contiguous area of one municipality, or a part of one that is too large, for one carrier.
struct GapArea {
    std::string
        id; ///< stable: "24201-5136661234": municipality and the code of its most populous cell
    std::string carrier;              ///< a carrier, or "any" for places no carrier serves
    std::string technology;           ///< what is missing: "5g"; "mobile" of "any" is 不感地域
    std::uint32_t municipality = 0;   ///< index in the study's list; of an area not cut at borders
                                      ///< the one where most of its people live
    std::vector<std::uint32_t> cells; ///< indices in the study grid, rising
    double area_m2 = 0.0;             ///< of its cells' parts inside the municipality
    double population = 0.0; ///< uncovered people by the rule, of the parts in the municipality
    double households = 0.0; ///< NaN, as the next two, where none of its cells states them
    double population_65plus = 0.0;
    double population_75plus = 0.0;
    domain::CellMarks marks = 0; ///< which of these hold estimates of suppressed figures
    /// From the middle of its fullest cell to that of the nearest cell that the service covers; NaN
    /// where it covers none.
    double isolation_m = 0.0;
    /// Zones that hold some of its people (GapRequest::zones), in their order.
    std::vector<std::string> zones;
    std::map<std::string, std::vector<std::string>> places; ///< kind -> names inside, sorted
    double road_m = 0.0;
    std::vector<std::string>
        other_carriers; ///< carriers whose 5G covers at least one of its cells by the rule
    /// Share of its people with the carrier's own 4G, by the rule; NaN where no 4G of it is known.
    double own_4g_share = 0.0;
    std::string nearest_place;    ///< the named place nearest to its centre, one inside if there is
                                  ///< any; "" without places
    double nearest_place_m = 0.0; ///< from its centre
    double nearest_place_azimuth = 0.0; ///< from there to its centre, clockwise from north
    geo::LatLng centre;                 ///< population-weighted
    geo::MultiPolygon outline;          ///< union of its cells, edges on the mesh
};

struct GapRequest {
    const domain::StudyGrid& grid;
    std::span<const domain::Municipality> municipalities;
    const Coverage& coverage;
    /// The most that may be covered, where carriers do not know of all ground: unknown ground is no
    /// gap. Else nothing.
    const Coverage* at_most = nullptr;
    std::span<const domain::Place> places;
    std::span<const domain::Road> roads;
    PopulationRule rule;
    double least_population =
        0.0; ///< smaller areas are left out of the list (their people stay in the tables)
    /// An area is divided (see divide_into_parts) so that no part extends farther than half of this
    /// from its fullest cell; 0: areas stay whole.
    Metres greatest_extent = Metres(0.0);
    /// Cells whose nearest points are so far apart or nearer are in one area; 0: those that touch.
    Metres joining = Metres(0.0);
    bool cut_at_borders = true; ///< of municipalities
    GapOrder order = GapOrder::Population;
    /// Layers of zones that areas are told to lie in (条件不利地域), with their names.
    std::span<const Zones> zones = {};
    std::span<const domain::ZoneLayer> zone_layers = {};
};

/// For each carrier's 5G, then that of "any", then, where 4G is stated, any mobile service of "any"
/// (不感地域): areas in the order asked for. Cut at borders, a cell on one is part of
/// an area in each of its municipalities with that part of its people; so the sum over areas equals
/// the table's uncovered people either way.
std::vector<GapArea> find_gaps(const GapRequest& request);

/// Outline of a set of cells as polygons with holes, edges exactly on the mesh, cells touching at a
/// corner apart.
geo::MultiPolygon outline_of(std::span<const domain::MeshCell> cells);

} // namespace todoku::overlay
