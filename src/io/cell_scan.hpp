// Steps through the text of a cell.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace todoku::io {

/// Reads a decimal number (digits, point; a minus before it) and moves past it.
std::optional<double> take_number(std::string_view& text);

/// A whole number of at most so many digits, and nothing else.
std::optional<double> whole_number(std::string_view digits, std::size_t most);

/// Moves past the first of the words that stands here; false where none does.
template <std::size_t N>
bool skip_one_of(std::string_view& text, const std::array<std::string_view, N>& words) {
    for (const std::string_view word : words) {
        if (text.starts_with(word)) {
            text.remove_prefix(word.size());
            return true;
        }
    }
    return false;
}

} // namespace todoku::io
