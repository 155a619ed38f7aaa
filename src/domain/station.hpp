// A base station that a carrier already has.
#pragma once

#include "domain/technology.hpp"
#include "geo/lat_lng.hpp"

#include <string>

namespace todoku::domain {

struct Station {
    std::string carrier;
    Technology technology = Technology::Nr5gSub6;
    bool base = false; ///< 高度特定基地局: the parent that others hang on
    geo::LatLng at;
};

} // namespace todoku::domain
