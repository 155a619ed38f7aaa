// Where GDAL finds a dataset: in the file, in an archive, or in memory, where what GDAL would
// misread (text in other encodings, KML, Shapefiles without an index) is written anew first.
#pragma once

#include "core/encoding.hpp"
#include "core/issue.hpp"
#include "io/vector_file.hpp"
#include "io/vector_open.hpp"

#include <optional>
#include <string>
#include <vector>

namespace todoku::io {

/// Where the dataset to open stands, and how its text is written.
struct DatasetPlace {
    std::string path; ///< as GDAL opens it
    std::string encoding = name_of(Encoding::Utf8);
    std::vector<MemoryFile> rewritten; ///< outlives the dataset
    std::optional<CsvLines> csv;
};

/// @throws InputError where the file is missing, cut short, too large, a part of a Shapefile, or
/// holds pictures or links alone
DatasetPlace place_dataset(const VectorSource& source, std::vector<Issue>& issues);

} // namespace todoku::io
