#include "report/map_ink.hpp"

#include <cairo-pdf.h>
#include <cairo.h>
#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace todoku::report::sheet {

Saved::Saved(cairo_t* cairo) : cairo_(cairo) {
    cairo_save(cairo_);
}
Saved::~Saved() {
    cairo_restore(cairo_);
}

Tagged::Tagged(cairo_t* cairo, const char* name) : cairo_(cairo), name_(name) {
    cairo_tag_begin(cairo_, name_, nullptr);
}
Tagged::~Tagged() {
    cairo_tag_end(cairo_, name_);
}

void mark_destination(cairo_t* cairo, const char* name, Point at) {
    if (cairo_surface_get_type(cairo_get_target(cairo)) != CAIRO_SURFACE_TYPE_PDF) {
        return;
    }
    cairo_tag_begin(cairo, CAIRO_TAG_DEST,
                    fmt::format("name='{}' x={:.2f} y={:.2f}", name, at.x, at.y).c_str());
    cairo_tag_end(cairo, CAIRO_TAG_DEST);
}

void set_colour(cairo_t* cairo, const Colour& colour) {
    cairo_set_source_rgba(cairo, colour.red, colour.green, colour.blue, colour.opacity);
}

void add_rect(cairo_t* cairo, const Rect& rect) {
    cairo_rectangle(cairo, rect.x, rect.y, rect.width, rect.height);
}

void add_rounded(cairo_t* cairo, const Rect& rect, double radius) {
    constexpr double kQuarter = std::numbers::pi / 2.0;
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, rect.right() - radius, rect.y + radius, radius, -kQuarter, 0.0);
    cairo_arc(cairo, rect.right() - radius, rect.bottom() - radius, radius, 0.0, kQuarter);
    cairo_arc(cairo, rect.x + radius, rect.bottom() - radius, radius, kQuarter, 2.0 * kQuarter);
    cairo_arc(cairo, rect.x + radius, rect.y + radius, radius, 2.0 * kQuarter, 3.0 * kQuarter);
    cairo_close_path(cairo);
}

void add_line(cairo_t* cairo, std::span<const Point> line) {
    cairo_new_sub_path(cairo);
    for (const Point p : line) {
        cairo_line_to(cairo, p.x, p.y);
    }
}

void add_ring(cairo_t* cairo, std::span<const Point> ring) {
    add_line(cairo, ring);
    cairo_close_path(cairo);
}

void fill_rect(cairo_t* cairo, const Rect& rect, const Colour& colour) {
    set_colour(cairo, colour);
    add_rect(cairo, rect);
    cairo_fill(cairo);
}

void stroke_rect(cairo_t* cairo, const Rect& rect, const Colour& colour, double width) {
    add_rect(cairo, rect);
    stroke(cairo, colour, width);
}

void fill_rings(cairo_t* cairo, std::span<const std::vector<Point>> rings, const Colour& colour) {
    if (rings.empty()) {
        return;
    }
    set_colour(cairo, colour);
    for (const std::vector<Point>& ring : rings) {
        add_ring(cairo, ring);
    }
    cairo_fill(cairo);
}

void stroke_line(cairo_t* cairo, Point a, Point b, const Colour& colour, double width) {
    cairo_move_to(cairo, a.x, a.y);
    cairo_line_to(cairo, b.x, b.y);
    stroke(cairo, colour, width);
}

void fill_dot(cairo_t* cairo, Point centre, double radius, const Colour& colour) {
    set_colour(cairo, colour);
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, centre.x, centre.y, radius, 0.0, 2.0 * std::numbers::pi);
    cairo_fill(cairo);
}

void hatch(cairo_t* cairo, const Rect& rect, const Colour& colour, double k) {
    constexpr double kPitchPt = 3.6;
    const double pitch = kPitchPt * k;
    const double first = std::ceil((rect.x + rect.y) / pitch) * pitch;
    for (double sum = first; sum < rect.right() + rect.bottom(); sum += pitch) {
        cairo_move_to(cairo, sum - rect.y, rect.y);
        cairo_line_to(cairo, sum - rect.bottom(), rect.bottom());
    }
    stroke(cairo, colour.with_opacity(0.75), 0.4 * k);
}

void stroke(cairo_t* cairo, const Colour& colour, double width, std::span<const double> dashes) {
    set_colour(cairo, colour);
    cairo_set_line_width(cairo, width);
    cairo_set_dash(cairo, dashes.data(), static_cast<int>(dashes.size()), 0.0);
    cairo_stroke(cairo);
}

} // namespace todoku::report::sheet
