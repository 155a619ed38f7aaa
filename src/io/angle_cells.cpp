#include "io/angle_cells.hpp"

#include "core/japanese.hpp"
#include "core/kanji_numbers.hpp"
#include "core/text.hpp"
#include "io/asset_cells.hpp"
#include "io/cell_scan.hpp"
#include "io/placing.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

namespace todoku::io {

namespace {

// ゜ is the mark of Japanese sounds, which keyboards give for a degree.
constexpr std::array<std::string_view, 7> kDegreeMarks = {"°", "度", "º", "˚", "゜", "\u309A", "d"};
constexpr std::array<std::string_view, 6> kMinuteMarks = {"'", "′", "’", "分", "´", "m"};
constexpr std::array<std::string_view, 2> kSecondPairs = {"''", "′′"};
constexpr std::array<std::string_view, 5> kSecondMarks = {"\"", "″", "”", "秒", "s"};

// 600 minutes or seconds never stand in one place: two digits.
constexpr std::size_t kPartDigits = 2;

std::optional<double> angle(double degrees, double minutes, double seconds) {
    return minutes < 60.0 && seconds < 60.0
               ? std::optional(degrees + minutes / 60.0 + seconds / 3600.0)
               : std::nullopt;
}

/// Where a kind of mark stands twice, the first two of it.
std::optional<std::pair<std::size_t, std::size_t>> two_of(char mark, std::string_view text) {
    const auto first = text.find(mark);
    const auto second = first == std::string_view::npos ? first : text.find(mark, first + 1);
    return second == std::string_view::npos ? std::nullopt
                                            : std::optional(std::pair(first, second));
}

std::optional<double> parted(std::string_view text, std::pair<std::size_t, std::size_t> marks) {
    const auto [first, second] = marks;
    const auto degrees = whole_number(text.substr(0, first), 3);
    const auto minutes = whole_number(text.substr(first + 1, second - first - 1), kPartDigits);
    const std::string rest(text.substr(second + 1));
    const auto seconds = number_in(rest);
    const bool figures = rest.find_first_not_of("0123456789.") == std::string::npos;
    return degrees && minutes && seconds && figures ? angle(*degrees, *minutes, *seconds)
                                                    : std::nullopt;
}

/// Degrees, minutes and seconds with one kind of mark between them, or packed as DDDMMSS.s.
std::optional<double> sexagesimal(std::string_view text) {
    for (const char mark : {':', '/', '-', ' ', '.'}) {
        if (const auto marks = two_of(mark, text)) {
            return parted(text, *marks);
        }
    }
    const std::string_view integer = text.substr(0, text.find('.'));
    constexpr std::size_t kPacked = 6; // 344349, 1363031
    if (integer.size() < kPacked || integer.size() > kPacked + 1 ||
        !whole_number(integer, kPacked + 1) ||
        text.find_first_not_of("0123456789.") != std::string_view::npos) {
        return std::nullopt;
    }
    const auto packed = number_in(text);
    const double degrees = std::floor(*packed / 1e4);
    const double minutes = std::floor((*packed - degrees * 1e4) / 100.0);
    return angle(degrees, minutes, *packed - degrees * 1e4 - minutes * 100.0);
}

/// Decimal degrees and nothing else, as almost every ledger has them.
std::optional<double> plain_degrees(std::string_view cell) {
    if (cell.empty() || cell.front() < '0' || cell.front() > '9') {
        return std::nullopt;
    }
    double value = 0.0;
    const auto [end, error] =
        std::from_chars(cell.data(), cell.data() + cell.size(), value, std::chars_format::fixed);
    constexpr double kMost = 360.0;
    return error == std::errc{} && end == cell.data() + cell.size() && value <= kMost
               ? std::optional(value)
               : std::nullopt;
}

constexpr std::array<std::string_view, 8> kDirections = {"北緯", "東経", "緯度", "経度",
                                                         "N",    "E",    "n",    "e"};

/// 秒1 in 34度43分49秒1 and ″1 in 34°43′49″1 or 49″.1: a tenth of a second. Moves past it; 0 where
/// it is not there.
double tenths_behind_mark(std::string_view& rest) {
    std::string_view digits = rest;
    if (!(skip_one_of(digits, kSecondPairs) || skip_one_of(digits, kSecondMarks)) ||
        digits.empty()) {
        return 0.0;
    }
    skip_one_of(digits, std::array<std::string_view, 1>{"."});
    constexpr std::size_t kMostDigits = 4;
    if (!whole_number(digits, kMostDigits)) {
        return 0.0;
    }
    rest = {};
    return *number_in("0." + std::string(digits));
}

/// A decimal number, or parts with their marks (34°43′49″).
std::optional<double> marked_degrees(std::string_view cell) {
    const std::string text = with_digits(comparable(cell));
    std::string_view rest = text;
    skip_one_of(rest, kDirections);
    const auto degrees = take_number(rest);
    if (!degrees) {
        return std::nullopt;
    }
    double value = *degrees;
    if (skip_one_of(rest, kDegreeMarks)) {
        const auto minutes = take_number(rest);
        if (minutes) {
            const bool parts_of_minutes =
                rest.empty() && *minutes != std::floor(*minutes); // 34°43.818
            if (*minutes < 0.0 || *minutes >= 60.0 ||
                !(skip_one_of(rest, kMinuteMarks) || parts_of_minutes)) {
                return std::nullopt;
            }
            value += *minutes / 60.0;
            const auto seconds = take_number(rest);
            if (seconds) {
                if (*seconds < 0.0 || *seconds >= 60.0) {
                    return std::nullopt;
                }
                value += *seconds / 3600.0;
                value += tenths_behind_mark(rest) / 3600.0;
                skip_one_of(rest, kSecondPairs) || skip_one_of(rest, kSecondMarks);
            }
        }
    }
    skip_one_of(rest, std::array<std::string_view, 4>{"N", "E", "n", "e"});
    return rest.empty() && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

} // namespace

std::optional<double> degrees_in(std::string_view cell) {
    if (const auto degrees = plain_degrees(cell)) {
        return degrees;
    }
    const auto marked =
        marked_degrees(trimmed(cell).starts_with('+') ? trimmed(cell).substr(1) : cell);
    constexpr double kNoAngle = 1e4; // digits of degrees, minutes and seconds run together
    if (marked && *marked < kNoAngle) {
        return marked;
    }
    const std::string text = clean_text(cell);
    std::string_view rest = text;
    skip_one_of(rest, kDirections);
    rest = trimmed(rest);
    if (rest.ends_with('N') || rest.ends_with('E')) { // 34:43:49.1N
        rest.remove_suffix(1);
    }
    const auto parts = sexagesimal(trimmed(rest));
    return parts ? parts : marked;
}

std::optional<double> degrees_between_commas(std::string_view cell) {
    const std::string text = clean_text(cell);
    const auto marks = two_of(',', text);
    // 136,303,112 has thousands: three digits behind each comma.
    constexpr std::size_t kSecondDigits = 2;
    return marks && text.find('.') > marks->second &&
                   std::min(text.find('.'), text.size()) - marks->second - 1 <= kSecondDigits
               ? parted(text, *marks)
               : std::nullopt;
}

std::optional<std::pair<double, double>> degrees_in_seconds(std::string_view lat,
                                                            std::string_view lng) {
    const auto figure = [](std::string_view cell) -> std::optional<double> {
        const std::string text = comparable(cell);
        return text.find_first_not_of("0123456789.") == std::string::npos ? number_in(text)
                                                                          : std::nullopt;
    };
    const auto north = figure(lat);
    const auto east = figure(lng);
    for (const double per_degree : {3600.0, 3.6e6}) {
        if (north && east && in_japan(*north / per_degree, *east / per_degree)) {
            return std::pair(*north / per_degree, *east / per_degree);
        }
    }
    return std::nullopt;
}

} // namespace todoku::io
