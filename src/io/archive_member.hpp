// Which file inside a ZIP is the dataset: archives of 国土数値情報 hold the same data in several
// formats, and papers.
#pragma once

#include "core/issue.hpp"
#include "io/vector_file.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace todoku::io {

/// ".shp" of "A.SHP".
std::string lower_ending(const std::filesystem::path& file);

/// Places in the archive, without ending, of the datasets it holds, as people see them.
std::vector<std::string> datasets_of_archive(const VectorSource& source);

/// The path by which GDAL opens the archive's one dataset. Of one dataset in several formats or
/// encodings (folders UTF-8 and Shift-JIS) the fastest is taken and noted; where there are several
/// datasets, source.layer must name one.
/// @throws InputError where there is none, or several and none is named
std::string member_of_archive(const VectorSource& source, std::vector<Issue>& issues);

} // namespace todoku::io
