#include "core/encoding.hpp"
#include "core/error.hpp"
#include "geo/crs.hpp"
#include "io/gdal_session.hpp"
#include "io/ogr_geometry.hpp"
#include "io/vector_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <memory>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

std::string lower_ending(const fs::path& file) {
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return ending;
}

std::string shown(const VectorSource& source) {
    return source.shown_as.empty() ? source.file.filename().string() : source.shown_as;
}

/// The one dataset inside a ZIP as a /vsizip/ path, also in a sub-folder.
std::string member_of_zip(const VectorSource& source) {
    const std::string root = "/vsizip/{" + source.file.string() + "}";
    CPLStringList names(VSIReadDirRecursive(root.c_str()));
    std::vector<std::string> datasets;
    for (int i = 0; i < names.size(); ++i) {
        const std::string ending = lower_ending(names[i]);
        for (const char* known : {".shp", ".geojson", ".json", ".gpkg", ".kml", ".gml", ".fgb", ".topojson"}) {
            if (ending == known) {
                datasets.emplace_back(names[i]);
            }
        }
    }
    if (datasets.size() == 1) {
        return root + "/" + datasets.front();
    }
    if (datasets.empty()) {
        throw InputError({shown(source) + " の中に読める地図データ（.shp .geojson .gpkg など）がありません。",
                          shown(source) + " holds no readable dataset (.shp, .geojson, .gpkg...)."});
    }
    throw InputError({fmt::format("{} の中に地図データが{}個あります（{}）。取り出して一つずつ指定してください。", shown(source), datasets.size(),
                                  fmt::join(datasets, ", ")),
                      fmt::format("{} holds {} datasets ({}). Unpack it and name one.", shown(source), datasets.size(),
                                  fmt::join(datasets, ", "))});
}

GDALDatasetUniquePtr open(const VectorSource& source, const std::string& path, const char* encoding, const GdalMessages& messages) {
    CPLStringList options;
    if (encoding != nullptr) {
        options.SetNameValue("ENCODING", encoding);
    }
    GDALDatasetUniquePtr dataset(
        GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr, options.List(), nullptr));
    if (!dataset) {
        throw InputError({shown(source) + " を地図データとして読めません（" + messages.last_error() + "）。ファイルが壊れていないか、形式が正しいか確かめてください。",
                          shown(source) + " cannot be read as a vector file (" + messages.last_error() +
                              "). Check that it is whole and of the right format."});
    }
    return dataset;
}

std::string layer_list(GDALDataset& dataset) {
    std::string list;
    for (int i = 0; i < dataset.GetLayerCount(); ++i) {
        list += (i == 0 ? "" : ", ") + std::string(dataset.GetLayer(i)->GetName());
    }
    return list;
}

OGRLayer& pick_layer(const VectorSource& source, GDALDataset& dataset) {
    if (!source.layer.empty()) {
        OGRLayer* layer = dataset.GetLayerByName(source.layer.c_str());
        if (layer == nullptr) {
            throw InputError({shown(source) + " にレイヤ「" + source.layer + "」がありません。あるレイヤ: " + layer_list(dataset),
                              shown(source) + " has no layer \"" + source.layer + "\". Layers: " + layer_list(dataset)});
        }
        return *layer;
    }
    // layer_styles is QGIS's own table, not data.
    OGRLayer* only = nullptr;
    int count = 0;
    for (int i = 0; i < dataset.GetLayerCount(); ++i) {
        if (std::string_view(dataset.GetLayer(i)->GetName()) != "layer_styles") {
            only = dataset.GetLayer(i);
            ++count;
        }
    }
    if (only == nullptr) {
        throw InputError({shown(source) + " にレイヤがありません。", shown(source) + " has no layer."});
    }
    if (count > 1) {
        throw InputError({shown(source) + " にはレイヤが複数あります。layer = \"…\" で一つ選んでください: " + layer_list(dataset),
                          shown(source) + " has several layers. Choose one with layer = \"...\": " + layer_list(dataset)});
    }
    return *only;
}

/// Decides how the text of a DBF is written by looking at its field names and first rows as bytes.
Encoding vote_on_encoding(OGRLayer& raw) {
    constexpr int kRows = 2000;
    std::map<Encoding, int> votes;
    const auto vote = [&votes](const char* bytes) {
        const std::string_view text(bytes);
        if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
            ++votes[decode(text).encoding];
        }
    };
    OGRFeatureDefn* definition = raw.GetLayerDefn();
    for (int i = 0; i < definition->GetFieldCount(); ++i) {
        vote(definition->GetFieldDefn(i)->GetNameRef());
    }
    raw.ResetReading();
    for (int row = 0; row < kRows; ++row) {
        const OGRFeatureUniquePtr feature(raw.GetNextFeature());
        if (!feature) {
            break;
        }
        for (int i = 0; i < definition->GetFieldCount(); ++i) {
            if (definition->GetFieldDefn(i)->GetType() == OFTString && feature->IsFieldSetAndNotNull(i)) {
                vote(feature->GetFieldAsString(i));
            }
        }
    }
    const auto most = std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == votes.end() ? Encoding::Utf8 : most->first;
}

const char* iconv_name(Encoding encoding) {
    switch (encoding) {
    case Encoding::Cp932: return "CP932";
    case Encoding::EucJp: return "EUC-JP";
    default: return "UTF-8";
    }
}

/// An opened layer with its text in UTF-8.
struct Opened {
    GDALDatasetUniquePtr dataset;
    OGRLayer* layer = nullptr;
    std::string encoding = "UTF-8";
};

Opened open_layer(const VectorSource& source, const GdalMessages& messages) {
    if (!fs::exists(source.file)) {
        throw InputError({shown(source) + " がありません（" + source.file.string() + "）。",
                          shown(source) + " does not exist (" + source.file.string() + ")."});
    }
    const std::string path = lower_ending(source.file) == ".zip" ? member_of_zip(source) : source.file.string();
    Opened opened;
    if (lower_ending(path) != ".shp") {
        opened.dataset = open(source, path, nullptr, messages);
        opened.layer = &pick_layer(source, *opened.dataset);
        return opened;
    }
    std::string encoding;
    if (source.encoding) {
        encoding = *source.encoding;
    } else {
        const GDALDatasetUniquePtr raw = open(source, path, "", messages);
        encoding = iconv_name(vote_on_encoding(pick_layer(source, *raw)));
    }
    opened.dataset = open(source, path, encoding.c_str(), messages);
    opened.layer = &pick_layer(source, *opened.dataset);
    opened.encoding = encoding;
    return opened;
}

/// The layer's CRS as text PROJ understands; empty where the layer has no geometry.
std::string crs_of(const VectorSource& source, OGRLayer& layer) {
    if (source.crs) {
        return *source.crs;
    }
    if (layer.GetGeomType() == wkbNone) {
        return {};
    }
    const OGRSpatialReference* reference = layer.GetSpatialRef();
    if (reference == nullptr || reference->IsEmpty()) {
        throw InputError({fmt::format("{}（レイヤ {}）に座標系の情報がありません。スタディファイルのこの入力に crs = \"EPSG:6668\" のように書いてください。",
                                      shown(source), layer.GetName()),
                          fmt::format("{} (layer {}) does not say its CRS. Add crs = \"EPSG:6668\" (or the right code) to this input in "
                                      "the study file.",
                                      shown(source), layer.GetName())});
    }
    char* wkt = nullptr;
    static constexpr const char* kOptions[] = {"FORMAT=WKT2_2019", nullptr};
    reference->exportToWkt(&wkt, kOptions);
    const std::unique_ptr<char, void (*)(void*)> owner(wkt, VSIFree);
    return wkt != nullptr ? wkt : "";
}

/// True where the data stand latitude (or northing) first although GIS order is x, y.
bool swapped(const VectorSource& source, OGRLayer& layer) {
    const OGRSpatialReference* reference = layer.GetSpatialRef();
    if (source.crs || reference == nullptr ||
        !(reference->EPSGTreatsAsLatLong() != 0 || reference->EPSGTreatsAsNorthingEasting() != 0)) {
        return false;
    }
    const std::vector<int>& mapping = reference->GetDataAxisToSRSAxisMapping();
    return mapping.size() >= 2 && mapping[0] == 1 && mapping[1] == 2;
}

Value value_of(const OGRFeature& feature, int index, OGRFieldType type) {
    if (!feature.IsFieldSetAndNotNull(index)) {
        return {};
    }
    switch (type) {
    case OFTInteger:
    case OFTInteger64: return static_cast<std::int64_t>(feature.GetFieldAsInteger64(index));
    case OFTReal: return feature.GetFieldAsDouble(index);
    default: {
        std::string text = const_cast<OGRFeature&>(feature).GetFieldAsString(index); // GDAL 3.6 lacks the const overload
        return is_utf8(text) ? Value{std::move(text)} : Value{decode(text).text};
    }
    }
}

Field field_of(const OGRFieldDefn& definition) {
    const std::string name = definition.GetNameRef();
    Field field{is_utf8(name) ? name : decode(name).text, FieldType::Text, definition.GetWidth()};
    if (definition.GetType() == OFTInteger || definition.GetType() == OFTInteger64) {
        field.type = FieldType::Integer;
    } else if (definition.GetType() == OFTReal) {
        field.type = FieldType::Real;
    }
    return field;
}

} // namespace

LayerInfo read_features(const VectorSource& source, const std::function<void(const LayerInfo&, Feature&&)>& visit,
                        std::vector<Issue>& issues) {
    const GdalMessages messages;
    const Opened opened = open_layer(source, messages);
    OGRLayer& layer = *opened.layer;
    if (!source.where.empty() && layer.SetAttributeFilter(source.where.c_str()) != OGRERR_NONE) {
        std::string columns;
        for (int i = 0; i < layer.GetLayerDefn()->GetFieldCount(); ++i) {
            columns += (i == 0 ? "" : ", ") + field_of(*layer.GetLayerDefn()->GetFieldDefn(i)).name;
        }
        throw InputError({fmt::format("{}: where「{}」を条件として読めません。項目: {}", shown(source), source.where, columns),
                          fmt::format("{}: where \"{}\" is not a condition. Fields: {}", shown(source), source.where, columns)});
    }
    LayerInfo info;
    info.name = layer.GetName();
    info.encoding = opened.encoding;
    info.features = static_cast<std::int64_t>(layer.GetFeatureCount());
    std::vector<OGRFieldType> types;
    for (int i = 0; i < layer.GetLayerDefn()->GetFieldCount(); ++i) {
        const OGRFieldDefn& definition = *layer.GetLayerDefn()->GetFieldDefn(i);
        info.fields.push_back(field_of(definition));
        types.push_back(definition.GetType());
    }
    const std::string crs = crs_of(source, layer);
    std::optional<geo::ToJgd2011> to_jgd2011;
    if (!crs.empty()) {
        try {
            to_jgd2011.emplace(crs);
        } catch (const InputError& error) {
            throw InputError({shown(source) + ": " + error.message().ja, shown(source) + ": " + error.message().en});
        }
        info.crs = to_jgd2011->name();
    }
    const GeometryReader geometries(to_jgd2011 ? &*to_jgd2011 : nullptr, swapped(source, layer));
    layer.ResetReading();
    std::int64_t row = 0;
    while (const OGRFeatureUniquePtr feature{layer.GetNextFeature()}) {
        Feature result;
        result.row = ++row;
        if (const OGRGeometry* geometry = feature->GetGeometryRef(); geometry != nullptr && to_jgd2011) {
            GeometryReader::Result read = geometries.read(*geometry);
            result.geometry = std::move(read.geometry);
            if (read.problem) {
                issues.push_back({IssueKind::Repaired, read.code, shown(source), source.layer, result.row, "", "", *read.problem, read.action});
            }
        }
        result.values.reserve(types.size());
        for (std::size_t i = 0; i < types.size(); ++i) {
            result.values.push_back(value_of(*feature, static_cast<int>(i), types[i]));
        }
        visit(info, std::move(result));
    }
    if (!messages.errors().empty()) {
        throw InputError({fmt::format("{} を{}件まで読んだところで壊れています（{}）。", shown(source), row, messages.last_error()),
                          fmt::format("{} is damaged after {} features ({}).", shown(source), row, messages.last_error())});
    }
    return info;
}

std::vector<std::string> layers_of(const fs::path& file) {
    const GdalMessages messages;
    const VectorSource source{file, "", "", "", std::nullopt, std::nullopt};
    if (!fs::exists(file)) {
        throw InputError({file.string() + " がありません。", file.string() + " does not exist."});
    }
    const GDALDatasetUniquePtr dataset = open(source, file.string(), nullptr, messages);
    std::vector<std::string> names;
    for (int i = 0; i < dataset->GetLayerCount(); ++i) {
        names.emplace_back(dataset->GetLayer(i)->GetName());
    }
    return names;
}

} // namespace todoku::io
