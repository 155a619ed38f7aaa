// Where a place asked for lies, in words.
#pragma once

#include "core/text.hpp"
#include "geo/lat_lng.hpp"

#include <string>

namespace todoku::domain {

/// What a place is called after: the named place nearest to it, "" where there is none.
struct NearestPlace {
    std::string name;
    double metres = 0.0;  ///< to the middle of what is called after it
    double azimuth = 0.0; ///< and the direction there, degrees clockwise from north
    std::string municipality =
        {}; ///< that stands beside: its address is not said twice; may be empty
};

/// One of the eight directions that 360 / 8 degrees around north, north-east... go by: 北東,
/// northeast.
Text compass_point(double azimuth_degrees);

/// 大杉谷付近 up to 1 km away, 大杉谷の北東約1.2km beyond; by position where nothing is named. So
/// the place is called in letters, lists, cards, tables and the request register. Of a place named
/// by its address, 三重県度会郡大紀町滝原1544-1, the municipality that stands beside is left out:
/// 滝原1544-1付近. @param middle of it
Text place_text(const NearestPlace& nearest, geo::LatLng middle);

} // namespace todoku::domain
