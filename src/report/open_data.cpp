#include "report/open_data.hpp"

#include "core/csv.hpp"
#include "core/error.hpp"
#include "core/output_folder.hpp"
#include "report/listed_files.hpp"
#include "report/package.hpp"
#include "report/printable.hpp"

#include <nlohmann/json.hpp>

#include <span>
#include <sstream>
#include <variant>

namespace todoku::report {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF"; // else Excel takes UTF-8 for CP932

io::Value clean(const io::Value& value) {
    const std::string* text = std::get_if<std::string>(&value);
    return text == nullptr ? value : io::Value(printable(*text));
}

io::LayerSchema schema_of(const OpenTable& table) {
    io::LayerSchema schema{table.name, table.geometry, {}};
    for (const OpenColumn& column : table.columns) {
        schema.fields.push_back(column.field);
    }
    return schema;
}

/// Records with Windows line ends, as the municipal standard's files have them.
class OpenCsv {
public:
    void record(std::span<const std::string> fields) {
        std::ostringstream line;
        write_csv_record(line, fields);
        std::string text = line.str();
        text.insert(text.size() - 1, "\r");
        bytes_ += text;
    }
    void write(const std::filesystem::path& file) const {
        write_file_atomically(file, std::string(kByteOrderMark) + bytes_);
    }

private:
    std::string bytes_;
};

void write_csv(const OpenTable& table, const std::filesystem::path& file) {
    OpenCsv csv;
    std::vector<std::string> record;
    for (const OpenColumn& column : table.columns) {
        record.push_back(column.field.name);
    }
    csv.record(record);
    for (const auto& [geometry, values] : table.rows) {
        record.clear();
        for (const io::Value& value : values) {
            record.push_back(io::to_text(clean(value)));
        }
        csv.record(record);
    }
    csv.write(file);
}

void write_layer(io::VectorWriter& writer, const OpenTable& table) {
    writer.begin_layer(schema_of(table));
    for (const auto& [geometry, values] : table.rows) {
        std::vector<io::Value> written;
        for (const io::Value& value : values) {
            written.push_back(clean(value));
        }
        writer.write(geometry, written);
    }
}

void write_columns(const OpenData& data, const std::filesystem::path& file) {
    OpenCsv csv;
    const auto record = [&](std::vector<std::string> fields) { csv.record(fields); };
    record({"table", "name", "name_ja", "unit", "description_ja", "description_en"});
    for (const OpenTable& table : data.tables) {
        for (const OpenColumn& column : table.columns) {
            record({table.name, column.field.name, column.name_ja, column.unit, column.meaning.ja,
                    column.meaning.en});
        }
    }
    csv.write(file);
}

void write_manifest(const OpenData& data, const std::filesystem::path& folder) {
    nlohmann::ordered_json manifest;
    manifest["format"] = "todoku-opendata-1";
    manifest["prefecture"] = printable(data.prefecture);
    manifest["title"] = printable(data.study_title);
    manifest["as_of"] = data.as_of.ok() ? nlohmann::ordered_json(iso_date(data.as_of)) : nullptr;
    manifest["licence"] = "CC BY 4.0";
    manifest["synthetic"] = data.synthetic;
    if (data.synthetic) {
        manifest["stamp"] = kSyntheticStamp;
    }
    manifest["files"] = nlohmann::ordered_json::array();
    for (const ListedFile& file : listed_files(folder)) {
        manifest["files"].push_back(
            {{"name", printable(file.name)}, {"size", file.size}, {"sha256", file.sha256}});
    }
    write_file_atomically(folder / kManifestName, manifest.dump(2) + "\n");
}

} // namespace

void write_open_data(const OpenData& data, const std::filesystem::path& folder) {
    io::VectorWriter package(folder / kOpenGeoPackageName, io::VectorFormat::GeoPackage);
    for (const OpenTable& table : data.tables) {
        write_csv(table, folder / (table.name + ".csv"));
        write_layer(package, table);
        if (table.geometry != io::GeometryKind::None) {
            io::VectorWriter writer(folder / (table.name + ".geojson"), io::VectorFormat::GeoJson);
            write_layer(writer, table);
            writer.finish();
        }
    }
    package.finish();
    write_columns(data, folder / kOpenColumnsName);
    write_open_readme(data, folder / kReadmeName);
    write_open_metadata(data, folder);
    write_manifest(data, folder);
}

} // namespace todoku::report
