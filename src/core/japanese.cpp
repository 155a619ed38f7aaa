#include "core/japanese.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace todoku {

namespace {

/// The character at `at` of UTF-8 text; moves `at` past it. A broken byte stands for itself beyond
/// Unicode.
constexpr char32_t kBroken = 0x110000;

char32_t take(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) -> char32_t {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const char32_t lead = byte(at);
    const auto continues = [&](std::size_t count) {
        for (std::size_t i = 1; i <= count; ++i) {
            if ((byte(at + i) & 0xC0U) != 0x80U) {
                return false;
            }
        }
        return true;
    };
    if (lead < 0x80) {
        ++at;
        return lead;
    }
    if (lead >= 0xC2 && lead < 0xE0 && continues(1)) {
        const char32_t c = (lead & 0x1FU) << 6U | (byte(at + 1) & 0x3FU);
        at += 2;
        return c;
    }
    if (lead >= 0xE0 && lead < 0xF0 && continues(2)) {
        const char32_t c =
            (lead & 0x0FU) << 12U | (byte(at + 1) & 0x3FU) << 6U | (byte(at + 2) & 0x3FU);
        at += 3;
        return c;
    }
    if (lead >= 0xF0 && lead < 0xF5 && continues(3)) {
        const char32_t c = (lead & 0x07U) << 18U | (byte(at + 1) & 0x3FU) << 12U |
                           (byte(at + 2) & 0x3FU) << 6U | (byte(at + 3) & 0x3FU);
        at += 4;
        return c;
    }
    ++at;
    return kBroken + lead;
}

void put(std::string& out, char32_t c) {
    const auto add = [&out](char32_t value) { out += static_cast<char>(value); };
    if (c >= kBroken) {
        add(c - kBroken);
    } else if (c < 0x80) {
        add(c);
    } else if (c < 0x800) {
        add(0xC0U | c >> 6U);
        add(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        add(0xE0U | c >> 12U);
        add(0x80U | (c >> 6U & 0x3FU));
        add(0x80U | (c & 0x3FU));
    } else {
        add(0xF0U | c >> 18U);
        add(0x80U | (c >> 12U & 0x3FU));
        add(0x80U | (c >> 6U & 0x3FU));
        add(0x80U | (c & 0x3FU));
    }
}

// U+FF61 to U+FF9F in order (Unicode compatibility decompositions).
constexpr std::u32string_view kFullKana =
    U"。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホ"
    U"マミムメモヤユヨラリルレロワン゛゜";

char32_t widened_kana(char32_t c) {
    return c >= 0xFF61 && c <= 0xFF9F ? kFullKana[c - 0xFF61] : c;
}

/// Kana with a sound mark: カ + ゛ = ガ, ハ + ゜ = パ; nothing where the pair is no letter.
std::optional<char32_t> with_sound_mark(char32_t kana, char32_t mark) {
    const bool voiced = mark == 0xFF9E || mark == 0x3099;
    const bool half_voiced = mark == 0xFF9F || mark == 0x309A;
    if (!voiced && !half_voiced) {
        return std::nullopt;
    }
    // Hiragana lie 0x60 below katakana.
    const bool hiragana = kana >= 0x3041 && kana <= 0x3096;
    const char32_t k = hiragana ? kana + 0x60 : kana;
    constexpr std::u32string_view kVoiced = U"カキクケコサシスセソタチツテトハヒフヘホ";
    constexpr std::u32string_view kHalfVoiced = U"ハヒフヘホ";
    if (voiced && k == U'ウ') {
        return hiragana ? U'ゔ' : U'ヴ';
    }
    if (voiced && kVoiced.find(k) != std::u32string_view::npos) {
        return kana + 1;
    }
    if (half_voiced && kHalfVoiced.find(k) != std::u32string_view::npos) {
        return kana + 2;
    }
    return std::nullopt;
}

char32_t one_form(char32_t c) {
    switch (c) {
    case 0x3000: // ideographic space
    case 0x00A0:
        return U' ';
    case 0x301C: // 〜 by JIS tables, ～ by Microsoft's
    case 0xFF5E:
        return 0x301C;
    case 0x2212: // − by JIS tables, － by Microsoft's; hyphens that look the same
    case 0xFF0D:
    case 0x2010:
    case 0x2011:
    case 0x2013:
        return U'-';
    case 0x2014: // — by JIS tables, ― by Microsoft's
    case 0x2015:
        return 0x2015;
    case 0x2016: // ‖ by JIS tables, ∥ by Microsoft's
    case 0x2225:
        return 0x2016;
    case 0xFFE0:
        return 0x00A2;
    case 0xFFE1:
        return 0x00A3;
    case 0xFFE2:
        return 0x00AC;
    case 0xFFE5:
        return 0x00A5;
    default:
        break;
    }
    if (c >= 0xFF01 && c <= 0xFF5D) {
        return c - 0xFEE0;
    }
    return widened_kana(c);
}

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

/// Bytes by which a character may begin that normalise_width() changes (no character of Latin-1,
/// general punctuation or half- and full-width forms; of the block of kana, whose third byte
/// decides), and those by which a blank may begin.
enum class Lead : unsigned char { Plain, Changes, Kana };
constexpr std::array<Lead, 256> kWidthLeads = [] {
    std::array<Lead, 256> leads{};
    leads[0xC2] = leads[0xE2] = leads[0xEF] = Lead::Changes;
    leads[0xE3] = Lead::Kana;
    return leads;
}();
constexpr std::array<bool, 256> kBlankLeads = [] {
    std::array<bool, 256> leads{};
    for (const std::size_t lead : {0x09U, 0x0AU, 0x0BU, 0x0CU, 0x0DU, 0x20U, 0xC2U, 0xE2U, 0xEFU}) {
        leads[lead] = true;
    }
    return leads;
}();

/// True where normalise_width() certainly changes nothing: no character of the blocks that hold
/// what it changes, no ideographic space and no combining sound mark.
bool is_normal(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const Lead lead = kWidthLeads[byte(i)];
        if (lead == Lead::Plain) {
            continue;
        }
        if (lead == Lead::Changes) {
            return false;
        }
        if (i + 2 < text.size()) {
            const bool space = byte(i + 1) == 0x80 && byte(i + 2) == 0x80;
            const bool mark = byte(i + 1) == 0x82 && (byte(i + 2) == 0x99 || byte(i + 2) == 0x9A);
            if (space || mark) {
                return false;
            }
        }
    }
    return true;
}

std::string without_blanks(std::string normal) {
    const bool none = std::none_of(normal.begin(), normal.end(), [](char c) {
        return kBlankLeads[static_cast<unsigned char>(c)];
    });
    if (none) {
        return normal;
    }
    std::string out;
    out.reserve(normal.size());
    for (std::size_t at = 0; at < normal.size();) {
        const char32_t c = take(normal, at);
        const bool blank = c == U' ' || (c >= 0x09 && c <= 0x0D) || c == 0x200B || c == 0xFEFF ||
                           (c >= 0x2000 && c <= 0x200A) || c == 0x85;
        if (!blank) {
            put(out, c);
        }
    }
    return out;
}

} // namespace

std::string normalise_width(std::string_view text) {
    if (is_normal(text)) {
        return std::string(text);
    }
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = one_form(take(text, at));
        std::size_t after = at;
        const char32_t mark = at < text.size() ? take(text, after) : 0;
        if (const auto letter = with_sound_mark(c, mark)) {
            put(out, *letter);
            at = after;
        } else {
            put(out, c);
        }
    }
    return out;
}

std::string comparable(std::string_view text) {
    return without_blanks(normalise_width(text));
}

std::optional<double> number_in(std::string_view text) {
    const std::string normal = normalise_width(text);
    const auto digit_at = [&normal](std::size_t i) {
        return i < normal.size() && is_digit(normal[i]);
    };
    std::size_t at = 0;
    while (at < normal.size() && !digit_at(at) && !(normal[at] == '.' && digit_at(at + 1))) {
        ++at;
    }
    if (at == normal.size()) {
        return std::nullopt;
    }
    const std::string_view before = std::string_view(normal).substr(0, at);
    // A dash is a sign only where nothing or a blank or bracket stands before it ("1-2" holds 1,
    // "T-12" holds 12). 帳簿 write negative numbers with triangles.
    const bool dash =
        before.ends_with('-') && (before.size() == 1 || before[before.size() - 2] == ' ' ||
                                  before[before.size() - 2] == '(');
    const bool negative = dash || trimmed(before).ends_with("△") || trimmed(before).ends_with("▲");

    std::string number;
    while (digit_at(at)) {
        number += normal[at++];
    }
    // Separators of thousands: one to three digits, then groups of exactly three.
    if (!number.empty() && number.size() <= 3) {
        std::string grouped = number;
        std::size_t next = at;
        while (next < normal.size() && normal[next] == ',' && digit_at(next + 1) &&
               digit_at(next + 2) && digit_at(next + 3) && !digit_at(next + 4)) {
            grouped += normal.substr(next + 1, 3);
            next += 4;
        }
        number = grouped;
        at = next;
    }
    if (at < normal.size() && normal[at] == '.' && digit_at(at + 1)) {
        number += normal[at++];
        while (digit_at(at)) {
            number += normal[at++];
        }
    }
    // Spreadsheets write exponents with a sign; "3E" is a third floor, not a power.
    if (at + 2 < normal.size() && (normal[at] == 'E' || normal[at] == 'e') &&
        (normal[at + 1] == '+' || normal[at + 1] == '-') && digit_at(at + 2)) {
        number += 'e';
        if (normal[at + 1] == '-') {
            number += '-';
        }
        at += 2;
        while (digit_at(at)) {
            number += normal[at++];
        }
    }
    double value = 0.0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc{} || end != number.data() + number.size() || !std::isfinite(value)) {
        return std::nullopt;
    }
    return negative ? -value : value;
}

std::optional<bool> yes_or_no(std::string_view text) {
    std::string word = comparable(text);
    std::transform(word.begin(), word.end(), word.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    static constexpr std::string_view yes[] = {
        "有",   "有り", "あり", "ある", "○",  "◯", "〇", "◎", "可", "可能", "はい",   "1",
        "true", "yes",  "y",    "t",    "レ", "✓", "✔",  "☑", "●",  "o",    "使用可", "利用可"};
    static constexpr std::string_view no[] = {
        "無", "無し",  "なし", "無い", "ない", "×", "✕", "✖", "不可", "不可能",   "いいえ",
        "0",  "false", "no",   "n",    "f",    "☐", "☓", "x", "否",   "使用不可", "利用不可"};
    if (std::find(std::begin(yes), std::end(yes), word) != std::end(yes)) {
        return true;
    }
    if (std::find(std::begin(no), std::end(no), word) != std::end(no)) {
        return false;
    }
    return std::nullopt;
}

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
    const std::string compact = without_blanks(std::string(whole));
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
    if (outlives_its_era(comparable(text))) {
        return std::nullopt;
    }
    if (const auto date = date_in(text)) {
        return static_cast<int>(date->year());
    }
    std::string compact = comparable(text);
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
