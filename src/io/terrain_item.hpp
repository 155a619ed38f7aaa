// What a list of terrain files holds: each height file, also inside ZIPs and ZIPs of ZIPs, with its
// ground and fineness known before its heights are read.
#pragma once

#include "geo/box.hpp"
#include "geo/crs.hpp"
#include "io/archive_reader.hpp"
#include "io/gsi_tile.hpp"
#include "io/height_tile.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace todoku::io {

struct TerrainItem {
    enum class Kind { FgdDem, Tile, Raster };
    Kind kind = Kind::Raster;
    std::filesystem::path file;                  ///< on disk
    std::optional<ArchiveReader::Member> inner;  ///< a ZIP inside the ZIP `file`
    std::optional<ArchiveReader::Member> member; ///< the height file inside the ZIP
    std::string name;                            ///< for messages: "a.zip/FG-GML-….xml"
    std::optional<std::string> crs;              ///< of a raster that states none
    std::string label;                           ///< for people: "DEM5A", "GeoTIFF"
    std::optional<TileAddress> address;          ///< of a tile
    geo::Box box;                                ///< the ground it covers
    bool on_lattice =
        false;           ///< posts stand on a latitude/longitude lattice near enough to JGD2011's
    PostLattice lattice; ///< such posts; of others the steps only
    bool on_jgd2000 = false; ///< of a DEM of 基盤地図情報: the datum of before 2011
    int rank = 0; ///< of one fineness the lower counts: laser (A) before photogrammetry (B, C)
};

/// Finds the height files in `files` that touch the window; of those outside only how many there
/// are.
/// @throws InputError for a file that is missing, broken, or holds no heights at all
std::vector<TerrainItem> find_terrain(const std::vector<std::filesystem::path>& files,
                                      const geo::Box& window, const geo::DatumRules& datum,
                                      const std::optional<std::string>& crs, std::int64_t& outside);

/// Whether files of this ending, such as ".asc", are rasters of heights.
bool is_height_raster(const std::string& ending);

/// Reads the bytes of items one after another; keeps the last archive open.
class TerrainBytes {
public:
    /// @throws InputError where the item cannot be read
    std::string read(const TerrainItem& item);

private:
    std::filesystem::path file_;
    std::optional<ArchiveReader> outer_;
    std::uint64_t inner_index_ = 0;
    std::optional<ArchiveReader> inner_;
};

/// The raster as GDAL finds it, also inside a ZIP.
std::filesystem::path path_of(const TerrainItem& item);

/// The heights of a DEM of 基盤地図情報. @throws InputError where it is cut short or none
HeightTile read_dem(const TerrainItem& item, TerrainBytes& bytes);

} // namespace todoku::io
