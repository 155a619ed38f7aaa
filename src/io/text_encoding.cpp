#include "io/text_encoding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace todoku::io {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD"; // U+FFFD
// Rows listed one by one; of more, their number is told.
constexpr std::size_t kListed = 100;

bool is_utf16(Encoding encoding) {
    return encoding == Encoding::Utf16Le || encoding == Encoding::Utf16Be;
}

bool is_utf8_of_any_kind(Encoding encoding) {
    return encoding == Encoding::Utf8 || encoding == Encoding::Utf8Bom;
}

bool is_plain_ascii(std::string_view bytes) {
    return std::all_of(bytes.begin(), bytes.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Whether the bytes cannot be what the study says they are.
bool contradicts(std::string_view bytes, Encoding given, Encoding found) {
    if (is_utf16(given)) { // a table has separators and line ends, whose other halves are zeros
        return bytes.find('\0') == std::string_view::npos;
    }
    if (is_utf16(found) || is_utf8_of_any_kind(found)) {
        return !is_utf8_of_any_kind(given) && !is_plain_ascii(bytes);
    }
    // CP932 and EUC-JP often fit both; then whoever wrote the study file knows better.
    return is_utf8_of_any_kind(given) || decode(bytes, given).replaced > 0;
}

/// As a study file spells it.
const char* spelling(Encoding encoding) {
    return is_utf8_of_any_kind(encoding) ? "UTF-8"
           : is_utf16(encoding)          ? "UTF-16"
                                         : name_of(encoding);
}

std::int64_t line_ends(std::string_view text) {
    std::int64_t count = std::count(text.begin(), text.end(), '\n');
    for (auto back = text.find('\r'); back != std::string_view::npos;
         back = text.find('\r', back + 1)) {
        count += back + 1 == text.size() || text[back + 1] != '\n' ? 1 : 0;
    }
    return count;
}

/// The start of a row, for the list.
std::string excerpt(const std::string& text) {
    constexpr std::size_t kMost = 120; // bytes: some forty Japanese characters
    if (text.size() <= kMost) {
        return text;
    }
    std::size_t end = kMost;
    while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) {
        --end;
    }
    return text.substr(0, end) + "…";
}

} // namespace

bool may_be(std::string_view bytes, Encoding encoding) {
    return !contradicts(bytes, encoding, encoding_of(bytes));
}

Encoding encoding_to_read(std::string_view bytes, std::optional<Encoding> given,
                          const std::string& shown_as) {
    const Encoding found = encoding_of(bytes);
    if (!given || (is_utf16(*given) && is_utf16(found))) {
        return found;
    }
    if (!contradicts(bytes, *given, found)) {
        return *given;
    }
    throw wrong_encoding(shown_as, *given, found);
}

InputError wrong_encoding(const std::string& shown_as, Encoding given, Encoding found) {
    return InputError(
        {fmt::format(
             "{0} の文字コードは encoding に書かれた {1} ではなく、{2} と見えます。encoding "
             "= \"{2}\" と書くか、encoding の行を消してください（消せば自動で判断します）。",
             shown_as, spelling(given), spelling(found)),
         fmt::format("{0} is not in {1}, as encoding says, but looks like {2}. Write encoding = "
                     "\"{2}\", or delete that line (the encoding is then found by itself).",
                     shown_as, spelling(given), spelling(found))});
}

std::string TextDecoder::decode(std::string_view bytes, Encoding encoding) {
    encoding_ = encoding;
    DecodedLines decoded = decode_lines(bytes, encoding);
    std::string& text = decoded.whole.text;
    if (replaced_ == 0 && decoded.whole.replaced > 0) {
        first_replaced_ = lines_ + 1 + line_ends(text.substr(0, text.find(kReplacement)));
    }
    replaced_ += decoded.whole.replaced;
    others_ += static_cast<std::int64_t>(decoded.others.size());
    for (OtherLine& other : decoded.others) {
        if (listed_.size() < kListed) {
            other.line += lines_;
            listed_.push_back(std::move(other));
        }
    }
    lines_ += line_ends(text);
    return std::move(text);
}

std::vector<Issue> TextDecoder::issues() const {
    std::vector<Issue> found;
    const auto add = [&](IssueKind kind, const char* code, std::optional<std::int64_t> row,
                         std::string value, Text problem, Text action) {
        found.push_back({kind, code, shown_as_, member_, row, "", std::move(value),
                         std::move(problem), std::move(action)});
    };
    if (replaced_ > 0) {
        add(IssueKind::Noted, "text_not_decodable", first_replaced_, name_of(encoding_),
            {fmt::format("{} として読めない文字が {} か所あります（最初は{}行目）。",
                         name_of(encoding_), replaced_, first_replaced_),
             fmt::format("{} byte sequences are no characters of {} (the first in row {}).",
                         replaced_, name_of(encoding_), first_replaced_)},
            {"その文字を � に置き換えました。", "They were replaced by U+FFFD."});
    }
    for (const OtherLine& other : listed_) {
        add(IssueKind::Repaired, "row_in_other_encoding", other.line, excerpt(other.text),
            {fmt::format("この行だけ文字コードが {} です（ファイルは {}）。",
                         name_of(other.encoding), name_of(encoding_)),
             fmt::format("This row is in {}, the file in {}.", name_of(other.encoding),
                         name_of(encoding_))},
            {fmt::format("この行は {} として読みました。", name_of(other.encoding)),
             fmt::format("The row was read as {}.", name_of(other.encoding))});
    }
    if (const auto rest = others_ - static_cast<std::int64_t>(listed_.size()); rest > 0) {
        add(IssueKind::Repaired, "rows_in_other_encoding", std::nullopt, std::to_string(rest),
            {fmt::format("文字コードの違う行が、ほかに {} 行あります。", rest),
             fmt::format("{} more rows are in another encoding than the file.", rest)},
            {"それぞれの文字コードで読みました。", "Each was read as what it is."});
    }
    return found;
}

} // namespace todoku::io
