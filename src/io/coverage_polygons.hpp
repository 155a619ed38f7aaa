// Coverage stated as polygons: each feature's rings looked at, its strength taken.
#pragma once

#include "core/issue.hpp"
#include "domain/coverage_layer.hpp"
#include "io/coverage_reading.hpp"
#include "io/vector_file.hpp"

namespace todoku::io {

/// Adds the source's polygons to the layer, with what was noticed. @throws InputError where the
/// file cannot be read or has no column of the strength's name
void read_coverage_polygons(const VectorSource& source, const StrengthReading& strength,
                            Loaded<domain::CoverageLayer>& loaded);

} // namespace todoku::io
