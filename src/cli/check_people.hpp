// What `todoku check` says of people: how many were placed, who was left out, what the rule for
// cells on borders moves.
#pragma once

#include "cli/terminal.hpp"
#include "study/check.hpp"

#include <string>

namespace todoku::cli {

/// People read and placed, and where those are who were left out or placed by distance.
std::string people_text(const study::CheckResult& result, const Terminal& terminal);

/// The municipalities for which the rule for cells on borders matters most, with both totals.
std::string border_text(const study::CheckResult& result, const Terminal& terminal);

/// The same in one line: both totals of the municipality that differs most.
std::string border_line(const study::CheckResult& result, const Terminal& terminal);

} // namespace todoku::cli
