// Rasters we write: heights and losses as GeoTIFF.
#pragma once

#include "geo/height_grid.hpp"

#include <filesystem>

namespace todoku::io {

/// Writes posts as a Float32 GeoTIFF in EPSG:6668 (pixel centres are the posts; DEFLATE; NaN is
/// no-data -9999). Byte-identical for the same values. @throws ExternalError
void write_geotiff(const std::filesystem::path& file, const geo::HeightGrid& grid);

} // namespace todoku::io
