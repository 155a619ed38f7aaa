// MBTiles as tools write them, and as they should not be.
#pragma once

#include "support/picture_file.hpp"
#include "support/temporary_folder.hpp"

#include <gdal/ogr_api.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace todoku::test {

struct MbtilesFile {
    struct Tile {
        int zoom = 0;
        int column = 0;
        int row = 0; ///< from the south
        std::string bytes;
    };
    std::vector<std::pair<std::string, std::string>> metadata;
    std::vector<Tile> tiles{};
};

/// Bytes of a square tile of one colour, with transparency.
inline std::string tile_bytes(std::uint32_t argb, std::size_t side = 4,
                              const char* driver = "PNG") {
    const TemporaryFolder folder;
    const Drawing drawing{std::vector<std::string>(side, std::string(side, '#')), {{'#', argb}}};
    return read_file(write_picture(folder.path() / "tile", drawing, {.driver = driver}));
}

inline std::filesystem::path write_mbtiles(const std::filesystem::path& path,
                                           const MbtilesFile& content) {
    GDALAllRegister();
    const std::filesystem::path made = path.string() + ".sqlite";
    GDALDatasetH database =
        GDALCreate(GDALGetDriverByName("SQLite"), made.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
    const auto run = [database](const std::string& sql) {
        OGRLayerH rows = GDALDatasetExecuteSQL(database, sql.c_str(), nullptr, nullptr);
        GDALDatasetReleaseResultSet(database, rows);
    };
    const auto hex = [](const std::string& bytes) {
        std::string text;
        for (const char byte : bytes) {
            constexpr const char* kDigits = "0123456789ABCDEF";
            const auto value = static_cast<unsigned char>(byte);
            text += kDigits[value >> 4U];
            text += kDigits[value & 15U];
        }
        return text;
    };
    run("CREATE TABLE metadata (name text, value text)");
    run("CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, "
        "tile_data blob)");
    for (const auto& [name, value] : content.metadata) {
        run("INSERT INTO metadata VALUES ('" + name + "', '" + value + "')");
    }
    for (const MbtilesFile::Tile& tile : content.tiles) {
        run("INSERT INTO tiles VALUES (" + std::to_string(tile.zoom) + ", " +
            std::to_string(tile.column) + ", " + std::to_string(tile.row) + ", X'" +
            hex(tile.bytes) + "')");
    }
    GDALClose(database);
    std::filesystem::rename(made, path);
    return path;
}

} // namespace todoku::test
