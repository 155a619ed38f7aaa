// What a person reads who mistyped a command: what was wrong, what was expected, where help is.
#pragma once

#include "core/error.hpp"

#include <CLI/CLI.hpp>

namespace todoku::cli {

/// @param root the application after the parse that threw `error`
UsageError usage_error(const CLI::App& root, const CLI::ParseError& error);

} // namespace todoku::cli
