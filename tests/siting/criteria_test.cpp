// Criteria of candidates on a row of four cells.
#include "siting/criteria.hpp"
#include "support/catch.hpp"

#include <limits>

namespace {

using namespace todoku;
using namespace todoku::siting;
using Catch::Matchers::WithinAbs;

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// Four cells of 100, 200, 300, 400 people in the south of Mie; X has 5G in the last. Asset a
/// serves cells 0 and 1 whole and 0.4 of 2, b serves cell 3.
struct World {
    domain::StudyGrid grid;
    std::vector<domain::Asset> assets{2};
    std::vector<Candidate> candidates{{0, true, {}, {}}, {1, true, {}, {}}};
    std::vector<domain::Restriction> restrictions;
    overlay::Coverage coverage;
    std::vector<overlay::GapArea> gaps{3};
    std::vector<domain::Place> places;
    std::vector<domain::Road> roads;
    radio::Reach reach;
    std::vector<std::uint32_t> reach_cells{0, 1, 2, 3};
    std::vector<CarrierPlan> plans{1};
    std::vector<double> daytime;

    World() {
        const auto first =
            domain::MeshCell::at(geo::LatLng::from_degrees(34.0, 136.2), domain::MeshLevel::M250);
        for (std::int32_t c = 0; c < 4; ++c) {
            grid.cells.push_back({domain::MeshLevel::M250, first->row(), first->column() + c});
            grid.population.push_back(100.0 * (c + 1));
            grid.households.push_back(40.0 * (c + 1));
            grid.population_65plus.push_back(30.0 * (c + 1));
            grid.land_share.push_back(1.0);
            grid.part_begin.push_back(static_cast<std::uint32_t>(c));
            grid.parts.push_back({0, 1.0});
        }
        grid.part_begin.push_back(4);
        coverage.carriers = {"X"};
        coverage.layers = {{"X", "5g"}};
        coverage.shares = {{0.0, 0.2, 0.0, 0.9}};
        reach.presets = {radio::band_preset("n77-macro")};
        reach.sites = 2;
        reach.begin = {0, 3, 4};
        reach.cells = {0, 1, 2, 3};
        reach.shares = {1.0F, 1.0F, 0.25F, 1.0F};
        gaps[0].cells = {0, 1};
        gaps[1].cells = {2};
        gaps[2].cells = {0};
        gaps[0].carrier = gaps[1].carrier = "X";
        gaps[2].carrier = "Y";
        plans[0].carrier = "X";
        plans[0].values.resize(2);
        plans[0].values[0].newly_covered = 375.0;
        plans[0].values[0].gaps = {0, 1};
        plans[0].values[1].asset = 1;
    }

    void place(const char* kind, std::size_t cell) {
        places.push_back({kind, kind, grid.cells[cell].centre()});
    }

    CarrierCriteria measure() {
        return measure_criteria({.grid = grid,
                                 .assets = assets,
                                 .candidates = candidates,
                                 .restrictions = restrictions,
                                 .coverage = coverage,
                                 .gaps = gaps,
                                 .places = places,
                                 .roads = roads,
                                 .reach = reach,
                                 .reach_cells = reach_cells,
                                 .rule = {},
                                 .plans = plans,
                                 .daytime = daytime})
            .front();
    }
};

Range measured(const CarrierCriteria& criteria, std::size_t candidate, Criterion criterion) {
    return criteria.candidates[candidate].measures[static_cast<std::size_t>(criterion)].value();
}

bool known(const CarrierCriteria& criteria, Criterion criterion) {
    return criteria.candidates[0].measures[static_cast<std::size_t>(criterion)].has_value();
}

} // namespace

TEST_CASE("People, households and elders of cells newly served count by the share") {
    World world;
    const CarrierCriteria criteria = world.measure();
    CHECK(measured(criteria, 0, Criterion::Residents) == Range{375.0, 375.0});
    CHECK(measured(criteria, 0, Criterion::Households) == Range{150.0, 150.0});
    CHECK(measured(criteria, 0, Criterion::Residents65plus) == Range{112.5, 112.5});
    CHECK(measured(criteria, 1, Criterion::Households) == Range{0.0, 0.0}); // covered already
    CHECK(criteria.left_out.totals[0] == 600.0);
}

TEST_CASE("Households that the census does not state are between none and one a person") {
    World world;
    world.grid.households[1] = kUnknown;
    CHECK(measured(world.measure(), 0, Criterion::Households) == Range{70.0, 270.0});
}

TEST_CASE("People by day count where the study gives them, by the parts left out and served") {
    World world;
    CHECK_FALSE(known(world.measure(), Criterion::Daytime));
    world.daytime = {8.0, 40.0, 100.0, 1000.0};
    const CarrierCriteria criteria = world.measure();
    CHECK(measured(criteria, 0, Criterion::Daytime) == Range{73.0, 73.0}); // 8 + 40 + 100 x 0.25
    CHECK(measured(criteria, 1, Criterion::Daytime) == Range{0.0, 0.0});
    CHECK(criteria.left_out.totals[static_cast<std::size_t>(Criterion::Daytime)] == 148.0);
}

TEST_CASE("Places count where their cell is left out and at least half served") {
    World world;
    world.place("school", 0);
    world.place("school", 2);  // a quarter served
    world.place("shelter", 3); // covered already
    world.place("office", 1);  // no criterion
    const CarrierCriteria criteria = world.measure();
    CHECK(measured(criteria, 0, Criterion::Schools) == Range{1.0, 1.0});
    CHECK(criteria.candidates[0].places == std::vector<std::uint32_t>{0});
    CHECK(measured(criteria, 0, Criterion::Shelters) == Range{0.0, 0.0});
    CHECK_FALSE(known(criteria, Criterion::Clinics)); // no layer says where they are
    CHECK(criteria.left_out.totals[static_cast<std::size_t>(Criterion::Schools)] == 2.0);
}

TEST_CASE("Roads count by kilometre and share, emergency roads apart") {
    World world;
    const auto at = [&](std::size_t cell) { return world.grid.cells[cell].centre(); };
    world.roads.push_back({"", "national", {{{at(0), at(1)}}}});
    const CarrierCriteria criteria = world.measure();
    // Half of either cell of 11.25 seconds of longitude.
    const Range road = measured(criteria, 0, Criterion::Road);
    CHECK(road.exact());
    CHECK_THAT(road.low, WithinAbs(0.2887, 0.0005)); // 11.25" of the parallel of 34 degrees
    CHECK_FALSE(known(criteria, Criterion::EmergencyRoad));
}

TEST_CASE("A gap area is closed where each of its cells is at least half served") {
    World world;
    const CarrierCriteria criteria = world.measure();
    CHECK(criteria.candidates[0].gaps_closed == std::vector<std::uint32_t>{0});
    CHECK(measured(criteria, 0, Criterion::GapsClosed) == Range{1.0, 1.0});
    CHECK(measured(criteria, 1, Criterion::GapsClosed) == Range{0.0, 0.0});
}

TEST_CASE("Cost class counts power, fibre and the mast needed") {
    domain::Asset asset;
    asset.kind = domain::AssetKind::Building;
    asset.height_m = 12.0;
    asset.power = true;
    asset.fibre = true;
    CHECK(cost_class(asset) == Range{1.0, 1.0});
    asset.fibre = false;
    CHECK(cost_class(asset) == Range{2.0, 2.0});
    asset.fibre.reset();
    CHECK(cost_class(asset) == Range{1.0, 2.0});
    asset.fibre_distance_m = 100.0; // as good as there
    CHECK(cost_class(asset) == Range{1.0, 1.0});
    asset.fibre_distance_m = 101.0;
    CHECK(cost_class(asset) == Range{2.0, 2.0});
    asset.fibre_distance_m = 1001.0;
    CHECK(cost_class(asset) == Range{3.0, 3.0});
    asset.fibre = true; // what is there needs no line
    CHECK(cost_class(asset) == Range{1.0, 1.0});
    asset.access = true;
    CHECK(cost_class(asset) == Range{1.0, 1.0});
    asset.access = false;
    CHECK(cost_class(asset) == Range{2.0, 2.0});
    asset.access.reset();
    asset.fibre.reset();
    asset.fibre_distance_m.reset();
    asset.height_m.reset(); // a low roof, or not
    CHECK(cost_class(asset) == Range{1.0, 3.0});
    asset.kind = domain::AssetKind::Land;
    asset.power = false;
    asset.fibre = false;
    CHECK(cost_class(asset) == Range{5.0, 5.0});
    asset.access = false; // the highest class holds all that is more
    CHECK(cost_class(asset) == Range{5.0, 5.0});
}

TEST_CASE("Earthquake safety is what the ledger says, then the year, else open") {
    domain::Asset asset;
    asset.kind = domain::AssetKind::Building;
    CHECK(seismic_safety(asset) == Range{0.0, 1.0});
    asset.year_built = 1975;
    CHECK(seismic_safety(asset) == Range{0.0, 1.0});
    asset.year_built = 1982;
    CHECK(seismic_safety(asset) == Range{1.0, 1.0});
    asset.seismic = "旧耐震";
    CHECK(seismic_safety(asset) == Range{0.0, 0.0});
    asset.seismic = "耐震補強済";
    CHECK(seismic_safety(asset) == Range{1.0, 1.0});
    asset.seismic = "耐震補強未実施";
    CHECK(seismic_safety(asset) == Range{0.0, 0.0});
}

TEST_CASE("Ground in danger counts where a layer tells of it; procedures weigh two and one") {
    World world;
    world.assets[0].kind = domain::AssetKind::Land;
    CHECK(measured(world.measure(), 0, Criterion::Safety) == Range{0.5, 1.0});
    world.restrictions.push_back(
        {"洪水浸水想定区域", domain::RestrictionEffect::Penalty, "水防法", {}});
    CHECK(measured(world.measure(), 0, Criterion::Safety) == Range{1.0, 1.0});
    world.candidates[0].restrictions = {
        {domain::RestrictionEffect::Penalty, "洪水浸水想定区域", "水防法"},
        {domain::RestrictionEffect::Notify, "景観計画区域", "景観法"}};
    const CarrierCriteria criteria = world.measure();
    CHECK(measured(criteria, 0, Criterion::Safety) == Range{0.5, 0.5});
    CHECK(measured(criteria, 0, Criterion::Procedures) == Range{3.0, 3.0});
}
