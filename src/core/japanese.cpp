#include "core/japanese.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

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

} // namespace todoku
