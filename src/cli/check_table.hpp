// The table of `todoku check`: a line an input, or for several alike.
#pragma once

#include "cli/terminal.hpp"
#include "study/check.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace todoku::cli {

/// How many inputs share a line of the table.
enum class Merged { None, ByGroup, ByKind };

/// One line: inputs that share it and their sums.
struct Line {
    Text name;
    std::vector<const study::InputSummary*> inputs;
    ReadCounts counts;
    bool failed = false;
    bool strays = false;
};

std::vector<Line> lines_of(const study::CheckResult& result, Merged merged);

/// What inputs of its kind are called together.
Text kind_of(const study::InputSummary& input);

/// "FILE / LAYER" names a layer.
std::string file_name_of(const study::InputSummary& input);

/// The table, at most `columns` wide. Counts that are nought everywhere are left out.
std::string inputs_table(const std::vector<Line>& lines, const study::CheckResult& result,
                         const Terminal& terminal, std::size_t columns);

} // namespace todoku::cli
