// Map tiles as one picture in Web Mercator, wherever they are kept: one zoom of them, and what is
// missing or broken.
#pragma once

#include "io/picture_pixels.hpp"
#include "io/vector_open.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace todoku::io {

/// Tiles are numbered to 2^zoom; deeper than this a pixel is under a millimetre.
inline constexpr int kDeepestZoom = 30;
inline constexpr std::size_t kMostTiles = 4'000'000;

/// A tile of a zoom: its row from the north, its column from the west.
struct TilePlace {
    std::int32_t row = 0;
    std::int32_t column = 0;
    auto operator<=>(const TilePlace&) const = default;
};

using TilesByZoom = std::map<int, std::vector<TilePlace>>;

/// Where tiles are kept.
class TileStore {
public:
    TileStore() = default;
    TileStore(const TileStore&) = delete;
    TileStore& operator=(const TileStore&) = delete;
    virtual ~TileStore() = default;

    /// As messages call the tile, in any language.
    [[nodiscard]] virtual std::string name(int zoom, TilePlace place) const = 0;
    /// Opens every tile of one row, in any order; a tile that is no picture comes as null.
    virtual void each_in_row(int zoom, std::int32_t row,
                             const std::function<void(TilePlace, Dataset)>& take) = 0;
};

/// @throws InputError where there are more tiles than of any prefecture
void require_sane_tile_count(std::size_t count, const std::string& shown_as);

struct TilesOfZoom {
    int zoom = 0;
    std::vector<TilePlace> tiles; ///< by row and column, each once
};

/// The finest zoom that reaches as far as the coarser ones, or the one the reading asks for; other
/// zooms and tiles that stand twice are told.
/// @pre tiles is not empty @throws InputError where the zoom asked for is not there
TilesOfZoom one_zoom(TilesByZoom tiles, const VectorSource& source, const PictureReading& reading,
                     std::vector<Issue>& issues);

/// Missing tiles are transparent and counted. A broken tile is found when the pixels are read, and
/// refused with all others of its kind.
/// @pre there are tiles @throws InputError where they are no tiles
Picture picture_of_tiles(TilesOfZoom tiles, std::unique_ptr<TileStore> store,
                         const VectorSource& source, std::vector<Issue>& issues);

/// Tells that JPEG blurs colours.
void note_jpeg(const VectorSource& source, std::vector<Issue>& issues);

} // namespace todoku::io
