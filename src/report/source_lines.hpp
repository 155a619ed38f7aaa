// The sources of a package as lines that people read: on map sheets, in the read-me file.
#pragma once

#include "report/package_content.hpp"

#include <string>
#include <vector>

namespace todoku::report {

/// 令和8年4月1日現在 for an ISO date; other words as they are.
std::string date_words(const std::string& date);

/// One line for all inputs of the same origin, in order of first appearance:
/// "施設（学校、避難所）、道路（国道）：国土交通省（令和8年4月1日現在、CC BY 4.0）".
std::vector<std::string> source_lines(const std::vector<SourceNote>& sources);

} // namespace todoku::report
