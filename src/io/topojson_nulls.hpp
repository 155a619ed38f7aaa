// Geometries of a TopoJSON that are null, which GDAL drops without a word.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace todoku::io {

/// The same TopoJSON with an empty geometry in the place of each null one, so that its row is read
/// and told. Linear; nothing is parsed into memory.
/// @param text UTF-8
/// @return nothing where no geometry is null, and where the text is no TopoJSON
std::optional<std::string> with_empty_for_null(std::string_view text);

} // namespace todoku::io
