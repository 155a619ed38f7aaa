// What lies under a path by radio-climatic zone: shares over sea, longest sections over land, ways
// to the coast (ITU-R P.1812-8, sections 3.3, 3.6 and table 5).
#pragma once

#include <span>

namespace todoku::radio {

/// Zones as P.1812-8 numbers them in its profiles.
enum class Zone : int { Sea = 1, CoastalLand = 3, Inland = 4 };

/// Distances in kilometres. A boundary between two zones lies midway between two profile points.
struct ZoneSections {
    double sea_share = 0.0;         ///< omega, [0, 1]
    double longest_land_km = 0.0;   ///< dtm: inland and coastal
    double longest_inland_km = 0.0; ///< dlm
    /// dct and dcr: over land from each end to the coast; 0 where the end stands in the sea,
    /// `kNoCoast_km` where the path crosses none.
    double first_to_coast_km = 0.0;
    double second_to_coast_km = 0.0;
};
/// The value the Study Group's software takes where no coast is near (500 km).
inline constexpr double kNoCoast_km = 500.0;

/// @param at_m rises strictly; @param zone of equal length, or empty: all inland
ZoneSections zone_sections(std::span<const double> at_m, std::span<const int> zone);

/// Share of time, per cent, in which refraction exceeds 100 N-units/km in the lowest 100 m at the
/// middle of the path: beta0 (eq. 2 to 5).
double ducting_time_percent(double middle_lat_deg, const ZoneSections& sections);

/// tau, eq. 3: how far a path is inland.
double inland_term(double longest_inland_km);

} // namespace todoku::radio
