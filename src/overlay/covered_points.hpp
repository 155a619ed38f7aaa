// Which layers cover each of many points.
#pragma once

#include "core/parallel.hpp"
#include "geo/lat_lng.hpp"
#include "overlay/covered_shares.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace todoku::overlay {

/// One mask a point: bit k where layer k covers it, by the same rules as for_each_combination. A
/// point on an edge belongs to the ground east of it (north of a parallel), so that areas side by
/// side hold it once. Points that are not finite are covered by nothing. Points of one latitude
/// cost little each: a scan line serves them together.
/// @throws UsageError for more than kMostLayers layers
std::vector<std::uint32_t> covered_points(std::span<const LayerShapes> layers,
                                          std::span<const geo::LatLng> points, Threads threads);

} // namespace todoku::overlay
