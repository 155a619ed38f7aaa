// Where a picture lies, from the files beside it that GDAL is not asked to read: GIS export
// a.png with a.png.aux.xml or a.prj.
#pragma once

#include <array>
#include <optional>
#include <string>

namespace todoku::io {

struct PlaceBeside {
    /// Column and row of a pixel's corner to x and y, as GDAL orders them.
    std::optional<std::array<double, 6>> corner_to_crs;
    std::string crs; ///< WKT; "" where no file states one
};

/// @param path as GDAL names it, also in an archive
PlaceBeside place_beside(const std::string& path);

} // namespace todoku::io
