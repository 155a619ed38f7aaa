// The one screen of `todoku check`: a line an input, totals, what needs a hand, what to do next.
#pragma once

#include "cli/terminal.hpp"
#include "study/check.hpp"

#include <string>

namespace todoku::cli {

/// Fits `size` wherever the study can be used: where inputs are many, those of one carrier and then
/// of one kind share a line; the most important issues come first. Inputs that cannot be used and
/// files that are missing are all named, even beyond the screen.
std::string check_screen(const study::CheckResult& result, const std::string& study,
                         const Terminal& terminal, const ScreenSize& size);

/// Parts that the long form shares.
std::string missing_files_text(const study::CheckResult& result, const Terminal& terminal);
/// Pictures and polygons written to be confirmed by eye.
std::string legends_text(const study::CheckResult& result, const Terminal& terminal);
/// The colours of pictures read as coverage, and what they were read as.
std::string pictures_text(const study::CheckResult& result, const Terminal& terminal,
                          std::size_t columns);
std::string next_text(const study::CheckResult& result, const std::string& study,
                      const Terminal& terminal);

} // namespace todoku::cli
