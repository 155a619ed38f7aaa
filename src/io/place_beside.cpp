#include "io/place_beside.hpp"

#include "core/text.hpp"
#include "io/file_access.hpp"
#include "io/gdal_session.hpp"

#include <cpl_minixml.h>
#include <cpl_string.h>
#include <gdal.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMost = std::size_t{1} << 20; // a statistics table may follow

std::string wkt_of(const OGRSpatialReference& reference) {
    char* wkt = nullptr;
    static constexpr const char* kOptions[] = {"FORMAT=WKT2_2019", nullptr};
    reference.exportToWkt(&wkt, kOptions);
    const std::unique_ptr<char, void (*)(void*)> owner(wkt, VSIFree);
    return wkt != nullptr ? wkt : "";
}

/// GDAL's PAM: <PAMDataset><SRS>wkt</SRS><GeoTransform>six numbers</GeoTransform>.
PlaceBeside from_aux_xml(const std::string& text) {
    PlaceBeside place;
    const std::unique_ptr<CPLXMLNode, void (*)(CPLXMLNode*)> tree(CPLParseXMLString(text.c_str()),
                                                                  CPLDestroyXMLNode);
    if (!tree) {
        return place;
    }
    OGRSpatialReference reference;
    const char* definition = CPLGetXMLValue(tree.get(), "=PAMDataset.SRS", "");
    if (*definition != '\0' &&
        reference.SetFromUserInput(definition,
                                   OGRSpatialReference::SET_FROM_USER_INPUT_LIMITATIONS_get()) ==
            OGRERR_NONE) {
        place.crs = wkt_of(reference);
    }
    const CPLStringList figures(
        CSLTokenizeString2(CPLGetXMLValue(tree.get(), "=PAMDataset.GeoTransform", ""), ", ", 0));
    if (figures.Count() == 6) {
        std::array<double, 6> transform{};
        for (int i = 0; i < 6; ++i) {
            transform.at(static_cast<std::size_t>(i)) = CPLAtof(figures[i]);
        }
        if (std::all_of(transform.begin(), transform.end(),
                        [](double v) { return std::isfinite(v); })) {
            place.corner_to_crs = transform;
        }
    }
    return place;
}

std::string crs_of_prj(const std::string& text) {
    const CPLStringList lines(CSLTokenizeString2(text.c_str(), "\r\n", 0));
    OGRSpatialReference reference;
    return !trimmed(text).empty() &&
                   reference.importFromESRI(const_cast<char**>(lines.List())) == OGRERR_NONE
               ? wkt_of(reference)
               : "";
}

} // namespace

PlaceBeside place_beside(const std::string& path) {
    const GdalMessages quiet;
    PlaceBeside place = from_aux_xml(read_bytes(path + ".aux.xml", kMost));
    for (const char* ending : {".prj", ".PRJ"}) {
        if (place.crs.empty()) {
            place.crs =
                crs_of_prj(read_bytes(fs::path(path).replace_extension(ending).string(), kMost));
        }
    }
    std::array<double, 6> transform{};
    for (const char* ending : {"wld", "WLD"}) { // GDAL does not look for it beside WebP
        if (!place.corner_to_crs &&
            GDALReadWorldFile(path.c_str(), ending, transform.data()) != 0) {
            place.corner_to_crs = transform;
        }
    }
    return place;
}

} // namespace todoku::io
