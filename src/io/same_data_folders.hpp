// Folders of an archive that hold the same data in another encoding or format: since 2020 ZIPs of
// 国土数値情報 have UTF-8/ and Shift-JIS/ (N06-25_GML/UTF-8/N06-25_HighwaySection.shp), those of
// others SHP/ and GeoJSON/.
#pragma once

#include <string>

namespace todoku::io {

/// The place without such folders: of the same data one and the same.
std::string without_same_data_folders(const std::string& place);

/// Whether the place lies in a folder named UTF-8.
bool in_utf8_folder(const std::string& place);

} // namespace todoku::io
