// One function per command: it declares its options and what runs when it is named. Each fills one
// request, calls one function of study and renders one result.
#pragma once

#include "cli/terminal.hpp"

#include <CLI/CLI.hpp>

#include <functional>

namespace todoku::cli {

/// What a chosen command does; returns the exit code.
using Action = std::function<ExitCode()>;

/// Where commands register: the application, the terminal, and the action of the command that was
/// named.
struct Commands {
    CLI::App& app;
    const Terminal& terminal;
    Action& action;
};

void add_demo(const Commands& commands);
void add_init(const Commands& commands);
void add_check(const Commands& commands);
void add_run(const Commands& commands);
void add_prepare(const Commands& commands);
void add_merge(const Commands& commands);
void add_assets(const Commands& commands);
void add_explain(const Commands& commands);
void add_choose(const Commands& commands);
void add_compare(const Commands& commands);
void add_publish(const Commands& commands);
void add_lab(const Commands& commands);
void add_lab_choose(CLI::App& lab, const Commands& commands);

} // namespace todoku::cli
