// Pixels as a PNG file in memory: true colour or a palette, with its resolution, the same bytes
// each time.
#pragma once

#include "report/colour_table.hpp"

#include <cstddef>
#include <string>

namespace todoku::report::sheet {

/// @param pixels rows of 32 bits as Cairo's RGB24 keeps them, from the top @param stride bytes from
/// row to row
/// @throws ExternalError where libpng gives up
std::string encode_png(const unsigned char* pixels, int width, int height, int stride,
                       double dots_per_inch);

/// @param width of the picture in pixels @throws ExternalError where libpng gives up
std::string encode_png(const IndexedPicture& picture, int width, double dots_per_inch);

} // namespace todoku::report::sheet
