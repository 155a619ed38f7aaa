// Whether a polygon's rings are what they should be, and what it covers if not.
#pragma once

#include "core/text.hpp"
#include "core/units.hpp"
#include "geo/geometry.hpp"

#include <optional>

namespace todoku::io {

/// A ring that encloses nothing by construction: fewer than three different vertices.
bool is_broken(const geo::Ring& ring);

/// A polygon whose rings cross themselves or each other, or whose holes lie outside.
struct InvalidPolygon {
    Text reason;                ///< what is wrong and where
    SquareMetres area_by_rings; ///< outer less holes, as a plain area formula gives it
    /// What the outer ring winds around and no hole does (the rule of covered shares); nothing
    /// where cutting the polygon up would take too long (io/ring_crossings.hpp).
    std::optional<SquareMetres> area_covered;
};

/// Nothing for a valid polygon (GEOS, OGC simple features); but where edges are crowded
/// (io/rings_apart.hpp), rings that touch are told too. @pre no ring is broken
/// Time grows with the vertices where rings keep apart; else GEOS compares each hole with the whole
/// outer ring.
std::optional<InvalidPolygon> look_at_rings(const geo::Polygon& polygon);

} // namespace todoku::io
