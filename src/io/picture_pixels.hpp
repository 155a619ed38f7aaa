// A picture on the ground as rows of pixels: GeoTIFF, PNG, GIF or JPEG with a world file, MBTiles,
// or a folder of tiles. Nothing is resampled.
#pragma once

#include "core/issue.hpp"
#include "io/coverage_reading.hpp"
#include "io/vector_file.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace todoku::io {

/// Pixels as 0xAARRGGBB, rows from the top.
class PixelRows {
public:
    PixelRows(std::int32_t width, std::int32_t height) : width_(width), height_(height) {}
    PixelRows(const PixelRows&) = delete;
    PixelRows& operator=(const PixelRows&) = delete;
    virtual ~PixelRows() = default;

    [[nodiscard]] std::int32_t width() const { return width_; }
    [[nodiscard]] std::int32_t height() const { return height_; }
    /// Rows that are read at once without reading anything twice.
    [[nodiscard]] virtual std::int32_t rows_at_once() const = 0;
    /// True where pixels may be transparent.
    [[nodiscard]] virtual bool has_alpha() const = 0;
    /// @pre first + rows <= height(), pixels.size() == rows * width() @throws InputError for damage
    virtual void read(std::int32_t first, std::int32_t rows, std::span<std::uint32_t> pixels) = 0;

private:
    std::int32_t width_;
    std::int32_t height_;
};

struct Picture {
    std::unique_ptr<PixelRows> pixels;
    std::array<double, 6> corner_to_crs{}; ///< GDAL's geotransform
    std::string crs;                       ///< definition for geo::ToJgd2011
    std::int64_t files = 1;                ///< tiles of a folder
    std::int64_t nowhere = 0;              ///< tiles besides, whose numbers no tile has
    std::optional<int> zoom;               ///< of tiles
};

/// True for a file (or a ZIP holding one) that is a picture by its ending, a folder, and MBTiles.
bool is_picture(const VectorSource& source);

/// @throws InputError for what cannot be read, has no place on the ground, is no picture of 8 bits,
/// or is absurdly large
Picture open_picture(const VectorSource& source, const PictureReading& reading,
                     std::vector<Issue>& issues);

} // namespace todoku::io
