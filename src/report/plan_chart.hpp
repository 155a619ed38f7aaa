// What a plan could have with more or with less, as a drawing: people against sites or cost, with
// the band up to what no choice can exceed.
#pragma once

#include "core/text.hpp"

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

/// An SVG for a page, in both languages (the style sheet shows one); "" for fewer than two points.
/// Its words are in its title and description too, for those who do not see it.
std::string plan_chart_svg(const PlanChart& chart);

} // namespace todoku::report
