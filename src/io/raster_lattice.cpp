#include "core/error.hpp"
#include "io/placed_raster.hpp"
#include "io/raster_file.hpp"

#include <gdal_priv.h>

namespace todoku::io {

RasterLattice read_raster_lattice(const std::filesystem::path& file,
                                  const std::optional<std::string>& crs) {
    const GdalMessages messages;
    const PlacedRaster raster =
        open_placed_raster({.file = file, .shown_as = file.string(), .crs = crs}, messages);
    const auto& t = raster.transform;
    if (!raster.to_jgd2011.is_identity() || t[2] != 0.0 || t[4] != 0.0 || !(t[1] > 0.0) ||
        !(t[5] < 0.0)) {
        throw InputError(
            {file.string() + " の画素は緯度経度の格子ではありません。gdalwarp -t_srs EPSG:6668 "
                             "などで緯度経度（北が上）に直したラスタを指定してください。",
             file.string() + ": its pixels are no grid of latitude and longitude. Give a raster in "
                             "latitude and longitude, north up (gdalwarp -t_srs EPSG:6668 makes "
                             "one)."});
    }
    // A tenth of a metre; with finer ones a place far away would have no number.
    constexpr double kFinest = 1e-6;
    if (t[1] < kFinest || -t[5] < kFinest) {
        throw InputError(
            {file.string() +
                 " の画素が細かすぎます（0.000001度未満）。座標系が緯度経度か確かめてください。",
             file.string() + ": its pixels are finer than 0.000001 degrees. Check "
                             "that it is in latitude and longitude."});
    }
    RasterLattice lattice;
    lattice.rows = raster.dataset->GetRasterYSize();
    lattice.columns = raster.dataset->GetRasterXSize();
    lattice.west = t[0];
    lattice.south = t[3] + lattice.rows * t[5];
    lattice.lng_step = t[1];
    lattice.lat_step = -t[5];
    return lattice;
}

} // namespace todoku::io
