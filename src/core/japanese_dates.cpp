// Dates and years as offices write them: by eras, and in the calendar of the West.
#include "core/japanese.hpp"
#include "core/kanji_numbers.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace todoku {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Reads digits as a whole number and moves past them; nothing where there are none or more than
/// nine.
std::optional<int> take_int(std::string_view& text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || text.empty() || !is_digit(text.front())) {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

struct Era {
    std::string_view name;
    std::string_view letter;
    Date first_day;
};

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

// First days of the eras: 明治 by the change of calendar year, 大正 and 昭和 by the days of
// succession, 平成 by 昭和64年政令第1号, 令和 by 平成31年政令第143号.
constexpr std::array<Era, 5> kEras = {{
    {"令和", "R", Date{year(2019), month(5), day(1)}},
    {"平成", "H", Date{year(1989), month(1), day(8)}},
    {"昭和", "S", Date{year(1926), month(12), day(25)}},
    {"大正", "T", Date{year(1912), month(7), day(30)}},
    {"明治", "M", Date{year(1868), month(1), day(1)}},
}};

// The solar calendar began with 明治6年1月1日; dates before it were written in another calendar.
constexpr Date kSolarCalendar{year(1873), month(1), day(1)};

/// Reads "令和8", "令和元", "R8", "2026" and moves past it.
std::optional<int> take_year(std::string_view& text) {
    for (const Era& era : kEras) {
        std::string_view rest = text;
        if (rest.starts_with(era.name)) {
            rest.remove_prefix(era.name.size());
        } else if (rest.size() > 1 && rest.starts_with(era.letter) &&
                   (is_digit(rest[1]) || rest.substr(1).starts_with("元"))) {
            rest.remove_prefix(era.letter.size());
        } else {
            continue;
        }
        std::optional<int> of_era;
        if (rest.starts_with("元")) {
            rest.remove_prefix(std::string_view("元").size());
            of_era = 1;
        } else {
            of_era = take_int(rest);
        }
        if (!of_era || *of_era < 1 || *of_era > 99) {
            return std::nullopt;
        }
        text = rest;
        return static_cast<int>(era.first_day.year()) + *of_era - 1;
    }
    std::string_view rest = text;
    const auto western = take_int(rest);
    if (!western || text.size() - rest.size() != 4) {
        return std::nullopt;
    }
    text = rest;
    return western;
}

/// "昭和99": a year that its era did not reach.
bool outlives_its_era(std::string_view text) {
    for (std::size_t i = 1; i < kEras.size(); ++i) { // the first one goes on
        const Era& era = kEras[i];
        std::string_view rest = text;
        if (rest.starts_with(era.name)) {
            rest.remove_prefix(era.name.size());
        } else if (rest.starts_with(era.letter)) {
            rest.remove_prefix(era.letter.size());
        } else {
            continue;
        }
        const auto of_era = take_int(rest);
        const auto last =
            kEras[i - 1].first_day.year() - era.first_day.year() + std::chrono::years(1);
        return of_era && *of_era > last.count();
    }
    return false;
}

} // namespace

std::optional<Date> date_in(std::string_view text) {
    const std::string normal = normalise_width(text);
    // A time of day may follow after a blank or T.
    std::string_view whole = trimmed(normal);
    if (const auto colon = whole.find(':'); colon != std::string_view::npos) {
        const auto gap = whole.find_last_of(" T", colon);
        if (gap == std::string_view::npos) {
            return std::nullopt;
        }
        whole = trimmed(whole.substr(0, gap));
    }
    const std::string compact = with_digits(comparable(whole));
    std::string_view rest = compact;
    std::optional<int> y;
    std::optional<int> m;
    std::optional<int> d;
    if (rest.size() == 8 && std::all_of(rest.begin(), rest.end(), is_digit)) {
        std::string_view part = rest.substr(0, 4);
        y = take_int(part);
        part = rest.substr(4, 2);
        m = take_int(part);
        part = rest.substr(6, 2);
        d = take_int(part);
        rest = {};
    } else {
        y = take_year(rest);
        std::string_view separator;
        for (const std::string_view known : {"年", "-", "/", "."}) {
            if (rest.starts_with(known)) {
                separator = known;
            }
        }
        if (!y || separator.empty()) {
            return std::nullopt;
        }
        rest.remove_prefix(separator.size());
        m = take_int(rest);
        const std::string_view second = separator == "年" ? "月" : separator;
        if (!m || !rest.starts_with(second)) {
            return std::nullopt;
        }
        rest.remove_prefix(second.size());
        d = take_int(rest);
        if (separator == "年") {
            if (!rest.starts_with("日")) {
                return std::nullopt;
            }
            rest.remove_prefix(std::string_view("日").size());
        }
    }
    if (!y || !m || !d || !rest.empty() || *m < 1 || *m > 12 || *d < 1 || *d > 31) {
        return std::nullopt;
    }
    const Date date{year(*y), month(static_cast<unsigned>(*m)), day(static_cast<unsigned>(*d))};
    return date.ok() ? std::optional(date) : std::nullopt;
}

std::optional<int> year_in(std::string_view text) {
    const std::string compact = with_digits(comparable(text));
    if (outlives_its_era(compact)) {
        return std::nullopt;
    }
    if (const auto date = date_in(text)) {
        return static_cast<int>(date->year());
    }
    std::string_view rest = compact;
    for (const std::string_view western : {"西暦", "約", "AD"}) {
        if (rest.starts_with(western)) {
            rest.remove_prefix(western.size());
        }
    }
    if (outlives_its_era(rest)) {
        return std::nullopt;
    }
    const auto y = take_year(rest);
    // What follows must end the year: nothing, 年 (and a month, 度, 頃), a bracket, a separator;
    // not a fifth digit.
    if (!y || (!rest.empty() && is_digit(rest.front()))) {
        return std::nullopt;
    }
    return y;
}

std::string era_date(Date date) {
    const int y = static_cast<int>(date.year());
    const unsigned m = static_cast<unsigned>(date.month());
    const unsigned d = static_cast<unsigned>(date.day());
    if (date >= kSolarCalendar) {
        for (const Era& era : kEras) {
            if (date >= era.first_day) {
                const int of_era = y - static_cast<int>(era.first_day.year()) + 1;
                const std::string number = of_era == 1 ? "元" : std::to_string(of_era);
                return fmt::format("{}{}年{}月{}日", era.name, number, m, d);
            }
        }
    }
    return fmt::format("{}年{}月{}日", y, m, d);
}

std::string iso_date(Date date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

} // namespace todoku
