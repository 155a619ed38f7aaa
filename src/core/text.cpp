#include "core/text.hpp"

#include <fmt/format.h>

#include <cmath>

namespace todoku {

Text same_text(std::string_view text) {
    return {std::string(text), std::string(text)};
}

std::string with_thousands(double number) {
    const std::string digits = fmt::format("{:.0f}", std::abs(number));
    std::string grouped = number < 0 && digits != "0" ? "-" : "";
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i != 0 && (digits.size() - i) % 3 == 0) {
            grouped += ',';
        }
        grouped += digits[i];
    }
    return grouped;
}

std::string shortest(double number) {
    return fmt::format("{}", number);
}

std::string fixed(double number, int decimals) {
    return fmt::format("{:.{}f}", number, decimals);
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

} // namespace todoku
