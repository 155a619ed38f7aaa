// What shards measure, joined, is what the whole study measures: every share, area and point, to
// the bit.
#include "overlay/shards.hpp"
#include "shapes.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

#include <vector>

using namespace todoku;
using namespace todoku::overlay;
using namespace todoku::overlay::test;

namespace {

// Around the corner of four primary meshes, 40 cells east and 6 south of the paper's origin.
const Paper paper(domain::MeshLevel::Km1);
constexpr double kX = 40;
constexpr double kY = -6;

domain::CoverageLayer stated(const char* carrier, domain::Technology technology,
                             geo::MultiPolygon polygons) {
    domain::CoverageLayer layer;
    layer.carrier = carrier;
    layer.technology = technology;
    layer.polygons = std::move(polygons);
    return layer;
}

geo::MultiPolygon stars(Dice& dice, int count) {
    geo::MultiPolygon shape;
    for (int i = 0; i < count; ++i) {
        shape.polygons.push_back({star(paper, dice, kX + dice.between(-10, 10),
                                       kY + dice.between(-10, 10), 1, dice.between(2, 30), 60),
                                  {}});
    }
    return shape;
}

bool same(const Coverage& a, const Coverage& b) {
    return a.carriers == b.carriers && a.layers == b.layers && a.shares == b.shares &&
           a.centres == b.centres && a.places == b.places && a.zones == b.zones;
}

} // namespace

TEST_CASE("shards joined measure the bits of the whole study") {
    CHECK(rc::check("shards", [] {
        Dice dice(*rc::gen::arbitrary<std::uint64_t>());
        const std::vector<domain::Municipality> towns = {
            {domain::GovernmentCode(24, 201), "西町", "",
             shape_of(paper.box(kX - 12, kY - 12, kX - 0.5, kY + 12))},
            {domain::GovernmentCode(24, 202), "東町", "",
             shape_of(paper.box(kX - 0.5, kY - 12, kX + 12, kY + 12))}};
        const std::vector<domain::Zone> districts = {{"1", "学区", stars(dice, 1)},
                                                     {"2", "別の学区", stars(dice, 1)}};
        const std::vector<domain::CoverageLayer> layers = {
            stated("A", domain::Technology::Lte4g, stars(dice, 4)),
            stated("A", domain::Technology::Nr5gSub6, stars(dice, 3)),
            stated("B", domain::Technology::Nr5gConverted, stars(dice, 2))};
        const std::vector<domain::CoverageLayer> unknown = {
            stated("B", domain::Technology::Nr5gConverted, stars(dice, 1))};
        domain::PopulationGrid population;
        population.level = domain::MeshLevel::Km1;
        const domain::StudyGrid grid = make_study_grid(population, towns).value;
        const std::vector<Zones> zones = {zones_of(grid, towns, Threads{1}),
                                          zones_of(grid, towns, districts, Threads{1})};
        domain::PopulationGrid finer;
        finer.level = domain::MeshLevel::M500;
        const MinistryGround ministry = ministry_ground(
            {.population = finer, .municipalities = towns, .neighbours = {}}, Threads{1});
        std::vector<geo::LatLng> places;
        for (int i = 0; i < 20; ++i) {
            places.push_back(
                paper.at(kX + dice.between(-12, 12), kY + std::floor(dice.between(-12, 12))));
        }
        const std::vector<Shift> shifts = shifts_of(grid);
        const std::vector<std::string> technologies = {"4g", "5g"};
        const std::vector<StrengthLayers> strengths = {
            {domain::Strength::Good,
             {stated("A", domain::Technology::Lte4g, stars(dice, 2)),
              stated("B", domain::Technology::Nr5gConverted, stars(dice, 1))}}};
        const MeasureRequest request{.layers = layers,
                                     .unknown = unknown,
                                     .grid = grid,
                                     .zones = zones,
                                     .places = places,
                                     .ministry = ministry,
                                     .shifts = shifts,
                                     .moved_technologies = technologies,
                                     .strengths = strengths,
                                     .deployment = &grid};
        Progress progress;
        const Measures whole = measure(request, Threads{1}, progress);

        const ShardPlan plan = shard_plan(request);
        RC_ASSERT(plan.meshes.size() == 4U);
        const ShardMaker maker(request, plan, Threads{1});
        std::vector<Measures> measured;
        for (const auto& [mesh, members] : plan.meshes) {
            measured.push_back(measure(maker.make(mesh), Threads{1}, progress));
        }
        const Measures all = joined(plan, request, measured);
        RC_ASSERT(same(all.study, whole.study));
        RC_ASSERT(same(all.ministry, whole.ministry));
        RC_ASSERT(same(all.study_at_most, whole.study_at_most));
        RC_ASSERT(same(all.deployment, whole.deployment));
        RC_ASSERT(same(all.deployment_at_most, whole.deployment_at_most));
        RC_ASSERT(all.strengths.size() == 1U);
        RC_ASSERT(same(all.strengths[0], whole.strengths[0]));
        RC_ASSERT(same(all.ministry_at_most, whole.ministry_at_most));
        RC_ASSERT(all.moved.size() == 4U);
        for (std::size_t i = 0; i < all.moved.size(); ++i) {
            RC_ASSERT(same(all.moved[i], whole.moved[i]));
        }
        RC_ASSERT(!all.study.shares.empty());
    }));
}
