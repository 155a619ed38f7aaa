// Which sheets of a workbook its author has hidden.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace todoku::io {

/// Names of the hidden sheets of an .xlsx or .xlsm; none for other files, and where the workbook
/// does not say.
std::vector<std::string> hidden_sheets(const std::filesystem::path& file,
                                       const std::string& shown_as);

} // namespace todoku::io
