#include "io/cell_scan.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace todoku::io {

std::optional<double> take_number(std::string_view& text) {
    if (text.empty() || !((text.front() >= '0' && text.front() <= '9') || text.front() == '-')) {
        return std::nullopt;
    }
    double value = 0.0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    if (error != std::errc{}) {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

std::optional<double> whole_number(std::string_view digits, std::size_t most) {
    const bool fits =
        !digits.empty() && digits.size() <= most &&
        std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    return fits ? take_number(digits) : std::nullopt;
}

} // namespace todoku::io
