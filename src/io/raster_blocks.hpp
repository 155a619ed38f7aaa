// How much of a raster has to be in memory at once to read any of it.
#pragma once

#include <string>

class GDALDataset;

namespace todoku::io {

/// @throws InputError where one block of the raster (a tile or strip as it is packed, with all its
/// bands where they are packed together) would fill half of the memory that reading may take
void require_sensible_blocks(GDALDataset& raster, const std::string& shown_as);

} // namespace todoku::io
