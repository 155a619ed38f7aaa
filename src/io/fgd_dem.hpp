// 基盤地図情報 数値標高モデル: one JPGIS (GML) file of heights, 5 m (DEM5A, 5B, 5C), 10 m (DEM10B)
// or 1 m (DEM1A).
#pragma once

#include "geo/box.hpp"
#include "io/height_tile.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace todoku::io {

/// "DEM5A", "DEM10B" of FG-GML-5236-04-72-DEM5A-20161001.xml; empty where the name does not say.
std::string fgd_dem_class(std::string_view name);

/// The ground of a file by the mesh code in its name; empty where the name has none.
geo::Box fgd_dem_box(std::string_view name);

/// The lattice by envelope and grid, from a text that need not go on to the heights; posts are the
/// middles of the grid's cells. Nothing where it holds none, or numbers that are none.
std::optional<PostLattice> fgd_dem_lattice(std::string_view xml);

/// Heights in metres: 海水面 and 海水底面 are 0, データなし and -9999 are void (NaN), every other
/// kind of surface is its height. Cells before the start point and after the last tuple are void.
/// Source: 国土地理院「基盤地図情報 ダウンロードデータ ファイル仕様書」(FGD_GMLSchema, DEM).
/// @param xml UTF-8, or Shift_JIS as its declaration says
/// @return nothing where the text is no such file or is cut short
std::optional<HeightTile> parse_fgd_dem(std::string_view xml);

} // namespace todoku::io
