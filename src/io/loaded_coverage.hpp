// What reading a source of coverage gives.
#pragma once

#include "core/issue.hpp"
#include "domain/coverage_layer.hpp"
#include "geo/geometry.hpp"

#include <string>
#include <vector>

namespace todoku::io {

struct LoadedCoverage : Loaded<domain::CoverageLayer> {
    /// Ground of which the source says that nobody knows; what the layer covers of it is covered.
    geo::MultiPolygon unknown;
    /// Of PolygonReading::by, one a covered polygon.
    std::vector<std::string> values;
    /// It is certain that the layer's polygons are valid and that none overlaps another (of the
    /// same value, where they are kept).
    bool apart = false;
};

} // namespace todoku::io
