// --help in 80 columns, with full-width characters counted as the two columns they take.
#pragma once

#include "cli/terminal.hpp"

#include <CLI/CLI.hpp>

#include <string>

namespace todoku::cli {

/// Lays out usage, commands, arguments, options and examples. Deterministic: the width of the
/// terminal does not enter.
class HelpFormatter : public CLI::FormatterBase {
public:
    explicit HelpFormatter(const Terminal& terminal) : terminal_(&terminal) {}
    std::string make_help(const CLI::App* app, std::string name,
                          CLI::AppFormatMode mode) const override;

private:
    const Terminal* terminal_;
};

} // namespace todoku::cli
