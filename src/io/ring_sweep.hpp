// A plane sweep over rings, whatever their shape: where, if anywhere, they may meet.
#pragma once

#include "io/ring_points.hpp"

#include <optional>

namespace todoku::io {

/// Nothing where it is certain that no ring crosses or touches itself or another, every hole lies
/// in its own polygon and no polygon in another but in its holes. Else a place, the westernmost
/// found, where that is wrong or too close to tell.
///
/// Shamos and Hoey (1976): edges above a meridian that moves east are kept in the order of their
/// latitudes, and each is compared with its neighbours alone. Time n log n, memory 50 bytes a
/// point.
/// @pre each ring has at least three different points and a turn
std::optional<RingPoint> first_contact(const RingPoints& all);

} // namespace todoku::io
