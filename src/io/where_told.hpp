// What is told of a study's `where`: that it is no condition, that codes have other digits, that no
// row meets it.
#pragma once

#include "core/error.hpp"
#include "core/issue.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace todoku::io {

/// @param columns of the file, as listed
/// @param reason the library's
InputError not_a_condition(const std::string& shown_as, const std::string& where,
                           const std::string& columns, std::string_view reason);

/// The name of an attribute as a condition has it: in quotation marks where it is not one word.
std::string in_condition(const std::string& header);

/// A condition that an attribute is one of these: 方式 = '5G', 方式 IN ('5G', 'NR'), gen = 5.
/// @param values one or more, as written
std::string is_one_of_values(const std::string& header, const std::vector<std::string>& values,
                             bool is_text);

/// A condition that it is none of these words, or blank.
std::string is_no_value_of(const std::string& header, const std::vector<std::string>& words);

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
