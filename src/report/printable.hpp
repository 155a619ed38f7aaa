// Text out of ledgers made safe for XML, HTML and spreadsheets: no control characters, no broken
// UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace todoku::report {

/// Tabs and line ends become one blank each; other control characters, noncharacters and marks that
/// turn the direction of text are left out; bytes that are no UTF-8 become U+FFFD. Everything else
/// stays, variation selectors included.
std::string printable(std::string_view text);

/// At most `characters` characters, the last of them "…" where something was cut. A base character
/// keeps its variation selector and its combining marks.
std::string shortened(std::string_view text, std::size_t characters);

/// Width in columns of a fixed-pitch Japanese font: ASCII and half-width kana count 1, the rest 2,
/// marks 0.
std::size_t display_width(std::string_view text);

/// The text, printable, in the name of a file: at most 40 characters, "_" for what Windows takes in
/// none.
std::string in_file_name(std::string_view text);

/// For element content and quoted attribute values of HTML and XML.
std::string escape_markup(std::string_view text);

} // namespace todoku::report
