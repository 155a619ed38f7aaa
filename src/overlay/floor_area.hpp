// Floor area of buildings by mesh cell.
#pragma once

#include "domain/cell_weights.hpp"
#include "geo/geometry.hpp"

namespace todoku::overlay {

/// Adds a building's footprint in square metres times its floors to the cells it stands in, each by
/// the exact part in it.
void add_floor_area(const geo::MultiPolygon& building, double floors, domain::CellWeightSum& sum);

} // namespace todoku::overlay
