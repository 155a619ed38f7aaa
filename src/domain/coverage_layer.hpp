// One carrier's stated coverage in one technology.
#pragma once

#include "core/japanese.hpp"
#include "domain/technology.hpp"
#include "geo/geometry.hpp"

#include <optional>
#include <string>

namespace todoku::domain {

struct CoverageLayer {
    std::string carrier; ///< the name used throughout the study, e.g. キャリアA
    Technology technology = Technology::Lte4g;
    std::optional<Date> as_of;
    bool confidential = true; ///< nothing computed from it may reach another carrier's package
    std::string source;       ///< file (and layer) it came from
    /// As given: polygons may overlap and rings may be invalid; what they cover is their union.
    geo::MultiPolygon polygons;
};

} // namespace todoku::domain
