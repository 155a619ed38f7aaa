// Values of result tables: what is not known is null.
#pragma once

#include "domain/population_grid.hpp"
#include "io/vector_file.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace todoku::study {

/// Null for NaN.
io::Value number(double value);
io::Value yes(bool value);
io::Value whole(std::size_t value);
inline io::Value optional_yes(const std::optional<bool>& value) {
    return value ? yes(*value) : io::Value{};
}

/// As it stands in a table for people: real numbers rounded to 6 decimals, degrees (`lat`, `lon`)
/// and shares of 1 (columns named for a ratio, share, fraction or difference) to 9, without
/// trailing zeros. What lies below is what adding up areas left, not known.
std::string table_text(const io::Field& field, const io::Value& value);

std::string separated(const std::vector<std::string>& texts, const char* separator);

/// Names of the columns whose figures hold estimates of suppressed ones, separated by ";"; "" where
/// all are the source's own.
std::string estimated_columns(domain::CellMarks marks);

} // namespace todoku::study
