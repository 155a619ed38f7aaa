#include "io/where_codes.hpp"

#include "domain/government_code.hpp"

#include <cctype>
#include <charconv>
#include <functional>

namespace todoku::io {

namespace {

constexpr std::size_t kShortCode = 5;
constexpr std::size_t kLongCode = 6;

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Replaces each word of five or six digits that may be a code: in quotation marks, or beside
/// anything but a sign of greater or less. @param replace gets the digits and whether they stand in
/// quotation marks
std::string replace_codes(const std::string& where,
                          const std::function<std::string(const std::string&, bool)>& replace) {
    std::string text;
    bool quoted = false;
    for (std::size_t at = 0; at < where.size();) {
        if (!is_word(where[at])) {
            quoted = where[at] == '\'' ? !quoted : quoted;
            text += where[at++];
            continue;
        }
        std::size_t end = at;
        bool digits = true;
        for (; end < where.size() && is_word(where[end]); ++end) {
            digits = digits && std::isdigit(static_cast<unsigned char>(where[end])) != 0;
        }
        const std::string word = where.substr(at, end - at);
        const std::size_t before = where.find_last_not_of(" =", at == 0 ? 0 : at - 1);
        const bool compared =
            at > 0 && before != std::string::npos && (where[before] == '<' || where[before] == '>');
        const bool code = digits && (word.size() == kShortCode || word.size() == kLongCode) &&
                          (quoted || !compared);
        text += code ? replace(word, quoted) : word;
        at = end;
    }
    return text;
}

/// A name such as 4G, which is no number.
bool starts_with_digit(const std::string& word) {
    double number = 0.0;
    const auto end = std::from_chars(word.data(), word.data() + word.size(), number).ptr;
    return std::isdigit(static_cast<unsigned char>(word.front())) != 0 &&
           end != word.data() + word.size();
}

} // namespace

std::string with_other_code_digits(const std::string& where) {
    return replace_codes(where, [](const std::string& digits, bool /*quoted*/) {
        const auto code = domain::GovernmentCode::parse(digits);
        if (!code) {
            return digits;
        }
        return digits.size() == kLongCode ? code->five_digits() : code->six_digits();
    });
}

std::string with_names_quoted(const std::string& where) {
    std::string text;
    char quote = 0;
    for (std::size_t at = 0; at < where.size();) {
        const char c = where[at];
        if (quote != 0 || !is_word(c)) {
            quote = quote == c ? char{0} : quote == 0 && (c == '\'' || c == '"') ? c : quote;
            text += c;
            ++at;
            continue;
        }
        std::size_t end = at;
        bool ascii = true;
        for (; end < where.size() && is_word(where[end]); ++end) {
            ascii = ascii && static_cast<unsigned char>(where[end]) < 0x80;
        }
        const std::string word = where.substr(at, end - at);
        text += ascii && !starts_with_digit(word) ? word : "\"" + word + "\"";
        at = end;
    }
    return text;
}

std::string with_codes_quoted(const std::string& where) {
    return replace_codes(where, [](const std::string& digits, bool quoted) {
        return quoted ? digits : "'" + digits + "'";
    });
}

} // namespace todoku::io
