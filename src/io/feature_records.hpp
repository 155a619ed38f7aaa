// The points of a map file as the records of a table: latitude and longitude before the attributes.
#pragma once

#include "core/issue.hpp"
#include "io/each_record.hpp"
#include "io/vector_file.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace todoku::io {

/// True for names of files that hold shapes: .geojson, .kml, .gpkg, .shp, .gpx and the like; not
/// for a .zip, which may hold tables.
bool is_named_as_map(const std::filesystem::path& file);

/// Calls `visit` with the header 緯度, 経度 and the names of the attributes, then with each
/// feature, its place on JGD2011; features that are no points have no place.
/// @return how the text was encoded
/// @throws InputError as read_features() does
std::string for_each_feature_record(const VectorSource& source,
                                    const std::function<void(const TableRecord&)>& visit,
                                    std::vector<Issue>& issues);

} // namespace todoku::io
