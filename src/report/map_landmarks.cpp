#include "report/map_landmarks.hpp"

#include "report/map_ink.hpp"
#include "report/map_palette.hpp"

#include <cairo.h>

#include <array>
#include <cmath>
#include <numbers>
#include <span>

namespace todoku::report::sheet {

namespace {

constexpr double kRadius = 2.7; // points on A3: 1.9 mm across
// There a sign hides three quarters of a kilometre; on smaller maps they would hide what the map is
// for.
constexpr double kSmallestScale = 400000.0;
constexpr double kLine = 0.75;
constexpr double kHalo = 0.7; // white beside a line, so that it is read on any class of cell

using Stroke = std::array<Point, 2>; // in radii, y downwards

void add_strokes(cairo_t* cairo, std::span<const Stroke> strokes, Point middle, double radius) {
    for (const Stroke& stroke : strokes) {
        cairo_move_to(cairo, middle.x + stroke[0].x * radius, middle.y + stroke[0].y * radius);
        cairo_line_to(cairo, middle.x + stroke[1].x * radius, middle.y + stroke[1].y * radius);
    }
}

void add_circle(cairo_t* cairo, Point middle, double radius) {
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, middle.x, middle.y, radius, 0.0, 2.0 * std::numbers::pi);
}

// A regular polygon with a corner on top.
void add_polygon(cairo_t* cairo, int corners, Point middle, double radius) {
    for (int i = 0; i < corners; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / corners;
        const Point p = {middle.x + radius * std::sin(angle), middle.y - radius * std::cos(angle)};
        i == 0 ? cairo_move_to(cairo, p.x, p.y) : cairo_line_to(cairo, p.x, p.y);
    }
    cairo_close_path(cairo);
}

/// @returns whether the sign is a filled form and not lines
bool add_sign(cairo_t* cairo, Sign sign, Point middle, double radius) {
    // 文, of the topographic maps' school.
    static constexpr std::array<Stroke, 4> kSchool = {{{{{0.0, -1.1}, {0.0, -0.6}}},
                                                       {{{-1.0, -0.55}, {1.0, -0.55}}},
                                                       {{{-0.55, -0.55}, {0.95, 1.0}}},
                                                       {{{0.55, -0.55}, {-0.95, 1.0}}}}};
    static constexpr std::array<Stroke, 2> kCross = {
        {{{{0.0, -0.62}, {0.0, 0.62}}}, {{{-0.62, 0.0}, {0.62, 0.0}}}}};
    switch (sign) {
    case Sign::School:
        add_strokes(cairo, kSchool, middle, radius);
        return false;
    case Sign::Clinic:
        add_circle(cairo, middle, radius * 1.05);
        add_strokes(cairo, kCross, middle, radius);
        return false;
    case Sign::Office:
        add_circle(cairo, middle, radius * 1.05);
        add_circle(cairo, middle, radius * 0.5);
        return false;
    case Sign::Triangle:
        add_polygon(cairo, 3, {middle.x, middle.y + radius * 0.2}, radius);
        return true;
    case Sign::Square:
        cairo_rectangle(cairo, middle.x - 0.7 * radius, middle.y - 0.7 * radius, 1.4 * radius,
                        1.4 * radius);
        return true;
    case Sign::Diamond:
        add_polygon(cairo, 4, middle, radius * 0.9);
        return true;
    }
    return true;
}

} // namespace

bool shows_landmarks(const MapFrame& frame) {
    return frame.scale_denominator() <= kSmallestScale;
}

std::vector<LandmarkMarks> place_landmarks(const MapSheet& sheet, const MapFrame& frame) {
    std::vector<LandmarkMarks> all;
    if (!shows_landmarks(frame)) {
        return all;
    }
    for (const MapLandmarks& kind : sheet.landmarks) {
        LandmarkMarks marks{kind.sign, {}};
        for (const geo::LatLng place : kind.at) {
            const Point p = frame.to_page(place);
            if (frame.page().contains(p)) {
                marks.at.push_back(p);
            }
        }
        if (!marks.at.empty()) {
            all.push_back(std::move(marks));
        }
    }
    return all;
}

void draw_sign(cairo_t* cairo, Sign sign, Point middle, double k) {
    const Saved saved(cairo);
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    const double radius = kRadius * k;
    const bool filled = add_sign(cairo, sign, middle, radius);
    stroke(cairo, kPaper.with_opacity(0.9), (kLine + 2.0 * kHalo) * k);
    add_sign(cairo, sign, middle, radius);
    if (filled) {
        set_colour(cairo, kLandmark);
        cairo_fill(cairo);
    } else {
        stroke(cairo, kLandmark, kLine * k);
    }
}

void draw_landmarks(cairo_t* cairo, const std::vector<LandmarkMarks>& landmarks, double k) {
    for (const LandmarkMarks& kind : landmarks) {
        for (const Point at : kind.at) {
            draw_sign(cairo, kind.sign, at, k);
        }
    }
}

} // namespace todoku::report::sheet
