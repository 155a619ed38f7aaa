// The files of one carrier's package, and what they are called.
#pragma once

#include "report/package_content.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace todoku::report {

/// Stands on every page, table and file made from synthetic data.
inline constexpr std::string_view kSyntheticStamp = "模擬データ";

/// Names below packages/<carrier>/, as the read-me file, the letter and the index page speak of
/// them.
inline constexpr std::string_view kReadmeName = "はじめにお読みください.txt";
inline constexpr std::string_view kLetterName = "要望書.docx";
inline constexpr std::string_view kListName = "要望箇所一覧.xlsx";
inline constexpr std::string_view kMapStem = "5G未整備エリア図"; ///< .pdf and .png
inline constexpr std::string_view kMunicipalityMapsName = "5G未整備エリア図_市町村別.pdf";
inline constexpr std::string_view kSiteMapsName =
    "5G未整備エリア図_提供資産別.pdf"; ///< where the plan has sites
inline constexpr std::string_view kGeoPackageName = "geodata/gaps_and_assets.gpkg";
inline constexpr std::string_view kGeodataFolder = "geodata";
inline constexpr std::string_view kKmlName = "gaps_and_assets.kml";   ///< in it
inline constexpr std::string_view kColumnListName = "項目の説明.csv"; ///< in it
inline constexpr std::string_view kShapefileFolder = "shapefile";     ///< in it
inline constexpr std::string_view kManifestName = "manifest.json";

/// 要望書: an official letter as a Word file; from content.letter.template_file where one is given.
/// @param map_picture PNG shown under 図面; an empty path leaves the picture out and refers to the
/// map file.
/// @throws ExternalError where a file cannot be read or written, InputError for a broken template
void write_letter(const PackageContent& content, const std::filesystem::path& map_picture,
                  const std::filesystem::path& file);

/// 要望箇所一覧: places asked for, assets offered, coverage by municipality, notes, as an Excel
/// workbook.
/// @throws ExternalError
void write_list(const PackageContent& content, const std::filesystem::path& file);

/// Gap areas and offered assets as GeoPackage (layers `gaps`, `assets`, styled for QGIS).
/// @throws ExternalError
void write_geopackage(const PackageContent& content, const std::filesystem::path& file);

/// The same in the folder as GeoJSON, CSV (UTF-8 with byte order mark) and Shapefile (CP932, names
/// of at most ten bytes), gaps and assets by themselves, and both as KML with Japanese balloons;
/// and what their columns are as a table of its own.
/// @throws ExternalError
void write_geodata(const PackageContent& content, const std::filesystem::path& folder);

/// はじめにお読みください.txt (UTF-8 with BOM, CRLF); the maps stand beside it already. @throws
/// ExternalError
void write_readme(const PackageContent& content, const std::filesystem::path& file);

/// manifest.json: name, size, SHA-256 of every other file below the folder, by name; prefecture,
/// carrier, as-of date, synthetic; the inputs named by the content. @throws ExternalError
void write_manifest(const PackageContent& content, const std::filesystem::path& folder);

/// 三重県_キャリアA_20261001: what the zipped package is called, and the folder in it.
std::string zip_stem(const PackageContent& content);

/// The finished folder as one archive to send, its files in a folder of the archive's name; the
/// same bytes for the same files. @throws ExternalError
void write_package_zip(const PackageContent& content, const std::filesystem::path& folder,
                       const std::filesystem::path& file);

} // namespace todoku::report
