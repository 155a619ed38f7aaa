// Rings of polygons that state coverage: what is no ring left out, what is invalid told.
#pragma once

#include "core/issue.hpp"
#include "geo/geometry.hpp"
#include "io/vector_file.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::io {

/// Leaves out holes that enclose nothing. False where the outer ring does. Both are told.
bool drop_broken_rings(geo::Polygon& polygon, const VectorSource& source, std::int64_t row,
                       std::vector<Issue>& issues);

/// The polygons of one feature. @pre drop_broken_rings() is true of each
struct FeatureRings {
    std::span<const geo::Polygon> polygons;
    std::int64_t row = 0;
};

/// Tells each polygon whose rings are invalid, with its area before and after. @return whether it
/// is certain that all are valid and that none overlaps another (io/rings_apart.hpp)
/// @throws InputError where they cross in a million places or more
bool note_invalid_rings(const VectorSource& source, std::span<const FeatureRings> features,
                        std::vector<Issue>& issues);

} // namespace todoku::io
