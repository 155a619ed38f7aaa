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

/// The name of an attribute as a condition has it: in quotation marks where it is not one word.
std::string in_condition(const std::string& header);

/// A condition as a study file has it: where = "強度 > 0", in the quotation marks that do not stand
/// in it.
std::string where_line(const std::string& condition);

/// Rows were found by codes of municipalities with the other number of digits.
Issue where_in_other_digits(const std::string& shown_as, const std::string& layer,
                            const std::string& where, const std::string& read_as);

/// @param rows of the file
Issue where_matches_nothing(const std::string& shown_as, const std::string& layer,
                            const std::string& where, std::int64_t rows);

} // namespace todoku::io
