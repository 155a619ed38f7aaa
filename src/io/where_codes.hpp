// Attribute conditions as people write them: Japanese names without quotation marks, and codes of
// municipalities with five digits where the file has six and the other way round.
#pragma once

#include <string>

namespace todoku::io {

/// The condition with each municipality code in its other form: 24201 for 242012 (where the check
/// digit is right) and 242012 for 24201. The same text where it names no such code.
std::string with_other_code_digits(const std::string& where);

/// The condition with bare names of Japanese letters, and those that begin with a digit (4G), in
/// double quotation marks: GDAL 3.6 reads bare names of ASCII letters only.
std::string with_names_quoted(const std::string& where);

/// The condition with bare numbers of five or six digits in quotation marks, for columns of text.
std::string with_codes_quoted(const std::string& where);

} // namespace todoku::io
