// What a whole run tells at its end: steps, carriers, where the results lie.
#pragma once

#include "cli/terminal.hpp"
#include "study/run.hpp"

#include <string>

namespace todoku::cli {

std::string run_json(const study::RunResult& result);
std::string run_text(const study::RunResult& result, const Terminal& terminal);

} // namespace todoku::cli
