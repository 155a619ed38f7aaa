#include "io/text_records.hpp"

#include "core/error.hpp"
#include "io/file_kind.hpp"
#include "io/input_limits.hpp"
#include "io/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace todoku::io {

namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20U;

bool is_ascii(std::string_view bytes) {
    return std::none_of(bytes.begin(), bytes.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0x80U) != 0 || c == '\0';
    });
}

} // namespace

TextRecords::TextRecords(const std::filesystem::path& file, std::string shown_as,
                         std::optional<ZipMember> member, std::optional<Encoding> encoding)
    : bytes_(member ? ByteStream(file, shown_as, *member) : ByteStream(file, shown_as)),
      shown_as_(std::move(shown_as)), member_(member ? member->name : std::string()),
      given_(encoding), decoder_(shown_as_, member_), piece_(kPiece), reader_(std::string_view()) {}

/// How much of what was read can be decoded: up to a line end, which no encoding has inside a
/// character; everything at the end of the file.
std::size_t TextRecords::whole_lines() const {
    if (at_end_) {
        return raw_.size();
    }
    const bool utf16 = encoding_ == Encoding::Utf16Le || encoding_ == Encoding::Utf16Be;
    if (utf16) {
        const std::size_t low = encoding_ == Encoding::Utf16Le ? 0 : 1;
        for (std::size_t at = raw_.size() / 2; at-- > 0;) {
            if (raw_[2 * at + low] == '\n' && raw_[2 * at + 1 - low] == '\0') {
                return 2 * at + 2;
            }
        }
        return 0;
    }
    const std::size_t feed = raw_.rfind('\n');
    if (feed != std::string::npos) {
        return feed + 1;
    }
    // Lines that end in CR alone; the last byte may be half of CR LF.
    const std::size_t back =
        raw_.size() < 2 ? std::string::npos : raw_.rfind('\r', raw_.size() - 2);
    return back == std::string::npos ? 0 : back + 1;
}

/// By what is read and not yet decoded.
void TextRecords::decide_encoding(const std::string& name) {
    const std::string_view raw(raw_);
    const Encoding by_pairs =
        encoding_of(at_end_ ? raw : raw.substr(0, raw.size() & ~std::size_t{1}));
    const bool utf16 = by_pairs == Encoding::Utf16Le || by_pairs == Encoding::Utf16Be;
    // A character cut at the end of the piece is no evidence.
    const std::size_t evidence =
        utf16 || at_end_ || whole_lines() == 0 ? raw.size() : whole_lines();
    encoding_ = encoding_to_read(raw.substr(0, evidence), given_, name);
}

/// Drops what was read in front of `keep_from`, decodes the next piece behind the rest and starts
/// there anew.
void TextRecords::read_on(std::size_t keep_from, std::int64_t line) {
    const bool first = !separator_;
    text_.erase(0, keep_from);
    // A record longer than a piece, or a quote never closed: ever larger steps, so that reading it
    // again and again stays cheap.
    piece_ = text_.empty() ? kPiece : piece_ * 2;
    std::size_t whole = 0;
    do {
        at_end_ = !bytes_.append_to(raw_, piece_);
        const std::string name = member_.empty() ? shown_as_ : shown_as_ + " / " + member_;
        if (first) {
            require_text(std::string_view(raw_).substr(0, kKindBytes), name);
            require_header(raw_, name);
        }
        require_text_size(text_.size(), name); // of a quote never closed
        if (!encoding_ && !(is_ascii(raw_) && !at_end_)) {
            decide_encoding(name);
        }
        whole = whole_lines();
        if (whole == 0) {
            require_rows(raw_, name);
        }
    } while (whole == 0 && !at_end_);
    std::string decoded = decoder_.decode(std::string_view(raw_).substr(0, whole), encoding());
    raw_.erase(0, whole);
    if (text_.empty()) {
        text_ = std::move(decoded);
    } else {
        text_ += decoded;
    }
    // Exports of older systems end with the mark by which MS-DOS told the end of a text.
    while (at_end_ && text_.ends_with('\x1A')) {
        text_.pop_back();
    }
    if (first) {
        separator_ = separator_in(text_);
        if (text_.find_first_not_of(" \t\r\n") == std::string::npos && at_end_) {
            refuse_empty(member_.empty() ? shown_as_ : shown_as_ + " / " + member_);
        }
    }
    reader_ = CsvReader(text_, *separator_, line);
}

bool TextRecords::next() {
    while (true) {
        const bool found = reader_.next();
        if (found && (at_end_ || !reader_.unterminated_quote())) {
            return true;
        }
        if (at_end_) {
            return false;
        }
        if (found) { // its quote is closed in a later piece
            read_on(reader_.start(), reader_.line());
        } else {
            read_on(text_.size(), reader_.next_line());
        }
    }
}

} // namespace todoku::io
