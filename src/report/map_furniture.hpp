// What stands round the map and across it: frame with degrees, scale bar, north arrow, stamp.
#pragma once

#include "report/map_frame.hpp"
#include "report/map_text.hpp"

#include <string>
#include <vector>

namespace todoku::report::sheet {

/// Degrees and minutes as map frames carry them: 136°30′.
std::string degrees_and_minutes(int minutes);

/// Minutes between the lines of the graticule: a customary step whose lines stand about 5 cm apart
/// (k = 1).
int graticule_step(const MapFrame& frame, double k);

void draw_graticule_lines(cairo_t* cairo, const MapFrame& frame, double k);
/// Neat line, ticks, and degrees in the margin outside it (room: 4.5 mm times k).
void draw_frame(cairo_t* cairo, const MapFrame& frame, const Typesetter& typesetter, double k);

struct ScaleBar {
    double length_m = 0.0; ///< 1, 2 or 5 times a power of ten
    int parts = 4;
};
/// The longest customary bar not longer than `width` on the page.
ScaleBar scale_bar(const MapFrame& frame, double width);
/// @param at upper left corner of the bar's figures; the whole is 6.5 mm times k high
void draw_scale_bar(cairo_t* cairo, const MapFrame& frame, const Typesetter& typesetter, Point at,
                    double width, double k);

/// An arrow to true north, 11 mm times k high.
void draw_north_arrow(cairo_t* cairo, const Typesetter& typesetter, Point middle,
                      double north_angle, double k);

/// Large, pale, from the lower left to the upper right of the map.
void draw_stamp_across(cairo_t* cairo, const Rect& map, const Typesetter& typesetter,
                       const std::string& stamp);

/// In a red box; returns the box. @param corner upper right corner
Rect draw_stamp_box(cairo_t* cairo, const Typesetter& typesetter, Point corner,
                    const std::string& stamp, double k);

} // namespace todoku::report::sheet
