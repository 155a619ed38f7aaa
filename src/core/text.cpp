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
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && blank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

} // namespace todoku
