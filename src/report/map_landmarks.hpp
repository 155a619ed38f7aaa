// Signs of schools, clinics, town halls and other places, in the forms of Japan's topographic maps
// where these have one.
#pragma once

#include "report/map_frame.hpp"
#include "report/map_sheet.hpp"

#include <vector>

typedef struct _cairo cairo_t; // as in cairo.h, which stays in the sources

namespace todoku::report::sheet {

/// Whether the scale leaves room for them: thousands on a prefecture's one sheet would hide it.
[[nodiscard]] bool shows_landmarks(const MapFrame& frame);

/// One kind's places within the frame, on the page.
struct LandmarkMarks {
    Sign sign = Sign::Diamond;
    std::vector<Point> at;
};

/// Kinds in the sheet's order; those without a place in the frame are left out, all
/// where the scale is too small.
std::vector<LandmarkMarks> place_landmarks(const MapSheet& sheet, const MapFrame& frame);

void draw_landmarks(cairo_t* cairo, const std::vector<LandmarkMarks>& landmarks, double k);

/// One sign, as the legend shows it.
void draw_sign(cairo_t* cairo, Sign sign, Point middle, double k);

} // namespace todoku::report::sheet
