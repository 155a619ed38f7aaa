// The key map: where in the whole a sheet lies.
#pragma once

#include "report/map_frame.hpp"
#include "report/map_sheet.hpp"

typedef struct _cairo cairo_t; // as in cairo.h, which stays in the sources

namespace todoku::report::sheet {

/// A sheet that shows a small part of the whole gets a key map.
/// @param whole of all municipalities, degrees
bool wants_key_map(const MapSheet& sheet, const geo::Box& whole);

/// All municipalities in `box`, the sheet's window outlined.
/// @param k size of lines: 1 on A3
void draw_key_map(cairo_t* cairo, const MapSheet& sheet, const MapFrame& frame,
                  const geo::Box& whole, const Rect& box, double k);

} // namespace todoku::report::sheet
