// Coverage of every study cell by carrier and technology.
#pragma once

#include "core/parallel.hpp"
#include "core/progress.hpp"
#include "domain/coverage_layer.hpp"
#include "domain/study_grid.hpp"
#include "overlay/zones.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace todoku::overlay {

/// Combined names that stand in tables beside the carriers' own: covered by at least one, by at
/// least n of them ("at-least-2"), by every one.
inline constexpr std::string_view kAnyCarrier = "any";
inline constexpr std::string_view kAllCarriers = "all";
/// "any" for 1, "all" for all of them, "at-least-N" between.
std::string combined_name(std::size_t least, std::size_t carriers);
/// いずれかの事業者, 2社以上, 全ての事業者; a carrier's name as it is.
Text carrier_label(std::string_view carrier);

/// carrier: a carrier's name or a combined name; technology: a class ("4g", "5g-converted",
/// "5g-sub6", "5g-mmwave") or a union ("5g", "5g-new", "mobile"; domain/technology.hpp).
struct LayerName {
    std::string carrier;
    std::string technology;
    friend bool operator==(const LayerName&, const LayerName&) = default;
};

/// Covered land of the zones of one set (overlay/zones.hpp): layers x zones, in whole square
/// millimetres, so that parts of a study add up to the same bits in any order.
using ZoneAreas = std::vector<std::vector<std::int64_t>>;
inline constexpr double kSquareMillimetres = 1e6; ///< in a square metre

/// What each layer covers, exact (combinations are of areas, not of shares).
struct Coverage {
    std::vector<std::string> carriers; ///< in order of the study
    /// carriers x technologies they have (classes, then unions), then "any", "at-least-2"... and
    /// "all" x technologies (each over the carriers of the study; a carrier without that technology
    /// makes "all" empty).
    std::vector<LayerName> layers;
    std::vector<std::vector<double>> shares; ///< layers x cells: of the cell's area, [0, 1]
    std::vector<std::vector<std::uint8_t>>
        centres; ///< layers x cells: 1 where its centre is covered
    std::vector<std::vector<std::uint8_t>> places; ///< layers x places: 1 where it stands covered
    std::vector<ZoneAreas> zones;                  ///< by set of zones

    /// Position of a layer; nothing where the study has none.
    [[nodiscard]] std::optional<std::size_t> layer(std::string_view carrier,
                                                   std::string_view technology) const;
};

struct CoverageRequest {
    const domain::StudyGrid& grid;
    std::span<const domain::CoverageLayer> layers;
    /// Ground of which carriers do not know, taken as covered: the result is the most that may be.
    std::span<const domain::CoverageLayer> unknown = {};
    std::span<const Zones> zones = {}; ///< whose covered land is wanted
    std::span<const geo::LatLng> places = {};
    std::vector<std::string> technologies = {}; ///< only these names; all where empty
};

Coverage measure_coverage(const CoverageRequest& request, Threads threads, Progress& progress);

/// How a cell's coverage becomes covered people.
struct PopulationRule {
    enum class Kind { Majority, Area, Centroid } kind = Kind::Majority;
    /// Majority: a cell whose share is at least this counts whole, else not at all (MIC: half or
    /// more).
    double threshold = 0.5;
    bool more_than = false; ///< Majority: a share of just the threshold does not count (50 %超)
    /// Majority: how far a share may be from the threshold and still be a tie. 1e-9 is the
    /// precision promised of shares.
    double tolerance = 1e-9;

    /// Covered share of a cell's people: 0 or 1 by majority and centroid, the share itself by area.
    [[nodiscard]] double covered(double share, bool centre) const;
    /// @pre the rule is not Centroid
    [[nodiscard]] double covered(double share) const;
    /// "majority", "area" or "centroid", as in tables; "majority:0.75" for another threshold,
    /// "majority>0.5" for more than it, "majority:0.5~0.01" with another tolerance.
    [[nodiscard]] std::string name() const;
};

} // namespace todoku::overlay
