// Pixels as a PNG file in memory: true colour, with its resolution, the same bytes each time.
#pragma once

#include <cstddef>
#include <string>

namespace todoku::report::sheet {

/// @param pixels rows of 32 bits as Cairo's RGB24 keeps them, from the top @param stride bytes from
/// row to row
/// @throws ExternalError where libpng gives up
std::string encode_png(const unsigned char* pixels, int width, int height, int stride,
                       double dots_per_inch);

} // namespace todoku::report::sheet
