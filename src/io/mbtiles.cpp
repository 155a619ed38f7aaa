#include "io/mbtiles.hpp"

#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/japanese.hpp"
#include "io/raster_pixels.hpp"
#include "io/row_issues.hpp"
#include "io/tile_set.hpp"
#include "io/vector_open.hpp"

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <numbers>
#include <optional>
#include <string_view>
#include <utility>

namespace todoku::io {

namespace {

/// A tile of 1024 pixels has at most 4 MB of them; what is larger is not read.
constexpr std::size_t kMostTileBytes = std::size_t{32} << 20;

/// The file as a database.
class Database {
public:
    Database(const std::string& path, std::string shown_as) : shown_as_(std::move(shown_as)) {
        static constexpr std::array<const char*, 2> kDrivers = {"SQLite", nullptr};
        const GdalMessages quiet;
        // The prefix, for GDAL keeps this ending for its own reader.
        dataset_.reset(GDALDataset::Open(("SQLITE:" + path).c_str(),
                                         GDAL_OF_VECTOR | GDAL_OF_READONLY, kDrivers.data(),
                                         nullptr, nullptr));
        if (!dataset_) {
            throw InputError(
                {shown_as_ + " をMBTilesとして読めません。元のファイルをもう一度コピーし、同じなら"
                             "もらい直してください。",
                 shown_as_ + " cannot be read as MBTiles. Copy it again from its source, or ask "
                             "for it again."});
        }
        require_finite_views(*dataset_, shown_as_);
    }

    /// @throws InputError where the file is damaged
    template <class Take>
    void each(const std::string& query, Take take) {
        const GdalMessages messages;
        const auto release = [this](OGRLayer* layer) { dataset_->ReleaseResultSet(layer); };
        const std::unique_ptr<OGRLayer, decltype(release)> rows(
            dataset_->ExecuteSQL(query.c_str(), nullptr, nullptr), release);
        while (rows) {
            const OGRFeatureUniquePtr row(rows->GetNextFeature());
            if (!row) {
                break;
            }
            take(*row);
        }
        if (messages.failed()) {
            throw InputError(
                {shown_as_ + " はデータベースとして壊れています。元のファイルをもう一度コピーし、"
                             "同じならもらい直してください。",
                 shown_as_ + " is a damaged database (" + messages.last_error() +
                     "). Copy it again from its source, or ask for it again."});
        }
    }

    [[nodiscard]] bool has(std::string_view table) {
        bool any = false;
        each(fmt::format("SELECT name FROM sqlite_master WHERE lower(name) = '{}'", table),
             [&](const OGRFeature&) { any = true; });
        return any;
    }

private:
    std::string shown_as_;
    Dataset dataset_;
};

/// The condition that a row of the table names a tile.
std::string is_tile() {
    return fmt::format("typeof(zoom_level) = 'integer' AND typeof(tile_column) = 'integer' AND "
                       "typeof(tile_row) = 'integer' AND zoom_level BETWEEN 0 AND {} AND "
                       "tile_column BETWEEN 0 AND (1 << zoom_level) - 1 AND "
                       "tile_row BETWEEN 0 AND (1 << zoom_level) - 1",
                       kDeepestZoom);
}

/// The same row counted from the other side.
std::int32_t flipped(int zoom, std::int32_t row) {
    return static_cast<std::int32_t>((std::int64_t{1} << zoom) - 1 - row);
}

class MbtilesStore : public TileStore {
public:
    /// @param from_north rows are numbered from the north, which the specification does not do
    MbtilesStore(std::shared_ptr<Database> database, std::string shown_as, bool from_north)
        : database_(std::move(database)), shown_as_(std::move(shown_as)), from_north_(from_north) {}

    [[nodiscard]] std::string name(int zoom, TilePlace place) const override {
        return fmt::format("{} (zoom_level {}, tile_column {}, tile_row {})", shown_as_, zoom,
                           place.column, stated_row(zoom, place.row));
    }

    void each_in_row(int zoom, std::int32_t row,
                     const std::function<void(TilePlace, Dataset)>& take) override {
        database_->each(
            fmt::format("SELECT tile_column, CASE WHEN length(tile_data) <= {} THEN "
                        "CAST(tile_data AS BLOB) ELSE X'' END FROM tiles WHERE zoom_level = {} "
                        "AND tile_row = {} AND {}",
                        kMostTileBytes, zoom, stated_row(zoom, row), is_tile()),
            [&](const OGRFeature& found) {
                int size = 0;
                const GByte* bytes = found.GetFieldAsBinary(1, &size);
                const TilePlace place{row, static_cast<std::int32_t>(found.GetFieldAsInteger(0))};
                if (bytes == nullptr || size <= 0) {
                    take(place, Dataset());
                    return;
                }
                const GdalMessages quiet; // a tile that is none is told by its name
                const MemoryFile file("tile", std::string(reinterpret_cast<const char*>(bytes),
                                                          static_cast<std::size_t>(size)));
                take(place, open_raster(file.path(), false));
            });
    }

private:
    [[nodiscard]] std::int32_t stated_row(int zoom, std::int32_t row) const {
        return from_north_ ? row : flipped(zoom, row);
    }

    std::shared_ptr<Database> database_;
    std::string shown_as_;
    bool from_north_;
};

using Metadata = std::map<std::string, std::string>;

Metadata metadata_of(Database& database) {
    Metadata metadata;
    if (database.has("metadata")) {
        database.each("SELECT CAST(name AS TEXT), CAST(value AS TEXT) FROM metadata",
                      [&](const OGRFeature& row) {
                          metadata.emplace(row.GetFieldAsString(0), row.GetFieldAsString(1));
                      });
    }
    return metadata;
}

std::string stated(const Metadata& metadata, const std::string& name) {
    const auto found = metadata.find(name);
    return found != metadata.end() ? found->second : "";
}

/// What the first tile is, by its bytes; "" where it is no known kind.
std::string format_of_tiles(Database& database) {
    std::string hex;
    database.each("SELECT hex(substr(tile_data, 1, 12)) FROM tiles WHERE length(tile_data) > 0 "
                  "LIMIT 1",
                  [&](const OGRFeature& row) { hex = row.GetFieldAsString(0); });
    const std::string_view bytes = hex;
    if (bytes.starts_with("89504E47")) {
        return "png";
    }
    if (bytes.starts_with("FFD8FF")) {
        return "jpg";
    }
    if (bytes.starts_with("52494646") && bytes.ends_with("57454250")) {
        return "webp";
    }
    // gzip, zlib, and a layer (field 3) of a vector tile that is not packed
    if (bytes.starts_with("1F8B") || bytes.starts_with("789C") || bytes.starts_with("1A")) {
        return "pbf";
    }
    return "";
}

void check_format(Database& database, const Metadata& metadata, const VectorSource& source,
                  std::vector<Issue>& issues) {
    std::string said = stated(metadata, "format");
    const std::string is = format_of_tiles(database);
    if (is == "pbf" || (is.empty() && (said == "pbf" || said == "mvt"))) {
        const std::string shown = shown_name(source);
        throw InputError(
            {shown + " は図形のタイル（ベクトルタイル、pbf）で、画像のタイルではありません。元のポ"
                     "リゴン（GeoPackageなど）か、画像（png）のMBTilesをもらってください。",
             shown + " holds vector tiles (pbf), not pictures. Ask for the polygons themselves (a "
                     "GeoPackage, say) or for MBTiles of pictures (png)."});
    }
    said = said == "jpeg" ? "jpg" : said;
    if (!said.empty() && !is.empty() && said != is) {
        note_row(issues, IssueKind::Noted, source, std::nullopt, "metadata_format", said,
                 {fmt::format("metadata の format は {} ですが、タイルは {} です。", said, is),
                  fmt::format("Its metadata say format {}, but the tiles are {}.", said, is)},
                 {"タイルのとおりに読みました。", "read as the tiles are."});
    }
}

void check_zooms(const TilesByZoom& tiles, const Metadata& metadata, const VectorSource& source,
                 std::vector<Issue>& issues) {
    const std::string least = stated(metadata, "minzoom");
    const std::string most = stated(metadata, "maxzoom");
    const auto differs = [](const std::string& said, int is) {
        return !said.empty() && number_in(said) != static_cast<double>(is);
    };
    const int first = tiles.begin()->first;
    const int last = tiles.rbegin()->first;
    if (differs(least, first) || differs(most, last)) {
        const std::string said = (least.empty() ? "?" : least) + "-" + (most.empty() ? "?" : most);
        note_row(issues, IssueKind::Noted, source, std::nullopt, "metadata_zooms", said,
                 {fmt::format("metadata のズームは {} ですが、タイルのズームは {}-{} です。", said,
                              first, last),
                  fmt::format("Its metadata say zooms {}, but there are tiles of zooms {}-{}.",
                              said, first, last)},
                 {"タイルのとおりに読みました。タイルが抜けていないか、提供元に確かめてください。",
                  "read as the tiles are. Ask who gave it whether tiles are missing."});
    }
}

/// The ground that the metadata state, in tiles of a zoom (rows from the north, fractions).
struct StatedBounds {
    double west = 0.0;
    double south = 0.0;
    double east = 0.0;
    double north = 0.0;

    [[nodiscard]] bool holds(TilePlace place) const {
        return place.column + 1 > west && place.column < east && place.row + 1 > north &&
               place.row < south;
    }
    /// Tiles that lie at least in part within it.
    [[nodiscard]] double tiles() const {
        return (std::ceil(east) - std::floor(west)) * (std::ceil(south) - std::floor(north));
    }
};

std::optional<StatedBounds> stated_bounds(const std::string& text, int zoom) {
    std::array<double, 4> values{};
    std::string_view rest = text;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto comma = rest.find(',');
        const auto number = number_in(rest.substr(0, comma));
        if (!number || (comma == std::string_view::npos) != (i + 1 == values.size())) {
            return std::nullopt;
        }
        values[i] = *number;
        rest = i + 1 < values.size() ? rest.substr(comma + 1) : rest;
    }
    static constexpr double kMercatorEnd_deg = 85.06;
    const auto row_of = [zoom](double lat) {
        const double rad =
            std::clamp(lat, -kMercatorEnd_deg, kMercatorEnd_deg) * std::numbers::pi / 180.0;
        return (1.0 - std::asinh(std::tan(rad)) / std::numbers::pi) / 2.0 * std::exp2(zoom);
    };
    const auto column_of = [zoom](double lng) { return (lng + 180.0) / 360.0 * std::exp2(zoom); };
    return StatedBounds{column_of(values[0]), row_of(values[1]), column_of(values[2]),
                        row_of(values[3])};
}

/// Missing in the rectangle of the tiles, which is told for tiles of any kind.
double missing_between(const std::vector<TilePlace>& tiles) {
    const auto [west, east] = std::minmax_element(
        tiles.begin(), tiles.end(), [](TilePlace a, TilePlace b) { return a.column < b.column; });
    const double columns = east->column - west->column + 1.0;
    const double rows = tiles.back().row - tiles.front().row + 1.0;
    return columns * rows - static_cast<double>(tiles.size());
}

/// Rows are numbered from the south, as the specification says, or from the north, as many tools
/// do, where only so they lie within the stated bounds. Tells this, and tiles that lie outside or
/// are missing.
bool rows_from_north(const TilesOfZoom& found, const Metadata& metadata, const VectorSource& source,
                     std::vector<Issue>& issues) {
    const std::string said = stated(metadata, "bounds");
    const auto bounds = stated_bounds(said, found.zoom);
    if (!bounds) {
        return false;
    }
    const auto outside = [&](bool flip) {
        return std::count_if(found.tiles.begin(), found.tiles.end(), [&](TilePlace place) {
            place.row = flip ? flipped(found.zoom, place.row) : place.row;
            return !bounds->holds(place);
        });
    };
    const auto count = static_cast<std::ptrdiff_t>(found.tiles.size());
    const auto off = outside(false);
    const bool from_north = off == count && outside(true) == 0;
    if (from_north) {
        note_row(issues, IssueKind::Repaired, source, std::nullopt, "tile_rows_from_north", said,
                 {"タイルの縦の番号（tile_row）が、決まり（南から）と逆に北から振られています"
                  "（metadata の bounds に合うのは北からだけ）。",
                  "Tiles are numbered from the north (tile_row), not from the south as they should "
                  "be: only so they lie within the bounds of the metadata."},
                 {"北からの番号として読みました。", "read as numbered from the north."});
    } else if (off > 0) {
        note_row(issues, IssueKind::Noted, source, std::nullopt, "metadata_bounds", said,
                 {fmt::format("タイル{}枚のうち{}枚が metadata の bounds（{}）の外にあります。",
                              counted(count), counted(off), said),
                  fmt::format("{} of {} tiles lie outside the bounds of its metadata ({}).",
                              counted(off), counted(count), said)},
                 {"位置はタイルの番号で決めました。エリアの位置を図で確かめてください。",
                  "they were placed by their numbers. Confirm the place by eye."});
    }
    // Tools that know nothing say the world.
    const bool says_world = bounds->east - bounds->west >= std::exp2(found.zoom);
    const double missing = bounds->tiles() - static_cast<double>(count - (from_north ? 0 : off));
    if (!says_world && missing > missing_between(found.tiles)) {
        note_row(issues, IssueKind::Noted, source, std::nullopt, "tiles_missing_in_bounds",
                 fmt::format("{:.0f}", missing),
                 {fmt::format("metadata の bounds（{}）にはズーム{}のタイル{}枚が入りますが、"
                              "{}枚がありません。",
                              said, found.zoom, with_thousands(bounds->tiles()),
                              with_thousands(missing)),
                  fmt::format("Of the {} tiles of zoom {} within the bounds of its metadata "
                              "({}), {} are not there.",
                              with_thousands(bounds->tiles()), found.zoom, said,
                              with_thousands(missing))},
                 {"ない所はエリア外としました。", "where they are missing nothing is covered."});
    }
    return from_north;
}

InputError no_tiles(const std::string& shown) {
    return InputError({shown + " にタイルがありません（tiles の表が空か、ありません）。画像のMBTil"
                               "esか確かめ、もらい直してください。",
                       shown +
                           " holds no tiles (its table tiles is empty or not there). Check that "
                           "it is an MBTiles of pictures, or ask for it again."});
}

/// @param nowhere receives how many have numbers that no tile has
TilesByZoom listed_tiles(Database& database, const VectorSource& source, std::int64_t& nowhere,
                         std::vector<Issue>& issues) {
    TilesByZoom tiles;
    std::size_t count = 0;
    nowhere = 0;
    const std::string shown = shown_name(source);
    database.each("SELECT CASE WHEN " + is_tile() +
                      " THEN zoom_level ELSE -1 END, tile_column, tile_row FROM tiles",
                  [&](const OGRFeature& row) {
                      require_sane_tile_count(++count, shown);
                      const int zoom = row.GetFieldAsInteger(0);
                      if (zoom < 0) {
                          ++nowhere;
                          return;
                      }
                      tiles[zoom].push_back(
                          {flipped(zoom, row.GetFieldAsInteger(2)), row.GetFieldAsInteger(1)});
                  });
    if (nowhere > 0) {
        note_row(
            issues, IssueKind::Rejected, source, std::nullopt, "tiles_nowhere",
            std::to_string(nowhere),
            {fmt::format("タイル{}枚のうち{}枚の番号（zoom_level・tile_column・tile_row）は、"
                         "あり得ない番号です。",
                         counted(count), counted(nowhere)),
             fmt::format("{} of {} tiles have numbers (zoom_level, tile_column, tile_row) that "
                         "no tile has.",
                         counted(nowhere), counted(count))},
            {"そのタイルは使いませんでした。", "they were not used."});
    }
    return tiles;
}

} // namespace

Picture open_mbtiles(const std::string& path, const VectorSource& source,
                     const PictureReading& reading, std::vector<Issue>& issues) {
    const std::string shown = shown_name(source);
    const auto database = std::make_shared<Database>(path, shown);
    if (!database->has("tiles")) {
        throw no_tiles(shown);
    }
    const Metadata metadata = metadata_of(*database);
    check_format(*database, metadata, source, issues);
    std::int64_t nowhere = 0;
    TilesByZoom tiles = listed_tiles(*database, source, nowhere, issues);
    if (tiles.empty()) {
        throw no_tiles(shown);
    }
    check_zooms(tiles, metadata, source, issues);
    TilesOfZoom found = one_zoom(std::move(tiles), source, reading, issues);
    const bool from_north = rows_from_north(found, metadata, source, issues);
    if (from_north) {
        for (TilePlace& place : found.tiles) {
            place.row = flipped(found.zoom, place.row);
        }
        std::sort(found.tiles.begin(), found.tiles.end());
    }
    Picture picture = picture_of_tiles(std::move(found),
                                       std::make_unique<MbtilesStore>(database, shown, from_north),
                                       source, issues);
    picture.nowhere = nowhere;
    return picture;
}

} // namespace todoku::io
