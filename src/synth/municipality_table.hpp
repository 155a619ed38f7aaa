// The facts the synthetic prefecture takes over: Mie's 29 municipalities, their people, offices and
// sizes.
#pragma once

#include "domain/government_code.hpp"
#include "geo/lat_lng.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace todoku::synth {

struct MunicipalityFacts {
    domain::GovernmentCode code;
    std::string_view name;
    std::string_view name_en;
    std::string_view county;     ///< 郡 of a town; empty for a city
    std::int64_t population = 0; ///< 令和2年国勢調査
    geo::LatLng office;          ///< to about 1 km
    double area_km2 = 0.0;       ///< rounded; the schematic territory is grown towards it
};

/// Rising by code.
std::span<const MunicipalityFacts> municipality_table();

} // namespace todoku::synth
