// Which encoding a text file is read in, and what is told about rows that are in another.
#pragma once

#include "core/encoding.hpp"
#include "core/error.hpp"
#include "core/issue.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace todoku::io {

/// Whether the bytes may be in this encoding.
bool may_be(std::string_view bytes, Encoding encoding);

/// The refusal of the encoding a study gives: which one was found and what to write.
InputError wrong_encoding(const std::string& shown_as, Encoding given, Encoding found);

/// The encoding that the bytes show, or the one the study gives where they do not contradict it.
/// @throws InputError where they do
Encoding encoding_to_read(std::string_view bytes, std::optional<Encoding> given,
                          const std::string& shown_as);

/// Decodes a text file piece by piece and keeps what there is to tell about it.
class TextDecoder {
public:
    TextDecoder(std::string shown_as, std::string member)
        : shown_as_(std::move(shown_as)), member_(std::move(member)) {}

    /// The next piece, which ends at a line end or at the end of the file.
    std::string decode(std::string_view bytes, Encoding encoding);
    /// Bytes that are no characters, with the first line that has any; rows in another encoding.
    [[nodiscard]] std::vector<Issue> issues() const;

private:
    std::string shown_as_;
    std::string member_;
    Encoding encoding_ = Encoding::Utf8;
    std::int64_t lines_ = 0; ///< decoded so far
    std::int64_t replaced_ = 0;
    std::int64_t first_replaced_ = 0; ///< its line
    std::int64_t others_ = 0;
    std::vector<OtherLine> listed_;
};

} // namespace todoku::io
