// A folder of map tiles ({z}/{x}/{y}.png and other orders) as one picture in Web Mercator.
#pragma once

#include "io/picture_pixels.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace todoku::io {

/// All tiles of one zoom. Missing tiles are transparent and counted; so are other zooms.
/// @throws InputError where no tile is found, tiles differ in size, or the zoom cannot be told
Picture open_tile_folder(const VectorSource& source, const PictureReading& reading,
                         std::vector<Issue>& issues);

} // namespace todoku::io
