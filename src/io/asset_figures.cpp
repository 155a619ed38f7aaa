// Heights and areas in single cells of asset ledgers, with their units.
#include "core/japanese.hpp"
#include "core/kanji_numbers.hpp"
#include "io/asset_cells.hpp"
#include "io/cell_scan.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <system_error>

namespace todoku::io {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

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
/// exponent (1.2E+03), a whole number in kanji (十二).
std::optional<double> take_figure(std::string_view& rest) {
    std::string_view behind = rest;
    if (const auto kanji = take_kanji_number(behind);
        kanji && !behind.starts_with('.') && (behind.empty() || !is_digit(behind.front()))) {
        rest = behind;
        return *kanji;
    }
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

} // namespace todoku::io
