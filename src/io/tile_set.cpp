#include "io/tile_set.hpp"

#include "core/counted.hpp"
#include "core/error.hpp"
#include "io/raster_pixels.hpp"
#include "io/row_issues.hpp"

#include <fmt/format.h>
#include <gdal_priv.h>

#include <algorithm>
#include <cstdlib>
#include <numbers>
#include <optional>
#include <span>
#include <utility>

namespace todoku::io {

namespace {

// Web Mercator's sphere (EPSG method 1024, EPSG:3857): semi-major axis of WGS 84.
constexpr double kEarthRadius_m = 6378137.0;
constexpr double kWorld_m = 2.0 * std::numbers::pi * kEarthRadius_m;
/// Tiles have 256, 512 or 1024 pixels a side; a larger picture is no tile.
constexpr int kMostSide = 4096;
/// Rows in memory: a picture as wide as is read has 200 MB of them.
constexpr std::int32_t kMostRows = 256;
/// Broken tiles that a message names.
constexpr std::size_t kNamed = 5;

/// All listed tiles of one zoom.
struct Sheet {
    int zoom = 0;
    std::vector<TilePlace> tiles; ///< by row and column, each once
    std::int32_t north = 0;
    std::int32_t south = 0;
    std::int32_t west = 0;
    std::int32_t east = 0;
    std::int32_t side = 256; ///< pixels of a tile

    [[nodiscard]] std::int32_t columns() const { return east - west + 1; }
    [[nodiscard]] std::int32_t rows() const { return south - north + 1; }
};

Sheet sheet_of(TilesOfZoom tiles) {
    Sheet sheet{.zoom = tiles.zoom, .tiles = std::move(tiles.tiles)};
    sheet.north = sheet.tiles.front().row;
    sheet.south = sheet.tiles.back().row;
    const auto [west, east] =
        std::minmax_element(sheet.tiles.begin(), sheet.tiles.end(),
                            [](TilePlace a, TilePlace b) { return a.column < b.column; });
    sheet.west = west->column;
    sheet.east = east->column;
    return sheet;
}

class TilePixels : public PixelRows {
public:
    TilePixels(Sheet sheet, std::unique_ptr<TileStore> store, std::string shown_as)
        : PixelRows(sheet.columns() * sheet.side, sheet.rows() * sheet.side),
          sheet_(std::move(sheet)), store_(std::move(store)), shown_as_(std::move(shown_as)) {}

    [[nodiscard]] std::int32_t rows_at_once() const override {
        return std::min(sheet_.side, kMostRows);
    }
    [[nodiscard]] bool has_alpha() const override { return true; }

    void read(std::int32_t first, std::int32_t rows, std::span<std::uint32_t> pixels) override {
        std::fill(pixels.begin(), pixels.end(), 0U);
        for (std::int32_t row = first; row < first + rows;) {
            const std::int32_t in_tiles = row / sheet_.side;
            const std::int32_t end = std::min(first + rows, (in_tiles + 1) * sheet_.side);
            paste_row(sheet_.north + in_tiles, row % sheet_.side, end - row,
                      pixels.subspan(static_cast<std::size_t>(row - first) *
                                     static_cast<std::size_t>(width())));
            row = end;
        }
    }

private:
    /// The listed tiles of a row.
    [[nodiscard]] std::span<const TilePlace> listed(std::int32_t row) const {
        const auto begin =
            std::lower_bound(sheet_.tiles.begin(), sheet_.tiles.end(), TilePlace{row, sheet_.west});
        const auto end = std::upper_bound(begin, sheet_.tiles.end(), TilePlace{row, sheet_.east});
        return {begin, end};
    }

    /// Pixel rows of one row of tiles into the top of `pixels`.
    void paste_row(std::int32_t row, std::int32_t top, std::int32_t rows,
                   std::span<std::uint32_t> pixels) {
        const std::span<const TilePlace> expected = listed(row);
        std::vector<bool> pasted(expected.size(), false);
        if (expected.empty()) {
            return;
        }
        store_->each_in_row(sheet_.zoom, row, [&](TilePlace place, Dataset dataset) {
            const auto found = std::lower_bound(expected.begin(), expected.end(), place);
            const auto index = static_cast<std::size_t>(found - expected.begin());
            if (found == expected.end() || *found != place || pasted[index]) {
                return; // told when the tiles were listed
            }
            pasted[index] = true;
            const auto part = read_tile(place, std::move(dataset), top, rows);
            if (!part) {
                refuse_broken();
            }
            const auto side = static_cast<std::size_t>(sheet_.side);
            for (std::size_t i = 0; i < static_cast<std::size_t>(rows); ++i) {
                const auto from = part->begin() + static_cast<std::ptrdiff_t>(i * side);
                const std::size_t to = i * static_cast<std::size_t>(width()) +
                                       static_cast<std::size_t>(place.column - sheet_.west) * side;
                std::copy(from, from + sheet_.side,
                          pixels.begin() + static_cast<std::ptrdiff_t>(to));
            }
        });
        if (const auto absent = std::find(pasted.begin(), pasted.end(), false);
            absent != pasted.end()) {
            refuse_broken();
        }
    }

    /// Nothing where the tile is broken. @throws InputError where it is whole but not like the
    /// others
    std::optional<std::vector<std::uint32_t>> read_tile(TilePlace place, Dataset dataset,
                                                        std::int32_t top, std::int32_t rows) const {
        if (!dataset) {
            return std::nullopt;
        }
        const std::string name = store_->name(sheet_.zoom, place);
        const int width = dataset->GetRasterXSize();
        const int height = dataset->GetRasterYSize();
        if (width != height) {
            throw InputError(
                {fmt::format(
                     "{} が正方形ではありません（{} × {}）。タイルとして作られた画像か、提供元"
                     "に確かめてください。",
                     name, width, height),
                 fmt::format("{} is not square ({} x {}). Ask who gave it whether it is a tile.",
                             name, width, height)});
        }
        if (width != sheet_.side) {
            throw InputError(
                {fmt::format("{} の大きさ（{} × {}）がほかのタイル（{} × {}）と違います。同じ大き"
                             "さのタイルだけにしてください。",
                             name, width, height, sheet_.side, sheet_.side),
                 fmt::format("{} measures {} x {}, other tiles {} x {}. Give tiles of one size "
                             "only.",
                             name, width, height, sheet_.side, sheet_.side)});
        }
        const auto source = raster_pixels(std::move(dataset), name);
        std::vector<std::uint32_t> part(static_cast<std::size_t>(rows) *
                                        static_cast<std::size_t>(sheet_.side));
        const GdalMessages messages;
        try {
            source->read(top, rows, part);
        } catch (const InputError&) {
            return std::nullopt; // cut short
        }
        return part;
    }

    /// Looks for all broken tiles, so that one message names them.
    [[noreturn]] void refuse_broken() {
        std::vector<std::string> names;
        std::size_t count = 0;
        for (std::int32_t row = sheet_.north; row <= sheet_.south; ++row) {
            const std::span<const TilePlace> expected = listed(row);
            std::vector<TilePlace> whole;
            if (expected.empty()) {
                continue;
            }
            store_->each_in_row(sheet_.zoom, row, [&](TilePlace place, Dataset dataset) {
                if (dataset && dataset->GetRasterXSize() == sheet_.side &&
                    dataset->GetRasterYSize() == sheet_.side) {
                    if (!read_tile(place, std::move(dataset), 0, sheet_.side)) {
                        return;
                    }
                } else if (!dataset) {
                    return;
                }
                whole.push_back(place);
            });
            std::sort(whole.begin(), whole.end());
            for (const TilePlace place : expected) {
                if (!std::binary_search(whole.begin(), whole.end(), place)) {
                    ++count;
                    if (names.size() < kNamed) {
                        names.push_back(store_->name(sheet_.zoom, place));
                    }
                }
            }
        }
        const std::string list =
            fmt::format("{}{}", fmt::join(names, ", "), count > names.size() ? ", ..." : "");
        throw InputError(
            {fmt::format("{} のタイル{}枚が画像として読めません: {}。壊れたタイルを除くか、もらい"
                         "直してください（除いた所はエリア外になります）。",
                         shown_as_, count, list),
             fmt::format("{}: {} tile(s) cannot be read as pictures: {}. Remove the broken tiles "
                         "(nothing is covered there then) or ask for them again.",
                         shown_as_, count, list)});
    }

    Sheet sheet_;
    std::unique_ptr<TileStore> store_;
    std::string shown_as_;
};

/// Tiles of a coarser zoom within which there is no finer one.
/// @param ancestors of the finer tiles at that zoom, in order
std::size_t bare_tiles(const std::vector<TilePlace>& coarse,
                       const std::vector<TilePlace>& ancestors) {
    std::size_t bare = 0;
    for (const TilePlace place : coarse) {
        bare += std::binary_search(ancestors.begin(), ancestors.end(), place) ? 0U : 1U;
    }
    return bare;
}

/// How far a zoom reaches, measured by the tiles of the coarser ones.
struct Reach {
    bool enough = true; ///< it has tiles in more than half of those of each coarser zoom
    int coarser = -1;   ///< the zoom of which most is left bare
    std::size_t bare = 0;
    std::size_t of = 0;
};

Reach reach_of(const TilesByZoom& tiles, TilesByZoom::const_reverse_iterator zoom) {
    Reach reach;
    std::vector<TilePlace> ancestors = zoom->second;
    int at = zoom->first;
    for (auto coarse = std::next(zoom); coarse != tiles.rend(); ++coarse) {
        const int up = at - coarse->first;
        for (TilePlace& place : ancestors) {
            place = {place.row >> up, place.column >> up};
        }
        std::sort(ancestors.begin(), ancestors.end());
        ancestors.erase(std::unique(ancestors.begin(), ancestors.end()), ancestors.end());
        at = coarse->first;
        const std::size_t bare = bare_tiles(coarse->second, ancestors);
        reach.enough = reach.enough && bare * 2 < coarse->second.size();
        if (bare * std::max<std::size_t>(reach.of, 1) > reach.bare * coarse->second.size()) {
            reach.coarser = coarse->first;
            reach.bare = bare;
            reach.of = coarse->second.size();
        }
    }
    return reach;
}

Text list_of_zooms(const TilesByZoom& tiles) {
    Text list;
    for (const auto& [zoom, places] : tiles) {
        const char* comma = list.ja.empty() ? "" : ", ";
        list.ja += fmt::format("{}{}（{}枚）", comma, zoom, counted(places.size()));
        list.en += fmt::format("{}{} ({})", comma, zoom, counted(places.size()));
    }
    return list;
}

/// The finest zoom, unless it leaves half or more of what a coarser one has bare: one stray tile
/// must not make the coverage vanish.
int chosen_zoom(const TilesByZoom& tiles, const VectorSource& source, const PictureReading& reading,
                std::vector<Issue>& issues) {
    if (reading.zoom) {
        if (!tiles.contains(*reading.zoom)) {
            std::string zooms;
            for (const auto& [zoom, places] : tiles) {
                zooms += (zooms.empty() ? "" : ", ") + std::to_string(zoom);
            }
            throw InputError({fmt::format("{} に zoom = {} のタイルがありません。あるズーム: {}",
                                          shown_name(source), *reading.zoom, zooms),
                              fmt::format("{} has no tiles of zoom {}. Zooms: {}",
                                          shown_name(source), *reading.zoom, zooms)});
        }
        return *reading.zoom;
    }
    const int finest = tiles.rbegin()->first;
    if (tiles.size() == 1) {
        return finest;
    }
    auto zoom = tiles.rbegin();
    Reach reach = reach_of(tiles, zoom);
    const Reach of_finest = reach;
    while (!reach.enough) {
        reach = reach_of(tiles, ++zoom);
    }
    const Text zooms = list_of_zooms(tiles);
    const int chosen = zoom->first;
    if (chosen == finest) {
        note_row(issues, IssueKind::Assumed, source, std::nullopt, "zoom_chosen",
                 std::to_string(chosen),
                 {"複数のズームのタイルがあります: " + zooms.ja + "。",
                  "There are tiles of several zooms: " + zooms.en + "."},
                 {fmt::format("最も細かい {} だけを使いました（zoom = … で選べます）。", chosen),
                  fmt::format("only the finest, {}, was used (choose by zoom = ...).", chosen)});
    } else {
        note_row(
            issues, IssueKind::Noted, source, std::nullopt, "zoom_chosen", std::to_string(chosen),
            {fmt::format("複数のズームのタイルがあり（{}）、最も細かい{}のタイルは、ズーム{}のタイ"
                         "ル{}枚のうち{}枚の中に1枚もありません。",
                         zooms.ja, finest, of_finest.coarser, counted(of_finest.of),
                         counted(of_finest.bare)),
             fmt::format("There are tiles of several zooms ({}), and the finest, {}, has none in "
                         "{} of the {} tiles of zoom {}.",
                         zooms.en, finest, counted(of_finest.bare), counted(of_finest.of),
                         of_finest.coarser)},
            {fmt::format("範囲の欠けない {} だけを使いました（zoom = … で選べます）。", chosen),
             fmt::format("only zoom {}, which reaches as far, was used (choose by zoom = ...).",
                         chosen)});
    }
    if (reach.bare > 0) {
        note_row(issues, IssueKind::Noted, source, std::nullopt, "tiles_only_coarser",
                 std::to_string(reach.bare),
                 {fmt::format("ズーム{}のタイル{}枚のうち{}枚の所に、使ったズーム{}のタイルがありま"
                              "せん。",
                              reach.coarser, counted(reach.of), counted(reach.bare), chosen),
                  fmt::format("In {} of the {} tiles of zoom {} there is none of zoom {}, which "
                              "was used.",
                              counted(reach.bare), counted(reach.of), reach.coarser, chosen)},
                 {fmt::format("そこはエリア外としました。粗いほうを使うなら zoom = {} と書いてくだ"
                              "さい。",
                              reach.coarser),
                  fmt::format("nothing is covered there; to use the coarser ones write zoom = {}.",
                              reach.coarser)});
    }
    return chosen;
}

/// Pixels a side, of the first tile that can be read.
std::int32_t side_of(TileStore& store, const Sheet& sheet, const VectorSource& source,
                     std::vector<Issue>& issues) {
    std::int32_t side = 0;
    bool jpeg = false;
    std::string name;
    for (std::int32_t row = sheet.north; row <= sheet.south && side == 0; ++row) {
        store.each_in_row(sheet.zoom, row, [&](TilePlace place, Dataset dataset) {
            if (dataset && side == 0) {
                side = std::max(dataset->GetRasterXSize(), dataset->GetRasterYSize());
                jpeg = EQUAL(dataset->GetDriverName(), "JPEG");
                name = store.name(sheet.zoom, place);
            }
        });
    }
    if (side > kMostSide) {
        throw InputError(
            {fmt::format("{} は大きすぎてタイルではありません（一辺 {} 画素。{} まで）。タイルとし"
                         "て作られた画像か、提供元に確かめてください。",
                         name, side, kMostSide),
             fmt::format("{} is too large for a tile ({} pixels a side; at most {}). Ask who gave "
                         "it whether it is a tile.",
                         name, side, kMostSide)});
    }
    if (jpeg) {
        note_jpeg(source, issues);
    }
    constexpr std::int32_t kUsual = 256;
    return side > 0 ? side : kUsual;
}

void note_twice(std::size_t count, int zoom, const VectorSource& source,
                std::vector<Issue>& issues) {
    if (count > 0) {
        note_row(
            issues, IssueKind::Noted, source, std::nullopt, "tiles_twice", std::to_string(count),
            {fmt::format("ズーム{}に、同じ場所のタイルがもう一度あるものが{}枚あります。", zoom,
                         count),
             fmt::format("{} tiles of zoom {} stand where another does.", count, zoom)},
            {"場所ごとに最初の1枚だけを使いました。", "only the first of each place was used."});
    }
}

void note_missing(const Sheet& sheet, const VectorSource& source, std::vector<Issue>& issues) {
    const auto missing = static_cast<std::int64_t>(sheet.columns()) * sheet.rows() -
                         static_cast<std::int64_t>(sheet.tiles.size());
    if (missing > 0) {
        note_row(
            issues, IssueKind::Noted, source, std::nullopt, "tiles_missing",
            std::to_string(missing),
            {fmt::format("ズーム{}のタイルの範囲（{} × {}枚）のうち{}枚がありません。", sheet.zoom,
                         counted(sheet.columns()), counted(sheet.rows()), counted(missing)),
             fmt::format("Of the {} x {} tiles of zoom {}, {} are not there.",
                         counted(sheet.columns()), counted(sheet.rows()), sheet.zoom,
                         counted(missing))},
            {"ない所はエリア外としました。", "where they are missing nothing is covered."});
    }
}

/// The tile farthest from the middle one, counted in tiles.
TilePlace farthest(const Sheet& sheet) {
    const auto middle_of = [&](std::int32_t TilePlace::* side) {
        std::vector<std::int32_t> sides;
        for (const TilePlace& place : sheet.tiles) {
            sides.push_back(place.*side);
        }
        const auto middle = sides.begin() + static_cast<std::ptrdiff_t>(sides.size() / 2);
        std::nth_element(sides.begin(), middle, sides.end());
        return *middle;
    };
    const TilePlace middle{middle_of(&TilePlace::row), middle_of(&TilePlace::column)};
    const auto distance = [middle](TilePlace place) {
        return std::max(std::abs(place.row - middle.row), std::abs(place.column - middle.column));
    };
    return *std::max_element(sheet.tiles.begin(), sheet.tiles.end(),
                             [&](TilePlace a, TilePlace b) { return distance(a) < distance(b); });
}

/// One stray tile makes a picture too large: the message names it.
void require_sensible_sheet(const Sheet& sheet, const TileStore& store, const std::string& shown) {
    try {
        require_sensible_size(static_cast<double>(sheet.columns()) * sheet.side,
                              static_cast<double>(sheet.rows()) * sheet.side, shown);
    } catch (const InputError& error) {
        const std::string stray = store.name(sheet.zoom, farthest(sheet));
        throw InputError(
            {fmt::format("{}ほかから最も離れたタイルは {} です。余分なら除いてください。",
                         error.message().ja, stray),
             fmt::format("{} The tile farthest from the others is {}; remove it if it does not "
                         "belong.",
                         error.message().en, stray)});
    }
}

} // namespace

void note_jpeg(const VectorSource& source, std::vector<Issue>& issues) {
    note_row(issues, IssueKind::Noted, source, std::nullopt, "jpeg_colours", "JPEG",
             {"JPEGは保存のときに色がにじむので、境目や細い所の色が元と違うことがあります。",
              "JPEG blurs colours when it is saved: at edges and in narrow places they may "
              "differ from the original."},
             {"画素の色のまま読みました。PNGかGeoTIFFがあれば、そちらをもらってください。",
              "Read by the colours it has. Ask for a PNG or a GeoTIFF where there is one."});
}

void require_sane_tile_count(std::size_t count, const std::string& shown_as) {
    if (count > kMostTiles) {
        throw InputError(
            {fmt::format("{} のファイル・タイルが多すぎます（{}個まで）。対象の範囲のズーム一つに"
                         "切り出してください。",
                         shown_as, kMostTiles),
             fmt::format("{} holds too many files or tiles (at most {}). Cut it to one zoom of the "
                         "study's area.",
                         shown_as, kMostTiles)});
    }
}

TilesOfZoom one_zoom(TilesByZoom tiles, const VectorSource& source, const PictureReading& reading,
                     std::vector<Issue>& issues) {
    std::map<int, std::size_t> again;
    for (auto& [zoom, places] : tiles) {
        std::sort(places.begin(), places.end());
        const auto end = std::unique(places.begin(), places.end());
        again[zoom] = static_cast<std::size_t>(places.end() - end);
        places.erase(end, places.end());
    }
    const int zoom = chosen_zoom(tiles, source, reading, issues);
    note_twice(again[zoom], zoom, source, issues);
    return {zoom, std::move(tiles[zoom])};
}

Picture picture_of_tiles(TilesOfZoom tiles, std::unique_ptr<TileStore> store,
                         const VectorSource& source, std::vector<Issue>& issues) {
    Sheet sheet = sheet_of(std::move(tiles));
    sheet.side = side_of(*store, sheet, source, issues);
    require_sensible_sheet(sheet, *store, shown_name(source));
    note_missing(sheet, source, issues);
    const double tile_m = kWorld_m / static_cast<double>(std::int64_t{1} << sheet.zoom);
    Picture picture;
    picture.corner_to_crs = {-kWorld_m / 2.0 + sheet.west * tile_m,
                             tile_m / sheet.side,
                             0.0,
                             kWorld_m / 2.0 - sheet.north * tile_m,
                             0.0,
                             -tile_m / sheet.side};
    picture.crs = "EPSG:3857";
    picture.files = static_cast<std::int64_t>(sheet.tiles.size());
    picture.zoom = sheet.zoom;
    picture.pixels =
        std::make_unique<TilePixels>(std::move(sheet), std::move(store), shown_name(source));
    return picture;
}

} // namespace todoku::io
