// Which attribute of a layer holds the names of its things.
#pragma once

#include "io/vector_file.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace todoku::io {

/// Attributes that are known to hold names, likeliest first: of the standard open data set, GSI's
/// shelters, 国土数値情報, OpenStreetMap.
std::vector<std::size_t> name_fields(const LayerInfo& layer);

/// The first of these that holds words: editions of 国土数値情報 moved names to where others have
/// codes. Empty where none does.
std::string name_among(const std::vector<Value>& values, const std::vector<std::size_t>& fields);

} // namespace todoku::io
