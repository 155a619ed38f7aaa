#include "io/terrain_mosaic.hpp"

#include "io/terrain_item.hpp"
#include "io/vector_open.hpp"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <gdal_utils.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <string>

namespace todoku::io {

namespace {

/// Posts fall together within this share of a step.
constexpr double kSamePost = 0.01;
/// Floats read at a time: 64 MB.
constexpr std::size_t kBlock = std::size_t{16} << 20;

/// Rows and columns of a lattice; ends excluded.
struct Range {
    long first_row = 0;
    long end_row = 0;
    long first_column = 0;
    long end_column = 0;
    [[nodiscard]] bool empty() const { return first_row >= end_row || first_column >= end_column; }
    [[nodiscard]] Range intersected(const Range& other) const {
        return {std::max(first_row, other.first_row), std::min(end_row, other.end_row),
                std::max(first_column, other.first_column), std::min(end_column, other.end_column)};
    }
    void extend(const Range& other) {
        *this = empty()
                    ? other
                    : Range{std::min(first_row, other.first_row), std::max(end_row, other.end_row),
                            std::min(first_column, other.first_column),
                            std::max(end_column, other.end_column)};
    }
};

long whole(double index) {
    constexpr double kFar = 1e9;
    return static_cast<long>(std::clamp(index, -kFar, kFar));
}

/// The posts in the window and one around it.
Range around(const geo::Box& window, const PostLattice& lattice) {
    return {whole(std::floor((lattice.north - window.north) / lattice.lat_step)),
            whole(std::ceil((lattice.north - window.south) / lattice.lat_step)) + 1,
            whole(std::floor((window.west - lattice.west) / lattice.lng_step)),
            whole(std::ceil((window.east - lattice.west) / lattice.lng_step)) + 1};
}

/// The posts that stand on a file's ground.
Range under(const geo::Box& ground, const PostLattice& lattice) {
    return {whole(std::ceil((lattice.north - ground.north) / lattice.lat_step - kSamePost)),
            whole(std::floor((lattice.north - ground.south) / lattice.lat_step + kSamePost)) + 1,
            whole(std::ceil((ground.west - lattice.west) / lattice.lng_step - kSamePost)),
            whole(std::floor((ground.east - lattice.west) / lattice.lng_step + kSamePost)) + 1};
}

PostLattice lattice_of(const geo::HeightGrid& grid) {
    return {grid.north,
            grid.west,
            grid.lat_step,
            grid.lng_step,
            static_cast<int>(grid.rows),
            static_cast<int>(grid.columns)};
}

Range range_of(const geo::HeightGrid& grid) {
    return {0, static_cast<long>(grid.rows), 0, static_cast<long>(grid.columns)};
}

/// Where a line of the grid falls between two lines of a tile.
struct Between {
    int first = 0;
    int second = 0;
    float share = 0.0F; ///< of the second
};

Between between(double index, int count) {
    const double nearest = std::round(index);
    if (std::abs(index - nearest) < kSamePost) {
        index = nearest;
    }
    index = std::clamp(index, 0.0, static_cast<double>(count - 1)); // half a step over the edge
    const int first = static_cast<int>(index);
    return {first, std::min(first + 1, count - 1), static_cast<float>(index - first)};
}

/// Bilinear; a void takes its weight out, and where it has the most, the result is void too.
float height_at(const HeightTile& tile, const Between& row, const Between& column) {
    if (row.share == 0.0F && column.share == 0.0F) {
        return tile.at(row.first, column.first);
    }
    const std::array<float, 4> heights = {
        tile.at(row.first, column.first), tile.at(row.first, column.second),
        tile.at(row.second, column.first), tile.at(row.second, column.second)};
    const std::array<float, 4> weights = {
        (1.0F - row.share) * (1.0F - column.share), (1.0F - row.share) * column.share,
        row.share * (1.0F - column.share), row.share * column.share};
    float sum = 0.0F;
    float known = 0.0F;
    for (std::size_t i = 0; i < heights.size(); ++i) {
        if (!std::isnan(heights[i])) {
            sum += weights[i] * heights[i];
            known += weights[i];
        }
    }
    constexpr float kMost = 0.5F;
    return known >= kMost ? sum / known : std::numeric_limits<float>::quiet_NaN();
}

/// Fills the rows and columns of `part` that are void.
void fill(geo::HeightGrid& grid, const HeightTile& tile, const Range& part) {
    std::vector<Between> columns;
    for (long column = part.first_column; column < part.end_column; ++column) {
        const double lng = grid.west + static_cast<double>(column) * grid.lng_step;
        columns.push_back(
            between((lng - tile.lattice.west) / tile.lattice.lng_step, tile.lattice.columns));
    }
    for (long row = part.first_row; row < part.end_row; ++row) {
        const double lat = grid.north - static_cast<double>(row) * grid.lat_step;
        const Between rows =
            between((tile.lattice.north - lat) / tile.lattice.lat_step, tile.lattice.rows);
        float* post = &grid.heights[static_cast<std::size_t>(row) * grid.columns +
                                    static_cast<std::size_t>(part.first_column)];
        for (const Between& column : columns) {
            if (std::isnan(*post)) {
                *post = height_at(tile, rows, column);
            }
            ++post;
        }
    }
}

/// Voids as NaN. @return how many posts from the `first` on are no numbers and were not said to be
/// void
std::int64_t clear_no_data(GDALRasterBand& band, std::vector<float>& heights, std::size_t first) {
    int has = 0;
    const auto no_data = static_cast<float>(band.GetNoDataValue(&has));
    std::int64_t not_numbers = 0;
    for (std::size_t i = 0; i < heights.size(); ++i) {
        const bool said = has != 0 && heights[i] == no_data;
        if (said || !std::isfinite(heights[i])) {
            heights[i] = std::numeric_limits<float>::quiet_NaN();
            not_numbers += !said && i >= first ? 1 : 0;
        }
    }
    return has != 0 && std::isnan(no_data) ? 0 : not_numbers;
}

/// Posts across of what is moved by one shift from Tokyo datum, which changes by 12 m in 100 km
/// (国土地理院 TKY2JGD): at most a sixteenth of a post at its rim.
constexpr long kShiftedSide = 1024;

/// Degrees from coordinates on Tokyo datum to JGD2011's.
struct Shift {
    double lat = 0.0;
    double lng = 0.0;
};

/// The shift at the middle of a block of posts, whose places on Tokyo datum are looked for.
Shift shift_of(const geo::HeightGrid& grid, const Range& block, const geo::ToJgd2011& from_tokyo) {
    const geo::XY middle{grid.west +
                             static_cast<double>(block.first_column + block.end_column - 1) / 2.0 *
                                 grid.lng_step,
                         grid.north - static_cast<double>(block.first_row + block.end_row - 1) /
                                          2.0 * grid.lat_step};
    Shift shift;
    for (int i = 0; i < 2; ++i) { // after one step a centimetre is left, after two nothing
        const geo::XY old{middle.x - shift.lng, middle.y - shift.lat};
        if (const auto place = from_tokyo(old)) {
            shift = {place->lat() - old.y, place->lng() - old.x};
        }
    }
    return shift;
}

/// Latitude and longitude on the raster's own datum.
std::string own_degrees(const GDALDataset& dataset) {
    const std::unique_ptr<OGRSpatialReference> degrees(dataset.GetSpatialRef()->CloneGeogCS());
    char* wkt = nullptr;
    degrees->exportToWkt(&wkt);
    const std::unique_ptr<char, void (*)(void*)> owner(wkt, VSIFree);
    return wkt != nullptr ? wkt : "";
}

/// Where the warped raster has nothing: no height, and not the NaN that warping one gives.
constexpr float kNothing = -1e30F;

/// Fills the block's voids from the raster, warped to latitude and longitude of `crs` moved by the
/// shift. Posts that become no numbers are counted.
bool warp_block(geo::HeightGrid& grid, GDALDataset& dataset, const Range& block,
                const std::string& crs, const Shift& shift, std::int64_t& not_numbers) {
    const long rows = block.end_row - block.first_row;
    const long columns = block.end_column - block.first_column;
    const double west =
        grid.west + (static_cast<double>(block.first_column) - 0.5) * grid.lng_step - shift.lng;
    const double north =
        grid.north - (static_cast<double>(block.first_row) - 0.5) * grid.lat_step - shift.lat;
    CPLStringList words;
    for (const std::string& word :
         {std::string("-t_srs"),
          crs,
          std::string("-r"),
          std::string("bilinear"),
          std::string("-et"),
          std::string("0.01"),
          std::string("-of"),
          std::string("MEM"),
          std::string("-ot"),
          std::string("Float32"),
          std::string("-dstnodata"),
          fmt::format("{}", kNothing),
          std::string("-te"),
          fmt::format("{}", west),
          fmt::format("{}", north - static_cast<double>(rows) * grid.lat_step),
          fmt::format("{}", west + static_cast<double>(columns) * grid.lng_step),
          fmt::format("{}", north),
          std::string("-ts"),
          std::to_string(columns),
          std::to_string(rows)}) {
        words.AddString(word.c_str());
    }
    GDALDatasetH handle = GDALDataset::ToHandle(&dataset);
    GDALWarpAppOptions* options = GDALWarpAppOptionsNew(words.List(), nullptr);
    const Dataset result(
        GDALDataset::FromHandle(GDALWarp("", nullptr, 1, &handle, options, nullptr)));
    GDALWarpAppOptionsFree(options);
    std::vector<float> heights(static_cast<std::size_t>(rows * columns));
    if (!result || result->GetRasterBand(1)->RasterIO(
                       GF_Read, 0, 0, static_cast<int>(columns), static_cast<int>(rows),
                       heights.data(), static_cast<int>(columns), static_cast<int>(rows),
                       GDT_Float32, 0, 0, nullptr) != CE_None) {
        return false;
    }
    auto from = heights.begin();
    for (long i = block.first_row; i < block.end_row; ++i) {
        float* post = &grid.heights[static_cast<std::size_t>(i) * grid.columns +
                                    static_cast<std::size_t>(block.first_column)];
        for (long column = 0; column < columns; ++column, ++from, ++post) {
            not_numbers += std::isfinite(*from) ? 0 : 1;
            if (std::isnan(*post) && std::isfinite(*from) && *from != kNothing) {
                *post = *from;
            }
        }
    }
    return true;
}

} // namespace

geo::HeightGrid empty_mosaic(std::span<const TerrainItem> items, const geo::Box& window,
                             std::size_t most_posts, int& thinned) {
    const TerrainItem& finest = items.front();
    PostLattice lattice = finest.lattice;
    if (!finest.on_lattice) {
        lattice.north = finest.box.north - lattice.lat_step / 2.0;
        lattice.west = finest.box.west + lattice.lng_step / 2.0;
    }
    Range range;
    for (const TerrainItem& item : items) {
        range.extend(under(item.box, lattice));
    }
    range = range.intersected(around(window, lattice));
    geo::HeightGrid grid;
    if (range.empty()) {
        return grid;
    }
    const double posts = static_cast<double>(range.end_row - range.first_row) *
                         static_cast<double>(range.end_column - range.first_column);
    thinned = std::max(
        1, static_cast<int>(std::ceil(std::sqrt(posts / static_cast<double>(most_posts)) - 1e-9)));
    grid.north = lattice.north - static_cast<double>(range.first_row) * lattice.lat_step;
    grid.west = lattice.west + static_cast<double>(range.first_column) * lattice.lng_step;
    grid.lat_step = lattice.lat_step * thinned;
    grid.lng_step = lattice.lng_step * thinned;
    const auto kept = [&](long first, long end) {
        return static_cast<std::size_t>((end - first + thinned - 1) / thinned);
    };
    grid.rows = kept(range.first_row, range.end_row);
    grid.columns = kept(range.first_column, range.end_column);
    grid.heights.assign(grid.rows * grid.columns, std::numeric_limits<float>::quiet_NaN());
    return grid;
}

void fill_from_tile(geo::HeightGrid& grid, const HeightTile& tile) {
    const Range part = under(tile.lattice.ground(), lattice_of(grid)).intersected(range_of(grid));
    if (!part.empty()) {
        fill(grid, tile, part);
    }
}

bool fill_from_raster(geo::HeightGrid& grid, GDALDataset& dataset, const PostLattice& lattice,
                      std::int64_t& not_numbers) {
    const PostLattice own = lattice_of(grid);
    const Range part = under(lattice.ground(), own).intersected(range_of(grid));
    if (part.empty()) {
        return true;
    }
    // The tile's posts around the grid's, read in blocks of the grid's rows.
    const geo::Box columns{0.0, grid.west + static_cast<double>(part.first_column) * grid.lng_step,
                           0.0,
                           grid.west + static_cast<double>(part.end_column - 1) * grid.lng_step};
    const auto clamped = [](double index, int count) {
        return std::clamp(static_cast<int>(whole(index)), 0, count - 1);
    };
    const int first_column =
        clamped(std::floor((columns.west - lattice.west) / lattice.lng_step), lattice.columns);
    const int last_column =
        clamped(std::ceil((columns.east - lattice.west) / lattice.lng_step), lattice.columns);
    const int width = last_column - first_column + 1;
    const double rows_a_row = std::max(1.0, grid.lat_step / lattice.lat_step);
    const long block =
        std::max(1L, static_cast<long>(static_cast<double>(kBlock) / (rows_a_row * width)) - 2);
    GDALRasterBand* band = dataset.GetRasterBand(1);
    int seen = 0; // rows of the tile; blocks may share some
    for (long row = part.first_row; row < part.end_row; row += block) {
        const long end = std::min(row + block, part.end_row);
        const auto index = [&](long at) {
            const double lat = grid.north - static_cast<double>(at) * grid.lat_step;
            return (lattice.north - lat) / lattice.lat_step;
        };
        const int first = clamped(std::floor(index(row)), lattice.rows);
        const int last = clamped(std::ceil(index(end - 1)), lattice.rows);
        HeightTile tile{lattice, {}};
        tile.lattice.north -= first * lattice.lat_step;
        tile.lattice.west += first_column * lattice.lng_step;
        tile.lattice.rows = last - first + 1;
        tile.lattice.columns = width;
        tile.heights.resize(static_cast<std::size_t>(width) *
                            static_cast<std::size_t>(tile.lattice.rows));
        if (band->RasterIO(GF_Read, first_column, first, width, tile.lattice.rows,
                           tile.heights.data(), width, tile.lattice.rows, GDT_Float32, 0, 0,
                           nullptr) != CE_None) {
            return false;
        }
        not_numbers += clear_no_data(*band, tile.heights,
                                     static_cast<std::size_t>(std::max(0, seen - first)) *
                                         static_cast<std::size_t>(width));
        seen = std::max(seen, last + 1);
        fill(grid, tile, {row, end, part.first_column, part.end_column});
    }
    return true;
}

bool fill_by_warping(geo::HeightGrid& grid, GDALDataset& dataset, const geo::Box& ground,
                     const geo::ToJgd2011* from_tokyo, std::int64_t& not_numbers) {
    const Range part = under(ground, lattice_of(grid)).intersected(range_of(grid));
    if (part.empty()) {
        return true;
    }
    const std::string crs = from_tokyo != nullptr ? own_degrees(dataset) : "EPSG:6668";
    const long width = part.end_column - part.first_column;
    const long columns = from_tokyo != nullptr ? std::min(width, kShiftedSide) : width;
    const long rows =
        from_tokyo != nullptr ? kShiftedSide : std::max(1L, static_cast<long>(kBlock) / columns);
    for (long row = part.first_row; row < part.end_row; row += rows) {
        for (long column = part.first_column; column < part.end_column; column += columns) {
            const Range block = Range{row, row + rows, column, column + columns}.intersected(part);
            const Shift shift =
                from_tokyo != nullptr ? shift_of(grid, block, *from_tokyo) : Shift{};
            if (!warp_block(grid, dataset, block, crs, shift, not_numbers)) {
                return false;
            }
        }
    }
    return true;
}

} // namespace todoku::io
