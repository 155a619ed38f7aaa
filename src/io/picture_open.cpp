#include "core/encoding.hpp"
#include "core/error.hpp"
#include "io/archive_member.hpp"
#include "io/file_access.hpp"
#include "io/input_limits.hpp"
#include "io/mbtiles.hpp"
#include "io/picture_pixels.hpp"
#include "io/place_beside.hpp"
#include "io/raster_pixels.hpp"
#include "io/tile_folder.hpp"
#include "io/tile_set.hpp"
#include "io/vector_open.hpp"
#include "io/zip_names.hpp"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

bool is_picture_ending(const std::string& ending) {
    static constexpr std::array<std::string_view, 9> endings = {
        ".tif", ".tiff", ".png", ".gif", ".jpg", ".jpeg", ".bmp", ".webp", ".mbtiles"};
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

/// The pictures in an archive, as GDAL opens them.
std::vector<std::string> pictures_in(const fs::path& archive) {
    const std::string root = "/vsizip/" + archive.string();
    std::vector<std::string> found;
    for (const std::string& name : names_in_zip(archive)) {
        const std::string base = fs::path(name).filename().string();
        if (is_picture_ending(lower_ending(name)) && !base.starts_with(".") &&
            !name.starts_with("__MACOSX")) {
            found.push_back(root + "/" + name);
        }
    }
    return found;
}

/// Endings of map data: a ZIP that holds them too is not a picture's.
bool holds_shapes(const fs::path& archive) {
    static constexpr std::array<std::string_view, 9> endings = {
        ".shp", ".gpkg", ".geojson", ".json", ".kml", ".kmz", ".gml", ".fgb", ".topojson"};
    for (const std::string& name : names_in_zip(archive)) {
        const std::string ending = lower_ending(name);
        if (std::find(endings.begin(), endings.end(), ending) != endings.end()) {
            return true;
        }
    }
    return false;
}

/// True for 15/28808/13008.png, also below other folders.
bool is_tile(const std::string& name) {
    const fs::path path(name);
    const auto is_number = [](const std::string& text) {
        return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    };
    return is_number(path.stem().string()) && is_number(path.parent_path().filename().string()) &&
           is_number(path.parent_path().parent_path().filename().string());
}

std::string zoom_of(const std::string& tile) {
    return fs::path(tile).parent_path().parent_path().filename().string();
}

std::string path_of(const VectorSource& source) {
    if (lower_ending(source.file) != ".zip") {
        return source.file.string();
    }
    const std::vector<std::string> pictures = pictures_in(source.file);
    if (pictures.size() > 1 && std::all_of(pictures.begin(), pictures.end(), is_tile)) {
        throw InputError(
            {fmt::format("{} の中に地図タイルが{}枚あります。ZIPを展開し、ズームの番号（{} など）の"
                         "フォルダが入っているフォルダを指定してください。",
                         shown_name(source), pictures.size(), zoom_of(pictures.front())),
             fmt::format(
                 "{} holds {} map tiles. Unpack the ZIP and name the folder that holds those "
                 "of the zooms ({}...).",
                 shown_name(source), pictures.size(), zoom_of(pictures.front()))});
    }
    if (pictures.size() != 1) {
        throw InputError(
            {fmt::format(
                 "{} "
                 "の中に画像が{}"
                 "枚あります。ZIPを展開し、画像とワールドファイルを置いて指定してください。",
                 shown_name(source), pictures.size()),
             fmt::format("{} holds {} pictures. Unpack the ZIP and name the picture, with its "
                         "world file beside it.",
                         shown_name(source), pictures.size())});
    }
    return pictures.front();
}

std::string wkt_of(const GDALDataset& dataset) {
    const OGRSpatialReference* reference = dataset.GetSpatialRef();
    if (reference == nullptr || reference->IsEmpty() != 0 || reference->IsLocal() != 0) {
        return {};
    }
    char* wkt = nullptr;
    static constexpr const char* kOptions[] = {"FORMAT=WKT2_2019", nullptr};
    reference->exportToWkt(&wkt, kOptions);
    const std::unique_ptr<char, void (*)(void*)> owner(wkt, VSIFree);
    return wkt != nullptr ? wkt : "";
}

bool is_a_place(const std::array<double, 6>& corner_to_crs) {
    return corner_to_crs != std::array<double, 6>{0.0, 1.0, 0.0, 0.0, 0.0, 1.0} &&
           corner_to_crs[1] * corner_to_crs[5] - corner_to_crs[2] * corner_to_crs[4] != 0.0;
}

InputError no_place(const std::string& shown) {
    return InputError(
        {shown + " "
                 "に位置の情報がありません。同じ名前のワールドファイル（.pgw .jgw .gfw .tfw "
                 ".wld）を同じフォルダに置くか、GeoTIFFでもらい直してください。",
         shown +
             " does not say where it lies. Put its world file (.pgw, .jgw, .gfw, .tfw, .wld) of "
             "the same name beside it, or ask for a GeoTIFF."});
}

} // namespace

bool is_picture(const VectorSource& source) {
    const std::string ending = lower_ending(source.file);
    if (ending == ".zip") {
        std::error_code ignored;
        if (!fs::is_regular_file(source.file, ignored)) {
            return false;
        }
        require_sane_archive(source.file, shown_name(source)); // before its names are walked
        return !pictures_in(source.file).empty() && !holds_shapes(source.file);
    }
    std::error_code ignored;
    return is_picture_ending(ending) ||
           (fs::is_directory(source.file, ignored) && !is_dataset_folder(source.file));
}

Picture open_picture(const VectorSource& source, const PictureReading& reading,
                     std::vector<Issue>& issues) {
    std::error_code ignored;
    if (fs::is_directory(source.file, ignored)) {
        return open_tile_folder(source, reading, issues);
    }
    const std::string shown = shown_name(source);
    require_readable(source.file, shown);
    const GdalMessages messages;
    const std::string path = path_of(source);
    if (lower_ending(path) == ".mbtiles") {
        return open_mbtiles(path, source, reading, issues);
    }
    Dataset dataset = open_raster(path, true);
    if (!dataset) {
        const std::string reason = messages.failed() ? " (" + messages.last_error() + ")" : "";
        throw InputError(
            {shown + " を画像として読めません。壊れていないか、GeoTIFF・PNG・GIF・JPEG・MBTiles "
                     "（画像のタイル）のどれかか確かめてください。",
             shown + " cannot be read as a picture" + reason +
                 ". Check that it is whole and a GeoTIFF, PNG, GIF, JPEG or MBTiles of pictures."});
    }
    if (EQUAL(dataset->GetDriverName(), "JPEG")) {
        note_jpeg(source, issues);
    }
    Picture picture;
    const PlaceBeside beside = place_beside(path);
    if (dataset->GetGeoTransform(picture.corner_to_crs.data()) != CE_None ||
        !is_a_place(picture.corner_to_crs)) {
        picture.corner_to_crs = beside.corner_to_crs.value_or(std::array<double, 6>{});
    }
    if (!is_a_place(picture.corner_to_crs)) {
        throw no_place(shown);
    }
    picture.crs = source.crs ? *source.crs : wkt_of(*dataset);
    if (picture.crs.empty()) {
        picture.crs = beside.crs;
    }
    if (picture.crs.empty()) {
        throw InputError(
            {shown + " に座標系の情報がありません。作成元に確かめ、study.toml のこの入力に crs = "
                     "\"EPSG:6668\"（緯度経度・JGD2011の場合）のように書いてください。",
             shown + " does not say its coordinate reference system. Ask its maker, then add crs = "
                     "\"EPSG:6668\" (for latitude and longitude on JGD2011) to this input in the "
                     "study file."});
    }
    picture.pixels = raster_pixels(std::move(dataset), shown);
    return picture;
}

} // namespace todoku::io
