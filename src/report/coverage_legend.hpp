// A picture for confirming by eye how a coverage picture was read: the original made small, what
// was read from it beside it, and its colours with their meaning and share.
#pragma once

#include "core/text.hpp"
#include "io/picture_look.hpp"

#include <string>

namespace todoku::report {

/// As PNG bytes, the same each time. @param title carrier and technology
/// @throws ExternalError where no Japanese face is installed
std::string coverage_legend_png(const Text& title, const io::PictureLook& look, Language language);

} // namespace todoku::report
