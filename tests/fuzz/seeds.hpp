// Small inputs of real shapes, made by the program's own writers where a format is binary: what
// fuzzing starts from.
#pragma once

#include <string>
#include <vector>

namespace todoku::fuzz {

using Seeds = std::vector<std::string>;

Seeds text_seeds();
Seeds study_file_seeds();
Seeds population_seeds();
Seeds municipality_name_seeds();
Seeds asset_seeds();
Seeds address_seeds();
Seeds measurement_seeds();
Seeds track_seeds(); ///< GPX: tracks, routes, waypoints
Seeds boundary_xml_seeds();
Seeds geojson_seeds();
Seeds kml_seeds();
Seeds gml_seeds();
Seeds workbook_seeds();
Seeds geopackage_seeds();
Seeds shapefile_seeds(); ///< zipped with all its files
/// A table of mesh codes as coverage: CSV, workbook.
Seeds mesh_table_seeds();
Seeds mesh_workbook_seeds();
/// A small picture of coverage in one of GDAL's formats, in colours and with a palette.
Seeds picture_seeds(const char* driver);
Seeds geotiff_seeds();
Seeds dem_gml_seeds();
Seeds tile_seeds();
Seeds datum_grid_seeds();
Seeds antenna_seeds(); ///< MSI and Radio Mobile
/// A ZIP holding the one member.
Seeds zipped(const std::string& member, const std::string& bytes);

} // namespace todoku::fuzz
