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
    enum class Kind { Integer, Real, People, Degrees, Share, Text, Flag };

    const char* name;       ///< as in docs/outputs.md
    const char* short_name; ///< of a Shapefile, which takes ten bytes
    const char* label;      ///< what a person reads
    Kind kind;
};

struct GeoLayer {
    std::string name;
    std::string label;
    io::GeometryKind geometry;
    std::span<const GeoColumn> columns;
    std::string style; ///< QML
    std::vector<std::pair<geo::Geometry, std::vector<io::Value>>> rows;
};

GeoLayer gap_layer(const PackageContent& content);
GeoLayer asset_layer(const PackageContent& content);

} // namespace todoku::report
