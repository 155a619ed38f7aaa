// One pass over a picture's pixels: every pixel's meaning, softened edges settled by the pixels
// around them.
#pragma once

#include "io/colour_judge.hpp"
#include "io/picture_look.hpp"
#include "io/picture_pixels.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace todoku::io {

/// The alpha below which a pixel counts as transparent: half of what most pixels that are not
/// wholly transparent have (a layer drawn translucent is whole where it is as dense as mostly).
/// 1 where the picture has no transparency. Looks at a part of large pictures.
unsigned least_alpha_of(PixelRows& pixels);

/// Judges all pixels by the look's table and fills the look. @param take gets each row, from the
/// top, as entries of the table (or PictureLook's kTransparent, kUnlisted)
void scan_picture(PixelRows& pixels, unsigned least_alpha, PictureLook& look,
                  const std::function<void(std::span<const std::int16_t>)>& take);

} // namespace todoku::io
