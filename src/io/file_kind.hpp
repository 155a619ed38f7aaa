// What a file plainly is, whatever its name says: a saved web page, a PDF, a picture, a workbook.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace todoku::io {

/// How much of a file's start is looked at.
inline constexpr std::size_t kKindBytes = std::size_t{4} << 10;

/// @param head the first kKindBytes of the file
/// @param name of the file or member of an archive; its ending says what it should be
/// @throws InputError where it is something that holds neither a table nor a map, or something else
/// than its name says: what it is and what to ask for
void require_kind(std::string_view head, const std::string& name, const std::string& shown_as);

/// As for a file whose name ends in .txt: what is to be read as text, whatever its name.
void require_text(std::string_view head, const std::string& shown_as);

/// The refusal of a file, or a member of an archive, without any text. @throws InputError
[[noreturn]] void refuse_empty(const std::string& shown_as);

/// The refusal of a picture where a table or shapes are needed; nothing to say of other bytes.
/// @throws InputError
void refuse_pictures(std::string_view head, const std::string& shown_as);

} // namespace todoku::io
