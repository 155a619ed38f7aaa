// The few colours that stand for all of a picture's: what makes a map's PNG a third as large.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace todoku::report::sheet {

/// Red, green, blue.
using Rgb = std::array<std::uint8_t, 3>;

/// A picture of at most 256 colours.
struct IndexedPicture {
    std::vector<Rgb> colours;
    std::vector<std::uint8_t> pixels; ///< rows from the top, each `width` long; which colour
};

/// Colours that are told apart by five bits a channel are divided where they vary most until there
/// are 256 sets, each shown by its mean. Pictures of no more such colours keep them to the mean of
/// what five bits do not tell apart; one of plain colours keeps them exactly. The same pixels give
/// the same picture.
/// @param pixels rows of 32 bits as Cairo's RGB24 keeps them, from the top
/// @param stride bytes from row to row
///
/// **Source**: S. J. Wan, P. Prusinkiewicz, S. K. M. Wong, Variance-based color image quantization
/// for frame buffer display, Color Research and Application 15 (1990).
IndexedPicture index_colours(const unsigned char* pixels, int width, int height, int stride);

} // namespace todoku::report::sheet
