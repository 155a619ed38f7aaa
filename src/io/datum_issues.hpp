// The datum grid of a study read from its file, and what is said where places were brought over
// without one.
#pragma once

#include "core/issue.hpp"
#include "geo/crs.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace todoku::io {

/// TKY2JGD.par read; any other file is left to PROJ (.gsb, GeoTIFF).
/// @param file empty: no grid
/// @throws InputError where it cannot be opened or is no parameter file
geo::DatumRules read_datum_grid(const std::filesystem::path& file, const std::string& shown_as,
                                bool allow_approximate);

/// One issue where the file's places are approximate, one where some lay outside the grid; mostly
/// none.
std::vector<Issue> datum_issues(const geo::ToJgd2011& transform, const std::string& file,
                                const std::string& layer);

} // namespace todoku::io
