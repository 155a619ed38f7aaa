// Rings that cross 180 degrees of longitude in one piece.
#pragma once

#include "geo/geometry.hpp"

namespace todoku::io {

/// RFC 7946, 3.1.9 wants such rings cut in two, but many programs write -179 after 179. Taken as
/// numbers, such a ring goes the long way around the earth. A ring with an edge of more than 180
/// degrees of longitude that spans less where 360 degrees are added to its western longitudes gets
/// them added, its polygon's holes likewise. True where any was.
bool unwrap_antimeridian(geo::MultiPolygon& shape);

} // namespace todoku::io
