// The open-data edition, as plain values and its files. Writers see only this, so that the edition
// cannot hold what was not put here.
#pragma once

#include "core/japanese.hpp"
#include "io/vector_file.hpp"
#include "report/package_content.hpp"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace todoku::report {

/// What a column is, for columns.csv.
struct OpenColumn {
    io::Field field;
    std::string name_ja;
    std::string unit; ///< 人, m...; empty: none
    Text meaning;
};

struct OpenTable {
    std::string name; ///< of its files and layer
    Text title;
    Text about;
    io::GeometryKind geometry = io::GeometryKind::None;
    std::vector<OpenColumn> columns;
    std::vector<std::pair<geo::Geometry, std::vector<io::Value>>> rows;

    void add(geo::Geometry shape, std::vector<io::Value> values) {
        rows.emplace_back(std::move(shape), std::move(values));
    }
};

/// What is so for one edition.
struct OpenData {
    std::string prefecture;      ///< 三重県: who publishes
    std::string prefecture_en;   ///< Mie
    std::string prefecture_code; ///< six digits
    std::string study_title;
    Date as_of{};
    bool synthetic = false;          ///< 模擬データ in titles, tables, metadata
    std::vector<OpenTable> tables;   ///< each as CSV, those with shapes as GeoJSON too
    std::vector<SourceNote> sources; ///< `file` is not written: names of files stay inside
    std::vector<Text> rules;         ///< what was left out and why, for the read-me
};

inline constexpr std::string_view kOpenGeoPackageName = "opendata.gpkg";
inline constexpr std::string_view kOpenColumnsName = "columns.csv";
inline constexpr std::string_view kOpenMetadataName = "dcat.jsonld";

/// Every file of the edition into an empty folder, the same bytes for the same data: for each table
/// NAME.csv (UTF-8 with byte order mark) and NAME.geojson, opendata.gpkg, columns.csv, the read-me
/// file, dcat.jsonld (DCAT 2), and manifest.json of them all. @throws ExternalError
void write_open_data(const OpenData& data, const std::filesystem::path& folder);

/// はじめにお読みください.txt: Japanese, then English. @throws ExternalError
void write_open_readme(const OpenData& data, const std::filesystem::path& file);

/// The edition as one dcat:Dataset with a distribution for each file that is in the folder.
/// @throws ExternalError
void write_open_metadata(const OpenData& data, const std::filesystem::path& folder);

} // namespace todoku::report
