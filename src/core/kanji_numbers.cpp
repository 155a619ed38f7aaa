#include "core/kanji_numbers.hpp"

#include <algorithm>
#include <array>

namespace todoku {

namespace {

bool is_numeral(std::string_view letter) {
    return kanji_digit(letter) || kanji_unit(letter);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The kanji numerals in front.
std::string_view run_of(std::string_view text) {
    std::size_t end = 0;
    while (end + kKanjiBytes <= text.size() && is_numeral(text.substr(end, kKanjiBytes))) {
        end += kKanjiBytes;
    }
    return text.substr(0, end);
}

std::optional<int> number_of(std::string_view run) {
    constexpr std::int64_t kMost = 10'000;
    std::int64_t sum = 0;
    std::int64_t least_unit = kMost;
    std::int64_t digits = 0; // behind the last unit
    std::size_t count = 0;   // of these
    const auto fits = [&] { return count == 0 || (count == 1 && digits > 0); };
    for (std::size_t at = 0; at < run.size(); at += kKanjiBytes) {
        const std::string_view letter = run.substr(at, kKanjiBytes);
        if (const auto digit = kanji_digit(letter)) {
            digits = std::min(digits, kMost) * 10 + *digit;
            ++count;
            continue;
        }
        const std::int64_t unit = kanji_unit(letter).value_or(kMost);
        if (unit >= least_unit || !fits()) {
            return std::nullopt;
        }
        sum += (count == 0 ? 1 : digits) * unit;
        least_unit = unit;
        digits = 0;
        count = 0;
    }
    if (least_unit < kMost && !fits()) {
        return std::nullopt;
    }
    sum += digits;
    return !run.empty() && sum < kMost ? std::optional(static_cast<int>(sum)) : std::nullopt;
}

} // namespace

std::optional<std::int64_t> kanji_digit(std::string_view letter) {
    static constexpr std::array<std::string_view, 10> digits = {"〇", "一", "二", "三", "四",
                                                                "五", "六", "七", "八", "九"};
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (letter == digits[i]) {
            return static_cast<std::int64_t>(i);
        }
    }
    return letter == "零" ? std::optional<std::int64_t>(0) : std::nullopt;
}

std::optional<std::int64_t> kanji_unit(std::string_view letter) {
    return letter == "十"   ? std::optional<std::int64_t>(10)
           : letter == "百" ? std::optional<std::int64_t>(100)
           : letter == "千" ? std::optional<std::int64_t>(1000)
                            : std::nullopt;
}

std::optional<int> take_kanji_number(std::string_view& text) {
    const std::string_view run = run_of(text);
    const auto number = number_of(run);
    if (number) {
        text.remove_prefix(run.size());
    }
    return number;
}

std::string with_digits(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view run = run_of(text.substr(at));
        if (run.empty()) {
            out += text[at++];
            continue;
        }
        const auto number = number_of(run);
        const std::size_t behind = at + run.size();
        const bool touches =
            (at > 0 && is_digit(text[at - 1])) || (behind < text.size() && is_digit(text[behind]));
        out += number && !touches ? std::to_string(*number) : std::string(run);
        at = behind;
    }
    return out;
}

} // namespace todoku
