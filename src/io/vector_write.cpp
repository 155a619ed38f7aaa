#include "core/encoding.hpp"
#include "core/error.hpp"
#include "io/gdal_session.hpp"
#include "io/ogr_geometry.hpp"
#include "io/vector_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include <cpl_string.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

const char* driver_of(VectorFormat format) {
    switch (format) {
    case VectorFormat::GeoPackage: return "GPKG";
    case VectorFormat::GeoJson: return "GeoJSON";
    case VectorFormat::Shapefile: return "ESRI Shapefile";
    case VectorFormat::Kml: return "LIBKML";
    case VectorFormat::FlatGeobuf: return "FlatGeobuf";
    case VectorFormat::Csv: return "CSV";
    case VectorFormat::Xlsx: return "XLSX";
    }
    return "";
}

OGRwkbGeometryType type_of(GeometryKind kind) {
    switch (kind) {
    case GeometryKind::None: return wkbNone;
    case GeometryKind::Point: return wkbPoint;
    case GeometryKind::MultiLine: return wkbMultiLineString;
    case GeometryKind::MultiPolygon: return wkbMultiPolygon;
    }
    return wkbUnknown;
}

/// At most ten bytes of CP932, cut between characters, each name once: what a DBF can hold.
std::string dbf_name(const std::string& name, std::set<std::string>& taken) {
    constexpr std::size_t kBytes = 10;
    const auto cut = [](const std::string& text, std::size_t bytes) {
        std::string kept;
        for (std::size_t at = 0; at < text.size();) {
            std::size_t next = at + 1;
            while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) {
                ++next;
            }
            const std::string longer = text.substr(0, next);
            if (encode_cp932(longer).bytes.size() > bytes) {
                break;
            }
            kept = longer;
            at = next;
        }
        return kept;
    };
    std::string result = cut(name, kBytes);
    for (int number = 1; !taken.insert(result).second; ++number) {
        const std::string ending = "_" + std::to_string(number);
        result = cut(name, kBytes - ending.size()) + ending;
    }
    return result;
}

std::string sql_text(const std::string& text) {
    std::string result = "'";
    for (const char c : text) {
        result += c == '\'' ? "''" : std::string(1, c);
    }
    return result + "'";
}

} // namespace

struct VectorWriter::Impl {
    fs::path file;
    VectorFormat format;
    GDALDatasetUniquePtr dataset;
    OGRSpatialReference reference;
    OGRLayer* layer = nullptr;
    OGRFeatureUniquePtr feature; ///< filled anew for each row
    std::vector<int> fields;     ///< position in the file of each field of the schema
    GeometryKind geometry = GeometryKind::None;
    bool in_transaction = false;
    bool styled = false;

    [[nodiscard]] ExternalError cannot(const GdalMessages& messages) const {
        return ExternalError({file.string() + " に書き込めません（" + messages.last_error() + "）。空き容量と書き込み権限を確かめてください。",
                              "Cannot write " + file.string() + " (" + messages.last_error() + "). Check free space and permissions."});
    }
    void discard() {
        feature.reset();
        dataset.reset();
        std::error_code ignored;
        fs::remove(file, ignored);
        if (format == VectorFormat::Shapefile) {
            for (const char* part : {".shx", ".dbf", ".prj", ".cpg"}) {
                fs::remove(fs::path(file).replace_extension(part), ignored);
            }
        }
    }
};

VectorWriter::VectorWriter(const fs::path& file, VectorFormat format) : impl_(std::make_unique<Impl>()) {
    const GdalMessages messages;
    impl_->file = file;
    impl_->format = format;
    impl_->discard(); // an earlier file of that name is replaced
    // KML is defined on WGS 84; JGD2011 agrees with it to within a metre and is written as it is.
    impl_->reference.importFromEPSG(format == VectorFormat::Kml || format == VectorFormat::GeoJson ? 4326 : 6668);
    impl_->reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_of(format));
    if (driver != nullptr) {
        impl_->dataset.reset(driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    }
    if (!impl_->dataset) {
        throw impl_->cannot(messages);
    }
}

VectorWriter::VectorWriter(VectorWriter&&) noexcept = default;
VectorWriter& VectorWriter::operator=(VectorWriter&&) noexcept = default;

VectorWriter::~VectorWriter() {
    if (impl_ && impl_->dataset) {
        const GdalMessages quiet;
        impl_->discard();
    }
}

void VectorWriter::begin_layer(const LayerSchema& schema) {
    const GdalMessages messages;
    CPLStringList options;
    switch (impl_->format) {
    case VectorFormat::GeoJson:
        // Eight decimals of a degree are a millimetre.
        options.SetNameValue("RFC7946", "YES");
        options.SetNameValue("COORDINATE_PRECISION", "8");
        break;
    case VectorFormat::Shapefile: options.SetNameValue("ENCODING", "CP932"); break;
    case VectorFormat::GeoPackage: options.SetNameValue("GEOMETRY_NAME", "geom"); break;
    default: break;
    }
    impl_->feature.reset();
    impl_->layer = impl_->dataset->CreateLayer(schema.name.c_str(), schema.geometry == GeometryKind::None ? nullptr : &impl_->reference,
                                               type_of(schema.geometry), options.List());
    if (impl_->layer == nullptr) {
        throw impl_->cannot(messages);
    }
    std::set<std::string> taken;
    impl_->fields.clear();
    for (const Field& field : schema.fields) {
        const OGRFieldType type = field.type == FieldType::Integer ? OFTInteger64
                                  : field.type == FieldType::Real  ? OFTReal
                                                                   : OFTString;
        const std::string name = impl_->format == VectorFormat::Shapefile ? dbf_name(field.name, taken) : field.name;
        OGRFieldDefn definition(name.c_str(), type);
        if (field.type == FieldType::Text && field.width > 0) {
            definition.SetWidth(field.width);
        }
        if (impl_->layer->CreateField(&definition) != OGRERR_NONE) {
            throw impl_->cannot(messages);
        }
        impl_->fields.push_back(impl_->layer->GetLayerDefn()->GetFieldCount() - 1);
    }
    impl_->geometry = schema.geometry;
    impl_->feature.reset(OGRFeature::CreateFeature(impl_->layer->GetLayerDefn()));
    if (!impl_->in_transaction && impl_->dataset->TestCapability(ODsCTransactions) != 0) {
        impl_->in_transaction = impl_->dataset->StartTransaction() == OGRERR_NONE;
    }
}

void VectorWriter::write(const geo::Geometry& geometry, const std::vector<Value>& values) {
    const GdalMessages messages;
    OGRFeature& feature = *impl_->feature;
    feature.SetFID(OGRNullFID);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const int field = impl_->fields[i];
        struct Visitor {
            OGRFeature& feature;
            int field;
            void operator()(std::monostate) const { feature.SetFieldNull(field); }
            void operator()(std::int64_t number) const { feature.SetField(field, static_cast<GIntBig>(number)); }
            void operator()(double number) const { feature.SetField(field, number); }
            void operator()(const std::string& text) const { feature.SetField(field, text.c_str()); }
        };
        std::visit(Visitor{feature, field}, values[i]);
    }
    if (impl_->geometry != GeometryKind::None) {
        feature.SetGeometryDirectly(to_ogr(geometry).release());
    }
    if (impl_->layer->CreateFeature(&feature) != OGRERR_NONE) {
        throw impl_->cannot(messages);
    }
}

void VectorWriter::set_style(const std::string& qml) {
    if (impl_->format != VectorFormat::GeoPackage) {
        return;
    }
    const GdalMessages messages;
    const auto run = [&](const std::string& sql) {
        OGRLayer* result = impl_->dataset->ExecuteSQL(sql.c_str(), nullptr, nullptr);
        impl_->dataset->ReleaseResultSet(result);
        if (!messages.errors().empty()) {
            throw impl_->cannot(messages);
        }
    };
    if (!impl_->styled) {
        // The table QGIS makes itself and looks for when it opens a GeoPackage.
        run("CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT(256), f_table_schema TEXT(256), "
            "f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, "
            "useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME)");
        run("INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) VALUES ('layer_styles', "
            "'attributes', 'layer_styles', '', '2000-01-01T00:00:00.000Z')");
        impl_->styled = true;
    }
    const std::string name = impl_->layer->GetName();
    run("INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, "
        "useAsDefault, description, owner, ui, update_time) VALUES ('', '', " +
        sql_text(name) + ", 'geom', " + sql_text(name) + ", " + sql_text(qml) +
        ", '', 1, '', '', NULL, '2000-01-01T00:00:00.000Z')");
}

void VectorWriter::finish() {
    const GdalMessages messages;
    impl_->feature.reset();
    const bool committed = !impl_->in_transaction || impl_->dataset->CommitTransaction() == OGRERR_NONE;
    impl_->dataset->FlushCache(false);
    const bool failed = !committed || !messages.errors().empty();
    if (failed) {
        const ExternalError error = impl_->cannot(messages);
        impl_->discard();
        throw error;
    }
    impl_->dataset.reset(); // the file is complete only when it is closed
    if (!messages.errors().empty()) {
        const ExternalError error = impl_->cannot(messages);
        impl_->discard();
        throw error;
    }
}

} // namespace todoku::io
