#include "report/printable.hpp"

#include <algorithm>
#include <cstdint>

namespace todoku::report {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

/// Takes the next character off the front of the text; one bad byte gives U+FFFD.
/// Unicode 15, table 3-7: well-formed byte sequences.
char32_t take_character(std::string_view& text) {
    const auto byte = [&](std::size_t i) -> std::uint32_t {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const std::uint32_t lead = byte(0);
    std::uint32_t code = kReplacement;
    std::size_t length = 1;
    if (lead < 0x80U) {
        code = lead;
    } else if (lead >= 0xC2U && lead <= 0xDFU && follows(1)) {
        code = ((lead & 0x1FU) << 6U) | (byte(1) & 0x3FU);
        length = 2;
    } else if (lead >= 0xE0U && lead <= 0xEFU && follows(1) && follows(2)) {
        const std::uint32_t three =
            ((lead & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
        if (three >= 0x800U && (three < 0xD800U || three > 0xDFFFU)) {
            code = three;
            length = 3;
        }
    } else if (lead >= 0xF0U && lead <= 0xF4U && follows(1) && follows(2) && follows(3)) {
        const std::uint32_t four = ((lead & 0x07U) << 18U) | ((byte(1) & 0x3FU) << 12U) |
                                   ((byte(2) & 0x3FU) << 6U) | (byte(3) & 0x3FU);
        if (four >= 0x10000U && four <= 0x10FFFFU) {
            code = four;
            length = 4;
        }
    }
    text.remove_prefix(length);
    return code;
}

void append(std::string& out, char32_t character) {
    const auto code = static_cast<std::uint32_t>(character);
    const auto put = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (code < 0x80U) {
        put(code);
    } else if (code < 0x800U) {
        put(0xC0U | (code >> 6U));
        put(0x80U | (code & 0x3FU));
    } else if (code < 0x10000U) {
        put(0xE0U | (code >> 12U));
        put(0x80U | ((code >> 6U) & 0x3FU));
        put(0x80U | (code & 0x3FU));
    } else {
        put(0xF0U | (code >> 18U));
        put(0x80U | ((code >> 12U) & 0x3FU));
        put(0x80U | ((code >> 6U) & 0x3FU));
        put(0x80U | (code & 0x3FU));
    }
}

bool is_left_out(char32_t c) {
    const bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
    // Names that reverse what follows them could pass for other names (Unicode TR 36, 2.5).
    const bool turns_direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    const bool noncharacter = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    return control || turns_direction || noncharacter || c == 0xFEFF;
}

/// Belongs to the character before it and takes no room of its own.
bool is_mark(char32_t c) {
    return (c >= 0x0300 && c <= 0x036F) || c == 0x3099 || c == 0x309A ||
           (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || c == 0x200D;
}

} // namespace

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        if (text.starts_with("\r\n")) {
            text.remove_prefix(1);
        }
        const char32_t character = take_character(text);
        if (character == U'\t' || character == U'\n' || character == U'\r' || character == 0x85) {
            out.push_back(' ');
        } else if (!is_left_out(character)) {
            append(out, character);
        }
    }
    return out;
}

std::string shortened(std::string_view text, std::size_t characters) {
    std::string kept;
    std::string before_last; // what stays where one more base character does not fit
    std::size_t count = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const char32_t character = take_character(rest);
        if (!is_mark(character)) {
            if (count == characters) {
                return before_last + "…";
            }
            ++count;
            if (count == characters) {
                before_last = kept;
            }
        }
        append(kept, character);
    }
    return kept;
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const char32_t character = take_character(text);
        const bool narrow = character < 0x80 || (character >= 0xFF61 && character <= 0xFF9F);
        width += is_mark(character) ? 0U : narrow ? 1U : 2U;
    }
    return width;
}

std::string in_file_name(std::string_view text) {
    // A file's name has 255 bytes, of which a character takes up to four.
    constexpr std::size_t kLongest = 40;
    std::string name = shortened(printable(text), kLongest);
    std::ranges::replace_if(
        name,
        [](char c) { return std::string_view("\\/:*?\"<>|").find(c) != std::string_view::npos; },
        '_');
    return name;
}

std::string escape_markup(std::string_view text) {
    std::string out;
    for (const char c : printable(text)) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out.push_back(c);
        }
    }
    return out;
}

} // namespace todoku::report
