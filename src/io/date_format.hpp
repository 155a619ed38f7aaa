// Days that a workbook keeps as numbers, and the number formats that show them as dates.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace todoku::io {

/// Whether a built-in number format of a Japanese Excel shows a day: 14 to 17, 22, 27 to 31, 34 to
/// 36, 50 to 58. Source: ECMA-376 part 1, 18.8.30 (numFmt; all languages, and ja-jp).
bool is_date_format(int id);

/// Whether a number format shows a day, by its letters outside quotes, brackets and escapes:
/// `[$-411]ggge"年"m"月"d"日"` does, `h:mm`, `General` and `0.00E+00` do not.
/// Source: ECMA-376 part 1, 18.8.31.
bool is_date_format(std::string_view code);

/// A day counted from 30 December 1899, or 1 January 1904, as 2026/10/01, with its time where it
/// has one (2026/10/01 09:30:00); nothing for another text than a number of the years 1900 to 9999.
/// Source: ECMA-376 part 1, 18.17.4.1 (the 1900 and 1904 date systems).
std::optional<std::string> date_of_serial(std::string_view number, bool from_1904);

} // namespace todoku::io
