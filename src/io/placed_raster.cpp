#include "io/placed_raster.hpp"

#include "core/error.hpp"
#include "io/file_access.hpp"
#include "io/raster_blocks.hpp"

#include <cpl_conv.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <memory>
#include <string>
#include <utility>

namespace todoku::io {

namespace {

Dataset open_raster(const WeightRasterSource& source, const GdalMessages& messages) {
    require_readable(source.file, source.shown_as);
    Dataset dataset(GDALDataset::Open(source.file.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY));
    if (!dataset || dataset->GetRasterCount() < 1) {
        const std::string why = messages.failed() ? messages.last_error() : "?";
        throw InputError({source.shown_as + " をラスタデータとして読めません。GeoTIFF "
                                            "などの値を持つラスタか確かめてください。",
                          source.shown_as + " cannot be read as a raster (" + why +
                              "). Check that it is a GeoTIFF or another raster of values."});
    }
    if (dataset->GetRasterCount() > 1 &&
        dataset->GetRasterBand(1)->GetColorInterpretation() == GCI_RedBand) {
        throw InputError({source.shown_as + " は画像（カラー）です。人口や床面積などの量を値に持つ"
                                            "ラスタを指定してください。",
                          source.shown_as + " is a colour picture. Give a raster whose values are "
                                            "amounts, such as people or floor area."});
    }
    require_sensible_blocks(*dataset, source.shown_as);
    return dataset;
}

geo::ToJgd2011 crs_of(const WeightRasterSource& source, GDALDataset& dataset) {
    std::string definition = source.crs.value_or("");
    const OGRSpatialReference* reference = dataset.GetSpatialRef();
    if (definition.empty() && reference != nullptr && reference->IsEmpty() == 0) {
        char* wkt = nullptr;
        static constexpr const char* kOptions[] = {"FORMAT=WKT2_2019", nullptr};
        reference->exportToWkt(&wkt, kOptions);
        const std::unique_ptr<char, void (*)(void*)> owner(wkt, VSIFree);
        definition = wkt != nullptr ? wkt : "";
    }
    if (definition.empty()) {
        throw InputError({source.shown_as +
                              " に座標系の情報がありません。スタディファイルのこの入力"
                              "に crs = \"EPSG:6668\" のように書いてください。",
                          source.shown_as + " does not say its CRS. Add crs = \"EPSG:6668\" (or "
                                            "what it is) to this input in the study file."});
    }
    try {
        return geo::ToJgd2011(definition, source.datum);
    } catch (const InputError& error) {
        throw InputError({source.shown_as + ": " + error.message().ja,
                          source.shown_as + ": " + error.message().en});
    }
}

} // namespace

PlacedRaster open_placed_raster(const WeightRasterSource& source, const GdalMessages& messages) {
    Dataset dataset = open_raster(source, messages);
    std::array<double, 6> transform{};
    if (dataset->GetGeoTransform(transform.data()) != CE_None) {
        throw InputError({source.shown_as + " に位置の情報がありません。GeoTIFF "
                                            "など位置の付いたラスタを指定してください。",
                          source.shown_as + " has no place. Give a raster that has one, such as a "
                                            "GeoTIFF."});
    }
    geo::ToJgd2011 to_jgd2011 = crs_of(source, *dataset);
    return {std::move(dataset), transform, std::move(to_jgd2011)};
}

} // namespace todoku::io
