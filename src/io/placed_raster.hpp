// A raster of values, opened, with where its pixels lie.
#pragma once

#include "geo/crs.hpp"
#include "io/gdal_session.hpp"
#include "io/population_weights.hpp"
#include "io/vector_open.hpp"

#include <array>

namespace todoku::io {

struct PlacedRaster {
    Dataset dataset;
    /// GDAL's affine transformation from pixels (column, row from the north) to coordinates.
    std::array<double, 6> transform{};
    geo::ToJgd2011 to_jgd2011;
};

/// @throws InputError where it is no raster, a picture in colours, or has no place or CRS
PlacedRaster open_placed_raster(const WeightRasterSource& source, const GdalMessages& messages);

} // namespace todoku::io
