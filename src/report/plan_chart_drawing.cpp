#include "report/plan_chart_drawing.hpp"

#include "report/map_ink.hpp"
#include "report/map_palette.hpp"

#include <cairo.h>

#include <array>

namespace todoku::report::sheet {

namespace {

constexpr double kLetters = 8.0;
constexpr Colour kRule = Colour::hex(0xC8CDD2);
constexpr Colour kBand = Colour::hex(0xBBD3EA);
constexpr Colour kLine = Colour::hex(0x0B3A75);
constexpr Colour kPlan = Colour::hex(0xA01818);

} // namespace

PlanChartDrawing::PlanChartDrawing(const PlanChart& chart, const Typesetter& typesetter,
                                   Size size) {
    if (!drawable(chart)) {
        return;
    }
    shape_ = shape_of(chart, size);
    const auto set = [&](const std::string& text) {
        return typesetter.set(text, {.size_pt = kLetters});
    };
    const Rect& field = shape_.field;
    for (const ChartShape::Tick& tick : shape_.people) {
        TextBlock text = set(tick.text + "人");
        const double middle = field.x - 5.0 - text.ink().width / 2.0;
        texts_.emplace_back(std::move(text), Point{middle, tick.at});
    }
    for (const ChartShape::Tick& tick : shape_.across) {
        texts_.emplace_back(set(tick.text), Point{tick.at, field.bottom() + 9.0});
    }
    texts_.emplace_back(set(chart.across.ja), Point{field.centre().x, field.bottom() + 24.0});
    texts_.emplace_back(set(chart.title.ja), Point{field.centre().x, 6.0});
    description_ = chart.title.ja + "の図。" + description_of(chart).ja;
}

void PlanChartDrawing::draw(cairo_t* cairo, Point at) const {
    const Saved saved(cairo);
    cairo_translate(cairo, at.x, at.y);
    const Rect& field = shape_.field;
    const std::array<Path, 1> band = {shape_.band};
    fill_rings(cairo, band, kBand);
    for (const ChartShape::Tick& tick : shape_.people) {
        stroke_line(cairo, {field.x, tick.at}, {field.right(), tick.at}, kRule, 0.5);
    }
    add_line(cairo, shape_.line);
    stroke(cairo, kLine, 1.4);
    if (shape_.plan) {
        fill_dot(cairo, *shape_.plan, 3.4, kPlan);
    }
    for (const auto& [text, middle] : texts_) {
        text.draw_centred(cairo, middle, {.colour = kBlack});
    }
}

} // namespace todoku::report::sheet
