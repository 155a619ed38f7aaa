// The places asked for and the assets offered as rows with their shapes, and what each format calls
// their columns.
#pragma once

#include "io/vector_file.hpp"
#include "report/package_content.hpp"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace todoku::report {

/// One column of a layer.
struct GeoColumn {
    /// How a person reads it; Flag: 1, 0 or null. People, Degrees and Share are numbers like Real.
    /// Code: of a municipality, five digits, six where a person reads it.
    enum class Kind { Integer, Real, People, Degrees, Share, Text, Code, Flag };

    const char* name;       ///< as in docs/outputs.md
    const char* short_name; ///< of a Shapefile, which takes ten bytes
    const char* label;      ///< what a person reads
    Kind kind;
    const char* about; ///< a sentence with the unit
};

struct GeoLayer {
    std::string name;
    std::string label;
    io::GeometryKind geometry;
    std::span<const GeoColumn> columns;
    std::string style; ///< QML
    std::vector<std::pair<geo::Geometry, std::vector<io::Value>>> rows;
};

/// What a column of the geodata is, as texts to read.
struct ColumnAbout {
    std::string layer;
    std::string name;
    std::string short_name; ///< in a Shapefile
    std::string label;      ///< in the balloons of the KML
    std::string type;
    std::string about;
};
/// Of both layers, in their order.
std::vector<ColumnAbout> geodata_columns();

GeoLayer gap_layer(const PackageContent& content);
GeoLayer asset_layer(const PackageContent& content);

} // namespace todoku::report
