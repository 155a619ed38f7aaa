// What says where in a census cell its people live: a raster of amounts, or buildings.
#pragma once

#include "core/issue.hpp"
#include "domain/cell_weights.hpp"
#include "geo/box.hpp"
#include "geo/crs.hpp"
#include "io/vector_file.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace todoku::io {

struct WeightRasterSource {
    std::filesystem::path file; ///< any raster of GDAL with a place and a CRS
    std::string shown_as;
    std::optional<std::string> crs; ///< overrides (or supplies) the file's CRS
    geo::DatumRules datum{};        ///< for a raster on Tokyo datum
};

/// Adds the values of the first band's pixels (amounts in a pixel, not densities) to the cells.
/// A pixel of a raster in longitude and latitude divides among cells by exact area of the
/// rectangle; of a raster in another CRS it is cut into 4 x 4 equal parts, each of which goes to
/// the cell that holds its middle. Either way nothing of a pixel inside `window` is lost.
/// No-data is nothing; negative and non-finite values are counted as rejected.
/// @return counts of pixels with a value that lie in `window`
/// @throws InputError where the file is no raster with a place, or its values are colours
Loaded<std::int64_t> add_weight_raster(const WeightRasterSource& source, const geo::Box& window,
                                       domain::CellWeightSum& sum);

struct BuildingSource {
    VectorSource source;
    std::string floors_field; ///< empty: every building has one floor
};

/// Streams the buildings: outline and number of floors. What is no polygon is rejected; a building
/// whose floors cannot be read counts with one, and one issue a file says how many. `outside` are
/// those beside `window`.
/// @throws InputError where there is no such field
Loaded<std::int64_t>
read_buildings(const BuildingSource& source, const geo::Box& window,
               const std::function<void(const geo::MultiPolygon&, double floors)>& visit);

} // namespace todoku::io
