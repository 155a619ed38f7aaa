// OGR geometries to the program's shapes and back.
#pragma once

#include "core/text.hpp"
#include "geo/crs.hpp"
#include "geo/geometry.hpp"

#include <memory>
#include <optional>
#include <string>

class OGRGeometry;

namespace todoku::io {

/// Converts geometries of one layer to JGD2011; curves are straightened, Z and M dropped.
class GeometryReader {
public:
    /// @param transform to JGD2011, must outlive the reader. @param swapped true where x holds latitude
    GeometryReader(const geo::ToJgd2011* transform, bool swapped) : transform_(transform), swapped_(swapped) {}

    struct Result {
        geo::Geometry geometry; ///< monostate where nothing could be used
        std::optional<Text> problem;
        std::string code;
        Text action;
    };
    [[nodiscard]] Result read(const OGRGeometry& geometry) const;

private:
    const geo::ToJgd2011* transform_;
    bool swapped_;
};

/// Polygons as MultiPolygon, lines as MultiLineString, points as Point; nothing for monostate.
std::unique_ptr<OGRGeometry> to_ogr(const geo::Geometry& geometry);

} // namespace todoku::io
