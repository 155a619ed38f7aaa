// A municipality: its code, names and ground.
#pragma once

#include "domain/government_code.hpp"
#include "geo/geometry.hpp"

#include <string>

namespace todoku::domain {

struct Municipality {
    GovernmentCode code;
    std::string name;   ///< 津市; for towns and villages without the district
    std::string county; ///< 郡 or 政令市 the file gives; may be empty
    geo::MultiPolygon boundary;
};

} // namespace todoku::domain
