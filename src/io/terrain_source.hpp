// One raster of heights, opened and placed: its posts, and whether they stand on a
// latitude/longitude lattice.
#pragma once

#include "geo/box.hpp"
#include "io/vector_open.hpp"

#include <filesystem>

namespace todoku::io {

/// Posts at (north - row * lat_step, west + column * lng_step). GDAL's pixels are areas; their
/// middles are the posts, also where a file says that its pixels are points.
struct PostLattice {
    double north = 0.0;
    double west = 0.0;
    double lat_step = 0.0;
    double lng_step = 0.0;
    int rows = 0;
    int columns = 0;
};

struct TerrainSource {
    std::filesystem::path file;
    Dataset dataset;
    bool on_lattice = false; ///< geographic, north up, on a datum that agrees with JGD2011
    PostLattice lattice;     ///< of such a file
    geo::Box box;            ///< the ground it covers
};

/// Opens a raster of heights: GeoTIFF, HGT, any format of GDAL, GSI elevation tiles with z/x/y in
/// their name.
/// @throws InputError where it cannot be read or says neither place nor CRS, or needs a datum grid
/// that is not there
TerrainSource open_terrain(const std::filesystem::path& file, const GdalMessages& messages);

} // namespace todoku::io
