// Rasters we write (heights, losses and shares as GeoTIFF) and the grids of those we are given.
#pragma once

#include "geo/height_grid.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace todoku::io {

/// Writes posts as a Float32 GeoTIFF in EPSG:6668 (pixel centres are the posts; DEFLATE; NaN is
/// no-data -9999). Byte-identical for the same values. @throws ExternalError
void write_geotiff(const std::filesystem::path& file, const geo::HeightGrid& grid);

/// Where the pixels of a raster lie: `rows` x `columns` of them, counted from the south-west.
struct RasterLattice {
    double south = 0.0; ///< degrees, of the pixels' edges
    double west = 0.0;
    double lat_step = 0.0; ///< degrees, positive
    double lng_step = 0.0;
    std::int32_t rows = 0;
    std::int32_t columns = 0;
};

/// @param crs overrides (or supplies) the file's @throws InputError where it cannot be read or its
/// pixels are no grid of latitude and longitude (JGD2011, JGD2000 or WGS 84), north up
RasterLattice read_raster_lattice(const std::filesystem::path& file,
                                  const std::optional<std::string>& crs);

} // namespace todoku::io
