// The records of an office's text file one by one, whatever its encoding and size: decoded piece by
// piece, so that memory does not grow with the file.
#pragma once

#include "core/csv.hpp"
#include "core/encoding.hpp"
#include "core/issue.hpp"
#include "io/byte_stream.hpp"
#include "io/text_encoding.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// Reads as TextTable does. The encoding is decided by the first piece (1 MiB) that holds anything
/// beyond ASCII.
class TextRecords {
public:
    /// @param member of a ZIP; nothing for a plain file
    /// @param encoding given by the study; nothing: found. Reading throws InputError where the
    /// bytes contradict it.
    TextRecords(const std::filesystem::path& file, std::string shown_as,
                std::optional<ZipMember> member, std::optional<Encoding> encoding);

    /// Moves to the next record; false at the end. Blank lines are passed over.
    bool next();
    [[nodiscard]] std::span<const std::string_view> fields() const { return reader_.fields(); }
    /// Line of the file on which the record starts.
    [[nodiscard]] std::int64_t line() const { return reader_.line(); }
    [[nodiscard]] bool unterminated_quote() const { return reader_.unterminated_quote(); }

    /// Of what has been read so far.
    [[nodiscard]] Encoding encoding() const { return encoding_.value_or(Encoding::Utf8); }
    /// What was noticed about the text. After the last record.
    [[nodiscard]] std::vector<Issue> issues() const { return decoder_.issues(); }
    [[nodiscard]] const std::string& member() const { return member_; }

private:
    void decide_encoding(const std::string& name);
    void read_on(std::size_t keep_from, std::int64_t line);
    [[nodiscard]] std::size_t whole_lines() const;

    ByteStream bytes_;
    std::string shown_as_;
    std::string member_;
    std::optional<Encoding> given_;
    std::optional<Encoding> encoding_; ///< nothing as long as all is ASCII
    TextDecoder decoder_;
    std::optional<char> separator_;
    std::size_t piece_;
    bool at_end_ = false;
    std::string raw_;  ///< read and not yet decoded
    std::string text_; ///< decoded; what the reader stands in
    CsvReader reader_;
};

/// One of its spellings in a study file: CP932, Shift_JIS, UTF-8... @throws UsageError
Encoding encoding_named(const std::string& name, const std::string& shown_as);

/// The text files (.csv, .txt, .tsv) of a ZIP, each with what one reads it by; one entry without a
/// member for a plain file.
std::vector<std::optional<ZipMember>> text_members(const std::filesystem::path& file,
                                                   const std::string& shown_as);

} // namespace todoku::io
