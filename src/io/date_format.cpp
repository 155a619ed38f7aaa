#include "io/date_format.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>

namespace todoku::io {

bool is_date_format(int id) {
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || (id >= 34 && id <= 36) ||
           (id >= 50 && id <= 58);
}

namespace {

/// [h], [mm], [s]: a time of any length; others are colours, conditions and languages.
bool is_elapsed_time(std::string_view bracketed) {
    return !bracketed.empty() &&
           std::string_view("hHmMsS").find(bracketed.front()) != std::string_view::npos &&
           bracketed.find_first_not_of(bracketed.front()) == std::string_view::npos;
}

} // namespace

bool is_date_format(std::string_view code) {
    bool day = false;
    bool month = false;
    bool time = false;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (c == '"' || c == '[') {
            const std::size_t end = code.find(c == '"' ? '"' : ']', i + 1);
            if (end == std::string_view::npos) {
                break;
            }
            time = time || (c == '[' && is_elapsed_time(code.substr(i + 1, end - i - 1)));
            i = end;
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i; // the next character stands for itself, or for its width
        } else if (code.substr(i).starts_with("General")) {
            i += std::string_view("General").size() - 1;
        } else if (c == 'E' && i + 1 < code.size() && (code[i + 1] == '+' || code[i + 1] == '-')) {
            ++i; // an exponent
        } else if (std::string_view("yYdDgGeE").find(c) != std::string_view::npos) {
            day = true;
        } else if (c == 'm' || c == 'M') {
            month = true;
        } else if (std::string_view("hHsS").find(c) != std::string_view::npos) {
            time = true;
        } else if (c == ';') {
            break; // negative numbers and texts have formats of their own
        }
    }
    return day || (month && !time);
}

std::optional<std::string> date_of_serial(std::string_view number, bool from_1904) {
    using namespace std::chrono;
    double serial = 0.0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), serial);
    if (error != std::errc{} || end != number.data() + number.size() || number.empty()) {
        return std::nullopt;
    }
    serial += from_1904 ? 1462.0 : 0.0;
    constexpr double kEnd = 2958466.0; // 1 January 10000
    if (!(serial >= 1.0 && serial < kEnd)) {
        return std::nullopt;
    }
    const std::int64_t time = std::llround(serial * 86'400'000.0);
    const std::int64_t whole = time / 86'400'000;
    const std::int64_t ms = time % 86'400'000;
    // The system counts a 29 February 1900 that never was: days before it are one later.
    const year_month_day day(sys_days(year(1899) / December / 30) +
                             days(whole + (whole < 60 && !from_1904 ? 1 : 0)));
    std::string text =
        fmt::format("{:04}/{:02}/{:02}", static_cast<int>(day.year()),
                    static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    if (ms > 0) {
        text += fmt::format(" {:02}:{:02}:{:02}", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60);
    }
    if (ms % 1000 > 0) {
        text += fmt::format(".{:03}", ms % 1000);
    }
    return text;
}

} // namespace todoku::io
