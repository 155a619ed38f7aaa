// The chart of people against sites: where its marks fall.
#include "report/plan_chart.hpp"
#include "support/catch.hpp"

using namespace todoku::report;
using Catch::Matchers::Contains;

TEST_CASE("The chart draws the line, the band up to the bound and the plan where they belong") {
    PlanChart chart;
    chart.title = {"人と<数>", "people"};
    chart.across = {"資産の数", "assets"};
    chart.points = {{1, 50, 60}, {2, 100, 100}};
    chart.plan_at = 2;
    chart.plan_reached = 100;
    const std::string svg = plan_chart_svg(chart);
    // 468 units across for 2 assets from 76, 216 down for 100 people from 232.
    CHECK_THAT(svg, Contains(R"(<polyline class="line" points="310.0,124.0 544.0,16.0 "/>)"));
    CHECK_THAT(svg, Contains(R"(points="310.0,102.4 544.0,16.0 544.0,16.0 310.0,124.0 "/>)"));
    CHECK_THAT(svg, Contains(R"(<circle class="mark" cx="544.0" cy="16.0" r="5"/>)"));
    CHECK_THAT(svg, Contains("人と&lt;数&gt;") && Contains("class=\"ja\">資産の数") &&
                        Contains("class=\"en\">assets"));
    CHECK_THAT(svg, Contains("1で50人、2で100人"));
}

TEST_CASE("The drawing of a page and that of the web have one shape") {
    PlanChart chart;
    chart.points = {{1, 50, 60}, {2, 100, 100}};
    chart.plan_at = 1;
    chart.plan_reached = 50;
    const ChartShape shape = shape_of(chart, {292.0, 164.0}); // 200 and 100 between the axes
    CHECK(shape.line == sheet::Path{{176.0, 66.0}, {276.0, 16.0}});
    CHECK(shape.band == sheet::Path{{176.0, 56.0}, {276.0, 16.0}, {276.0, 16.0}, {176.0, 66.0}});
    CHECK(shape.plan == sheet::Point{176.0, 66.0});
    REQUIRE(shape.people.size() == 6); // 0, 20 ... 100
    CHECK(shape.people.back().text == "100");
    CHECK(shape.people.back().at == 16.0);
    CHECK(shape.across.size() == 3);
}

TEST_CASE("One point is no chart") {
    PlanChart chart;
    chart.points = {{1, 50, 60}};
    CHECK(plan_chart_svg(chart).empty());
}
