#include "core/error.hpp"
#include "io/gdal_session.hpp"
#include "io/raster_file.hpp"
#include "io/vector_open.hpp"
#include "io/vector_output.hpp"

#include <cpl_string.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <array>
#include <cmath>
#include <system_error>
#include <vector>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

constexpr float kNoData = -9999.0F;

void write(const fs::path& file, const std::string& shown, const geo::HeightGrid& grid) {
    const GdalMessages messages;
    const auto check = [&](bool good) {
        if (!good || messages.failed()) {
            throw cannot_write(shown, messages.last_error());
        }
    };
    CPLStringList options;
    options.SetNameValue("COMPRESS", "DEFLATE");
    options.SetNameValue("PREDICTOR", "3");
    options.SetNameValue("TILED", "YES");
    options.SetNameValue("BIGTIFF", "IF_SAFER");
    const int columns = static_cast<int>(grid.columns);
    const int rows = static_cast<int>(grid.rows);
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    Dataset dataset(driver->Create(file.c_str(), columns, rows, 1, GDT_Float32, options.List()));
    check(dataset != nullptr);
    // GDAL places the corner of the first pixel; the post is its middle.
    std::array<double, 6> transform = {
        grid.west - grid.lng_step / 2.0,  grid.lng_step, 0.0,
        grid.north + grid.lat_step / 2.0, 0.0,           -grid.lat_step};
    OGRSpatialReference reference;
    reference.importFromEPSG(6668);
    dataset->SetGeoTransform(transform.data());
    dataset->SetSpatialRef(&reference);
    GDALRasterBand* band = dataset->GetRasterBand(1);
    band->SetNoDataValue(static_cast<double>(kNoData));
    std::vector<float> line(grid.columns);
    for (int row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < grid.columns; ++column) {
            const float height = grid.at(static_cast<std::size_t>(row), column);
            line[column] = std::isnan(height) ? kNoData : height;
        }
        check(band->RasterIO(GF_Write, 0, row, columns, 1, line.data(), columns, 1, GDT_Float32, 0,
                             0, nullptr) == CE_None);
    }
    dataset.reset(); // what is still in memory reaches the disk only now
    check(true);
}

} // namespace

void write_geotiff(const fs::path& file, const geo::HeightGrid& grid) {
    const fs::path partial = file.parent_path() / ("." + file.filename().string() + ".partial");
    std::error_code error;
    if (file.has_parent_path()) {
        fs::create_directories(file.parent_path(), error);
    }
    try {
        write(partial, file.string(), grid);
    } catch (const ExternalError&) {
        fs::remove(partial, error);
        throw;
    }
    fs::rename(partial, file, error);
    if (error) {
        const std::string reason = error.message();
        fs::remove(partial, error);
        throw cannot_write(file.string(), reason);
    }
}

} // namespace todoku::io
