// How the sheet is divided: title, map, panel, footer; the panel goes where the map comes out
// larger.
#pragma once

#include "report/map_panel.hpp"

namespace todoku::report::sheet {

/// ISO 216.
Size paper_size(Paper paper);
/// Size of letters and furniture: 1 on A3; A4 sheets are read from nearer.
double letter_scale(Paper paper);

struct Layout {
    Size paper;
    double k = 1.0;
    Rect header; ///< title, subtitle, stamp
    Rect map;    ///< within the neat line
    Rect panel;
    Rect footer;
    bool panel_below = false;
    geo::Box extent; ///< what the map must show
    geo::Box whole;  ///< of all municipalities
};

/// @throws InputError for a sheet that shows nothing at all and says no extent
Layout lay_out(const MapSheet& sheet, const Typesetter& typesetter);

} // namespace todoku::report::sheet
