// Municipality codes in attribute conditions: people write five digits where the file has six and
// the other way round, with quotation marks or without.
#pragma once

#include <string>

namespace todoku::io {

/// The condition with each municipality code in its other form: 24201 for 242012 (where the check
/// digit is right) and 242012 for 24201. The same text where it names no such code.
std::string with_other_code_digits(const std::string& where);

/// The condition with bare numbers of five or six digits in quotation marks, for columns of text.
std::string with_codes_quoted(const std::string& where);

} // namespace todoku::io
