// A table goes to a file or to standard output.
#pragma once

#include "cli/terminal.hpp"

#include <functional>
#include <iosfwd>
#include <string>

namespace todoku::cli {

/// Runs `write` into a text and puts it in a file all at once, or on stdout where no file is named.
void deliver(const Terminal& terminal, const std::string& file,
             const std::function<void(std::ostream&)>& write);

} // namespace todoku::cli
