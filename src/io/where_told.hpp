// What is told of a study's `where`: that it is no condition, that codes have other digits, that no
// row meets it.
#pragma once

#include "core/error.hpp"
#include "core/issue.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace todoku::io {

/// @param columns of the file, as listed
/// @param reason the library's
InputError not_a_condition(const std::string& shown_as, const std::string& where,
                           const std::string& columns, std::string_view reason);

/// Rows were found by codes of municipalities with the other number of digits.
Issue where_in_other_digits(const std::string& shown_as, const std::string& layer,
                            const std::string& where, const std::string& read_as);

/// @param rows of the file
Issue where_matches_nothing(const std::string& shown_as, const std::string& layer,
                            const std::string& where, std::int64_t rows);

} // namespace todoku::io
