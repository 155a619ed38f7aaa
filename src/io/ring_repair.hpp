// Polygons made valid for files that people open. Only there: what is measured stays as it was
// given.
#pragma once

#include "core/units.hpp"
#include "geo/geometry.hpp"

#include <optional>

namespace todoku::io {

struct RepairedPolygon {
    geo::MultiPolygon shape;  ///< valid by OGC simple features
    SquareMetres area_before; ///< of the rings: outer less holes
    /// Nothing where the rings cross so often (io/ring_crossings.hpp) that the shape stays as
    /// given.
    std::optional<SquareMetres> area_after;
};

/// Nothing for a polygon that is valid as it stands. GEOS make-valid, structure method, for
/// each ring by itself; then holes are taken off the outer ring, which keeps what the rings wind
/// around (given whole, the method would turn a hole outside its shell into ground; the line work
/// method would take ground wound around twice away, a buffer of 0 one wing of a bow-tie).
/// @pre no ring is broken
std::optional<RepairedPolygon> repaired_for_output(const geo::Polygon& polygon);

} // namespace todoku::io
