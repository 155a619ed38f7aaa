// One grid of heights filled from many files: what is written first stays, later files fill the
// voids.
#pragma once

#include "geo/crs.hpp"
#include "geo/height_grid.hpp"
#include "io/height_tile.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

class GDALDataset;

namespace todoku::io {

struct TerrainItem;

/// The lattice of the finest file cut to what the files and the window (one post more around it)
/// have in common. Where that were more than `most_posts`, every second, third... post of it.
/// All posts void. Empty where there is nothing in common.
/// @param items not empty, the finest first
/// @param thinned becomes 1, 2, 3...: which posts were kept
geo::HeightGrid empty_mosaic(std::span<const TerrainItem> items, const geo::Box& window,
                             std::size_t most_posts, int& thinned);

/// Fills voids from a tile: its posts as they are where they fall on the grid's, else bilinear
/// between them; beside a void, by those that are none, nearest first.
void fill_from_tile(geo::HeightGrid& grid, const HeightTile& tile);

/// Fills voids from a raster on a latitude/longitude lattice, in blocks of rows. Posts that are no
/// numbers (NaN that is not the file's no-data value, infinity) are void.
/// @param not_numbers grows by their count
/// @return false where GDAL fails
bool fill_from_raster(geo::HeightGrid& grid, GDALDataset& dataset, const PostLattice& lattice,
                      std::int64_t& not_numbers);

/// Fills voids from a raster in a projection, bilinear, in blocks.
/// @param from_tokyo from latitude and longitude on Tokyo datum, where the raster is on it; else
/// null
/// @param not_numbers grows by the grid's posts that the file has NaN or infinity for; they stay
/// void
/// @return false where GDAL fails
bool fill_by_warping(geo::HeightGrid& grid, GDALDataset& dataset, const geo::Box& ground,
                     const geo::ToJgd2011* from_tokyo, std::int64_t& not_numbers);

} // namespace todoku::io
