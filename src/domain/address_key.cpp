#include "domain/address_key.hpp"

#include "core/japanese.hpp"
#include "core/kanji_numbers.hpp"
#include "core/name_variants.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace todoku::domain {

namespace {

// The last letters of names of prefectures and municipalities.
constexpr std::array<std::string_view, 8> kPlaces = {"都", "道", "府", "県",
                                                     "市", "区", "町", "村"};

/// The number that starts at `at`, moved past, whatever numerals it is made of: both sides of a
/// comparison are read alike. Nothing where no kanji numeral stands there.
std::optional<std::int64_t> take_any_number(std::string_view text, std::size_t& at) {
    constexpr std::int64_t kMost = 1'000'000'000; // no number of an address is longer
    std::int64_t sum = 0;
    std::int64_t digits = 0; // 二三: 23
    bool any_digit = false;
    const std::size_t begin = at;
    while (at + kKanjiBytes <= text.size()) {
        const std::string_view letter = text.substr(at, kKanjiBytes);
        if (const auto digit = kanji_digit(letter)) {
            digits = std::min(digits, kMost) * 10 + *digit;
            any_digit = true;
        } else if (const auto unit = kanji_unit(letter)) {
            sum = std::min(sum, kMost) + (any_digit ? digits : 1) * *unit;
            digits = 0;
            any_digit = false;
        } else {
            break;
        }
        at += kKanjiBytes;
    }
    return at == begin ? std::nullopt : std::optional(sum + digits);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool skip(std::string_view text, std::size_t& at, std::string_view word) {
    if (text.substr(at).starts_with(word)) {
        at += word.size();
        return true;
    }
    return false;
}

std::size_t digits_at(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) {
        ++end;
    }
    return end - at;
}

/// The text behind a postal code: 〒 and its digits, or 514-0004 alone in front of the name of a
/// prefecture or municipality (a lot may be called so).
std::string_view without_postal_code(std::string_view text) {
    std::size_t at = 0;
    const bool marked = skip(text, at, "〒") || skip(text, at, "郵便番号");
    if (marked) {
        skip(text, at, ":");
    }
    constexpr std::size_t kArea = 3; // digits before and behind the dash
    constexpr std::size_t kTown = 4;
    const std::size_t first = digits_at(text, at);
    if (marked && first == kArea + kTown) {
        return text.substr(at + first);
    }
    const std::size_t dash = at + first;
    if (first != kArea || dash >= text.size() || text[dash] != '-' ||
        digits_at(text, dash + 1) != kTown) {
        return text;
    }
    const std::string_view rest = text.substr(dash + 1 + kTown);
    const bool named = std::any_of(kPlaces.begin(), kPlaces.end(), [rest](std::string_view place) {
        const auto found = rest.find(place);
        return found != std::string_view::npos && found > 0;
    });
    return marked || named ? rest : text;
}

/// Blanks between digits part two numbers (1-2 3階): a dash, before blanks go.
std::string with_numbers_apart(std::string_view text) {
    std::string apart = normalise_width(text);
    for (std::size_t at = apart.find(' '); at != std::string::npos; at = apart.find(' ', at + 1)) {
        const auto next = apart.find_first_not_of(' ', at);
        if (at > 0 && is_digit(apart[at - 1]) && next != std::string::npos &&
            is_digit(apart[next])) {
            apart[at] = '-';
        }
    }
    return apart;
}

/// Without what stands in brackets of a former name: 津市(旧久居市)新町.
std::string without_former_names(std::string text) {
    for (const std::string_view former : {"(旧", "(元", "(現"}) {
        for (auto open = text.find(former); open != std::string::npos; open = text.find(former)) {
            const auto close = text.find(')', open);
            text.erase(open, close == std::string::npos ? close : close + 1 - open);
        }
    }
    return text;
}

} // namespace

std::string address_key(std::string_view text) {
    const std::string whole = without_former_names(one_spelling(with_numbers_apart(text)));
    const std::string_view from = without_postal_code(whole);
    std::string key;
    bool kanji_number = false; // the key ends in a number written in kanji
    for (std::size_t at = 0; at < from.size();) {
        if (skip(from, at, "大字") || skip(from, at, "小字") || skip(from, at, "字")) {
            continue;
        }
        const bool after_number = !key.empty() && is_digit(key.back());
        if (after_number && skip(from, at, "丁目")) {
            key += '-';
            continue;
        }
        if (after_number &&
            (skip(from, at, "番地") || skip(from, at, "番") || skip(from, at, "号"))) {
            skip(from, at, "の");
            if (at < from.size() && from[at] == '-') {
                ++at;
            }
            key += '_';
            continue;
        }
        const std::size_t before = at;
        if (const auto number = take_any_number(from, at)) {
            key += after_number ? "-" : "";
            key += std::to_string(*number);
            kanji_number = true;
            continue;
        }
        if (is_digit(from[at])) {
            // 八123: a town named Eight and a lot; 0012 and 12 are one lot.
            key += kanji_number && after_number ? "-" : "";
            while (at + 1 < from.size() && from[at] == '0' && is_digit(from[at + 1])) {
                ++at;
            }
            while (at < from.size() && is_digit(from[at])) {
                key += from[at++];
            }
            kanji_number = false;
            continue;
        }
        at = before;
        key += from[at++];
    }
    return key;
}

std::string address_part_key(std::string_view text) {
    std::string key = address_key(text);
    while (!key.empty() && (key.back() == '-' || key.back() == '_')) {
        key.pop_back();
    }
    return key;
}

} // namespace todoku::domain
