#include "report/plan_chart.hpp"

#include "report/printable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace todoku::report {

namespace {

using sheet::Path;
using sheet::Point;
using sheet::Rect;
using sheet::Size;

constexpr Size kSvg = {560.0, 280.0}; // the page scales it
// Room for figures and words beside the axes, in letters of 11 units.
constexpr double kLeft = 76.0;
constexpr double kRight = 16.0;
constexpr double kTop = 16.0;
constexpr double kBottom = 48.0;
constexpr double kTicks = 5.0;

/// The step of a scale with about `kTicks` marks: 1, 2 or 5 times a power of ten.
double step_for(double most) {
    const double rough = most / kTicks;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (rough <= factor * power) {
            return factor * power;
        }
    }
    return 10.0 * power;
}

std::string points_text(const Path& path) {
    std::string text;
    for (const Point& point : path) {
        text += fmt::format("{:.1f},{:.1f} ", point.x, point.y);
    }
    return text;
}

std::string both_texts(double x, double y, const char* anchor, const Text& text) {
    std::string svg;
    for (const auto& [lang, words] : {std::pair("ja", text.ja), std::pair("en", text.en)}) {
        svg += fmt::format(R"(<text x="{:.1f}" y="{:.1f}" text-anchor="{}" class="{}">{}</text>)",
                           x, y, anchor, lang, escape_markup(words));
    }
    return svg;
}

std::string axes(const ChartShape& shape, const PlanChart& chart) {
    std::string svg;
    for (const ChartShape::Tick& tick : shape.people) {
        svg += fmt::format(
            R"(<line class="rule" x1="{0:.1f}" y1="{2:.1f}" x2="{1:.1f}" y2="{2:.1f}"/>)"
            R"(<text x="{3:.1f}" y="{4:.1f}" text-anchor="end">{5}</text>)",
            shape.field.x, shape.field.right(), tick.at, shape.field.x - 6.0, tick.at + 4.0,
            tick.text);
    }
    for (const ChartShape::Tick& tick : shape.across) {
        svg += fmt::format(R"(<text x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>)", tick.at,
                           shape.field.bottom() + 16.0, tick.text);
    }
    return svg + both_texts(shape.field.centre().x, kSvg.height - 8.0, "middle", chart.across);
}

} // namespace

bool drawable(const PlanChart& chart) {
    return chart.points.size() >= 2 && chart.points.back().at_most > 0.0;
}

ChartShape shape_of(const PlanChart& chart, Size size) {
    double most_at = 1.0;
    double most_people = 1.0;
    for (const ChartPoint& point : chart.points) {
        most_at = std::max(most_at, point.at);
        most_people = std::max(most_people, point.at_most);
    }
    ChartShape shape;
    shape.field = {kLeft, kTop, size.width - kLeft - kRight, size.height - kTop - kBottom};
    const Rect& field = shape.field;
    const auto x = [&](double at) { return field.x + field.width * at / most_at; };
    const auto y = [&](double people) {
        return field.bottom() - field.height * people / most_people;
    };
    const double people_step = std::max(1.0, step_for(most_people));
    for (double people = 0.0; people <= most_people; people += people_step) {
        shape.people.push_back({with_thousands(people), y(people)});
    }
    const double step = std::max(1.0, step_for(most_at));
    for (double at = 0.0; at <= most_at; at += step) {
        shape.across.push_back({with_thousands(at), x(at)});
    }
    for (const ChartPoint& point : chart.points) {
        shape.line.push_back({x(point.at), y(point.reached)});
        shape.band.push_back({x(point.at), y(point.at_most)});
    }
    shape.band.insert(shape.band.end(), shape.line.rbegin(), shape.line.rend());
    if (chart.plan_at > 0.0) {
        shape.plan = {x(chart.plan_at), y(chart.plan_reached)};
    }
    return shape;
}

Text description_of(const PlanChart& chart) {
    const ChartPoint& first = chart.points.front();
    const ChartPoint& last = chart.points.back();
    return {fmt::format(
                "{} {}で{}人、{}で{}人に新たに届く。薄い帯の上の端は、どう選んでも超えない人数。",
                chart.across.ja, with_thousands(first.at), with_thousands(first.reached),
                with_thousands(last.at), with_thousands(last.reached)),
            fmt::format("{}: {} people newly reached at {}, {} at {}. The upper edge of the pale "
                        "band is what no choice can exceed.",
                        chart.across.en, with_thousands(first.reached), with_thousands(first.at),
                        with_thousands(last.reached), with_thousands(last.at))};
}

std::string plan_chart_svg(const PlanChart& chart) {
    if (!drawable(chart)) {
        return {};
    }
    const ChartShape shape = shape_of(chart, kSvg);
    const Text words = description_of(chart);
    std::string svg = fmt::format(
        R"(<svg class="chart" viewBox="0 0 {:.0f} {:.0f}" role="img"><title>{} / {}</title><desc>{} / {}</desc>)",
        kSvg.width, kSvg.height, escape_markup(chart.title.ja), escape_markup(chart.title.en),
        escape_markup(words.ja), escape_markup(words.en));
    svg += axes(shape, chart);
    svg += fmt::format(R"(<polygon class="band" points="{}"/><polyline class="line" points="{}"/>)",
                       points_text(shape.band), points_text(shape.line));
    if (shape.plan) {
        svg += fmt::format(R"(<circle class="mark" cx="{:.1f}" cy="{:.1f}" r="5"/>)", shape.plan->x,
                           shape.plan->y);
    }
    return svg + "</svg>";
}

} // namespace todoku::report
