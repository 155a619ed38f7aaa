// A text with one thing changed: how fixtures differ from the sound one.
#pragma once

#include "support/catch.hpp"

#include <string>

namespace todoku::test {

/// @pre `from` stands in the text
inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    INFO(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

} // namespace todoku::test
