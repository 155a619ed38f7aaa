// check.xlsx: what `todoku check` found, for the colleague who mends the files.
#pragma once

#include "study/check.hpp"

#include <filesystem>

namespace todoku::study {

/// One row an input, one row an issue, one row a column chosen, one row a municipality. Texts are
/// never formulas; an Excel sheet that would be too long ends in a row which says so. The same
/// bytes for the same result.
/// @throws ExternalError where it cannot be written
void write_check_workbook(const CheckResult& result, Language language,
                          const std::filesystem::path& file);

} // namespace todoku::study
