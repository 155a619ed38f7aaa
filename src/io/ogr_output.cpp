#include "core/encoding.hpp"
#include "core/error.hpp"
#include "io/dbf_limits.hpp"
#include "io/gdal_session.hpp"
#include "io/ogr_geometry.hpp"
#include "io/vector_open.hpp"
#include "io/vector_output.hpp"

#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogr_feature.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace todoku::io {

namespace fs = std::filesystem;

namespace {

constexpr const char* kNoDate = "2000-01-01T00:00:00.000Z"; // as OGR_CURRENT_DATE

const char* driver_of(VectorFormat format) {
    switch (format) {
    case VectorFormat::GeoPackage:
        return "GPKG";
    case VectorFormat::Shapefile:
        return "ESRI Shapefile";
    case VectorFormat::FlatGeobuf:
        return "FlatGeobuf";
    case VectorFormat::GeoJson:
    case VectorFormat::Kml:
    case VectorFormat::Csv:
    case VectorFormat::Xlsx:
        break;
    }
    return "";
}

OGRwkbGeometryType type_of(GeometryKind kind) {
    switch (kind) {
    case GeometryKind::None:
        return wkbNone;
    case GeometryKind::Point:
        return wkbPoint;
    case GeometryKind::MultiLine:
        return wkbMultiLineString;
    case GeometryKind::MultiPolygon:
        return wkbMultiPolygon;
    }
    return wkbUnknown;
}

OGRFieldType type_of(FieldType type) {
    switch (type) {
    case FieldType::Integer:
        return OFTInteger64;
    case FieldType::Real:
        return OFTReal;
    case FieldType::Text:
        return OFTString;
    }
    return OFTString;
}

bool has_field(const LayerSchema& schema, const char* name) {
    return std::any_of(schema.fields.begin(), schema.fields.end(),
                       [&](const Field& field) { return EQUAL(field.name.c_str(), name); });
}

struct Style {
    std::string layer;
    std::string text;
};

class OgrOutput final : public VectorOutput {
public:
    OgrOutput(fs::path file, std::string shown, VectorFormat format)
        : file_(std::move(file)), shown_(std::move(shown)), format_(format) {
        start_gdal();
        reference_.importFromEPSG(6668);
        reference_.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    }
    OgrOutput(const OgrOutput&) = delete;
    OgrOutput& operator=(const OgrOutput&) = delete;
    ~OgrOutput() override {
        const GdalMessages quiet; // an unfinished file is thrown away: its faults do not matter
        feature_.reset();
        dataset_.reset();
    }

    void begin_layer(const LayerSchema& schema) final {
        const GdalMessages messages;
        if (!dataset_) {
            create(messages);
        }
        end_layer();
        layer_ = dataset_->CreateLayer(
            schema.name.c_str(), schema.geometry == GeometryKind::None ? nullptr : &reference_,
            type_of(schema.geometry), layer_options(schema).List());
        check(layer_ != nullptr, messages);
        create_fields(schema, messages);
        schema_ = schema;
        counts_.emplace_back(schema.name, 0);
        feature_.reset(OGRFeature::CreateFeature(layer_->GetLayerDefn()));
    }

    void write(const geo::Geometry& geometry, const std::vector<Value>& values) override {
        const GdalMessages messages;
        if (format_ == VectorFormat::FlatGeobuf &&
            std::holds_alternative<std::monostate>(geometry)) {
            issues_.push_back({IssueKind::Rejected,
                               "row_without_geometry",
                               fs::path(shown_).filename().string(),
                               schema_.name,
                               ++left_out_ + counts_.back().second,
                               "",
                               "",
                               {"FlatGeobufには図形のない行を書けません。",
                                "FlatGeobuf holds no row without geometry."},
                               {"この行は書いていません。", "the row was not written."}});
            return;
        }
        ++counts_.back().second;
        feature_->SetFID(OGRNullFID);
        for (std::size_t i = 0; i < values.size(); ++i) {
            set_field(i, values[i]);
        }
        if (schema_.geometry != GeometryKind::None) {
            feature_->SetGeometryDirectly(to_ogr(geometry).release());
        }
        check(layer_->CreateFeature(feature_.get()) == OGRERR_NONE, messages);
    }

    void set_style(const std::string& style) override {
        if (format_ == VectorFormat::GeoPackage) {
            styles_.push_back({schema_.name, style});
        }
    }

    void close() override {
        const GdalMessages messages;
        if (!dataset_) {
            create(messages);
        }
        if (format_ == VectorFormat::FlatGeobuf && !counts_.empty() && counts_.back().second == 0) {
            without_rows_ = true;
            end_layer();
            dataset_.reset();
            fs::remove(file_);
            counts_.clear();
            begin_layer(LayerSchema(schema_));
        }
        end_layer();
        if (!styles_.empty()) {
            write_styles(messages);
        }
        if (in_transaction_) {
            check(dataset_->CommitTransaction() == OGRERR_NONE, messages);
        }
        dataset_.reset(); // most formats are complete only when closed
        check(true, messages);
        verify(messages);
    }

    [[nodiscard]] std::vector<Issue> issues() const override { return issues_; }

private:
    void check(bool good, const GdalMessages& messages) const {
        if (!good || messages.failed()) {
            throw cannot_write(shown_, messages.last_error());
        }
    }

    void create(const GdalMessages& messages) {
        GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_of(format_));
        if (driver != nullptr) {
            dataset_.reset(driver->Create(file_.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        }
        check(dataset_ != nullptr, messages);
        if (dataset_->TestCapability(ODsCTransactions) != 0) {
            check(dataset_->StartTransaction() == OGRERR_NONE, messages);
            in_transaction_ = true;
        }
    }

    [[nodiscard]] CPLStringList layer_options(const LayerSchema& schema) const {
        CPLStringList options;
        switch (format_) {
        case VectorFormat::GeoPackage:
            options.SetNameValue("FID", has_field(schema, "fid") ? "ogc_fid" : "fid");
            options.SetNameValue("GEOMETRY_NAME", has_field(schema, "geom") ? "geometry" : "geom");
            break;
        case VectorFormat::Shapefile:
            options.SetNameValue("ENCODING", "CP932");
            options.SetNameValue("RESIZE", "YES");
            options.SetNameValue("DBF_DATE_LAST_UPDATE", "2000-01-01");
            break;
        case VectorFormat::FlatGeobuf:
            // Rows keep their order; with an index the driver sorts them. (A file without rows
            // needs it.)
            options.SetNameValue("SPATIAL_INDEX", without_rows_ ? "YES" : "NO");
            break;
        default:
            break;
        }
        return options;
    }

    void create_fields(const LayerSchema& schema, const GdalMessages& messages) {
        std::set<std::string> taken;
        for (const Field& field : schema.fields) {
            const bool dbf = format_ == VectorFormat::Shapefile;
            const std::string name = dbf ? dbf_name(field.name, taken) : field.name;
            if (name != field.name) {
                note("field_name_cut", std::nullopt, field.name, name,
                     {"Shapefileの項目名は10バイトまでです。",
                      "Field names of a Shapefile hold 10 bytes."},
                     {"「" + name + "」にしました。", "named \"" + name + "\"."});
            }
            OGRFieldDefn definition(name.c_str(), type_of(field.type));
            if (field.type == FieldType::Text && dbf) {
                // A character takes up to two bytes; where no width is given the file is shrunk at
                // the end.
                const std::size_t width =
                    field.width > 0 ? 2 * static_cast<std::size_t>(field.width) : kDbfTextBytes;
                definition.SetWidth(static_cast<int>(std::min(width, kDbfTextBytes)));
            } else if (field.type == FieldType::Real && dbf) {
                definition.SetWidth(24);
                definition.SetPrecision(11);
            } else if (field.type == FieldType::Text && field.width > 0) {
                definition.SetWidth(field.width);
            }
            check(layer_->CreateField(&definition) == OGRERR_NONE, messages);
        }
    }

    void set_field(std::size_t index, const Value& value) {
        struct Visitor {
            OgrOutput& output;
            std::size_t index;
            void operator()(std::monostate) const { output.feature_->SetFieldNull(field()); }
            void operator()(std::int64_t number) const {
                output.feature_->SetField(field(), static_cast<GIntBig>(number));
            }
            void operator()(double number) const {
                if (std::isfinite(number)) {
                    output.feature_->SetField(field(), number);
                } else {
                    output.feature_->SetFieldNull(field());
                }
            }
            void operator()(const std::string& text) const {
                const bool dbf = output.format_ == VectorFormat::Shapefile;
                output.feature_->SetField(field(),
                                          (dbf ? output.dbf_text(index, text) : text).c_str());
            }
            [[nodiscard]] int field() const { return static_cast<int>(index); }
        };
        std::visit(Visitor{*this, index}, value);
    }

    std::string dbf_text(std::size_t index, const std::string& text) {
        std::string result = representable_in_cp932(text);
        if (result != text) {
            note("character_not_in_cp932", counts_.back().second, schema_.fields[index].name, text,
                 {"Shapefile（CP932）で書けない文字があります。",
                  "A Shapefile (CP932) lacks a character."},
                 {"〓に置き換えました。", "it became 〓."});
        }
        std::string fitting = cut_to_cp932(result, kDbfTextBytes);
        if (fitting.size() != result.size()) {
            note("text_cut", counts_.back().second, schema_.fields[index].name, text.substr(0, 60),
                 {"Shapefileの文字は254バイトまでです。", "Texts of a Shapefile hold 254 bytes."},
                 {"そこで切りました。", "cut there."});
        }
        return fitting;
    }

    void note(std::string code, std::optional<std::int64_t> row, std::string field,
              std::string value, Text problem, Text action) {
        issues_.push_back({IssueKind::Repaired, std::move(code),
                           fs::path(shown_).filename().string(), schema_.name, row,
                           std::move(field), std::move(value), std::move(problem),
                           std::move(action)});
    }

    void end_layer() {
        feature_.reset();
        layer_ = nullptr;
    }

    /// The table that QGIS itself makes for styles saved in a GeoPackage, column for column.
    void write_styles(const GdalMessages& messages) {
        CPLStringList options;
        options.SetNameValue("FID", "id");
        OGRLayer* table = dataset_->CreateLayer("layer_styles", nullptr, wkbNone, options.List());
        check(table != nullptr, messages);
        const auto add = [&](const char* name, OGRFieldType type, int width = 0,
                             OGRFieldSubType subtype = OFSTNone) {
            OGRFieldDefn field(name, type);
            field.SetWidth(width);
            field.SetSubType(subtype);
            check(table->CreateField(&field) == OGRERR_NONE, messages);
        };
        add("f_table_catalog", OFTString, 256);
        add("f_table_schema", OFTString, 256);
        add("f_table_name", OFTString, 256);
        add("f_geometry_column", OFTString, 256);
        add("styleName", OFTString, 30);
        add("styleQML", OFTString);
        add("styleSLD", OFTString);
        add("useAsDefault", OFTInteger, 0, OFSTBoolean);
        add("description", OFTString);
        add("owner", OFTString, 30);
        add("ui", OFTString, 30);
        add("update_time", OFTDateTime);
        for (const Style& style : styles_) {
            OGRLayer* styled = dataset_->GetLayerByName(style.layer.c_str());
            const bool sld = style.text.find("StyledLayerDescriptor") != std::string::npos;
            const OGRFeatureUniquePtr row(OGRFeature::CreateFeature(table->GetLayerDefn()));
            row->SetField("f_table_catalog", "");
            row->SetField("f_table_schema", "");
            row->SetField("f_table_name", style.layer.c_str());
            row->SetField("f_geometry_column",
                          styled != nullptr ? styled->GetGeometryColumn() : "");
            row->SetField("styleName", style.layer.c_str());
            row->SetField(sld ? "styleSLD" : "styleQML", style.text.c_str());
            row->SetField("useAsDefault", 1);
            row->SetField("description", "");
            row->SetField("owner", "");
            row->SetField("update_time", kNoDate);
            check(table->CreateFeature(row.get()) == OGRERR_NONE, messages);
        }
    }

    /// Some drivers do not tell that the disk was full: what stands there is looked at once more.
    void verify(const GdalMessages& messages) const {
        const Dataset again(GDALDataset::Open(file_.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
        check(again != nullptr, messages);
        for (const auto& [name, count] : counts_) {
            OGRLayer* layer = format_ == VectorFormat::GeoPackage
                                  ? again->GetLayerByName(name.c_str())
                                  : again->GetLayer(0);
            check(layer != nullptr && layer->GetFeatureCount() == count, messages);
        }
    }

    fs::path file_;
    std::string shown_;
    VectorFormat format_;
    OGRSpatialReference reference_;
    Dataset dataset_;
    OGRLayer* layer_ = nullptr;
    OGRFeatureUniquePtr feature_; ///< filled anew for each row
    LayerSchema schema_;
    std::vector<std::pair<std::string, std::int64_t>> counts_; ///< rows written to each layer
    std::vector<Style> styles_;
    std::vector<Issue> issues_;
    std::int64_t left_out_ = 0; ///< rows FlatGeobuf cannot hold
    bool in_transaction_ = false;
    bool without_rows_ = false;
};

} // namespace

std::unique_ptr<VectorOutput> make_ogr_output(const fs::path& file, const std::string& shown,
                                              VectorFormat format) {
    return std::make_unique<OgrOutput>(file, shown, format);
}

} // namespace todoku::io
