// A zone that statistics are wanted for beside the municipalities.
#pragma once

#include "geo/geometry.hpp"

#include <string>
#include <vector>

namespace todoku::domain {

struct Zone {
    std::string code; ///< as the file gives it; may be empty
    std::string name;
    geo::MultiPolygon ground;
};

/// The zones of one layer; they may overlap.
struct ZoneLayer {
    std::string name; ///< what tables call this kind of zone: 中学校区, 過疎地域
    std::string source;
    std::vector<Zone> zones;
};

} // namespace todoku::domain
