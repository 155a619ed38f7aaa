#include "io/tile_folder.hpp"

#include "core/error.hpp"
#include "io/archive_member.hpp"
#include "io/raster_pixels.hpp"
#include "io/row_issues.hpp"
#include "io/vector_open.hpp"

#include <fmt/format.h>
#include <gdal_priv.h>

#include <algorithm>
#include <array>
#include <map>
#include <numbers>
#include <optional>
#include <utility>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

// Web Mercator's sphere (EPSG method 1024, EPSG:3857): semi-major axis of WGS 84.
constexpr double kEarthRadius_m = 6378137.0;
constexpr double kWorld_m = 2.0 * std::numbers::pi * kEarthRadius_m;
// Tiles are numbered to 2^zoom; deeper than this a pixel is under a millimetre.
constexpr int kDeepest = 30;
constexpr std::size_t kMostTiles = 4'000'000;

struct TilePlace {
    int zoom = 0;
    std::int64_t x = 0;
    std::int64_t y = 0; ///< from the north
};

/// "{z}/{x}/{y}.png" as a rule that relative paths meet.
class TilePattern {
public:
    /// @param any_ending the last part's ending does not matter, as long as it is a picture's
    TilePattern(std::string pattern, bool any_ending)
        : pattern_(std::move(pattern)), any_ending_(any_ending) {}

    [[nodiscard]] bool has(std::string_view part) const {
        return pattern_.find(part) != std::string::npos;
    }

    [[nodiscard]] std::optional<TilePlace> place_of(const fs::path& relative,
                                                    std::optional<int> zoom) const {
        std::string path = relative.generic_string();
        if (any_ending_) {
            static constexpr std::array<std::string_view, 6> endings = {".png", ".jpg",  ".jpeg",
                                                                        ".gif", ".webp", ".bmp"};
            if (std::find(endings.begin(), endings.end(), lower_ending(relative)) ==
                endings.end()) {
                return std::nullopt;
            }
            path.resize(path.size() - relative.extension().string().size());
        }
        std::map<char, std::int64_t> numbers;
        std::size_t at = 0;
        for (std::size_t i = 0; i < pattern_.size();) {
            const auto close = pattern_[i] == '{' ? pattern_.find('}', i) : std::string::npos;
            if (close == std::string::npos) {
                if (at >= path.size() || path[at] != pattern_[i]) {
                    return std::nullopt;
                }
                ++at;
                ++i;
                continue;
            }
            std::int64_t number = 0;
            std::size_t digits = 0;
            for (; at < path.size() && path[at] >= '0' && path[at] <= '9' && digits < 10;
                 ++at, ++digits) {
                number = number * 10 + (path[at] - '0');
            }
            if (digits == 0) {
                return std::nullopt;
            }
            const bool from_south = pattern_[i + 1] == '-';
            numbers[from_south ? '-' : pattern_[i + 1]] = number;
            i = close + 1;
        }
        const std::int64_t z = numbers.contains('z') ? numbers['z'] : zoom.value_or(-1);
        if (at != path.size() || z < 0 || z > kDeepest) {
            return std::nullopt;
        }
        const std::int64_t side = std::int64_t{1} << z;
        const std::int64_t y = numbers.contains('-') ? side - 1 - numbers['-'] : numbers['y'];
        const std::int64_t x = numbers['x'];
        return x < side && y >= 0 && y < side ? std::optional(TilePlace{static_cast<int>(z), x, y})
                                              : std::nullopt;
    }

private:
    std::string pattern_;
    bool any_ending_;
};

using Tiles = std::map<std::pair<std::int64_t, std::int64_t>, fs::path>; ///< by row and column

InputError no_tiles(const std::string& shown, const std::string& pattern) {
    return InputError(
        {fmt::format(
             "{} はフォルダですが、{} の形のタイル画像がありません。タイルの並び順が違うときは "
             "tiles = \"{{z}}/{{y}}/{{x}}.png\" "
             "のように、タイルでなければ中のファイルを書いてください。",
             shown, pattern),
         fmt::format(
             "{} is a folder without tiles named like {}. Where they stand in another order, "
             "add tiles = \"{{z}}/{{y}}/{{x}}.png\" or the like; otherwise name a file in it.",
             shown, pattern)});
}

class TilePixels : public PixelRows {
public:
    TilePixels(Tiles tiles, fs::path folder, std::int32_t side, std::int64_t first_row,
               std::int64_t first_column, std::int32_t width, std::int32_t height)
        : PixelRows(width, height), tiles_(std::move(tiles)), folder_(std::move(folder)),
          side_(side), first_row_(first_row), first_column_(first_column) {}

    [[nodiscard]] std::int32_t rows_at_once() const override { return side_; }
    [[nodiscard]] bool has_alpha() const override { return true; }

    void read(std::int32_t first, std::int32_t rows, std::span<std::uint32_t> pixels) override {
        std::fill(pixels.begin(), pixels.end(), 0U);
        for (std::int32_t row = first; row < first + rows;) {
            const std::int32_t tile_row = row / side_;
            const std::int32_t end = std::min(first + rows, (tile_row + 1) * side_);
            const std::int64_t y = first_row_ + tile_row;
            for (auto tile = tiles_.lower_bound({y, 0});
                 tile != tiles_.end() && tile->first.first == y; ++tile) {
                paste(*tile, row, end, first, pixels);
            }
            row = end;
        }
    }

private:
    void paste(const Tiles::value_type& tile, std::int32_t row, std::int32_t end,
               std::int32_t first, std::span<std::uint32_t> pixels) {
        const std::string name =
            (folder_.filename() / tile.second.lexically_relative(folder_)).generic_string();
        Dataset dataset = open_raster(tile.second.string(), -1, false);
        if (!dataset) {
            throw InputError(
                {name + " を画像として読めません。壊れたタイルを除くか、もらい直してください。",
                 name + " cannot be read as a picture. Remove the broken tile or ask for it "
                        "again."});
        }
        if (dataset->GetRasterXSize() != dataset->GetRasterYSize()) {
            throw InputError(
                {fmt::format(
                     "{} が正方形ではありません（{} × {}）。タイルとして作られた画像か、提供元"
                     "に確かめてください。",
                     name, dataset->GetRasterXSize(), dataset->GetRasterYSize()),
                 fmt::format("{} is not square ({} x {}). Ask who gave it whether it is a tile.",
                             name, dataset->GetRasterXSize(), dataset->GetRasterYSize())});
        }
        if (dataset->GetRasterXSize() != side_) {
            throw InputError(
                {fmt::format("{} の大きさ（{} × {}）がほかのタイル（{} × {}）と違います。同じ大き"
                             "さのタイルだけにしてください。",
                             name, dataset->GetRasterXSize(), dataset->GetRasterYSize(), side_,
                             side_),
                 fmt::format("{} measures {} x {}, other tiles {} x {}. Give tiles of one size "
                             "only.",
                             name, dataset->GetRasterXSize(), dataset->GetRasterYSize(), side_,
                             side_)});
        }
        const auto source = raster_pixels(std::move(dataset), name);
        const std::int32_t top = row % side_;
        std::vector<std::uint32_t> part(static_cast<std::size_t>(end - row) *
                                        static_cast<std::size_t>(side_));
        source->read(top, end - row, part);
        const auto column = static_cast<std::size_t>(tile.first.second - first_column_) *
                            static_cast<std::size_t>(side_);
        for (std::int32_t i = 0; i < end - row; ++i) {
            const auto from = part.begin() + static_cast<std::ptrdiff_t>(i) * side_;
            std::copy(from, from + side_,
                      pixels.begin() +
                          static_cast<std::ptrdiff_t>(static_cast<std::size_t>(row - first + i) *
                                                          static_cast<std::size_t>(width()) +
                                                      column));
        }
    }

    Tiles tiles_;
    fs::path folder_;
    std::int32_t side_;
    std::int64_t first_row_;
    std::int64_t first_column_;
};

/// All tiles below the folder, by zoom.
std::map<int, Tiles> tiles_below(const fs::path& folder, const TilePattern& pattern,
                                 std::optional<int> zoom, const std::string& shown) {
    std::map<int, Tiles> found;
    std::size_t count = 0;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        if (!entry->is_regular_file()) {
            continue;
        }
        if (const auto place = pattern.place_of(entry->path().lexically_relative(folder), zoom)) {
            found[place->zoom].emplace(std::pair(place->y, place->x), entry->path());
        }
        if (++count > kMostTiles) {
            throw InputError(
                {fmt::format("{} のファイルが多すぎます（{}個まで）。", shown, kMostTiles),
                 fmt::format("{} holds too many files (at most {}).", shown, kMostTiles)});
        }
    }
    return found;
}

int chosen_zoom(const std::map<int, Tiles>& found, const VectorSource& source,
                const PictureReading& reading, std::vector<Issue>& issues) {
    std::string zooms;
    for (const auto& [zoom, tiles] : found) {
        zooms += (zooms.empty() ? "" : ", ") + std::to_string(zoom);
    }
    if (reading.zoom) {
        if (!found.contains(*reading.zoom)) {
            throw InputError({fmt::format("{} に zoom = {} のタイルがありません。あるズーム: {}",
                                          shown_name(source), *reading.zoom, zooms),
                              fmt::format("{} has no tiles of zoom {}. Zooms: {}",
                                          shown_name(source), *reading.zoom, zooms)});
        }
        return *reading.zoom;
    }
    const int deepest = found.rbegin()->first;
    if (found.size() > 1) {
        note_row(issues, IssueKind::Assumed, source, std::nullopt, "zoom_chosen",
                 std::to_string(deepest),
                 {"複数のズームのタイルがあります（" + zooms + "）。",
                  "There are tiles of several zooms (" + zooms + ")."},
                 {fmt::format("最も細かい {} だけを使いました（zoom = … で選べます）。", deepest),
                  fmt::format("only the finest, {}, was used (choose by zoom = ...).", deepest)});
    }
    return deepest;
}

} // namespace

Picture open_tile_folder(const VectorSource& source, const PictureReading& reading,
                         std::vector<Issue>& issues) {
    const std::string shown = shown_name(source);
    const TilePattern pattern(reading.tiles.empty() ? "{z}/{x}/{y}" : reading.tiles,
                              reading.tiles.empty());
    if (!pattern.has("{z}") && !reading.zoom) {
        throw InputError({shown + " のズームが分かりません。zoom = 14 のように書いてください。",
                          "The zoom of " + shown + " is not known. Add zoom = 14 or the like."});
    }
    std::map<int, Tiles> found = tiles_below(source.file, pattern, reading.zoom, shown);
    if (found.empty()) {
        throw no_tiles(shown, reading.tiles.empty() ? "{z}/{x}/{y}.png" : reading.tiles);
    }
    const int zoom = chosen_zoom(found, source, reading, issues);
    Tiles tiles = std::move(found[zoom]);
    std::int64_t west = tiles.begin()->first.second;
    std::int64_t east = west;
    for (const auto& [place, path] : tiles) {
        west = std::min(west, place.second);
        east = std::max(east, place.second);
    }
    const std::int64_t north = tiles.begin()->first.first;
    const std::int64_t south = tiles.rbegin()->first.first;
    const Dataset first = open_raster(tiles.begin()->second.string(), -1, false);
    const int side = first ? first->GetRasterXSize() : 256;
    const double columns = static_cast<double>(east - west + 1);
    const double rows = static_cast<double>(south - north + 1);
    require_sensible_size(columns * side, rows * side, shown);
    const auto count = static_cast<std::int64_t>(tiles.size());
    const auto missing = static_cast<std::int64_t>(columns * rows) - count;
    if (missing > 0) {
        note_row(issues, IssueKind::Noted, source, std::nullopt, "tiles_missing",
                 std::to_string(missing),
                 {fmt::format("ズーム{}のタイルの範囲（{:.0f} × {:.0f}枚）のうち{}枚がありません。",
                              zoom, columns, rows, missing),
                  fmt::format("Of the {:.0f} x {:.0f} tiles of zoom {}, {} are not there.", columns,
                              rows, zoom, missing)},
                 {"ない所はエリア外としました。", "where they are missing nothing is covered."});
    }
    const double tile_m = kWorld_m / static_cast<double>(std::int64_t{1} << zoom);
    Picture picture;
    picture.corner_to_crs = {
        -kWorld_m / 2.0 + static_cast<double>(west) * tile_m, tile_m / side, 0.0,
        kWorld_m / 2.0 - static_cast<double>(north) * tile_m, 0.0,           -tile_m / side};
    picture.crs = "EPSG:3857";
    picture.files = count;
    picture.pixels = std::make_unique<TilePixels>(std::move(tiles), source.file, side, north, west,
                                                  static_cast<std::int32_t>(columns) * side,
                                                  static_cast<std::int32_t>(rows) * side);
    return picture;
}

} // namespace todoku::io
