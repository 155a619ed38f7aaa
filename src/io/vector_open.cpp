#include "io/vector_open.hpp"

#include "core/error.hpp"
#include "core/japanese.hpp"
#include "io/archive_member.hpp"
#include "io/dataset_place.hpp"
#include "io/file_access.hpp"
#include "io/file_kind.hpp"
#include "io/foreign_formats.hpp"
#include "io/input_limits.hpp"
#include "io/row_issues.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <utility>

namespace todoku::io {

namespace {

// Drivers of plain files. Left out on purpose: those that follow addresses on a network (WFS,
// VRT...) and those that take a picture or a document for a map (PDF, netCDF...).
constexpr std::array<const char*, 18> kDrivers = {
    "ESRI Shapefile", "GPKG",   "GeoJSON",     "GeoJSONSeq", "ESRIJSON", "TopoJSON",
    "FlatGeobuf",     "LIBKML", "KML",         "GML",        "CSV",      "SQLite",
    "MapInfo File",   "GPX",    "OpenFileGDB", "DXF",        "XLSX",     "ODS"};

/// A GeoPackage of pictures or heights holds no layer.
void refuse_picture_tables(const std::string& path, const std::string& shown_as) {
    static constexpr const char* kGeoPackage[] = {"GPKG", nullptr};
    if (lower_ending(path) == ".gpkg" &&
        Dataset(GDALDataset::Open(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, kGeoPackage,
                                  nullptr, nullptr))) {
        throw InputError({shown_as + " は画像（ラスタ）の GeoPackage で、図形がありません。画像は "
                                     "GeoTIFF か MBTiles で、図形は GeoPackage か Shapefile "
                                     "でもらい直してください。",
                          shown_as + " is a GeoPackage of pictures (rasters) and holds no shapes. "
                                     "Ask for pictures as GeoTIFF or MBTiles, for shapes as "
                                     "GeoPackage or Shapefile."});
    }
}

Dataset open(const VectorSource& source, const DatasetPlace& place, const GdalMessages& messages) {
    CPLStringList drivers;
    for (const char* driver : kDrivers) {
        drivers.AddString(driver);
    }
    const std::string ending = lower_ending(place.path);
    CPLStringList options;
    if (ending == ".shp") {
        options.SetNameValue("ENCODING", place.encoding.c_str());
    } else if (ending == ".csv") {
        options.SetNameValue("GEOM_POSSIBLE_NAMES", "wkt,geom,geometry,the_geom,図形");
    } else if (ending == ".gml" || ending == ".xml") {
        options.SetNameValue("WRITE_GFS", "NO"); // nothing is written beside people's files
        options.SetNameValue("DOWNLOAD_SCHEMA", "NO");
    }
    Dataset dataset(GDALDataset::Open(place.path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY,
                                      drivers.List(), options.List(), nullptr));
    if (!dataset) {
        const std::string head = read_bytes(place.path, kKindBytes);
        refuse_pictures(head, shown_name(source));
        refuse_unnamed_table(head, place.path, shown_name(source));
        refuse_picture_tables(place.path, shown_name(source));
        const std::string reason = messages.failed() ? " (" + messages.last_error() + ")" : "";
        throw InputError(
            {shown_name(source) +
                 " を地図データとして読めません。壊れていないか（元から"
                 "もう一度コピーしてください）、Shapefile・GeoJSON・GeoPackage・KML・GML・FlatGeob"
                 "uf・TopoJSON・CSV のどれかか確かめてください。",
             shown_name(source) + " cannot be read as a vector file" + reason +
                 ". Check that it is whole and a Shapefile, GeoJSON, GeoPackage, KML, "
                 "GML, FlatGeobuf, TopoJSON or CSV."});
    }
    require_finite_views(*dataset, shown_name(source));
    return dataset;
}

std::string visible_name(OGRLayer& layer) {
    const std::string name = layer.GetName();
    return is_utf8(name) ? name : decode(name).text;
}

/// Layers that hold data; QGIS keeps its drawing styles in a table of their own.
std::vector<OGRLayer*> layers_with_data(GDALDataset& dataset) {
    std::vector<OGRLayer*> layers;
    for (int i = 0; i < dataset.GetLayerCount(); ++i) {
        OGRLayer* layer = dataset.GetLayer(i);
        if (std::string_view(layer->GetName()) != "layer_styles") {
            layers.push_back(layer);
        }
    }
    return layers;
}

std::string list_of(const std::vector<OGRLayer*>& layers) {
    std::string list;
    for (OGRLayer* layer : layers) {
        list += (list.empty() ? "" : ", ") + visible_name(*layer);
    }
    return list;
}

bool are(Shapes shapes, OGRwkbGeometryType type) {
    const OGRwkbGeometryType flat = wkbFlatten(type);
    const bool areas = flat == wkbPolygon || flat == wkbMultiPolygon || flat == wkbCurvePolygon ||
                       flat == wkbMultiSurface;
    switch (shapes) {
    case Shapes::Lines:
        return flat == wkbLineString || flat == wkbMultiLineString || flat == wkbCircularString ||
               flat == wkbCompoundCurve || flat == wkbMultiCurve;
    case Shapes::Places:
        return areas || flat == wkbPoint || flat == wkbMultiPoint;
    default:
        return areas;
    }
}

bool holds(Shapes shapes, OGRLayer& layer) {
    if (are(shapes, layer.GetGeomType())) {
        return true;
    }
    layer.ResetReading();
    bool found = false;
    while (!found) {
        const OGRFeatureUniquePtr feature{layer.GetNextFeature()};
        if (!feature) {
            break;
        }
        const OGRGeometry* geometry = feature->GetGeometryRef();
        const auto* parts =
            geometry != nullptr ? dynamic_cast<const OGRGeometryCollection*>(geometry) : nullptr;
        found = geometry != nullptr && (are(shapes, geometry->getGeometryType()) ||
                                        (parts != nullptr && parts->getNumGeometries() > 0 &&
                                         are(shapes, parts->getGeometryRef(0)->getGeometryType())));
    }
    layer.ResetReading();
    return found;
}

Text words_for(Shapes shapes) {
    return shapes == Shapes::Lines    ? Text{"線", "lines"}
           : shapes == Shapes::Places ? Text{"点か面", "points or areas"}
                                      : Text{"ポリゴン", "polygons"};
}

/// The only layer with the shapes looked for, beside legends and marks; null where several have
/// any.
OGRLayer* only_layer_with_shapes(const VectorSource& source, const std::vector<OGRLayer*>& layers,
                                 std::vector<Issue>& issues) {
    std::vector<OGRLayer*> others = layers;
    const auto with_shapes =
        std::stable_partition(others.begin(), others.end(),
                              [&source](OGRLayer* layer) { return !holds(source.shapes, *layer); });
    if (others.end() - with_shapes != 1) {
        return nullptr;
    }
    OGRLayer* layer = *with_shapes;
    others.erase(with_shapes);
    const std::string name = visible_name(*layer);
    const Text shapes = words_for(source.shapes);
    note_row(issues, IssueKind::Assumed, source, std::nullopt, "layer_taken", name,
             {fmt::format("レイヤが {} 枚あり、{}があるのは「{}」だけです（ほか: {}）。",
                          layers.size(), shapes.ja, name, list_of(others)),
              fmt::format("Of {} layers only \"{}\" holds {} (others: {}).", layers.size(), name,
                          shapes.en, list_of(others))},
             {"そのレイヤを読みました。違うときは layer に名前を書いてください。",
              "It was read. If another is meant, name it in layer."});
    return layer;
}

OGRLayer& pick_layer(const VectorSource& source, GDALDataset& dataset, std::vector<Issue>& issues) {
    const std::vector<OGRLayer*> layers = layers_with_data(dataset);
    if (layers.empty()) {
        throw InputError(
            {shown_name(source) +
                 " に地図の図形（レイヤ）がありません。同じデータの .shp、.geojson "
                 "か .gpkg があれば、それを指定してください。なければ提供元に Shapefile "
                 "か GeoJSON を求めてください。",
             shown_name(source) +
                 " has no layer of shapes. Give the .shp, .geojson or .gpkg of the "
                 "same data, or ask who gave it for a Shapefile or GeoJSON."});
    }
    if (source.layer.empty() && layers.size() == 1) {
        return *layers.front();
    }
    if (source.layer.empty() && source.shapes != Shapes::Any) {
        if (OGRLayer* only = only_layer_with_shapes(source, layers, issues)) {
            return *only;
        }
    }
    if (source.layer.empty()) {
        throw InputError(
            {shown_name(source) +
                 " にはレイヤが複数あります。study.toml のこの入力に layer = \"名前\" "
                 "と書いて一つ選ん"
                 "でください（todoku lab では --layer 名前）。レイヤ: " +
                 list_of(layers),
             shown_name(source) +
                 " has several layers. Choose one by layer = \"NAME\" for this input in the study "
                 "file (with todoku lab: --layer NAME). Layers: " +
                 list_of(layers)});
    }
    for (OGRLayer* layer : layers) {
        if (visible_name(*layer) == source.layer) {
            return *layer;
        }
    }
    for (OGRLayer* layer : layers) {
        if (comparable(visible_name(*layer)) == comparable(source.layer)) {
            return *layer;
        }
    }
    if (layers.size() == 1 && lower_ending(source.file) == ".zip") {
        return *layers.front(); // the name chose the member of the archive
    }
    throw InputError({shown_name(source) + " にレイヤ「" + source.layer +
                          "」がありません。あるレイヤ: " + list_of(layers),
                      shown_name(source) + " has no layer \"" + source.layer +
                          "\". Layers: " + list_of(layers)});
}

} // namespace

std::string shown_name(const VectorSource& source) {
    return source.shown_as.empty() ? source.file.filename().string() : source.shown_as;
}

void DatasetCloser::operator()(GDALDataset* dataset) const {
    GDALClose(GDALDataset::ToHandle(dataset));
}

MemoryFile::MemoryFile(const std::string& name, std::string bytes) {
    static std::atomic<unsigned> count{0};
    put(fmt::format("/vsimem/todoku/{}/{}", count++, name), std::move(bytes));
}

MemoryFile MemoryFile::beside(const std::string& path, const std::string& ending,
                              std::string bytes) {
    MemoryFile file;
    file.put(path.substr(0, path.rfind('.') + 1) + ending, std::move(bytes));
    return file;
}

void MemoryFile::put(std::string path, std::string bytes) {
    path_ = std::move(path);
    bytes_ = std::make_unique<std::string>(std::move(bytes));
    VSIFCloseL(VSIFileFromMemBuffer(path_.c_str(), reinterpret_cast<GByte*>(bytes_->data()),
                                    bytes_->size(), FALSE));
}

MemoryFile::MemoryFile(MemoryFile&& other) noexcept
    : path_(std::exchange(other.path_, {})), bytes_(std::move(other.bytes_)) {}

MemoryFile& MemoryFile::operator=(MemoryFile&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(bytes_, other.bytes_);
    return *this;
}

MemoryFile::~MemoryFile() {
    if (!path_.empty()) {
        VSIUnlink(path_.c_str());
    }
}

void require_finite_views(GDALDataset& dataset, const std::string& shown_as) {
    if (!EQUAL(dataset.GetDriverName(), "GPKG") && !EQUAL(dataset.GetDriverName(), "SQLite")) {
        return;
    }
    OGRLayer* views = dataset.ExecuteSQL("SELECT name FROM sqlite_master WHERE type = 'view' AND "
                                         "sql LIKE '%recursive%'",
                                         nullptr, nullptr);
    const bool any = views != nullptr && OGRFeatureUniquePtr(views->GetNextFeature()) != nullptr;
    dataset.ReleaseResultSet(views);
    if (any) {
        throw InputError({shown_as + " には自分自身を参照するビュー（WITH RECURSIVE）があ"
                                     "ります。表として保存し直してください。",
                          shown_as + " holds a view that refers to itself (WITH "
                                     "RECURSIVE). Save it anew as a table."});
    }
}

namespace {

/// Of several datasets of an archive the only one with the shapes looked for; nothing where several
/// have any, or one cannot be read.
std::optional<std::string> only_member_with_shapes(const VectorSource& source,
                                                   const GdalMessages& messages,
                                                   std::vector<Issue>& issues) {
    constexpr std::size_t kMost = 20; // each is opened
    require_sane_archive(source.file, shown_name(source));
    const std::vector<std::string> places = datasets_of_archive(source);
    if (places.size() < 2 || places.size() > kMost) {
        return std::nullopt;
    }
    std::optional<std::string> only;
    std::string others;
    for (const std::string& place : places) {
        VectorSource one = source;
        one.layer = place;
        one.shapes = Shapes::Any;
        std::vector<Issue> ignored;
        try {
            const bool fits = holds(source.shapes, *open_layer(one, messages, ignored).layer);
            if (fits && only) {
                return std::nullopt;
            }
            if (fits) {
                only = place;
            } else {
                others += (others.empty() ? "" : ", ") + place;
            }
        } catch (const InputError&) {
            return std::nullopt;
        }
    }
    if (only) {
        const Text shapes = words_for(source.shapes);
        note_row(issues, IssueKind::Assumed, source, std::nullopt, "layer_taken", *only,
                 {fmt::format("地図データが {} 個あり、{}があるのは「{}」だけです（ほか: {}）。",
                              places.size(), shapes.ja, *only, others),
                  fmt::format("Of {} datasets only \"{}\" holds {} (others: {}).", places.size(),
                              *only, shapes.en, others)},
                 {"それを読みました。違うときは layer に名前を書いてください。",
                  "It was read. If another is meant, name it in layer."});
    }
    return only;
}

} // namespace

OpenedLayer open_layer(const VectorSource& source, const GdalMessages& messages,
                       std::vector<Issue>& issues) {
    if (source.shapes != Shapes::Any && source.layer.empty() &&
        lower_ending(source.file) == ".zip") {
        require_readable(source.file, shown_name(source));
        if (const auto only = only_member_with_shapes(source, messages, issues)) {
            VectorSource one = source;
            one.layer = *only;
            return open_layer(one, messages, issues);
        }
    }
    DatasetPlace place = place_dataset(source, issues);
    OpenedLayer opened;
    opened.dataset = open(source, place, messages);
    opened.rewritten = std::move(place.rewritten);
    opened.layer = &pick_layer(source, *opened.dataset, issues);
    opened.encoding = std::move(place.encoding);
    // Without a header GDAL names the columns itself.
    const OGRFeatureDefn& definition = *opened.layer->GetLayerDefn();
    if (definition.GetFieldCount() > 0 &&
        std::string_view(definition.GetFieldDefn(0)->GetNameRef()) != "field_1") {
        opened.csv = std::move(place.csv);
    }
    opened.is_topojson = EQUAL(opened.dataset->GetDriverName(), "TopoJSON");
    return opened;
}

std::vector<std::string> data_layers(const VectorSource& source, const GdalMessages& messages) {
    std::vector<Issue> ignored;
    const DatasetPlace place = place_dataset(source, ignored);
    const Dataset dataset = open(source, place, messages);
    std::vector<std::string> names;
    for (OGRLayer* layer : layers_with_data(*dataset)) {
        names.push_back(visible_name(*layer));
    }
    return names;
}

} // namespace todoku::io
