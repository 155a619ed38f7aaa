// The attributes of a KML's placemarks, wherever they are written, as fields that GDAL reads.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace todoku::io {

/// Name and value of each row of two cells of the tables in an HTML text, in its order: the
/// balloons of ArcGIS and of Google Earth hold attributes so. Tags and entities become what they
/// show.
std::vector<std::pair<std::string, std::string>> attributes_in_html(std::string_view html);

/// The same KML with the attributes of every placemark under one declared schema: SimpleData with
/// and without a schema, Data, and tables in descriptions. GDAL drops the second, confuses Japanese
/// names of the third, and does not look into the last. Numbers become numeric fields.
/// @param kml UTF-8
/// @return nothing where no placemark has attributes, and where the text is no XML
std::optional<std::string> with_declared_attributes(const std::string& kml);

} // namespace todoku::io
