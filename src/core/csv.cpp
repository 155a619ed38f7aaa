#include "core/csv.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace todoku {

namespace {

static_assert(std::endian::native == std::endian::little,
              "find_end() takes the lowest byte for the first");

constexpr std::uint64_t kOnes = 0x0101010101010101U;
constexpr std::uint64_t kHighs = 0x8080808080808080U;

/// The highest bit of each byte of `eight` that equals the byte repeated in `pattern` (exact up to
/// the first such byte).
std::uint64_t equal_bytes(std::uint64_t eight, std::uint64_t pattern) {
    const std::uint64_t x = eight ^ pattern;
    return (x - kOnes) & ~x & kHighs;
}

/// ="001", which keeps spreadsheets from making a number of 001, as 001.
std::string_view without_formula(std::string_view field) {
    const bool text = field.size() > 2 && field.starts_with("=\"") && field.ends_with('"');
    return text ? field.substr(2, field.size() - 3) : field;
}

/// Position of the first separator or line end at or after `at`; the size where there is none.
std::size_t find_end(std::string_view text, std::size_t at, char separator) {
    const std::uint64_t separators = kOnes * static_cast<unsigned char>(separator);
    constexpr std::uint64_t kFeeds = kOnes * static_cast<unsigned char>('\n');
    constexpr std::uint64_t kReturns = kOnes * static_cast<unsigned char>('\r');
    while (at + sizeof(std::uint64_t) <= text.size()) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, text.data() + at, sizeof eight);
        const std::uint64_t found = equal_bytes(eight, separators) | equal_bytes(eight, kFeeds) |
                                    equal_bytes(eight, kReturns);
        if (found != 0) {
            return at + static_cast<std::size_t>(std::countr_zero(found)) / 8;
        }
        at += sizeof eight;
    }
    while (at < text.size() && text[at] != separator && text[at] != '\n' && text[at] != '\r') {
        ++at;
    }
    return at;
}

/// Line ends in a piece of text: LF, CR LF and CR each count once.
std::int64_t line_ends(std::string_view text) {
    std::int64_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        count +=
            text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'))
                ? 1
                : 0;
    }
    return count;
}

} // namespace

CsvReader::CsvReader(std::string_view text, char separator, std::int64_t first_line)
    : text_(text), separator_(separator), next_line_(first_line) {}

bool CsvReader::next() {
    fields_.clear();
    unquoted_.clear();
    // Blank lines.
    while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) {
        at_ += text_.substr(at_).starts_with("\r\n") ? 2U : 1U;
        ++next_line_;
    }
    if (at_ >= text_.size()) {
        return false;
    }
    line_ = next_line_;
    start_ = at_;
    std::vector<std::pair<std::size_t, std::size_t>> rewritten; // field, its place in unquoted_
    while (true) {
        if (at_ < text_.size() && text_[at_] == '"') {
            const std::size_t opened = at_++;
            std::size_t from = at_;
            std::string collected;
            bool whole = true; // the value is one piece of the text
            std::size_t end = 0;
            while (true) {
                const void* quote = at_ < text_.size()
                                        ? std::memchr(text_.data() + at_, '"', text_.size() - at_)
                                        : nullptr;
                if (quote == nullptr) {
                    unterminated_ = true;
                    at_ = text_.size();
                    end = at_;
                    break;
                }
                const auto close =
                    static_cast<std::size_t>(static_cast<const char*>(quote) - text_.data());
                if (close + 1 < text_.size() && text_[close + 1] == '"') {
                    collected.append(text_.substr(from, close + 1 - from));
                    whole = false;
                    at_ = close + 2;
                    from = at_;
                    continue;
                }
                end = close;
                at_ = close + 1;
                break;
            }
            // Text between the closing quote and the separator belongs to the value, as
            // spreadsheets read it.
            const std::size_t stop = find_end(text_, at_, separator_);
            next_line_ += line_ends(text_.substr(opened, at_ - opened));
            if (whole && stop == at_) {
                fields_.push_back(text_.substr(from, end - from));
            } else {
                collected.append(text_.substr(from, end - from));
                collected.append(text_.substr(at_, stop - at_));
                rewritten.emplace_back(fields_.size(), unquoted_.size());
                unquoted_.push_back(std::move(collected));
                fields_.emplace_back();
            }
            at_ = stop;
        } else {
            const std::size_t stop = find_end(text_, at_, separator_);
            fields_.push_back(without_formula(text_.substr(at_, stop - at_)));
            at_ = stop;
        }
        if (at_ >= text_.size()) {
            break;
        }
        if (text_[at_] != separator_) { // a line end
            at_ += text_.substr(at_).starts_with("\r\n") ? 2U : 1U;
            ++next_line_;
            break;
        }
        ++at_;
    }
    for (const auto& [field, place] : rewritten) { // views last, when unquoted_ no longer grows
        fields_[field] = unquoted_[place];
    }
    return true;
}

namespace {

/// Fields up to the last that holds text.
std::size_t filled_fields(std::span<const std::string_view> fields) {
    std::size_t count = fields.size();
    while (count > 0 && trimmed(fields[count - 1]).empty()) {
        --count;
    }
    return count;
}

} // namespace

RowWidth::RowWidth(std::span<const std::string_view> header)
    : names_(filled_fields(header)), fields_(header.size()) {}

RowWidth::Fit RowWidth::fit(std::span<const std::string_view> row) const {
    if (row.size() < names_) {
        return Fit::Short;
    }
    return row.size() > fields_ && filled_fields(row) > fields_ ? Fit::Long : Fit::Whole;
}

bool is_blank_record(std::span<const std::string_view> fields) {
    return filled_fields(fields) == 0;
}

std::string csv_field(std::string_view value, char separator) {
    const bool plain = std::none_of(value.begin(), value.end(), [separator](char c) {
        return c == separator || c == '"' || c == '\n' || c == '\r';
    });
    if (plain) {
        return std::string(value);
    }
    std::string quoted = "\"";
    for (const char c : value) {
        quoted += c;
        if (c == '"') {
            quoted += c;
        }
    }
    return quoted + '"';
}

std::string kept_as_text(std::string_view text) {
    const bool computed = !text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) !=
                                               std::string_view::npos;
    return (computed ? "'" : "") + std::string(text);
}

void write_csv_record(std::ostream& out, std::span<const std::string> fields, char separator) {
    if (fields.size() == 1 && fields.front().empty()) {
        out << "\"\"\n"; // bare, it would be a blank line
        return;
    }
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i != 0) {
            out << separator;
        }
        out << csv_field(fields[i], separator);
    }
    out << '\n';
}

} // namespace todoku
