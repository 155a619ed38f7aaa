// The finished sheet, computed once and drawn on any Cairo surface: the PDF and the picture show
// the same.
#pragma once

#include "report/map_landmarks.hpp"
#include "report/map_layout.hpp"

namespace todoku::report::sheet {

struct Drawing {
    const MapSheet& sheet;
    const Typesetter& typesetter;
    Layout layout;
    MapFrame frame;
    OutlineNet outlines;
    GroundPicture ground;
    std::vector<Outline> lines;
    std::vector<Path>
        covered; ///< runs of all mesh classes but the empty one; gaps are painted over it
    std::vector<Path> unknown; ///< of classes from Unknown on
    std::vector<Path> gap_rim; ///< the gaps, a hair larger
    std::vector<Path> gap_few; ///< nested: holds the classes above, too
    std::vector<Path> gap_some;
    std::vector<Path> gap_many;
    std::vector<Path> reach; ///< filled
    std::vector<Path> reach_rim;
    std::vector<Path> gap_outlines; ///< closed
    std::vector<Path> roads;
    std::vector<LandmarkMarks> landmarks;
    MapMarks marks;
};

/// Of the relief: soft shading gains nothing from more.
inline constexpr double kGroundDpi = 128.0;

/// @throws InputError for a sheet that shows nothing at all and says no extent
Drawing compose(const MapSheet& sheet, const Typesetter& typesetter,
                double ground_dpi = kGroundDpi);

/// Whether the panel holds a second figure: where on the whole the sheet lies.
bool has_key_map(const Drawing& drawing);

/// Draws the sheet in points, tagged for PDF.
void draw(cairo_t* cairo, const Drawing& drawing);

} // namespace todoku::report::sheet
