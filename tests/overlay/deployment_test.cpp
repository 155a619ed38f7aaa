// Deployment shares on pictures of 1 km cells, counted by hand; and coverage by strength.
#include "overlay/deployment.hpp"
#include "overlay/strength_layers.hpp"
#include "shapes.hpp"
#include "support/catch.hpp"

using namespace todoku;
using namespace todoku::overlay;
using namespace todoku::overlay::test;
using domain::Technology;

namespace {

const Paper paper(domain::MeshLevel::Km1);

domain::CoverageLayer stated(const char* carrier, geo::MultiPolygon polygons) {
    domain::CoverageLayer layer;
    layer.carrier = carrier;
    layer.technology = Technology::Nr5gSub6;
    layer.polygons = std::move(polygons);
    return layer;
}

const DeploymentRow& row_of(const std::vector<DeploymentRow>& rows, std::string_view name,
                            std::string_view carrier, std::string_view measure) {
    for (const DeploymentRow& row : rows) {
        if (row.name == name && row.carrier == carrier && row.measure == measure) {
            return row;
        }
    }
    FAIL("no such row: " << name << carrier << measure);
    return rows.front();
}

} // namespace

TEST_CASE("a cell of 1 km is deployed from three quarters of its area on, or with a station") {
    // Five cells in a row, people in the first four; the towns part at 1.6: the second cell is the
    // western one's.
    //   A      |#### |###- |##-- |     |     |
    //   A ?    |     |     |  ?? |     |     |
    //   A's station                  *
    const std::vector<domain::Municipality> towns = {
        {domain::GovernmentCode(24, 201), "西町", "", shape_of(paper.box(0, 0, 1.6, 1))},
        {domain::GovernmentCode(24, 202), "東町", "", shape_of(paper.box(1.6, 0, 5, 1))}};
    domain::PopulationGrid population;
    population.level = domain::MeshLevel::Km1;
    for (int i = 0; i < 4; ++i) {
        population.push_back(paper.cell(0, i), 100, 40, 30);
    }
    const domain::StudyGrid grid =
        deployment_grid(population, towns, {}, Metres(500.0), Threads{1});
    geo::MultiPolygon covered = shape_of(paper.box(0, 0, 1.75, 1));
    covered.polygons.push_back(shape_of(paper.box(2, 0, 2.5, 1)).polygons.front());
    const std::vector<domain::CoverageLayer> layers = {
        stated("A", covered), stated("B", shape_of(paper.box(2, 0, 2.7499, 1)))};
    const std::vector<domain::CoverageLayer> unknown = {
        stated("A", shape_of(paper.box(2.5, 0, 3, 1)))};
    Progress progress;
    CoverageRequest request{.grid = grid, .layers = layers};
    const Coverage coverage = measure_coverage(request, Threads{1}, progress);
    request.unknown = unknown;
    const Coverage at_most = measure_coverage(request, Threads{1}, progress);
    const std::vector<domain::Station> stations = {
        {"A", Technology::Nr5gSub6, false, paper.at(3.5, 0.5)},
        {"A", Technology::Nr5gSub6, false, paper.at(0.5, 0.5)},
        {"A", Technology::Lte4g, false, paper.at(2.5, 0.5)}, // another technology
        {"C", Technology::Nr5gMmwave, true, paper.at(4.5, 0.5)}};
    const auto rows = deployment({.grid = grid,
                                  .municipalities = towns,
                                  .coverage = coverage,
                                  .at_most = &at_most,
                                  .stations = stations});
    const DeploymentRow& west = row_of(rows, "西町", "A", kSub6Deployment);
    CHECK(west.cells == 2);
    CHECK(west.deployed == 2); // exactly three quarters are enough
    CHECK(west.by_station == 1);
    const DeploymentRow& east = row_of(rows, "東町", "A", kSub6Deployment);
    CHECK(east.cells == 2); // nobody lives in the fifth
    CHECK(east.deployed == 1);
    CHECK(east.unknown == 1);
    CHECK(row_of(rows, "三重県", "A", kSub6Deployment).ratio() == 0.75);
    CHECK(row_of(rows, "三重県", "B", kSub6Deployment).deployed == 0);
    const DeploymentRow& any = row_of(rows, "三重県", "any", kSub6Deployment);
    CHECK(any.deployed == 3);
    CHECK(any.unknown == 1);
    // All four cells lie in one of 10 km; only C's base stations are given.
    const DeploymentRow& bases = row_of(rows, "三重県", "C", kBaseDeployment);
    CHECK(bases.cells == 1);
    CHECK(bases.deployed == 1);
    CHECK(std::ranges::none_of(rows, [](const DeploymentRow& row) {
        return row.carrier == "A" && row.measure == kBaseDeployment;
    }));
}

TEST_CASE("strengths that are said make layers of at least that strength") {
    domain::CoverageLayer graded = stated("A", shape_of(paper.box(0, 0, 1, 1)));
    graded.polygons.polygons.push_back(shape_of(paper.box(1, 0, 2, 1)).polygons.front());
    graded.polygons.polygons.push_back(shape_of(paper.box(2, 0, 3, 1)).polygons.front());
    graded.strengths = {domain::Strength::Edge, domain::Strength::Good, domain::Strength::Unsaid};
    const std::vector<domain::CoverageLayer> layers = {
        graded, stated("B", shape_of(paper.box(0, 0, 1, 1)))};
    const auto strong = strength_layers(layers);
    REQUIRE(strong.size() == 2); // nobody says fair
    CHECK(strong[0].least == domain::Strength::Good);
    REQUIRE(strong[0].layers.size() == 1); // B says none
    CHECK(strong[0].layers[0].polygons.polygons.size() == 1);
    CHECK(strong[1].least == domain::Strength::Edge);
    CHECK(strong[1].layers[0].polygons.polygons.size() == 2);
    CHECK(strength_layers(std::span(layers).last(1)).empty());
}
