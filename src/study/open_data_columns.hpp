// Columns and values that the tables of the open-data edition share.
#pragma once

#include "core/text.hpp"
#include "report/open_data.hpp"

#include <optional>
#include <string>
#include <vector>

namespace todoku::study::open_data {

/// What the last column of a synthetic study's table says.
inline constexpr const char* kSynthetic = "模擬データ";

report::OpenColumn column(std::string name, io::FieldType type, std::string name_ja,
                          std::string unit, Text meaning);
/// The last column of each table, as the tables of a run have it.
report::OpenColumn synthetic_column(const std::string& name);
/// Municipality, carrier and technology.
std::vector<report::OpenColumn> place_columns();
/// Which columns of a row are left empty because a count is small.
report::OpenColumn suppressed_column();

/// Empty text is null.
io::Value text(const std::string& value);
io::Value real(const std::optional<double>& value);
io::Value integer(const std::optional<int>& value);
/// People are whole in what is published; not a number is null.
io::Value people(double count);

} // namespace todoku::study::open_data
