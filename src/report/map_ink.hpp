// Strokes and fills on a Cairo context, and the tags that give the PDF its structure.
#pragma once

#include "report/map_page.hpp"

#include <span>
#include <vector>

typedef struct _cairo cairo_t; // as in cairo.h, which stays in the sources

namespace todoku::report::sheet {

/// Keeps Cairo's state while it lives.
class Saved {
public:
    explicit Saved(cairo_t* cairo);
    Saved(const Saved&) = delete;
    Saved& operator=(const Saved&) = delete;
    ~Saved();

private:
    cairo_t* cairo_;
};

/// An element of the PDF's structure tree (Document, H1, P, Figure: ISO 32000-1, 14.8.4) while it
/// lives; nothing in pictures.
class Tagged {
public:
    Tagged(cairo_t* cairo, const char* name);
    Tagged(const Tagged&) = delete;
    Tagged& operator=(const Tagged&) = delete;
    ~Tagged();

private:
    cairo_t* cairo_;
    const char* name_;
};

/// A place that a link can name: map.pdf#gap-12.
void mark_destination(cairo_t* cairo, const char* name, Point at);

void set_colour(cairo_t* cairo, const Colour& colour);
void add_rect(cairo_t* cairo, const Rect& rect);
void add_rounded(cairo_t* cairo, const Rect& rect, double radius);
void add_line(cairo_t* cairo, std::span<const Point> line);
void add_ring(cairo_t* cairo, std::span<const Point> ring);

void fill_rect(cairo_t* cairo, const Rect& rect, const Colour& colour);
void stroke_rect(cairo_t* cairo, const Rect& rect, const Colour& colour, double width);
void fill_rings(cairo_t* cairo, std::span<const std::vector<Point>> rings, const Colour& colour);
void stroke_line(cairo_t* cairo, Point a, Point b, const Colour& colour, double width);
void fill_dot(cairo_t* cairo, Point centre, double radius, const Colour& colour);
/// Thin slanting lines across a rectangle, at the same places wherever it lies.
void hatch(cairo_t* cairo, const Rect& rect, const Colour& colour, double k);
/// Strokes the current path and forgets it.
void stroke(cairo_t* cairo, const Colour& colour, double width,
            std::span<const double> dashes = {});

} // namespace todoku::report::sheet
