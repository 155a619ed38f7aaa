// Coverage stated as polygons: each feature's rings looked at, its strength taken.
#pragma once

#include "io/coverage_of.hpp"
#include "io/coverage_reading.hpp"
#include "io/loaded_coverage.hpp"
#include "io/vector_file.hpp"

namespace todoku::io {

/// Adds the source's polygons to the layer or, where their strength or an attribute of words for
/// covered and not says so, to the unknown ground, with what was noticed. @throws InputError where
/// the file cannot be read or has no column of the strength's name
void read_coverage_polygons(const VectorSource& source, const PolygonReading& reading,
                            const StrengthReading& strength, const CoverageOf& of,
                            LoadedCoverage& loaded);

} // namespace todoku::io
