// The datum grid of a study read from its file, and what is said where places were brought over
// without one.
#pragma once

#include "core/issue.hpp"
#include "geo/crs.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace todoku::io {

/// TKY2JGD.par read; any other file is left to PROJ (.gsb, GeoTIFF).
/// @param file empty: no grid
/// @return `unusable` says why where it cannot be opened or is no parameter file
geo::DatumRules read_datum_grid(const std::filesystem::path& file, const std::string& shown_as,
                                bool allow_approximate);

/// One issue where the file's places are approximate, one where the ground moved after its datum
/// was measured, one where some places lay outside the grid; mostly none.
std::vector<Issue> datum_issues(const geo::ToJgd2011& transform, const std::string& file,
                                const std::string& layer);
/// The same for a raster, whose places outside the grid are not counted one by one.
std::vector<Issue> raster_datum_issues(const geo::ToJgd2011& transform, const std::string& file);

/// Words of a column of datums that nobody knows, with the number of their rows.
Issue unknown_datums(const std::string& file, const std::string& layer,
                     const std::map<std::string, std::int64_t>& words);

/// That a table says nothing of the datum of its latitudes and longitudes.
Issue assumed_jgd2011(const std::string& file, const std::string& layer);

} // namespace todoku::io
