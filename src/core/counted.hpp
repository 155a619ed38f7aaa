// A count as a person reads it in a sentence: 1,234,567.
#pragma once

#include "core/text.hpp"

#include <concepts>
#include <string>

namespace todoku {

std::string counted(std::integral auto count) {
    return with_thousands(static_cast<double>(count));
}

} // namespace todoku
