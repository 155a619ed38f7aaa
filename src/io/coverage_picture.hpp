// Coverage stated as a picture: each pixel's colour says what is covered, and pixels become
// polygons exactly.
#pragma once

#include "io/coverage_reading.hpp"
#include "io/loaded_coverage.hpp"
#include "io/picture_look.hpp"
#include "io/vector_file.hpp"

namespace todoku::io {

/// Adds the outlines of covered pixels to the layer, each strength by itself. A softened edge
/// (a colour between two of the table, with pixels of both within two pixels) goes to the nearer
/// colour; transparent pixels and colours that are not in the table are not covered, and every
/// colour not in it is listed. Memory: some rows and the outlines.
/// @throws InputError as open_picture(); where the table is empty or covers nothing (with the
/// colours found and the lines to write), and for a picture of noise
void read_coverage_picture(const VectorSource& source, const PictureReading& reading,
                           const StrengthReading& strength, const PictureLooker& look,
                           LoadedCoverage& loaded);

} // namespace todoku::io
