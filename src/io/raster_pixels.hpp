// The pixels of one raster file, through GDAL.
#pragma once

#include "io/gdal_session.hpp"
#include "io/picture_pixels.hpp"
#include "io/vector_open.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace todoku::io {

/// Opens a picture with the drivers that are meant for it. @param beside false: no world file is
/// looked for. Null where GDAL cannot open it.
Dataset open_raster(const std::string& path, bool beside);

/// @throws InputError where bands are not of 8 bits
std::unique_ptr<PixelRows> raster_pixels(Dataset dataset, std::string shown_as);

/// @throws InputError where a picture of that size is no picture of a study
void require_sensible_size(double width, double height, const std::string& shown_as);

} // namespace todoku::io
