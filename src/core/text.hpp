// Text a person reads, in Japanese and English; which one is shown is decided at the edge (cli,
// report).
#pragma once

#include <string>
#include <string_view>

namespace todoku {

enum class Language { Japanese, English };

/// One sentence or label in both languages (UTF-8).
struct Text {
    std::string ja;
    std::string en;

    [[nodiscard]] const std::string& in(Language language) const {
        return language == Language::Japanese ? ja : en;
    }
    friend bool operator==(const Text&, const Text&) = default;
};

/// The same text in both languages: names, codes, figures.
Text same_text(std::string_view text);

/// A whole number with separators of thousands: 1234567 -> "1,234,567".
std::string with_thousands(double number);

/// The shortest decimal form that reads back to the same double ("0.1", "35", "1e-07").
std::string shortest(double number);

/// `number` with a fixed count of decimals ("12.50").
std::string fixed(double number, int decimals);

/// Removes blanks, tabs and line ends at both ends.
std::string_view trimmed(std::string_view text);

} // namespace todoku
