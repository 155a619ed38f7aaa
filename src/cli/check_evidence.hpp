// What `todoku check` says of measurements beside the carriers' statements.
#pragma once

#include "cli/terminal.hpp"
#include "study/check.hpp"

#include <string>

namespace todoku::cli {

/// How often they agree, a line for each carrier and technology; empty without measurements.
std::string evidence_text(const study::CheckResult& result, const Terminal& terminal);

/// The same in one line.
std::string evidence_line(const study::CheckResult& result, const Terminal& terminal);

} // namespace todoku::cli
