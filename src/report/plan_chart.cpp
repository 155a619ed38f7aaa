#include "report/plan_chart.hpp"

#include "report/printable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace todoku::report {

namespace {

// In units of the drawing, which the page scales.
constexpr double kWidth = 560.0;
constexpr double kHeight = 280.0;
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

class Scale {
public:
    explicit Scale(const PlanChart& chart) {
        for (const ChartPoint& point : chart.points) {
            most_at_ = std::max(most_at_, point.at);
            most_people_ = std::max(most_people_, point.at_most);
        }
    }
    [[nodiscard]] double x(double at) const {
        return kLeft + (kWidth - kLeft - kRight) * at / most_at_;
    }
    [[nodiscard]] double y(double people) const {
        return kHeight - kBottom - (kHeight - kTop - kBottom) * people / most_people_;
    }
    [[nodiscard]] double most_at() const { return most_at_; }
    [[nodiscard]] double most_people() const { return most_people_; }

private:
    double most_at_ = 1.0;
    double most_people_ = 1.0;
};

std::string both_texts(double x, double y, const char* anchor, const Text& text) {
    std::string svg;
    for (const auto& [lang, words] : {std::pair("ja", text.ja), std::pair("en", text.en)}) {
        svg += fmt::format(R"(<text x="{:.1f}" y="{:.1f}" text-anchor="{}" class="{}">{}</text>)",
                           x, y, anchor, lang, escape_markup(words));
    }
    return svg;
}

std::string axes(const Scale& scale, const PlanChart& chart) {
    std::string svg;
    const double people_step = std::max(1.0, step_for(scale.most_people()));
    for (double people = 0.0; people <= scale.most_people(); people += people_step) {
        svg += fmt::format(
            R"(<line class="rule" x1="{0:.1f}" y1="{2:.1f}" x2="{1:.1f}" y2="{2:.1f}"/>)"
            R"(<text x="{3:.1f}" y="{4:.1f}" text-anchor="end">{5}</text>)",
            kLeft, kWidth - kRight, scale.y(people), kLeft - 6.0, scale.y(people) + 4.0,
            with_thousands(people));
    }
    const double step = std::max(1.0, step_for(scale.most_at()));
    for (double at = 0.0; at <= scale.most_at(); at += step) {
        svg += fmt::format(R"(<text x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>)",
                           scale.x(at), kHeight - kBottom + 16.0, with_thousands(at));
    }
    return svg + both_texts((kLeft + kWidth - kRight) / 2.0, kHeight - 8.0, "middle", chart.across);
}

Text description(const PlanChart& chart) {
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

} // namespace

std::string plan_chart_svg(const PlanChart& chart) {
    if (chart.points.size() < 2 || !(chart.points.back().at_most > 0.0)) {
        return {};
    }
    const Scale scale(chart);
    std::string line;
    std::string band;
    std::string back;
    for (const ChartPoint& point : chart.points) {
        const double x = scale.x(point.at);
        line += fmt::format("{:.1f},{:.1f} ", x, scale.y(point.reached));
        band += fmt::format("{:.1f},{:.1f} ", x, scale.y(point.at_most));
        back = fmt::format("{:.1f},{:.1f} ", x, scale.y(point.reached)) + back;
    }
    std::string svg = fmt::format(
        R"(<svg class="chart" viewBox="0 0 {:.0f} {:.0f}" role="img"><title>{} / {}</title><desc>{} / {}</desc>)",
        kWidth, kHeight, escape_markup(chart.title.ja), escape_markup(chart.title.en),
        escape_markup(description(chart).ja), escape_markup(description(chart).en));
    svg += axes(scale, chart);
    svg +=
        fmt::format(R"(<polygon class="band" points="{}{}"/><polyline class="line" points="{}"/>)",
                    band, back, line);
    if (chart.plan_at > 0.0) {
        svg += fmt::format(R"(<circle class="mark" cx="{:.1f}" cy="{:.1f}" r="5"/>)",
                           scale.x(chart.plan_at), scale.y(chart.plan_reached));
    }
    return svg + "</svg>";
}

} // namespace todoku::report
