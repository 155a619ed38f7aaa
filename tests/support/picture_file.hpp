// Small pictures written through GDAL's C interface, as a carrier might hand them over.
#pragma once

#include <gdal/cpl_conv.h>
#include <gdal/gdal.h>
#include <gdal/ogr_srs_api.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace todoku::test {

/// Rows of letters, and the colour (0xAARRGGBB) of each.
struct Drawing {
    std::vector<std::string> rows;
    std::map<char, std::uint32_t> colours = {{'.', 0xFFFFFFFF}, {'#', 0xFFE60012}};
};

struct PictureFile {
    const char* driver = "PNG";
    bool alpha = false;                               ///< a fourth band
    bool palette = false;                             ///< one band and a colour table
    std::optional<std::array<double, 6>> transform{}; ///< kept in the file
    int epsg = 0;                                     ///< kept in the file; 0: none
    int bits = 8;
};

inline std::filesystem::path write_picture(const std::filesystem::path& path,
                                           const Drawing& drawing, const PictureFile& file = {}) {
    GDALAllRegister();
    std::filesystem::create_directories(path.parent_path());
    const int width = static_cast<int>(drawing.rows.front().size());
    const int height = static_cast<int>(drawing.rows.size());
    const int bands = file.palette ? 1 : file.alpha ? 4 : 3;
    const GDALDataType type = file.bits == 16 ? GDT_UInt16 : GDT_Byte;
    GDALDatasetH memory =
        GDALCreate(GDALGetDriverByName("MEM"), "", width, height, bands, type, nullptr);
    std::map<char, int> index;
    if (file.palette) {
        GDALColorTableH table = GDALCreateColorTable(GPI_RGB);
        for (const auto& [letter, colour] : drawing.colours) {
            const auto part = [colour = colour](unsigned shift) {
                return static_cast<short>(colour >> shift & 0xFFU);
            };
            const GDALColorEntry entry{part(16), part(8), part(0), part(24)};
            const int place = static_cast<int>(index.size());
            index[letter] = place;
            GDALSetColorEntry(table, place, &entry);
        }
        GDALSetRasterColorTable(GDALGetRasterBand(memory, 1), table);
        GDALDestroyColorTable(table);
    } else if (file.alpha) {
        GDALSetRasterColorInterpretation(GDALGetRasterBand(memory, 4), GCI_AlphaBand);
    }
    for (int band = 1; band <= bands; ++band) {
        static constexpr std::array<unsigned, 4> shifts = {16, 8, 0, 24};
        std::vector<std::uint8_t> bytes;
        for (const std::string& row : drawing.rows) {
            for (const char letter : row) {
                bytes.push_back(file.palette ? static_cast<std::uint8_t>(index.at(letter))
                                             : static_cast<std::uint8_t>(
                                                   drawing.colours.at(letter) >>
                                                       shifts[static_cast<std::size_t>(band - 1)] &
                                                   0xFFU));
            }
        }
        if (GDALRasterIO(GDALGetRasterBand(memory, band), GF_Write, 0, 0, width, height,
                         bytes.data(), width, height, GDT_Byte, 0, 0) != CE_None) {
            throw std::runtime_error("cannot draw");
        }
    }
    if (file.transform) {
        std::array<double, 6> transform = *file.transform;
        GDALSetGeoTransform(memory, transform.data());
    }
    if (file.epsg != 0) {
        OGRSpatialReferenceH reference = OSRNewSpatialReference(nullptr);
        OSRImportFromEPSG(reference, file.epsg);
        GDALSetSpatialRef(memory, reference);
        OSRDestroySpatialReference(reference);
    }
    CPLSetConfigOption("GDAL_PAM_ENABLED", "NO");
    GDALDatasetH copy = GDALCreateCopy(GDALGetDriverByName(file.driver), path.c_str(), memory,
                                       FALSE, nullptr, nullptr, nullptr);
    GDALClose(memory);
    if (copy == nullptr) {
        throw std::runtime_error("cannot write " + path.string());
    }
    GDALClose(copy);
    return path;
}

/// The text of a world file: the centre of the first pixel and the steps.
inline std::string world_file(double west, double north, double pixel) {
    const auto text = [](double number) { return std::to_string(number) + "\n"; };
    return text(pixel) + "0\n0\n" + text(-pixel) + text(west + pixel / 2) + text(north - pixel / 2);
}

} // namespace todoku::test
