// What a plan could have with more or with less, as a drawing: people against sites or cost, with
// the band up to what no choice can exceed.
#pragma once

#include "core/text.hpp"
#include "report/map_page.hpp"

#include <optional>
#include <string>
#include <vector>

namespace todoku::report {

struct ChartPoint {
    double at = 0.0;      ///< sites, or cost
    double reached = 0.0; ///< people, by the best choice known
    double at_most = 0.0; ///< proved: no choice exceeds it
};

struct PlanChart {
    Text title;
    Text across;                    ///< 資産の数, 費用の合計
    std::vector<ChartPoint> points; ///< rising
    double plan_at = 0.0;           ///< where the plan stands; 0: nowhere
    double plan_reached = 0.0;
};

/// Two points at least, and people to reach: fewer make no drawing.
bool drawable(const PlanChart& chart);

/// Where everything of the drawing falls, whatever draws it. y runs down.
struct ChartShape {
    struct Tick {
        std::string text;
        double at = 0.0; ///< y of people, x of sites or cost
    };
    sheet::Rect field; ///< between the axes
    std::vector<Tick> people;
    std::vector<Tick> across;
    sheet::Path line;
    sheet::Path band; ///< a ring
    std::optional<sheet::Point> plan;
};

/// @param size of the whole drawing, its figures beside the axes included, in units of 1/72 inch
/// @pre drawable(chart)
ChartShape shape_of(const PlanChart& chart, sheet::Size size);

/// For those who do not see it.
Text description_of(const PlanChart& chart);

/// An SVG for a page, in both languages (the style sheet shows one); "" where it is not drawable.
/// Its words are in its title and description too, for those who do not see it.
std::string plan_chart_svg(const PlanChart& chart);

} // namespace todoku::report
