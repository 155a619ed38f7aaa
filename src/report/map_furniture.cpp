#include "report/map_furniture.hpp"

#include "core/text.hpp"
#include "report/map_ink.hpp"
#include "report/map_palette.hpp"

#include <cairo.h>
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <numbers>

namespace todoku::report::sheet {

namespace {

constexpr std::array<int, 10> kGraticuleMinutes = {1, 2, 5, 10, 15, 20, 30, 60, 120, 300};
constexpr double kDegreesPt = 7.2;

// A little longer than the map, so that each line certainly meets the frame.
constexpr int kPieces = 26;
double along(double from, double to, int piece) {
    return from + (to - from) * (piece - 1) / (kPieces - 2);
}

Path parallel(const MapFrame& frame, double lat) {
    Path line;
    for (int i = 0; i <= kPieces; ++i) {
        line.push_back(frame.to_page(
            geo::LatLng::from_degrees(lat, along(frame.ground().west, frame.ground().east, i))));
    }
    return line;
}

Path meridian(const MapFrame& frame, double lng) {
    Path line;
    for (int i = 0; i <= kPieces; ++i) {
        line.push_back(frame.to_page(
            geo::LatLng::from_degrees(along(frame.ground().south, frame.ground().north, i), lng)));
    }
    return line;
}

// Where a line meets x = const (or y = const): the other coordinate.
std::vector<double> meets_x(const Path& line, double x) {
    std::vector<double> found;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        if ((line[i].x < x) != (line[i + 1].x < x)) {
            found.push_back(line[i].y + (line[i + 1].y - line[i].y) * (x - line[i].x) /
                                            (line[i + 1].x - line[i].x));
        }
    }
    return found;
}

std::vector<double> meets_y(const Path& line, double y) {
    std::vector<double> found;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        if ((line[i].y < y) != (line[i + 1].y < y)) {
            found.push_back(line[i].x + (line[i + 1].x - line[i].x) * (y - line[i].y) /
                                            (line[i + 1].y - line[i].y));
        }
    }
    return found;
}

template <class Visit>
void graticule(const MapFrame& frame, int step, Visit visit) {
    const auto whole = [step](double from, double to, auto each) {
        for (int minutes = static_cast<int>(std::ceil(from * 60.0 / step)) * step;
             minutes <= to * 60.0; minutes += step) {
            each(minutes);
        }
    };
    whole(frame.ground().west, frame.ground().east,
          [&](int minutes) { visit(minutes, true, meridian(frame, minutes / 60.0)); });
    whole(frame.ground().south, frame.ground().north,
          [&](int minutes) { visit(minutes, false, parallel(frame, minutes / 60.0)); });
}

std::string kilometres(double metres) {
    return metres >= 1000.0 ? shortest(metres / 1000.0) : shortest(metres);
}

} // namespace

std::string degrees_and_minutes(int minutes) {
    return fmt::format("{}°{:02d}′", minutes / 60, minutes % 60);
}

int graticule_step(const MapFrame& frame, double k) {
    constexpr double kMetresPerMinute = 1852.0; // of latitude: the nautical mile's origin
    const double wanted = mm(48.0) * k * frame.metres_per_point() / kMetresPerMinute;
    for (const int step : kGraticuleMinutes) {
        if (step >= wanted) {
            return step;
        }
    }
    return kGraticuleMinutes.back();
}

void draw_graticule_lines(cairo_t* cairo, const MapFrame& frame, double k) {
    const Saved saved(cairo);
    graticule(frame, graticule_step(frame, k), [&](int, bool, const Path& line) {
        add_line(cairo, line);
        stroke(cairo, kGraticule.with_opacity(0.45), 0.4 * k);
    });
}

void draw_frame(cairo_t* cairo, const MapFrame& frame, const Typesetter& typesetter, double k) {
    const Saved saved(cairo);
    const Rect& map = frame.page();
    const double tick = mm(1.2) * k;
    const double middle = tick + mm(1.5) * k; // of the figures, outside the frame
    const double room = mm(7.0) * k;          // from a corner, kept free of figures
    const auto figures = [&](int minutes, Point at, bool upright) {
        const TextBlock text =
            typesetter.set(degrees_and_minutes(minutes), {.size_pt = kDegreesPt * k});
        const Saved turned(cairo);
        cairo_translate(cairo, at.x, at.y);
        if (!upright) {
            cairo_rotate(cairo, -std::numbers::pi / 2.0);
        }
        const Tagged tag(cairo, "P");
        text.draw_centred(cairo, {0.0, 0.0}, {.colour = kSmallPrint});
    };
    graticule(
        frame, graticule_step(frame, k), [&](int minutes, bool is_meridian, const Path& line) {
            if (is_meridian) {
                for (const auto& [y, out] :
                     {std::pair(map.y, -1.0), std::pair(map.bottom(), 1.0)}) {
                    for (const double x : meets_y(line, y)) {
                        if (x > map.x + room && x < map.right() - room) {
                            stroke_line(cairo, {x, y}, {x, y + out * tick}, kBlack, 0.6 * k);
                            figures(minutes, {x, y + out * middle}, true);
                        }
                    }
                }
            } else {
                for (const auto& [x, out] : {std::pair(map.x, -1.0), std::pair(map.right(), 1.0)}) {
                    for (const double y : meets_x(line, x)) {
                        if (y > map.y + room && y < map.bottom() - room) {
                            stroke_line(cairo, {x, y}, {x + out * tick, y}, kBlack, 0.6 * k);
                            figures(minutes, {x + out * middle, y}, false);
                        }
                    }
                }
            }
        });
    stroke_rect(cairo, map, kBlack, 1.0 * k);
}

ScaleBar scale_bar(const MapFrame& frame, double width) {
    const double longest = width * frame.metres_per_point();
    const double decade = std::pow(10.0, std::floor(std::log10(longest)));
    for (const auto& [figure, parts] : {std::pair(5.0, 5), std::pair(2.0, 4)}) {
        if (figure * decade <= longest) {
            return {figure * decade, parts};
        }
    }
    return {decade, 4};
}

void draw_scale_bar(cairo_t* cairo, const MapFrame& frame, const Typesetter& typesetter, Point at,
                    double width, double k) {
    const Saved saved(cairo);
    const ScaleBar bar = scale_bar(frame, width);
    const double length = bar.length_m / frame.metres_per_point();
    const double top = at.y + 10.0 * k;
    const double high = mm(1.5) * k;
    for (int i = 0; i < bar.parts; ++i) {
        fill_rect(cairo, {at.x + length * i / bar.parts, top, length / bar.parts, high},
                  i % 2 == 0 ? kBlack : kPaper);
    }
    stroke_rect(cairo, {at.x, top, length, high}, kBlack, 0.6 * k);
    const Tagged tag(cairo, "P");
    const auto figure = [&](double share, const std::string& text) {
        const TextBlock block = typesetter.set(text, {.size_pt = 7.4 * k});
        block.draw_centred(cairo, {at.x + length * share, at.y + 4.5 * k}, {.colour = kBlack});
    };
    figure(0.0, "0");
    figure(bar.parts == 5 ? 0.4 : 0.5, kilometres(bar.length_m * (bar.parts == 5 ? 0.4 : 0.5)));
    const TextBlock last = typesetter.set(
        kilometres(bar.length_m) + (bar.length_m >= 1000.0 ? " km" : " m"), {.size_pt = 7.4 * k});
    // The figure, not the unit, stands above the end.
    const TextBlock number = typesetter.set(kilometres(bar.length_m), {.size_pt = 7.4 * k});
    last.draw_centred(
        cairo, {at.x + length + (last.ink().width - number.ink().width) / 2.0, at.y + 4.5 * k},
        {.colour = kBlack});
}

void draw_north_arrow(cairo_t* cairo, const Typesetter& typesetter, Point middle,
                      double north_angle, double k) {
    const Saved saved(cairo);
    cairo_translate(cairo, middle.x, middle.y);
    cairo_rotate(cairo, north_angle);
    const double half = mm(2.0) * k;
    const double top = -mm(2.2) * k;
    const double foot = mm(5.5) * k;
    const double notch = mm(3.9) * k;
    const Path left = {{0.0, top}, {-half, foot}, {0.0, notch}};
    const Path right = {{0.0, top}, {half, foot}, {0.0, notch}};
    add_ring(cairo, left);
    set_colour(cairo, kBlack);
    cairo_fill(cairo);
    add_ring(cairo, right);
    set_colour(cairo, kPaper);
    cairo_fill(cairo);
    add_ring(cairo, left);
    add_ring(cairo, right);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    stroke(cairo, kBlack, 0.6 * k);
    const Tagged tag(cairo, "P");
    typesetter.set("北", {.size_pt = 8.0 * k})
        .draw_centred(cairo, {0.0, -mm(4.0) * k}, {.colour = kBlack});
}

void draw_stamp_across(cairo_t* cairo, const Rect& map, const Typesetter& typesetter,
                       const std::string& stamp) {
    if (stamp.empty()) {
        return;
    }
    const Saved saved(cairo);
    constexpr double kTrialPt = 100.0;
    // Along the diagonal, but on tall maps not steeper than is easily read.
    constexpr double kSteepest = 40.0 * std::numbers::pi / 180.0;
    const double angle = std::min(std::atan2(map.height, map.width), kSteepest);
    const double across = std::min(map.width / std::cos(angle), map.height / std::sin(angle));
    const TextBlock trial = typesetter.set(stamp, {.size_pt = kTrialPt, .letter_spacing_pt = 12.0});
    const double fit =
        std::min(0.78 * across / std::max(trial.ink().width, 1.0),
                 0.16 * std::min(map.width, map.height) / std::max(trial.ink().height, 1.0));
    const TextBlock text =
        typesetter.set(stamp, {.size_pt = kTrialPt * fit, .letter_spacing_pt = 12.0 * fit});
    const Point centre = map.centre();
    cairo_translate(cairo, centre.x, centre.y);
    cairo_rotate(cairo, -angle);
    const Tagged tag(cairo, "P");
    text.draw_centred(cairo, {0.0, 0.0}, {.colour = kStamp.with_opacity(0.14)});
}

Rect draw_stamp_box(cairo_t* cairo, const Typesetter& typesetter, Point corner,
                    const std::string& stamp, double k) {
    const TextBlock text = typesetter.set(
        stamp, {.size_pt = 13.0 * k, .width_pt = mm(70.0) * k, .letter_spacing_pt = 1.5 * k});
    const Size size = {text.ink().width + mm(5.0) * k, text.ink().height + mm(3.0) * k};
    const Rect box = {corner.x - size.width, corner.y, size.width, size.height};
    const Saved saved(cairo);
    stroke_rect(cairo, box, kStamp, 1.2 * k);
    const Tagged tag(cairo, "P");
    text.draw_centred(cairo, box.centre(), {.colour = kStamp, .weight_pt = 0.25 * k});
    return box;
}

} // namespace todoku::report::sheet
