// Elevation tiles of 地理院タイル: pictures and texts whose place stands in their name only.
#pragma once

#include "geo/box.hpp"
#include "io/vector_open.hpp"

#include <filesystem>
#include <optional>

namespace todoku::io {

/// Zoom, column from the west, row from the north, as in .../z/x/y.png.
struct TileAddress {
    int zoom = 0;
    int x = 0;
    int y = 0;
};

/// From the folders (8/229/94.png) or the name (gsi-dem-z8-x229-y94.png, 8-229-94.txt); nothing
/// where neither says it.
std::optional<TileAddress> tile_address(const std::filesystem::path& file);

/// The ground under a tile.
geo::Box ground_of(TileAddress address);

/// Heights in metres as a Float32 dataset in EPSG:3857; NaN is no data. @pre the file ends in .png
/// or .txt
/// @throws InputError for a tile that is no elevation tile
/// Source: 国土地理院「標高タイルの詳細仕様」: x = 65536 R + 256 G + B; below 2^23 the height is x
/// cm, above it (x - 2^24) cm, 2^23 is no data; in texts "e" is no data.
Dataset open_gsi_tile(const std::filesystem::path& file, TileAddress address);

} // namespace todoku::io
