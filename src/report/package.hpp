// The files of one carrier's package.
#pragma once

#include "report/package_content.hpp"

#include <filesystem>

namespace todoku::report {

/// 要望書: an official letter as a Word file. @throws ExternalError, InputError for a broken template
void write_letter(const PackageContent& content, const std::filesystem::path& map_picture, const std::filesystem::path& file);

/// 要望箇所一覧: places asked for, assets offered, coverage by municipality, notes, as an Excel workbook.
void write_list(const PackageContent& content, const std::filesystem::path& file);

/// Gap areas and offered assets as GeoPackage (layers `gaps`, `assets`, styled for QGIS).
void write_geopackage(const PackageContent& content, const std::filesystem::path& file);

/// gaps.geojson and assets.geojson in the folder.
void write_geojson(const PackageContent& content, const std::filesystem::path& folder);

/// はじめにお読みください.txt (UTF-8 with BOM, CRLF).
void write_readme(const PackageContent& content, const std::filesystem::path& file);

/// manifest.json: name, size, SHA-256 of every other file below the folder, by name; prefecture, carrier, as-of date, synthetic.
void write_manifest(const PackageContent& content, const std::filesystem::path& folder);

} // namespace todoku::report
