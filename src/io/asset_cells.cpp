#include "io/asset_cells.hpp"

#include "core/japanese.hpp"
#include "core/text.hpp"
#include "io/cell_scan.hpp"

#include <algorithm>
#include <array>
#include <charconv>
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

/// True where every comma stands before a group of exactly three digits.
bool groups_thousands(std::string_view number) {
    const std::string_view whole = number.substr(0, number.find_first_of(".e"));
    if (number.find(',', whole.size()) != std::string_view::npos) {
        return false;
    }
    auto comma = whole.find(',');
    bool fits = comma == std::string_view::npos || (comma > 0 && comma <= 3);
    while (fits && comma != std::string_view::npos) {
        const auto next = whole.find(',', comma + 1);
        fits = std::min(next, whole.size()) - comma == 4;
        comma = next;
    }
    return fits;
}

/// Reads one number and moves past it: a sign, thousands in groups, decimals, a spreadsheet's
/// exponent (1.2E+03).
std::optional<double> take_figure(std::string_view& rest) {
    const bool negative = !rest.empty() && !is_digit(rest.front()) &&
                          skip_one_of(rest, std::array<std::string_view, 3>{"-", "△", "▲"});
    std::size_t end = std::min(rest.find_first_not_of("0123456789.,"), rest.size());
    if (end + 2 < rest.size() && rest[end] == 'e' &&
        (rest[end + 1] == '+' || rest[end + 1] == '-') && is_digit(rest[end + 2])) {
        end = std::min(rest.find_first_not_of("0123456789", end + 2), rest.size());
    }
    std::string number(rest.substr(0, end));
    if (!groups_thousands(number)) {
        return std::nullopt;
    }
    std::erase(number, ',');
    if (const auto plus = number.find('+'); plus != std::string::npos) {
        number.erase(plus, 1);
    }
    double value = 0.0;
    const auto [stop, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc{} || stop != number.data() + number.size()) {
        return std::nullopt;
    }
    rest.remove_prefix(end);
    return negative ? -value : value;
}

/// A unit: so many times the base unit, divided by `per`.
struct Unit {
    std::string_view word;
    double times = 1.0;
    double per = 1.0;
};

// A word before those that it begins.
constexpr std::array<Unit, 13> kLengths = {{{"mm", 1, 1000},
                                            {"㎜", 1, 1000},
                                            {"ミリメートル", 1, 1000},
                                            {"cm", 1, 100},
                                            {"㎝", 1, 100},
                                            {"センチメートル", 1, 100},
                                            {"km", 1000},
                                            {"㎞", 1000},
                                            {"キロメートル", 1000},
                                            {"メートル"},
                                            {"メーター"},
                                            {"㍍"},
                                            {"m"}}};

// 1坪 = 36平方尺, 1尺 = 10/33 m (度量衡法, 明治42年法律第4号).
constexpr std::array<Unit, 20> kAreas = {{{"km2", 1e6},
                                          {"km²", 1e6},
                                          {"㎢", 1e6},
                                          {"平方キロメートル", 1e6},
                                          {"ha", 1e4},
                                          {"㏊", 1e4},
                                          {"ヘクタール", 1e4},
                                          {"㌶", 1e4},
                                          {"アール", 100},
                                          {"㌃", 100},
                                          {"a", 100},
                                          {"坪", 400, 121},
                                          {"平方メートル"},
                                          {"平方m"},
                                          {"平米"},
                                          {"㎡"},
                                          {"m2"},
                                          {"m²"},
                                          {"m^2"},
                                          {"平方㍍"}}};

// What may stand before a figure and does not change it.
constexpr std::array<std::string_view, 17> kBeforeHeight = {
    "約",   "およそ", "おおよそ", "概ね", "おおむね", "推定", "高さ", "地上高", "地上",
    "全高", "最高部", "gl+",      "gl",   "g.l.+",    "g.l.", "h=",   "h"};
constexpr std::array<std::string_view, 12> kBeforeArea = {
    "約",   "およそ", "おおよそ", "概ね", "おおむね", "推定",
    "敷地", "延べ床", "延床",     "延べ", "延",       "面積"};
constexpr std::array<std::string_view, 8> kAbout = {"程度", "前後", "くらい", "ぐらい",
                                                    "位",   "ほど", "強",     "弱"};

/// What a header says in brackets multiplies the figures under it: 高さ(cm), 面積(単位:ha). 1 where
/// it names no unit; nothing where figures under it are in no unit of ours, or no such figures.
template <std::size_t M>
std::optional<double> times_under(std::string_view header, const std::array<Unit, M>& units) {
    const auto open = header.find('(');
    if (open == std::string_view::npos) {
        return 1.0;
    }
    const std::string words = lower(comparable(header.substr(open)));
    for (const std::string_view other : {"標高", "海抜"}) {
        if (words.find(other) != std::string::npos) {
            return std::nullopt;
        }
    }
    static constexpr std::array<std::string_view, 18> others = {"階",
                                                                "尺",
                                                                "間",
                                                                "丈",
                                                                "寸",
                                                                "反",
                                                                "畝",
                                                                "町",
                                                                "歩",
                                                                "畳",
                                                                "帖",
                                                                "ft",
                                                                "feet",
                                                                "フィート",
                                                                "千㎡",
                                                                "千m2",
                                                                "千平方メートル",
                                                                "万㎡"};
    std::string_view rest = words;
    while (!rest.empty()) {
        if (skip_one_of(rest, std::array<std::string_view, 11>{"(", ")", ":", ",", "、", "・", "/",
                                                               "[", "]", "単位", " "})) {
            continue;
        }
        const std::string_view word = rest.substr(
            0, std::min({rest.find_first_of("():,/[] "), rest.find("、"), rest.find("・")}));
        for (const Unit& known : units) {
            if (word == known.word) {
                return known.times / known.per;
            }
        }
        if (std::find(others.begin(), others.end(), word) != others.end()) {
            return std::nullopt;
        }
        rest.remove_prefix(word.size());
    }
    return 1.0;
}

/// A figure in one of the units and nothing else but a bracket, which may hold the unit; without
/// any, in the unit of its header.
template <std::size_t N, std::size_t M>
std::optional<double> measured(std::string_view cell, const std::array<std::string_view, N>& before,
                               const std::array<Unit, M>& units, std::string_view header) {
    const std::string text = lower(comparable(cell));
    std::string_view rest = text;
    if (!rest.empty() && !is_digit(rest.front())) {
        while (skip_one_of(rest, before)) {
        }
        skip_one_of(rest, std::array<std::string_view, 3>{":", "=", "+"});
    }
    const auto figure = take_figure(rest);
    if (!figure) {
        return std::nullopt;
    }
    const auto unit = std::find_if(units.begin(), units.end(),
                                   [&](const Unit& known) { return rest.starts_with(known.word); });
    if (unit != units.end()) {
        rest.remove_prefix(unit->word.size());
        skip_one_of(rest, kAbout);
        return rest.empty() || rest.starts_with('(')
                   ? std::optional(*figure * unit->times / unit->per)
                   : std::nullopt;
    }
    skip_one_of(rest, kAbout);
    const auto in_unit_of_header = [&]() -> std::optional<double> {
        const auto times = times_under(header, units);
        return times ? std::optional(*figure * *times) : std::nullopt;
    };
    if (rest.empty()) {
        return in_unit_of_header();
    }
    if (!rest.starts_with('(') || !rest.ends_with(')')) {
        return std::nullopt;
    }
    // Without a unit before it, a bracket may hold the unit, or words that are none.
    const std::string_view inner = rest.substr(1, rest.size() - 2);
    for (const Unit& known : units) {
        if (inner == known.word) {
            return *figure * known.times / known.per;
        }
    }
    for (const std::string_view other :
         {"階", "尺", "間", "丈", "標高", "海抜", "反", "畝", "町"}) {
        if (inner.find(other) != std::string_view::npos) {
            return std::nullopt;
        }
    }
    return in_unit_of_header();
}

} // namespace

std::optional<double> height_in(std::string_view cell, std::string_view header) {
    return measured(cell, kBeforeHeight, kLengths, header);
}

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

std::optional<double> size_in(std::string_view cell, std::string_view header) {
    return measured(cell, kBeforeArea, kAreas, header);
}

bool is_in_tsubo(std::string_view cell, std::string_view header) {
    const bool of_header = header.find("坪") != std::string_view::npos;
    if (!of_header && cell.find("坪") == std::string_view::npos) {
        return false;
    }
    const std::string text = comparable(cell);
    if (of_header && size_in(cell) != size_in(cell, header)) {
        return true;
    }
    return text.substr(0, text.find('(')).find("坪") != std::string::npos ||
           text.find("(坪)") != std::string::npos;
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

std::optional<int> floors_in(std::string_view cell) {
    if (const auto highest = highest_of_floors(cell)) {
        return highest;
    }
    std::string text = comparable(cell);
    if (text.find("月") != std::string::npos) {
        return std::nullopt;
    }
    if (text.find("平屋") != std::string::npos || text.find("平家") != std::string::npos) {
        return 1;
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
    auto number = number_in(text);
    if (!number) {
        static constexpr std::array<std::string_view, 10> kanji = {
            "一階", "二階", "三階", "四階", "五階", "六階", "七階", "八階", "九階", "十階"};
        for (std::size_t i = 0; i < kanji.size(); ++i) {
            if (text.find(kanji[i]) != std::string::npos) {
                number = static_cast<double>(i + 1);
            }
        }
    }
    if (!number || *number < 1.0 || *number > kMostFloors || *number != std::floor(*number)) {
        return std::nullopt;
    }
    return static_cast<int>(*number);
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
    const std::string text = with_whole_era(comparable(cell));
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
