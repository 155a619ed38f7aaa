// What the fonts of this machine can draw (fontconfig).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace todoku::report {

/// The face that maps and reports are set in.
/// @throws ExternalError where no font with Japanese letters is installed: names the package
std::string japanese_family();

/// Letters that no installed font draws, so that maps and reports show a box in their place: each
/// once, in the order found. Selectors of variants, which change a letter's form and leave it
/// readable, are not among them.
/// @param text UTF-8
std::vector<std::string> letters_without_font(std::string_view text);

} // namespace todoku::report
