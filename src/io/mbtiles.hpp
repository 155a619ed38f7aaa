// An MBTiles file of pictures: its tiles, and what its metadata say that its tiles do not.
#pragma once

#include "io/picture_pixels.hpp"

#include <string>
#include <vector>

namespace todoku::io {

/// @param path as GDAL opens it, also in a ZIP
/// @throws InputError for what is no MBTiles, a damaged one, one of vector tiles, and as
/// picture_of_tiles()
Picture open_mbtiles(const std::string& path, const VectorSource& source,
                     const PictureReading& reading, std::vector<Issue>& issues);

} // namespace todoku::io
