#include "core/csv.hpp"
#include "core/output_folder.hpp"
#include "domain/government_code.hpp"
#include "io/vector_file.hpp"
#include "report/figures.hpp"
#include "report/geodata_layers.hpp"
#include "report/package.hpp"

#include <fmt/format.h>

#include <array>
#include <sstream>

namespace todoku::report {

namespace {

namespace fs = std::filesystem;
using io::FieldType;
using io::Value;
using io::VectorFormat;

using Name = const char* GeoColumn::*;

FieldType type_of(GeoColumn::Kind kind) {
    switch (kind) {
    case GeoColumn::Kind::Real:
    case GeoColumn::Kind::People:
    case GeoColumn::Kind::Degrees:
    case GeoColumn::Kind::Share:
        return FieldType::Real;
    case GeoColumn::Kind::Text:
    case GeoColumn::Kind::Code:
        return FieldType::Text;
    case GeoColumn::Kind::Integer:
    case GeoColumn::Kind::Flag:
        break;
    }
    return FieldType::Integer;
}

void add_layer(io::VectorWriter& writer, const GeoLayer& layer, Name name) {
    io::LayerSchema schema{layer.name, layer.geometry, {}};
    for (const GeoColumn& column : layer.columns) {
        schema.fields.push_back({column.*name, type_of(column.kind), 0});
    }
    writer.begin_layer(schema);
    writer.set_style(layer.style);
    for (const auto& [geometry, values] : layer.rows) {
        writer.write(geometry, values);
    }
}

void write_one(const GeoLayer& layer, const fs::path& file, VectorFormat format, Name name) {
    io::VectorWriter writer(file, format);
    add_layer(writer, layer, name);
    writer.finish();
}

/// As a person reads it in a balloon: 有 for 1, people whole.
Value worded(const GeoColumn& column, const Value& value) {
    const auto number = io::to_number(value);
    if (column.kind == GeoColumn::Kind::Flag) {
        return Value(std::string(!number ? "不明" : *number != 0.0 ? "有" : "無"));
    }
    if (column.kind == GeoColumn::Kind::Code) {
        const auto code = domain::GovernmentCode::parse(io::to_text(value));
        return code ? Value(code->six_digits()) : value;
    }
    if (std::holds_alternative<std::monostate>(value)) {
        return Value(std::string("－"));
    }
    if (!number) {
        return value;
    }
    switch (column.kind) {
    case GeoColumn::Kind::People:
        return Value(count_text(*number));
    case GeoColumn::Kind::Degrees:
        return Value(fmt::format("{:.6f}", *number));
    case GeoColumn::Kind::Share:
        return Value(fmt::format("{:.0f}%", 100.0 * *number));
    case GeoColumn::Kind::Real:
        return Value(fmt::format("{:.1f}", *number));
    default:
        return value;
    }
}

/// What stands beside the mark on the map: 12　津市立東尾公民館.
std::string mark_text(const GeoLayer& layer, const std::vector<Value>& values) {
    std::string number;
    std::string name;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::string_view column = layer.columns[i].name;
        if (column == "number" || column == "rank") {
            number = io::to_text(values[i]);
        } else if (column == "place_name" || column == "name") {
            name = io::to_text(values[i]);
        }
    }
    return number + (number.empty() || name.empty() ? "" : "　") + name;
}

void add_balloons(io::VectorWriter& writer, const GeoLayer& layer) {
    io::LayerSchema schema{layer.label, layer.geometry, {{"name", FieldType::Text, 0}}};
    for (const GeoColumn& column : layer.columns) {
        schema.fields.push_back({column.label, FieldType::Text, 0});
    }
    writer.begin_layer(schema);
    for (const auto& [geometry, values] : layer.rows) {
        std::vector<Value> row{mark_text(layer, values)};
        for (std::size_t i = 0; i < values.size(); ++i) {
            row.push_back(worded(layer.columns[i], values[i]));
        }
        writer.write(geometry, row);
    }
}

void write_table(const GeoLayer& layer, const fs::path& file) {
    std::ostringstream text;
    text << "\xEF\xBB\xBF"; // Excel takes a CSV with BOM for UTF-8
    std::vector<std::string> record;
    for (const GeoColumn& column : layer.columns) {
        record.emplace_back(column.name);
    }
    write_csv_record(text, record);
    for (const auto& [geometry, values] : layer.rows) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const std::string value = io::to_text(values[i]);
            record[i] =
                type_of(layer.columns[i].kind) == FieldType::Text ? kept_as_text(value) : value;
        }
        write_csv_record(text, record);
    }
    write_file_atomically(file, text.str());
}

const char* type_text(GeoColumn::Kind kind) {
    switch (type_of(kind)) {
    case FieldType::Integer:
        return "整数";
    case FieldType::Real:
        return "数値";
    case FieldType::Text:
        break;
    }
    return "文字列";
}

} // namespace

std::vector<ColumnAbout> geodata_columns() {
    std::vector<ColumnAbout> list;
    const PackageContent nothing;
    for (const GeoLayer& layer : {gap_layer(nothing), asset_layer(nothing)}) {
        for (const GeoColumn& column : layer.columns) {
            list.push_back({layer.name, column.name, column.short_name, column.label,
                            type_text(column.kind), column.about});
        }
    }
    return list;
}

namespace {

void write_column_list(const fs::path& file) {
    std::ostringstream text;
    text << "\xEF\xBB\xBF";
    const auto line = [&](const std::array<std::string, 6>& record) {
        write_csv_record(text, record);
    };
    line({"データ", "項目名", "シェープファイルの項目名", "KMLの見出し", "型", "説明"});
    for (const ColumnAbout& column : geodata_columns()) {
        line({column.layer, column.name, column.short_name, column.label, column.type,
              column.about});
    }
    write_file_atomically(file, text.str());
}

} // namespace

void write_geopackage(const PackageContent& content, const fs::path& file) {
    io::VectorWriter writer(file, VectorFormat::GeoPackage);
    add_layer(writer, gap_layer(content), &GeoColumn::name);
    add_layer(writer, asset_layer(content), &GeoColumn::name);
    writer.finish();
}

void write_geodata(const PackageContent& content, const fs::path& folder) {
    const GeoLayer gaps = gap_layer(content);
    const GeoLayer assets = asset_layer(content);
    for (const GeoLayer* layer : {&gaps, &assets}) {
        write_one(*layer, folder / (layer->name + ".geojson"), VectorFormat::GeoJson,
                  &GeoColumn::name);
        write_one(*layer, folder / kShapefileFolder / (layer->name + ".shp"),
                  VectorFormat::Shapefile, &GeoColumn::short_name);
        write_table(*layer, folder / (layer->name + ".csv"));
    }
    write_column_list(folder / kColumnListName);
    io::VectorWriter kml(folder / kKmlName, VectorFormat::Kml);
    add_balloons(kml, gaps);
    add_balloons(kml, assets);
    kml.finish();
}

} // namespace todoku::report
