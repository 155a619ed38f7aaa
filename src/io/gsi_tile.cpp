#include "io/gsi_tile.hpp"

#include "core/csv.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <numbers>
#include <regex>
#include <vector>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

constexpr int kSize = 256;
constexpr double kEquator =
    2.0 * std::numbers::pi * 6'378'137.0; // Web Mercator's sphere, metres around

InputError no_tile(const fs::path& file) {
    const std::string name = file.filename().string();
    return InputError(
        {name + " は地理院タイルの標高タイル（256×256のPNGまたはテキスト）ではありません。",
         name + " is no GSI elevation tile (256 x 256, PNG or text)."});
}

std::vector<float> heights_of_picture(const fs::path& file) {
    const Dataset picture(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY));
    if (!picture || picture->GetRasterXSize() != kSize || picture->GetRasterYSize() != kSize ||
        picture->GetRasterCount() < 3) {
        throw no_tile(file);
    }
    std::array<std::vector<unsigned char>, 3> colours;
    for (std::size_t band = 0; band < colours.size(); ++band) {
        colours[band].resize(std::size_t{kSize} * kSize);
        if (picture->GetRasterBand(static_cast<int>(band) + 1)
                ->RasterIO(GF_Read, 0, 0, kSize, kSize, colours[band].data(), kSize, kSize,
                           GDT_Byte, 0, 0, nullptr) != CE_None) {
            throw no_tile(file);
        }
    }
    constexpr int kNoData = 1 << 23;
    std::vector<float> heights(colours[0].size());
    for (std::size_t i = 0; i < heights.size(); ++i) {
        const int x = 65'536 * colours[0][i] + 256 * colours[1][i] + colours[2][i];
        const int centimetres = x < kNoData ? x : x - (1 << 24);
        heights[i] = x == kNoData ? std::nanf("") : static_cast<float>(centimetres / 100.0);
    }
    return heights;
}

std::vector<float> heights_of_text(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    CsvReader reader(text);
    std::vector<float> heights;
    while (reader.next()) {
        for (const std::string_view field : reader.fields()) {
            const std::string_view digits = trimmed(field);
            float height = std::nanf("");
            if (digits != "e") {
                const auto [end, error] =
                    std::from_chars(digits.data(), digits.data() + digits.size(), height);
                if (error != std::errc{} || end != digits.data() + digits.size() ||
                    !std::isfinite(height)) {
                    throw no_tile(file);
                }
            }
            heights.push_back(height);
        }
    }
    if (heights.size() != std::size_t{kSize} * kSize) {
        throw no_tile(file);
    }
    return heights;
}

} // namespace

std::optional<TileAddress> tile_address(const fs::path& file) {
    const std::string path =
        (file.parent_path().parent_path().filename() / file.parent_path().filename() / file.stem())
            .generic_string();
    static const std::regex kFolders(R"((\d{1,2})/(\d+)/(\d+))");
    static const std::regex kName(R"((?:.*[^0-9a-y])?z?(\d{1,2})[-_]x?(\d+)[-_]y?(\d+))");
    const std::string stem = file.stem().string();
    std::smatch found;
    const bool by_name = std::regex_match(stem, found, kName);
    if (!by_name && !std::regex_match(path, found, kFolders)) {
        return std::nullopt;
    }
    constexpr std::size_t kMostDigits = 7;
    if (found[2].length() > static_cast<std::ptrdiff_t>(kMostDigits) ||
        found[3].length() > static_cast<std::ptrdiff_t>(kMostDigits)) {
        return std::nullopt;
    }
    const TileAddress address{std::stoi(found[1]), std::stoi(found[2]), std::stoi(found[3])};
    constexpr int kDeepest = 18;
    if (address.zoom > kDeepest || address.x >= (1 << address.zoom) ||
        address.y >= (1 << address.zoom)) {
        return std::nullopt;
    }
    return address;
}

geo::Box ground_of(TileAddress address) {
    // Web Mercator (EPSG Guidance Note 7-2, 3.5.1): y = R ln tan(pi/4 + lat/2).
    const double tiles = 1 << address.zoom;
    const auto lat = [tiles](int y) {
        const double mercator = std::numbers::pi * (1.0 - 2.0 * y / tiles);
        return std::atan(std::sinh(mercator)) * 180.0 / std::numbers::pi;
    };
    return {lat(address.y + 1), address.x / tiles * 360.0 - 180.0, lat(address.y),
            (address.x + 1) / tiles * 360.0 - 180.0};
}

Dataset open_gsi_tile(const fs::path& file, TileAddress address) {
    std::vector<float> heights =
        file.extension() == ".txt" ? heights_of_text(file) : heights_of_picture(file);
    Dataset dataset(GetGDALDriverManager()->GetDriverByName("MEM")->Create("", kSize, kSize, 1,
                                                                           GDT_Float32, nullptr));
    const double tile = kEquator / (1 << address.zoom);
    std::array<double, 6> transform = {
        address.x * tile - kEquator / 2, tile / kSize, 0.0,
        kEquator / 2 - address.y * tile, 0.0,          -tile / kSize};
    OGRSpatialReference reference;
    reference.importFromEPSG(3857);
    dataset->SetGeoTransform(transform.data());
    dataset->SetSpatialRef(&reference);
    GDALRasterBand* band = dataset->GetRasterBand(1);
    band->SetNoDataValue(std::nan(""));
    if (band->RasterIO(GF_Write, 0, 0, kSize, kSize, heights.data(), kSize, kSize, GDT_Float32, 0,
                       0, nullptr) != CE_None) {
        throw no_tile(file);
    }
    return dataset;
}

} // namespace todoku::io
