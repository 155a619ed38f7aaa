// Measured evidence: where a handset had service of a carrier and where not, sample by sample and
// by cell.
#pragma once

#include "core/japanese.hpp"
#include "core/text.hpp"
#include "domain/mesh.hpp"
#include "domain/technology.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace todoku::domain {

/// What a handset says it uses. Most say "5G" and not which class of it.
enum class MeasuredTechnology { Lte4g, Nr5g, Nr5gConverted, Nr5gSub6, Nr5gMmwave };

inline constexpr MeasuredTechnology kMeasuredTechnologies[] = {
    MeasuredTechnology::Lte4g, MeasuredTechnology::Nr5g, MeasuredTechnology::Nr5gConverted,
    MeasuredTechnology::Nr5gSub6, MeasuredTechnology::Nr5gMmwave};

/// The layer of stated coverage it is compared with: "4g", "5g" (any class), "5g-sub6"...
constexpr std::string_view name_of(MeasuredTechnology technology) {
    switch (technology) {
    case MeasuredTechnology::Lte4g:
        return "4g";
    case MeasuredTechnology::Nr5g:
        return kAny5g;
    case MeasuredTechnology::Nr5gConverted:
        return "5g-converted";
    case MeasuredTechnology::Nr5gSub6:
        return "5g-sub6";
    case MeasuredTechnology::Nr5gMmwave:
        return "5g-mmwave";
    }
    return "";
}

constexpr std::optional<MeasuredTechnology> measured_technology_of(std::string_view name) {
    for (const MeasuredTechnology technology : kMeasuredTechnologies) {
        if (name == name_of(technology)) {
            return technology;
        }
    }
    return std::nullopt;
}

/// Steps in which handsets report RSRP: LTE -140 to -44 dBm (3GPP TS 36.133, table 9.1.4-1), NR
/// -156 to -31 dBm (3GPP TS 38.133, table 10.1.6.1-1), both by 1 dB. Whole decibels lose nothing.
inline constexpr int kLowestRsrp_dbm = -156;
inline constexpr int kHighestRsrp_dbm = -31;

/// One sample of a drive or walk test.
struct Measurement {
    geo::LatLng at;
    std::uint32_t carrier = 0; ///< position in the list of carriers it was read with
    MeasuredTechnology technology = MeasuredTechnology::Lte4g;
    bool in_service = false;
    std::optional<int> rsrp_dbm; ///< RSRP of LTE, SS-RSRP of NR
    std::optional<double> speed_mbps;
    std::optional<Date> day; ///< in Japan
};

/// All samples of one cell, carrier and technology.
struct MeasuredCell {
    MeshCell cell;
    std::string carrier;
    MeasuredTechnology technology = MeasuredTechnology::Lte4g;
    std::int64_t samples = 0;
    std::int64_t in_service = 0;           ///< of these
    std::int64_t days = 0;                 ///< different days among them; 0 where no time is given
    std::optional<Date> first;             ///< day
    std::optional<Date> last;              ///< day
    std::int64_t with_rsrp = 0;            ///< samples that say how strong
    std::optional<double> median_rsrp_dbm; ///< of these
    std::optional<int> low_rsrp_dbm;       ///< a tenth of these is at or below it
    std::int64_t with_speed = 0;
    std::optional<double> mean_speed_mbps; ///< of these
};

} // namespace todoku::domain
