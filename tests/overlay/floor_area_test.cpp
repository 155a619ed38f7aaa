// Floor area of buildings by cell.
#include "geo/ellipsoid.hpp"
#include "overlay/floor_area.hpp"
#include "shapes.hpp"
#include "support/catch.hpp"

using namespace todoku;
using namespace todoku::overlay;
using namespace todoku::overlay::test;
using Catch::Matchers::WithinRel;

TEST_CASE("a building's floors count in the cells it stands in, each for its part") {
    const Paper paper;
    domain::CellWeightSum sum(domain::MeshLevel::M250);
    add_floor_area(shape_of(paper.box(0.5, 0.25, 1.25, 0.75)), 3.0, sum); // 1/4 and 1/8 of a cell
    add_floor_area(shape_of(paper.box(0.1, 0.1, 0.2, 0.2)), 1.0, sum);
    const domain::CellWeights weights = sum.take();
    REQUIRE(weights.size() == 2);
    const double cell = geo::area(paper.cell(0, 0).box()).value();
    CHECK_THAT(weights.weights[0], WithinRel(cell * (0.75 + 0.01), 1e-4));
    CHECK_THAT(weights.weights[1], WithinRel(cell * 0.375, 1e-4));
}
