#include "core/encoding.hpp"

#include "core/error.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <iconv.h>
#include <optional>
#include <utility>

namespace todoku {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD"; // U+FFFD
constexpr std::string_view kGeta = "\x81\xAC";            // 〓 in CP932
constexpr std::string_view kUtf8Bom = "\xEF\xBB\xBF";
constexpr std::string_view kUtf16LeBom = "\xFF\xFE";
constexpr std::string_view kUtf16BeBom = "\xFE\xFF";

constexpr auto kFailed = static_cast<std::size_t>(-1);

unsigned byte(char c) {
    return static_cast<unsigned char>(c);
}

/// A conversion descriptor of the C library.
class Iconv {
public:
    Iconv(const char* to, const char* from) : descriptor_(iconv_open(to, from)) {
        // iconv_open() reports failure by an all-ones pointer, which only a cast can spell.
        if (descriptor_ == reinterpret_cast<iconv_t>(-1)) { // NOLINT
            throw ExternalError(
                {std::string("文字コード ") + from + " の変換表がこの計算機にありません。",
                 std::string("This machine has no conversion table for ") + from + "."});
        }
    }
    Iconv(const Iconv&) = delete;
    Iconv& operator=(const Iconv&) = delete;
    ~Iconv() { iconv_close(descriptor_); }

    /// Appends what can be converted to `out`; returns how many bytes of `in` that took.
    std::size_t convert(std::string_view in, std::string& out) {
        iconv(descriptor_, nullptr, nullptr, nullptr, nullptr);
        char* from = const_cast<char*>(in.data()); // NOLINT: the C interface lacks const
        std::size_t left = in.size();
        while (left > 0) {
            char* to = buffer_.data();
            std::size_t room = buffer_.size();
            const std::size_t result = iconv(descriptor_, &from, &left, &to, &room);
            out.append(buffer_.data(), static_cast<std::size_t>(to - buffer_.data()));
            if (result == kFailed && errno != E2BIG) {
                break;
            }
        }
        return in.size() - left;
    }

private:
    iconv_t descriptor_;
    std::array<char, 1 << 16> buffer_{};
};

const char* iconv_name(Encoding encoding) {
    return encoding == Encoding::EucJp ? "EUC-JP-MS" : "CP932";
}

/// All of `bytes` in UTF-8, or nothing where one of them is no character.
std::optional<std::string> strictly(std::string_view bytes, Encoding encoding) {
    Iconv to_utf8("UTF-8", iconv_name(encoding));
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 2);
    if (to_utf8.convert(bytes, text) != bytes.size()) {
        return std::nullopt;
    }
    return text;
}

/// How many bytes of a broken multi-byte character to pass over: a following ASCII byte (a comma, a
/// line end) is kept.
std::size_t broken_length(std::string_view rest) {
    return rest.size() >= 2 && byte(rest[0]) >= 0x80 && byte(rest[1]) >= 0x80 ? 2 : 1;
}

Decoded with_replacements(std::string_view bytes, Encoding encoding) {
    Decoded decoded{.text = {}, .encoding = encoding, .replaced = 0};
    decoded.text.reserve(bytes.size() + bytes.size() / 2);
    Iconv to_utf8("UTF-8", iconv_name(encoding));
    while (!bytes.empty()) {
        bytes.remove_prefix(to_utf8.convert(bytes, decoded.text));
        if (!bytes.empty()) {
            decoded.text += kReplacement;
            ++decoded.replaced;
            bytes.remove_prefix(broken_length(bytes));
        }
    }
    return decoded;
}

std::int64_t half_width_kana(std::string_view utf8) {
    // U+FF61 to U+FF9F are EF BD A1 to EF BE 9F.
    std::int64_t count = 0;
    for (std::size_t i = 0; i + 2 < utf8.size(); ++i) {
        if (byte(utf8[i]) == 0xEF) {
            const unsigned low = byte(utf8[i + 1]) << 8U | byte(utf8[i + 2]);
            count += low >= 0xBDA1 && low <= 0xBE9F ? 1 : 0;
        }
    }
    return count;
}

void append_utf8(std::string& out, char32_t c) {
    const auto put = [&out](unsigned value) { out += static_cast<char>(value); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0U | c >> 6U);
        put(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        put(0xE0U | c >> 12U);
        put(0x80U | (c >> 6U & 0x3FU));
        put(0x80U | (c & 0x3FU));
    } else {
        put(0xF0U | c >> 18U);
        put(0x80U | (c >> 12U & 0x3FU));
        put(0x80U | (c >> 6U & 0x3FU));
        put(0x80U | (c & 0x3FU));
    }
}

Decoded from_utf16(std::string_view bytes, Encoding encoding) {
    Decoded decoded{.text = {}, .encoding = encoding, .replaced = 0};
    decoded.text.reserve(bytes.size());
    const std::size_t high = encoding == Encoding::Utf16Le ? 1 : 0;
    const auto unit = [&](std::size_t i) -> char32_t {
        return byte(bytes[i + high]) << 8U | byte(bytes[i + 1 - high]);
    };
    const auto replace = [&decoded] {
        decoded.text += kReplacement;
        ++decoded.replaced;
    };
    std::size_t i = 0;
    for (; i + 1 < bytes.size(); i += 2) {
        const char32_t first = unit(i);
        if (first < 0xD800 || first > 0xDFFF) {
            append_utf8(decoded.text, first);
            continue;
        }
        const char32_t second = first < 0xDC00 && i + 3 < bytes.size() ? unit(i + 2) : 0;
        if (second >= 0xDC00 && second <= 0xDFFF) {
            append_utf8(decoded.text, 0x10000 + ((first - 0xD800) << 10U) + (second - 0xDC00));
            i += 2;
        } else {
            replace();
        }
    }
    if (i < bytes.size()) {
        replace();
    }
    return decoded;
}

/// What stands at the start of `rest`: the length of a well-formed character, or of the longest
/// start of one (at least 1; Unicode 15, table 3-7 and "maximal subpart").
struct Utf8Step {
    std::size_t length = 1;
    bool well_formed = false;
};

Utf8Step utf8_step(std::string_view rest) {
    const unsigned lead = byte(rest[0]);
    if (lead < 0x80) {
        return {1, true};
    }
    std::size_t length = 0;
    unsigned low = 0x80;
    unsigned high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        length = 3;
        low = lead == 0xE0 ? 0xA0 : low;   // overlong
        high = lead == 0xED ? 0x9F : high; // surrogates
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4;
        low = lead == 0xF0 ? 0x90 : low;   // overlong
        high = lead == 0xF4 ? 0x8F : high; // beyond U+10FFFF
    } else {
        return {1, false};
    }
    for (std::size_t i = 1; i < length; ++i) {
        if (i >= rest.size() || byte(rest[i]) < low || byte(rest[i]) > high) {
            return {i, false};
        }
        low = 0x80;
        high = 0xBF;
    }
    return {length, true};
}

/// Length of the longest well-formed start.
std::size_t well_formed_prefix(std::string_view bytes) {
    constexpr std::uint64_t kHighBits = 0x8080808080808080U;
    std::size_t i = 0;
    while (i < bytes.size()) {
        if (i + sizeof(std::uint64_t) <= bytes.size()) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, bytes.data() + i, sizeof eight);
            if ((eight & kHighBits) == 0) {
                i += sizeof eight;
                continue;
            }
        }
        const Utf8Step step = utf8_step(bytes.substr(i));
        if (!step.well_formed) {
            return i;
        }
        i += step.length;
    }
    return i;
}

Decoded from_utf8(std::string_view bytes, Encoding encoding) {
    Decoded decoded{.text = {}, .encoding = encoding, .replaced = 0};
    decoded.text.reserve(bytes.size());
    while (!bytes.empty()) {
        const std::size_t good = well_formed_prefix(bytes);
        decoded.text.append(bytes.substr(0, good));
        bytes.remove_prefix(good);
        if (!bytes.empty()) {
            decoded.text += kReplacement;
            ++decoded.replaced;
            bytes.remove_prefix(utf8_step(bytes).length);
        }
    }
    return decoded;
}

/// How a text looks when read as UTF-8: Japanese in UTF-8 is all characters of three bytes, other
/// Japanese encodings hardly ever make one.
struct Utf8Look {
    std::size_t long_characters = 0; ///< of three bytes or four
    std::size_t malformed = 0;
};

Utf8Look look_as_utf8(std::string_view bytes) {
    Utf8Look look;
    for (std::size_t i = 0; i < bytes.size();) {
        if (byte(bytes[i]) < 0x80) {
            ++i;
            continue;
        }
        const Utf8Step step = utf8_step(bytes.substr(i));
        look.long_characters += step.well_formed && step.length > 2 ? 1 : 0;
        look.malformed += step.well_formed ? 0 : 1;
        i += step.length;
    }
    return look;
}

/// The first line of `rest`, its end included: LF, CR LF or CR alone, which no encoding but UTF-16
/// has inside a character.
std::string_view first_line(std::string_view rest) {
    const auto found =
        std::find_if(rest.begin(), rest.end(), [](char c) { return c == '\n' || c == '\r'; });
    const auto end = static_cast<std::size_t>(found - rest.begin());
    if (end == rest.size()) {
        return rest;
    }
    const bool both = rest[end] == '\r' && end + 1 < rest.size() && rest[end + 1] == '\n';
    return rest.substr(0, end + (both ? 2 : 1));
}

/// Whether a line can be nothing but Japanese in UTF-8.
bool is_japanese_utf8(std::string_view line) {
    return is_utf8(line) && look_as_utf8(line).long_characters > 0;
}

/// The encoding in which a line of a file is written; `of_file` where nothing speaks against it.
Encoding encoding_of_line(std::string_view line, Encoding of_file) {
    if (of_file == Encoding::Cp932 || of_file == Encoding::EucJp) {
        return is_japanese_utf8(line) ? Encoding::Utf8 : of_file;
    }
    if (is_utf8(line)) {
        return of_file;
    }
    const Utf8Look look = look_as_utf8(line);
    return look.long_characters < look.malformed && strictly(line, Encoding::Cp932)
               ? Encoding::Cp932
               : of_file;
}

/// The lines that are not UTF-8: what is to be judged by where a few lines of another are among
/// them.
std::string without_utf8_lines(std::string_view bytes) {
    std::string rest;
    while (!bytes.empty()) {
        const std::string_view line = first_line(bytes);
        if (!is_japanese_utf8(line)) {
            rest += line;
        }
        bytes.remove_prefix(line.size());
    }
    return rest;
}

// Variation selectors choose a form of the character before them (髙 and its kind): U+FE00-FE0F,
// U+E0100-E01EF.
bool is_variation_selector(std::string_view character) {
    return (character.size() == 3 && character >= "\xEF\xB8\x80" && character <= "\xEF\xB8\x8F") ||
           (character.size() == 4 && character >= "\xF3\xA0\x84\x80" &&
            character <= "\xF3\xA0\x87\xAF");
}

/// UTF-16 without a BOM: its separators, digits and line ends are ASCII, whose zero halves no other
/// encoding of office text has. They stand at odd places in little-endian text, at even ones in
/// big-endian text; a few stand in the other half (一 is U+4E00).
std::optional<Encoding> utf16_without_bom(std::string_view bytes) {
    std::array<std::size_t, 2> zeros{};
    for (std::size_t at = bytes.find('\0'); at != std::string_view::npos;
         at = bytes.find('\0', at + 1)) {
        ++zeros[at % 2];
    }
    // One character in sixteen is rarer than separators and line ends ever are in a table.
    constexpr std::size_t kFew = 32;
    const auto only = [&](std::size_t half) {
        return zeros[half] * kFew >= bytes.size() && zeros[half] > 2 * zeros[1 - half];
    };
    if (bytes.size() < 2 || (zeros[0] == 0 && zeros[1] == 0)) {
        return std::nullopt;
    }
    return only(1)   ? std::optional(Encoding::Utf16Le)
           : only(0) ? std::optional(Encoding::Utf16Be)
                     : std::nullopt;
}

} // namespace

const char* name_of(Encoding encoding) {
    switch (encoding) {
    case Encoding::Utf8:
        return "UTF-8";
    case Encoding::Utf8Bom:
        return "UTF-8 BOM";
    case Encoding::Utf16Le:
        return "UTF-16LE";
    case Encoding::Utf16Be:
        return "UTF-16BE";
    case Encoding::Cp932:
        return "CP932";
    case Encoding::EucJp:
        return "EUC-JP";
    }
    return "";
}

bool is_utf8(std::string_view bytes) {
    return well_formed_prefix(bytes) == bytes.size();
}

Decoded decode(std::string_view bytes, Encoding encoding) {
    switch (encoding) {
    case Encoding::Utf8:
    case Encoding::Utf8Bom:
        if (bytes.starts_with(kUtf8Bom)) {
            bytes.remove_prefix(kUtf8Bom.size());
        }
        return from_utf8(bytes, encoding);
    case Encoding::Utf16Le:
    case Encoding::Utf16Be:
        if (bytes.starts_with(encoding == Encoding::Utf16Le ? kUtf16LeBom : kUtf16BeBom)) {
            bytes.remove_prefix(2);
        }
        return from_utf16(bytes, encoding);
    case Encoding::Cp932:
    case Encoding::EucJp:
        return with_replacements(bytes, encoding);
    }
    return {};
}

Encoding encoding_of(std::string_view bytes) {
    if (bytes.starts_with(kUtf8Bom)) {
        return Encoding::Utf8Bom;
    }
    if (bytes.starts_with(kUtf16LeBom)) {
        return Encoding::Utf16Le;
    }
    if (bytes.starts_with(kUtf16BeBom)) {
        return Encoding::Utf16Be;
    }
    if (const auto half = utf16_without_bom(bytes)) {
        return *half;
    }
    if (is_utf8(bytes)) {
        return Encoding::Utf8;
    }
    const Utf8Look look = look_as_utf8(bytes);
    if (look.long_characters > look.malformed) {
        return Encoding::Utf8;
    }
    const std::string others = look.long_characters > 0 ? without_utf8_lines(bytes) : "";
    const std::string_view judged = others.empty() ? bytes : others;
    const std::optional<std::string> euc = strictly(judged, Encoding::EucJp);
    if (!euc) {
        return Encoding::Cp932;
    }
    const std::optional<std::string> cp932 = strictly(judged, Encoding::Cp932);
    return !cp932 || half_width_kana(*euc) < half_width_kana(*cp932) ? Encoding::EucJp
                                                                     : Encoding::Cp932;
}

Decoded decode(std::string_view bytes) {
    return decode(bytes, encoding_of(bytes));
}

DecodedLines decode_lines(std::string_view bytes, Encoding encoding) {
    DecodedLines lines;
    const bool utf8 = encoding == Encoding::Utf8 || encoding == Encoding::Utf8Bom;
    if ((utf8 && is_utf8(bytes)) || encoding == Encoding::Utf16Le ||
        encoding == Encoding::Utf16Be) {
        lines.whole = decode(bytes, encoding);
        return lines;
    }
    lines.whole.encoding = encoding;
    if (utf8 && bytes.starts_with(kUtf8Bom)) {
        bytes.remove_prefix(kUtf8Bom.size());
    }
    lines.whole.text.reserve(bytes.size() + bytes.size() / 2);
    std::size_t from = 0; // lines from here are in the file's encoding and not yet decoded
    const auto take = [&](std::size_t to, Encoding of_part) {
        const Decoded part = decode(bytes.substr(from, to - from), of_part);
        lines.whole.text += part.text;
        lines.whole.replaced += part.replaced;
        from = to;
    };
    std::int64_t number = 1;
    for (std::size_t at = 0; at < bytes.size(); ++number) {
        const std::string_view line = first_line(bytes.substr(at));
        const Encoding found = encoding_of_line(line, encoding);
        if (found != encoding) {
            take(at, encoding);
            const std::size_t start = lines.whole.text.size();
            take(at + line.size(), found);
            std::string text = lines.whole.text.substr(start);
            text.erase(text.find_last_not_of("\r\n") + 1);
            lines.others.push_back({number, found, std::move(text)});
        }
        at += line.size();
    }
    take(bytes.size(), encoding);
    return lines;
}

EncodedCp932 encode_cp932(std::string_view utf8) {
    EncodedCp932 encoded;
    encoded.bytes.reserve(utf8.size());
    Iconv to_cp932("CP932", "UTF-8");
    const auto report = [&encoded](std::string_view character) {
        if (std::find(encoded.missing.begin(), encoded.missing.end(), character) ==
            encoded.missing.end()) {
            encoded.missing.emplace_back(character);
        }
    };
    std::string_view rest = utf8;
    while (true) {
        rest.remove_prefix(to_cp932.convert(rest, encoded.bytes));
        if (rest.empty()) {
            return encoded;
        }
        const Utf8Step step = utf8_step(rest);
        const std::string_view character = rest.substr(0, step.length);
        rest.remove_prefix(step.length);
        if (!step.well_formed) {
            encoded.bytes += kGeta;
            report(kReplacement);
        } else if (is_variation_selector(character)) {
            // The base character is written already; only its variant form is lost.
            const auto here = static_cast<std::size_t>(character.data() - utf8.data());
            std::size_t base = here;
            while (base > 0 && (byte(utf8[--base]) & 0xC0U) == 0x80) {
            }
            report(utf8.substr(base, here + character.size() - base));
        } else {
            encoded.bytes += kGeta;
            report(character);
        }
    }
}

} // namespace todoku
