#include "report/map_key.hpp"

#include "report/map_ink.hpp"
#include "report/map_outlines.hpp"
#include "report/map_palette.hpp"

#include <cairo.h>

namespace todoku::report::sheet {

namespace {

constexpr double kKeyMapShare = 0.6; // of the whole; a sheet of more needs no key map

} // namespace

bool wants_key_map(const MapSheet& sheet, const geo::Box& whole) {
    const geo::Box& part = sheet.extent;
    return !whole.empty() &&
           (part.north - part.south) * (part.east - part.west) <
               kKeyMapShare * (whole.north - whole.south) * (whole.east - whole.west);
}

void draw_key_map(cairo_t* cairo, const MapSheet& sheet, const MapFrame& frame,
                  const geo::Box& whole, const Rect& box, double k) {
    const Saved saved(cairo);
    const Tagged tag(cairo, "Figure");
    const MapFrame key(sheet.epsg, box, whole, false);
    fill_rect(cairo, box, kUnknownGround);
    add_rect(cairo, box);
    cairo_clip(cairo);
    const OutlineNet net(sheet.municipalities, key);
    cairo_set_fill_rule(cairo, CAIRO_FILL_RULE_EVEN_ODD);
    for (const Territory& territory : net.territories()) {
        fill_rings(cairo, territory.rings, territory.subject ? kGapFew : kPaper);
    }
    for (const Outline& outline :
         net.lines([](Point) { return Beyond::Unknown; }, Beyond::Unknown)) {
        add_line(cairo, outline.line);
    }
    stroke(cairo, kBorder.with_opacity(0.5), 0.25 * k);
    const Rect& map = frame.page();
    Path window;
    for (const Point corner : {Point{map.x, map.y}, Point{map.right(), map.y},
                               Point{map.right(), map.bottom()}, Point{map.x, map.bottom()}}) {
        window.push_back(key.to_page(frame.to_ground(corner)));
    }
    add_ring(cairo, window);
    stroke(cairo, kStamp, 1.4 * k);
    cairo_reset_clip(cairo);
    stroke_rect(cairo, box, kBlack, 0.5 * k);
}

} // namespace todoku::report::sheet
