#include "io/asset_cells.hpp"

#include "core/japanese.hpp"
#include "core/kanji_numbers.hpp"
#include "core/text.hpp"
#include "io/cell_scan.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <utility>

namespace todoku::io {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

} // namespace

std::string clean_text(std::string_view cell) {
    std::string text = normalise_width(cell);
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return std::string(trimmed(text));
}

bool is_cell_error(std::string_view cell) {
    // ECMA-376 part 1, 18.17.3, what Excel added since, and a date or number wider than its column.
    static constexpr std::array<std::string_view, 10> errors = {
        "#REF!", "#N/A",   "#VALUE!", "#NAME?", "#DIV/0!",
        "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"};
    const std::string_view plain =
        cell.empty() || (static_cast<unsigned char>(cell.front()) > ' ' && cell.front() != '#')
            ? std::string_view()
            : trimmed(cell);
    return plain.starts_with('#') &&
           (std::find(errors.begin(), errors.end(), plain) != errors.end() ||
            (plain.size() > 2 && plain.find_first_not_of('#') == std::string_view::npos));
}

bool says_nothing(std::string_view cell) {
    const std::string_view plain = trimmed(cell);
    if (plain.empty()) {
        return true;
    }
    if (plain.front() >= '0' && plain.front() <= '9') {
        return false; // what most cells that are asked begin with
    }
    if (is_cell_error(plain)) {
        return true;
    }
    static constexpr std::array<std::string_view, 14> marks = {
        "", "-", "--", "―", "ー", "─", "...", "…", "不明", "未定", "未調査", "n/a", "N/A", "null"};
    const std::string text = comparable(cell);
    return std::find(marks.begin(), marks.end(), text) != marks.end();
}

namespace {

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

} // namespace

std::optional<int> floors_stated_in(std::string_view cell) {
    const std::string text = lower(comparable(cell));
    const auto has = [&text](std::string_view word) {
        return text.find(word) != std::string::npos;
    };
    if (has("〜") || has("~") || !(has("階") || has("f") || has("平屋") || has("平家"))) {
        return std::nullopt;
    }
    for (std::size_t at = text.find_first_of("0123456789"); at != std::string::npos;
         at = text.find_first_of("0123456789", at)) {
        const bool below = at > 0 && text[at - 1] == 'b';
        at = std::min(text.find_first_not_of("0123456789", at), text.size());
        const std::string_view rest = std::string_view(text).substr(at);
        if (!below && !rest.starts_with("階") && !rest.starts_with('f')) {
            return std::nullopt;
        }
    }
    return floors_in(cell);
}

std::optional<int> highest_of_floors(std::string_view cell) {
    static constexpr std::array<std::string_view, 10> between = {"〜", "~",  "-", "−",    "ー",
                                                                 "・", "、", ",", "から", "及び"};
    static constexpr std::array<std::string_view, 5> behind = {"階建", "階部分", "階", "f", "部分"};
    const std::string text = lower(comparable(cell));
    std::string_view rest = text;
    int highest = 0;
    int floors = 0;
    while (!rest.empty()) {
        skip_one_of(rest, std::array<std::string_view, 2>{"地上", "("});
        const auto digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
        const auto floor = whole_number(rest.substr(0, digits), 2);
        if (!floor || *floor < 1.0 || *floor > kMostFloors) {
            return std::nullopt;
        }
        highest = std::max(highest, static_cast<int>(*floor));
        ++floors;
        rest.remove_prefix(digits);
        skip_one_of(rest, behind);
        skip_one_of(rest, std::array<std::string_view, 1>{")"});
        if (!rest.empty() && !rest.starts_with('(') && !skip_one_of(rest, between)) {
            return std::nullopt;
        }
    }
    return floors > 1 ? std::optional(highest) : std::nullopt;
}

namespace {

std::optional<int> whole_floors(double number) {
    return number >= 1.0 && number <= kMostFloors && number == std::floor(number)
               ? std::optional(static_cast<int>(number))
               : std::nullopt;
}

/// The cell with the floors that kanji count in digits: 地上三階 is 地上3階. 二三階 may be two.
std::string with_floor_digits(std::string_view cell) {
    const std::string text = comparable(cell);
    std::string out;
    for (std::string_view rest = text; !rest.empty();) {
        std::string_view behind = rest;
        const auto number = take_kanji_number(behind);
        const std::size_t length = rest.size() - behind.size();
        const bool two = length == 2 * kKanjiBytes && number > 10 &&
                         kanji_digit(rest.substr(0, kKanjiBytes)) &&
                         kanji_digit(rest.substr(kKanjiBytes, kKanjiBytes)) > 0;
        if (number && !two && (behind.starts_with("階") || length == text.size())) {
            out += std::to_string(*number);
            rest = behind;
        } else if (number) { // as it stands: not the rest of it by itself
            out += rest.substr(0, length);
            rest = behind;
        } else {
            out += rest.front();
            rest.remove_prefix(1);
        }
    }
    return out;
}

} // namespace

std::optional<int> floors_in(std::string_view cell) {
    std::string text = with_floor_digits(cell);
    if (const auto highest = highest_of_floors(text)) {
        return highest;
    }
    if (text.find("月") != std::string::npos) {
        return std::nullopt;
    }
    // Floors above ground stand behind 地上; those below are taken out.
    if (const auto above = text.find("地上"); above != std::string::npos) {
        text.erase(0, above);
    } else {
        for (const std::string_view below : {"地下", "B"}) {
            const auto at = text.find(below);
            if (at != std::string::npos) {
                std::size_t end = at + below.size();
                while (end < text.size() && text[end] >= '0' && text[end] <= '9') {
                    ++end;
                }
                text.erase(at, end - at);
            }
        }
    }
    if (text.find("平屋") != std::string::npos || text.find("平家") != std::string::npos) {
        // 2階一部平屋 has two.
        const bool partly = text.find("一部") != std::string::npos;
        return partly && number_in(text) ? whole_floors(*number_in(text)) : std::optional(1);
    }
    const auto number = number_in(text);
    return number ? whole_floors(*number) : std::nullopt;
}

namespace {

/// 昭45 and ㍼45 as 昭和45.
std::string with_whole_era(std::string text) {
    static constexpr std::array<std::array<std::string_view, 3>, 5> eras = {{{"明治", "明", "㍾"},
                                                                             {"大正", "大", "㍽"},
                                                                             {"昭和", "昭", "㍼"},
                                                                             {"平成", "平", "㍻"},
                                                                             {"令和", "令", "㋿"}}};
    for (const auto& [whole, letter, sign] : eras) {
        for (const std::string_view begun : {sign, letter}) {
            const std::string_view rest =
                std::string_view(text).substr(text.starts_with(begun) ? begun.size() : text.size());
            if (!rest.empty() && (is_digit(rest.front()) || rest.starts_with("元"))) {
                return std::string(whole) + std::string(rest);
            }
        }
    }
    return text;
}

/// 197003: year and month.
std::optional<int> year_of_month(const std::string& text) {
    const auto digits = text.size() == 6 ? whole_number(text, 6) : std::nullopt;
    if (!digits) {
        return std::nullopt;
    }
    const int number = static_cast<int>(*digits);
    const int month = number % 100;
    return month >= 1 && month <= 12 ? std::optional(number / 100) : std::nullopt;
}

} // namespace

std::optional<int> year_built_in(std::string_view cell) {
    const std::string text = with_whole_era(with_digits(comparable(cell)));
    if (text.find("〜") != std::string::npos || text.find('~') != std::string::npos) {
        return std::nullopt; // a range
    }
    if (const auto year = year_in(text)) {
        return year;
    }
    if (const auto year = year_of_month(text)) {
        return year;
    }
    // A date whose format was lost: days since 1899-12-30 (ECMA-376 part 1, 18.17.4.1), from 1927
    // to 2099. No year has five digits.
    const auto days = whole_number(text, 5);
    if (!days || *days < 1e4 || *days > 73050.0) {
        return std::nullopt;
    }
    using namespace std::chrono;
    const sys_days first = year(1899) / December / 30;
    return static_cast<int>(
        year_month_day(first + std::chrono::days(static_cast<int>(*days))).year());
}

std::optional<domain::PlacePrecision> precision_in(std::string_view cell) {
    const std::string text = comparable(cell);
    if (const auto known = domain::place_precision_of(text)) {
        return known;
    }
    using domain::PlacePrecision;
    static constexpr std::array<std::pair<std::string_view, PlacePrecision>, 11> words = {{
        {"台帳", PlacePrecision::Ledger},
        {"測量", PlacePrecision::Ledger},
        {"実測", PlacePrecision::Ledger},
        {"GPS", PlacePrecision::Ledger},
        {"座標", PlacePrecision::Ledger},
        {"街区", PlacePrecision::Block},
        {"番地", PlacePrecision::Block},
        {"地番", PlacePrecision::Block},
        {"丁目", PlacePrecision::Town},
        {"大字", PlacePrecision::Town},
        {"町字", PlacePrecision::Town},
    }};
    for (const auto& [word, precision] : words) {
        if (text.find(word) != std::string::npos) {
            return precision;
        }
    }
    return std::nullopt;
}

bool is_ruined_number(std::string_view cell) {
    const std::string text = comparable(cell);
    const auto e = text.find_first_of("Ee");
    if (e == std::string::npos || e == 0 || e + 2 >= text.size()) {
        return false;
    }
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const std::string_view mantissa = std::string_view(text).substr(0, e);
    const bool plus = text[e + 1] == '+'; // without it 1e12 may be a number of its own
    const std::string_view exponent = std::string_view(text).substr(e + (plus ? 2 : 1));
    return (plus || mantissa.find('.') != std::string_view::npos) && digit(mantissa.front()) &&
           std::all_of(mantissa.begin(), mantissa.end(),
                       [&](char c) { return digit(c) || c == '.'; }) &&
           std::all_of(exponent.begin(), exponent.end(), digit);
}

bool is_like_date(std::string_view cell) {
    static constexpr std::array<std::string_view, 12> kMonths = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::string shape;                   // Jan-05 is M-9, 1月5日 is 9月9日
    constexpr std::size_t kLongest = 14; // bytes: 12月31日
    std::string_view text = trimmed(cell);
    if (text.size() > kLongest) {
        return false;
    }
    while (!text.empty()) {
        const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
        if (digits > 0) {
            shape += '9';
            text.remove_prefix(digits);
        } else if (skip_one_of(text, kMonths)) {
            shape += 'M';
        } else {
            shape += text.front();
            text.remove_prefix(1);
        }
    }
    return shape == "M-9" || shape == "9-M" || shape == "9月9日" || shape == "9/9/9";
}

bool is_minutes_behind_point(std::string_view cell) {
    const std::string text = comparable(cell);
    const auto point = text.find('.');
    constexpr std::size_t kPairs = 4; // digits of minutes and of seconds
    return point != std::string::npos && text.size() > point + kPairs &&
           std::all_of(text.begin() + static_cast<std::ptrdiff_t>(point) + 1, text.end(),
                       [](char c) { return c >= '0' && c <= '9'; }) &&
           text[point + 1] < '6' && text[point + 3] < '6';
}

} // namespace todoku::io
