#include "core/error.hpp"
#include "io/gdal_session.hpp"
#include "io/raster_file.hpp"
#include "io/readers.hpp"

#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <gdal_utils.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

// Heights outside this range are not Japan's ground in metres (deepest open pit and Mt. Fuji with
// room).
constexpr float kLeastHeight = -500.0F;
constexpr float kGreatestHeight = 4000.0F;

struct DatasetCloser {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, DatasetCloser>;

Dataset open(const fs::path& file, const GdalMessages& messages) {
    const std::string name = file.filename().string();
    if (!fs::exists(file)) {
        throw InputError({name + " がありません（" + file.string() + "）。",
                          name + " does not exist (" + file.string() + ")."});
    }
    Dataset dataset(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY));
    if (!dataset || dataset->GetRasterCount() < 1) {
        throw InputError(
            {name + " を標高データとして読めません（" + messages.last_error() + "）。",
             name + " cannot be read as a height raster (" + messages.last_error() + ")."});
    }
    std::array<double, 6> transform{};
    if (dataset->GetGeoTransform(transform.data()) != CE_None ||
        dataset->GetSpatialRef() == nullptr) {
        throw InputError(
            {name + " に位置と座標系の情報がありません。GeoTIFFなど位置の付いた標高データを指定して"
                    "ください。",
             name + " has no georeference. Give heights with a place, such as a GeoTIFF."});
    }
    return dataset;
}

bool is_plain_lat_lng(GDALDataset& dataset) {
    std::array<double, 6> transform{};
    dataset.GetGeoTransform(transform.data());
    return dataset.GetSpatialRef()->IsGeographic() != 0 && transform[2] == 0.0 &&
           transform[4] == 0.0 && transform[1] > 0.0 && transform[5] < 0.0;
}

/// The dataset, or the same ground on latitude and longitude where it is projected or turned.
Dataset as_lat_lng(Dataset dataset, const fs::path& file, const GdalMessages& messages) {
    if (is_plain_lat_lng(*dataset)) {
        return dataset;
    }
    CPLStringList words;
    for (const char* word : {"-t_srs", "EPSG:6668", "-r", "bilinear", "-of", "MEM", "-ot",
                             "Float32", "-dstnodata", "nan"}) {
        words.AddString(word);
    }
    GDALWarpAppOptions* options = GDALWarpAppOptionsNew(words.List(), nullptr);
    GDALDatasetH source = dataset.get();
    Dataset warped(GDALDataset::FromHandle(GDALWarp("", nullptr, 1, &source, options, nullptr)));
    GDALWarpAppOptionsFree(options);
    if (!warped) {
        const std::string name = file.filename().string();
        throw InputError({name + " を緯度経度に変換できません（" + messages.last_error() + "）。",
                          name + " cannot be converted to latitude and longitude (" +
                              messages.last_error() + ")."});
    }
    return warped;
}

struct Part {
    geo::HeightGrid grid;
    bool touched = false;
};

/// Posts of one file inside the window (and one around it).
Part read_part(GDALDataset& dataset, const fs::path& file, const geo::Box& window,
               const GdalMessages& messages) {
    std::array<double, 6> transform{};
    dataset.GetGeoTransform(transform.data());
    // GDAL gives the edge of the first pixel; its post is half a pixel inside.
    const double lng_step = transform[1];
    const double lat_step = -transform[5];
    const double west = transform[0] + lng_step / 2.0;
    const double north = transform[3] - lat_step / 2.0;
    const int columns = dataset.GetRasterXSize();
    const int rows = dataset.GetRasterYSize();
    const auto clamp = [](double value, int limit) {
        return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(limit)));
    };
    const int first_column = clamp(std::floor((window.west - west) / lng_step) - 1.0, columns);
    const int last_column = clamp(std::ceil((window.east - west) / lng_step) + 2.0, columns);
    const int first_row = clamp(std::floor((north - window.north) / lat_step) - 1.0, rows);
    const int last_row = clamp(std::ceil((north - window.south) / lat_step) + 2.0, rows);
    Part part;
    if (first_column >= last_column || first_row >= last_row) {
        return part;
    }
    part.touched = true;
    part.grid.north = north - first_row * lat_step;
    part.grid.west = west + first_column * lng_step;
    part.grid.lat_step = lat_step;
    part.grid.lng_step = lng_step;
    part.grid.rows = static_cast<std::size_t>(last_row - first_row);
    part.grid.columns = static_cast<std::size_t>(last_column - first_column);
    part.grid.heights.resize(part.grid.rows * part.grid.columns);
    GDALRasterBand* band = dataset.GetRasterBand(1);
    if (band->RasterIO(GF_Read, first_column, first_row, last_column - first_column,
                       last_row - first_row, part.grid.heights.data(), last_column - first_column,
                       last_row - first_row, GDT_Float32, 0, 0, nullptr) != CE_None) {
        throw InputError(
            {file.filename().string() + " が途中で壊れています（" + messages.last_error() + "）。",
             file.filename().string() + " is damaged (" + messages.last_error() + ")."});
    }
    int has_no_data = 0;
    const auto no_data = static_cast<float>(band->GetNoDataValue(&has_no_data));
    if (has_no_data != 0 && !std::isnan(no_data)) {
        std::replace(part.grid.heights.begin(), part.grid.heights.end(), no_data, std::nanf(""));
    }
    return part;
}

/// Lays parts of possibly different steps onto one grid of the finest step; earlier files win.
geo::HeightGrid mosaic(std::vector<geo::HeightGrid> parts) {
    if (parts.size() == 1) {
        return std::move(parts.front());
    }
    geo::Box box;
    geo::HeightGrid whole;
    whole.lat_step = parts.front().lat_step;
    whole.lng_step = parts.front().lng_step;
    for (const geo::HeightGrid& part : parts) {
        box.extend(part.box());
        whole.lat_step = std::min(whole.lat_step, part.lat_step);
        whole.lng_step = std::min(whole.lng_step, part.lng_step);
    }
    whole.north = box.north;
    whole.west = box.west;
    whole.rows =
        static_cast<std::size_t>(std::lround((box.north - box.south) / whole.lat_step)) + 1;
    whole.columns =
        static_cast<std::size_t>(std::lround((box.east - box.west) / whole.lng_step)) + 1;
    whole.heights.assign(whole.rows * whole.columns, std::nanf(""));
    for (std::size_t row = 0; row < whole.rows; ++row) {
        for (std::size_t column = 0; column < whole.columns; ++column) {
            const auto place = geo::LatLng::from_degrees(
                whole.north - static_cast<double>(row) * whole.lat_step,
                whole.west + static_cast<double>(column) * whole.lng_step);
            for (const geo::HeightGrid& part : parts) {
                if (part.known(place)) {
                    whole.heights[row * whole.columns + column] = part.height(place);
                    break;
                }
            }
        }
    }
    return whole;
}

} // namespace

Loaded<geo::HeightGrid> read_terrain(const std::vector<fs::path>& files, const geo::Box& window) {
    const GdalMessages messages;
    Loaded<geo::HeightGrid> loaded;
    std::vector<geo::HeightGrid> parts;
    for (const fs::path& file : files) {
        ++loaded.counts.read;
        const Dataset dataset = as_lat_lng(open(file, messages), file, messages);
        Part part = read_part(*dataset, file, window, messages);
        ++loaded.counts.used;
        if (!part.touched) {
            continue;
        }
        const auto odd =
            std::count_if(part.grid.heights.begin(), part.grid.heights.end(),
                          [](float h) { return h < kLeastHeight || h > kGreatestHeight; });
        if (odd > 0) {
            loaded.issues.push_back(
                {IssueKind::Noted,
                 "implausible_heights",
                 file.filename().string(),
                 "",
                 std::nullopt,
                 "",
                 "",
                 {fmt::format("標高が{}mから{}mの外の点が{}"
                              "個あります。単位（フィート）や欠測値を確かめてください。",
                              kLeastHeight, kGreatestHeight, odd),
                  fmt::format("{} posts lie outside {} to {} m. Check the unit (feet) and the "
                              "no-data value.",
                              odd, kLeastHeight, kGreatestHeight)},
                 {"そのまま使いました。", "used as they are."}});
        }
        parts.push_back(std::move(part.grid));
    }
    if (parts.empty()) {
        throw InputError(
            {"標高データが対象の範囲にかかっていません。ファイルと座標系を確かめてください。",
             "The heights do not touch the study's area. Check files and CRS."});
    }
    loaded.value = mosaic(std::move(parts));
    return loaded;
}

void write_geotiff(const fs::path& file, const geo::HeightGrid& grid) {
    const GdalMessages messages;
    constexpr double kNoData = -9999.0;
    CPLStringList options;
    options.SetNameValue("COMPRESS", "DEFLATE");
    options.SetNameValue("PREDICTOR", "3");
    options.SetNameValue("TILED", "YES");
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    Dataset dataset(driver->Create(file.c_str(), static_cast<int>(grid.columns),
                                   static_cast<int>(grid.rows), 1, GDT_Float32, options.List()));
    const auto cannot = [&] {
        std::error_code ignored;
        fs::remove(file, ignored);
        return ExternalError({file.string() + " に書き込めません（" + messages.last_error() +
                                  "）。空き容量と書き込み権限を確かめてください。",
                              "Cannot write " + file.string() + " (" + messages.last_error() +
                                  "). Check free space and permissions."});
    };
    if (!dataset) {
        throw cannot();
    }
    std::array<double, 6> transform = {
        grid.west - grid.lng_step / 2.0,  grid.lng_step, 0.0,
        grid.north + grid.lat_step / 2.0, 0.0,           -grid.lat_step};
    OGRSpatialReference reference;
    reference.importFromEPSG(6668);
    dataset->SetGeoTransform(transform.data());
    dataset->SetSpatialRef(&reference);
    GDALRasterBand* band = dataset->GetRasterBand(1);
    band->SetNoDataValue(kNoData);
    std::vector<float> values = grid.heights;
    for (float& value : values) {
        value = std::isnan(value) ? static_cast<float>(kNoData) : value;
    }
    const bool written =
        band->RasterIO(GF_Write, 0, 0, static_cast<int>(grid.columns), static_cast<int>(grid.rows),
                       values.data(), static_cast<int>(grid.columns), static_cast<int>(grid.rows),
                       GDT_Float32, 0, 0, nullptr) == CE_None;
    dataset.reset();
    if (!written || !messages.errors().empty()) {
        throw cannot();
    }
}

} // namespace todoku::io
