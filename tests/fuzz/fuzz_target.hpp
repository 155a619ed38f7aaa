// One reader behind one function that takes any bytes: for libFuzzer where clang builds it, and for
// the replay of seeds and their mutations in every test run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::fuzz {

/// Reads the bytes as the target's kind of input. A todoku::Error is an answer; anything else that
/// escapes (another exception, a signal, a sanitizer's report) is a finding.
using Target = void (*)(std::string_view bytes);

struct NamedTarget {
    std::string name;
    Target run;
    std::vector<std::string> seeds; ///< small inputs of real shapes
};

/// Study files; only where the room that reads them is built.
NamedTarget study_file_target();
/// Antenna patterns; only where the room that reads them is built.
NamedTarget antenna_target();

/// Every target with its seeds, in a fixed order.
std::vector<NamedTarget> targets();

} // namespace todoku::fuzz
