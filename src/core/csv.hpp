// RFC 4180 text tables: quoted fields, embedded line breaks, LF or CRLF or CR, any one-byte
// separator.
#pragma once

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace todoku {

/// Reads records one at a time from UTF-8 text that must outlive the reader. Field views hold until
/// the next call.
class CsvReader {
public:
    /// @param first_line of the text within its file
    explicit CsvReader(std::string_view text, char separator = ',', std::int64_t first_line = 1);

    /// Moves to the next record; false at the end. Blank lines are passed over.
    bool next();
    [[nodiscard]] std::span<const std::string_view> fields() const { return fields_; }
    /// Line of the text (from 1) on which the record starts.
    [[nodiscard]] std::int64_t line() const { return line_; }
    /// Offset in the text at which the record starts.
    [[nodiscard]] std::size_t start() const { return start_; }
    /// Line after what has been read.
    [[nodiscard]] std::int64_t next_line() const { return next_line_; }
    /// True where a quote was opened and not closed by the end of the text (the last record only).
    [[nodiscard]] bool unterminated_quote() const { return unterminated_; }

private:
    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    std::size_t start_ = 0;
    std::int64_t line_ = 0;
    std::int64_t next_line_ = 1;
    bool unterminated_ = false;
    std::vector<std::string_view> fields_;
    std::vector<std::string>
        unquoted_; ///< fields that had to be rewritten because of doubled quotes
};

/// How many fields the rows under a header should have. Empty fields at the end, in the header or
/// in a row, are how spreadsheets fill a table up and mean nothing.
class RowWidth {
public:
    enum class Fit {
        Whole,
        Short, ///< fewer fields than names: one was lost, or empty ones at the end were left out
        Long   ///< text behind the last column: a separator too many
    };
    RowWidth() = default;
    explicit RowWidth(std::span<const std::string_view> header);

    [[nodiscard]] Fit fit(std::span<const std::string_view> row) const;
    /// Fields up to the header's last name.
    [[nodiscard]] std::size_t names() const { return names_; }

private:
    std::size_t names_ = 0;
    std::size_t fields_ = 0; ///< with the empty ones
};

/// True where no field holds anything but blanks.
bool is_blank_record(std::span<const std::string_view> fields);

/// One field as CSV: quoted where it holds a separator, a quote or a line break.
std::string csv_field(std::string_view value, char separator = ',');

/// A text that a spreadsheet would compute (it begins with = + - @, a tab or a line end), with an
/// apostrophe before it. Of texts only: numbers may begin with a sign.
/// **Source**: OWASP, CSV Injection.
std::string kept_as_text(std::string_view text);

/// Writes one record and LF.
void write_csv_record(std::ostream& out, std::span<const std::string> fields, char separator = ',');

} // namespace todoku
