#include "io/raster_blocks.hpp"

#include "core/error.hpp"
#include "core/text.hpp"

#include <fmt/format.h>
#include <gdal_priv.h>

namespace todoku::io {

namespace {

// Reading stays under 1 GiB; real tiles hold a few MiB, whole pictures in one strip tens.
constexpr double kMostMiB = 512.0;

double block_mib(GDALDataset& raster) {
    GDALRasterBand& band = *raster.GetRasterBand(1);
    int width = 0;
    int height = 0;
    band.GetBlockSize(&width, &height);
    const char* interleaved = raster.GetMetadataItem("INTERLEAVE", "IMAGE_STRUCTURE");
    const bool together = interleaved != nullptr && EQUAL(interleaved, "PIXEL");
    constexpr double kMiB = 1024.0 * 1024.0;
    return static_cast<double>(width) * height *
           GDALGetDataTypeSizeBytes(band.GetRasterDataType()) *
           (together ? raster.GetRasterCount() : 1) / kMiB;
}

} // namespace

void require_sensible_blocks(GDALDataset& raster, const std::string& shown_as) {
    if (raster.GetRasterCount() < 1 || block_mib(raster) <= kMostMiB) {
        return;
    }
    const std::string found = with_thousands(block_mib(raster));
    throw InputError(
        {fmt::format("{} は、少し読むだけで {} MB のメモリが要る作りです（バンド {}、最大 {} MB）。"
                     "壊れているか、悪意のあるファイルです。256画素四方のタイルで、バンド一つの "
                     "GeoTIFF でもらい直してください。",
                     shown_as, found, raster.GetRasterCount(), with_thousands(kMostMiB)),
         fmt::format("{} takes {} MB of memory to read any of it ({} bands; at most {} MB): it is "
                     "broken or malicious. Ask for a GeoTIFF of one band in tiles of 256 pixels.",
                     shown_as, found, raster.GetRasterCount(), with_thousands(kMostMiB))});
}

} // namespace todoku::io
