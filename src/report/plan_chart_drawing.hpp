// The chart of a plan drawn on a page of a PDF.
#pragma once

#include "report/map_text.hpp"
#include "report/plan_chart.hpp"

#include <string>
#include <utility>
#include <vector>

namespace todoku::report::sheet {

class PlanChartDrawing {
public:
    PlanChartDrawing(const PlanChart& chart, const Typesetter& typesetter, Size size);

    /// The chart is not drawable.
    [[nodiscard]] bool empty() const { return texts_.empty(); }
    /// @param at its upper left corner
    void draw(cairo_t* cairo, Point at) const;
    [[nodiscard]] const std::string& description() const { return description_; }

private:
    ChartShape shape_;
    std::vector<std::pair<TextBlock, Point>> texts_; ///< with the place of each one's middle
    std::string description_;
};

} // namespace todoku::report::sheet
