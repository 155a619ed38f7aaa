// From coverage and reach to a plan for each carrier, on a row of four cells.
#include "core/error.hpp"
#include "siting/plan.hpp"
#include "siting/shared_plan.hpp"
#include "support/catch.hpp"

#include <limits>

namespace {

using namespace todoku;
using namespace todoku::siting;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;

/// Four cells in a row with 100, 200, 300, 400 people. Carrier X has 5G in the last; carrier Y has
/// none at all. Asset a reaches cells 0 and 1 whole, b cell 1 and half of 2, c cell 3, d nothing.
struct World {
    domain::StudyGrid grid;
    std::vector<domain::Asset> assets{4};
    overlay::Coverage coverage;
    std::vector<overlay::GapArea> gaps;
    radio::Reach reach;
    std::vector<std::uint32_t> reach_cells{0, 1, 2, 3};
    std::vector<Candidate> candidates;

    World() {
        for (std::int32_t c = 0; c < 4; ++c) {
            grid.cells.push_back({domain::MeshLevel::M250, 100, c});
            grid.population.push_back(100.0 * (c + 1));
            grid.households.push_back(40.0 * (c + 1));
            grid.population_65plus.push_back(30.0 * (c + 1));
            grid.land_share.push_back(1.0);
            grid.part_begin.push_back(static_cast<std::uint32_t>(c));
            grid.parts.push_back({0, 1.0});
        }
        grid.part_begin.push_back(4);
        coverage.carriers = {"X", "Y"};
        coverage.layers = {{"X", "5g"}, {"any", "5g"}};
        coverage.shares = {{0.0, 0.2, 0.0, 0.9}, {0.0, 0.2, 0.0, 0.9}};
        const char* ids[] = {"a", "b", "c", "d"};
        for (std::uint32_t k = 0; k < 4; ++k) {
            assets[k].id = ids[k];
            candidates.push_back({k, true, {}, {}});
        }
        reach.presets = {radio::band_preset("n77-macro")};
        reach.sites = 4;
        reach.begin = {0, 2, 4, 5, 5};
        reach.cells = {0, 1, 1, 2, 3};
        reach.shares = {1.0F, 1.0F, 1.0F, 0.5F, 1.0F};
        add_gap("X", {0, 1});
        add_gap("X", {2});
        add_gap("Y", {0, 1, 2, 3});
    }

    /// A second preset with a quarter of each share.
    void indoors() {
        radio::Reach both;
        both.presets = {reach.presets[0], reach.presets[0]};
        both.sites = reach.sites;
        both.begin = {0};
        for (std::size_t site = 0; site < reach.sites; ++site) {
            const auto entries = reach.of(site, 0);
            for (const float part : {1.0F, 0.25F}) {
                both.cells.insert(both.cells.end(), entries.cells.begin(), entries.cells.end());
                for (const float share : entries.shares) {
                    both.shares.push_back(part * share);
                }
                both.begin.push_back(both.cells.size());
            }
        }
        reach = both;
    }

    void add_gap(const std::string& carrier, std::vector<std::uint32_t> cells) {
        overlay::GapArea gap;
        gap.carrier = carrier;
        gap.cells = std::move(cells);
        gaps.push_back(gap);
    }

    [[nodiscard]] PlanRequest request() const {
        return {.grid = grid,
                .assets = assets,
                .candidates = candidates,
                .coverage = coverage,
                .gaps = gaps,
                .reach = reach,
                .reach_cells = reach_cells,
                .rule = {},
                .preset = 0,
                .sites = 2,
                .must = {},
                .must_not = {}};
    }
};

std::vector<CarrierPlan> choose(const PlanRequest& request) {
    Progress progress;
    return choose_sites(request, progress);
}

std::vector<std::uint32_t> assets_of(const CarrierPlan& plan) {
    std::vector<std::uint32_t> assets;
    for (const PlanSite& site : plan.sites) {
        assets.push_back(site.asset);
    }
    return assets;
}

} // namespace

TEST_CASE("Each carrier gets the sites that bring most to those it leaves out") {
    const World world;
    const auto plans = choose(world.request());
    REQUIRE(plans.size() == 2);
    const CarrierPlan& x = plans[0];
    CHECK(x.carrier == "X");
    CHECK(x.preset == "n77-macro");
    CHECK(x.uncovered == 600.0); // the last cell counts as covered by the majority rule
    // b: 200 + 150; then a: 100.
    CHECK(assets_of(x) == std::vector<std::uint32_t>{1, 0});
    CHECK(x.sites[0].rank == 1);
    CHECK(x.sites[0].alone == 350.0);
    CHECK(x.sites[0].gain == 350.0);
    CHECK(x.sites[1].alone == 300.0);
    CHECK(x.sites[1].gain == 100.0);
    CHECK(x.sites[1].cumulative == 450.0);
    CHECK_THAT(x.upper_bound, WithinAbs(450.0, 1e-3));
    CHECK(x.upper_bound >= 450.0);

    // Without any 5G everybody is left out: c brings 400, b 350.
    const CarrierPlan& y = plans[1];
    CHECK(y.uncovered == 1000.0);
    CHECK(assets_of(y) == std::vector<std::uint32_t>{2, 1});
}

TEST_CASE("People reached indoors are those of the preset that says so") {
    World world;
    CHECK(choose(world.request())[0].values[0].indoors == 0.0); // not predicted
    world.indoors();
    PlanRequest request = world.request();
    request.indoor_preset = 1;
    const auto plans = choose(request);
    const CandidateValue& value = plans[0].values[0];
    CHECK(value.asset == 1);
    CHECK(value.newly_covered == 350.0);
    CHECK(value.indoors == 0.25 * 350.0);
    CHECK(assets_of(plans[0]) == std::vector<std::uint32_t>{1, 0}); // chosen by figures outdoors
}

TEST_CASE("Values of single candidates name people, households, elders and the gap areas reached") {
    const World world;
    const auto plans = choose(world.request());
    const auto& values = plans[0].values;
    REQUIRE(values.size() == 4);
    CHECK(values[0].asset == 1);
    CHECK(values[0].newly_covered == 350.0);
    CHECK(values[0].households == 80.0 + 60.0);
    CHECK(values[0].population_65plus == 60.0 + 45.0);
    CHECK(values[0].gaps ==
          std::vector<std::uint32_t>{0, 1}); // 200 people of the first, 150 of the second
    CHECK(values[1].asset == 0);
    CHECK(values[1].gaps == std::vector<std::uint32_t>{0});
    CHECK(values[2].newly_covered == 0.0);
    CHECK(values[2].gaps.empty()); // the gap of cell 3 is not this carrier's
    CHECK(plans[1].values[0].gaps == std::vector<std::uint32_t>{2});
}

TEST_CASE("By area, the uncovered part of each cell counts") {
    const World world;
    PlanRequest request = world.request();
    request.rule.kind = overlay::PopulationRule::Kind::Area;
    const auto plans = choose(request);
    CHECK_THAT(plans[0].uncovered, WithinAbs(100.0 + 160.0 + 300.0 + 40.0, 1e-9));
    CHECK_THAT(plans[0].sites[0].gain, WithinAbs(160.0 + 150.0, 1e-9));
}

TEST_CASE("Unknown households count nothing and are counted") {
    World world;
    world.grid.households[1] = std::numeric_limits<double>::quiet_NaN();
    world.grid.population_65plus[3] = std::numeric_limits<double>::quiet_NaN();
    const auto plans = choose(world.request());
    CHECK(plans[0].values[0].households == 60.0);
    CHECK(plans[0].cells_without_households == 1);
    CHECK(plans[0].cells_without_65plus == 0); // that cell is covered
    CHECK(plans[1].cells_without_65plus == 1);
}

TEST_CASE("People of no municipality count in no plan") {
    World world;
    world.grid.parts.erase(world.grid.parts.begin() + 1);
    world.grid.part_begin = {0, 1, 1, 2, 3};
    const auto plans = choose(world.request());
    CHECK(plans[0].uncovered == 400.0);
    CHECK(plans[0].values[0].asset == 1);
    CHECK(plans[0].values[0].newly_covered == 150.0);
}

TEST_CASE("Candidates that may not be used are not chosen, and wishes are heeded") {
    World world;
    world.candidates[1].usable = false;
    world.candidates[1].reason = {"区域内", "inside"};
    PlanRequest request = world.request();
    CHECK(assets_of(choose(request)[0]) == std::vector<std::uint32_t>{0});
    request.must = {"d"};
    CHECK(assets_of(choose(request)[0]) == std::vector<std::uint32_t>{3, 0});
    request.must_not = {"a", "b"};
    CHECK(assets_of(choose(request)[0]) == std::vector<std::uint32_t>{3});
    CHECK(choose(request)[0].values.size() == 3);
}

TEST_CASE("Wishes that cannot be met are refused by name") {
    World world;
    world.candidates[1].usable = false;
    world.candidates[1].reason = {"区域内", "inside a park"};
    const auto refused = [&](std::vector<std::string> must,
                             std::vector<std::string> must_not) -> std::string {
        PlanRequest request = world.request();
        request.must = std::move(must);
        request.must_not = std::move(must_not);
        try {
            choose(request);
        } catch (const UsageError& error) {
            return error.message().en;
        }
        return "";
    };
    CHECK_THAT(refused({"z"}, {}), Contains("\"z\""));
    CHECK_THAT(refused({}, {"z"}), Contains("\"z\""));
    CHECK_THAT(refused({"b"}, {}), Contains("\"b\"") && Contains("inside a park"));
    CHECK_THAT(refused({"a"}, {"a"}), Contains("both"));
    CHECK_THAT(refused({"a", "c", "d"}, {}), Contains("3 sites are demanded but only 2"));
}

TEST_CASE("Without a usable candidate a plan has no sites") {
    World world;
    for (Candidate& candidate : world.candidates) {
        candidate.usable = false;
    }
    const auto plans = choose(world.request());
    CHECK(plans[0].sites.empty());
    CHECK(plans[0].values.empty());
    CHECK(plans[0].upper_bound == 0.0);
    CHECK(plans[0].uncovered == 600.0);
}

TEST_CASE("Assets nearer to each other than the study allows never stand in one plan") {
    World world;
    world.assets[0].place = geo::LatLng::from_degrees(34.5, 136.5);
    world.assets[1].place = geo::LatLng::from_degrees(34.5009, 136.5); // 100 m to the north
    world.assets[2].place = geo::LatLng::from_degrees(34.6, 136.5);
    world.assets[3].place = geo::LatLng::from_degrees(34.7, 136.5);
    PlanRequest request = world.request();
    CHECK(assets_of(choose(request)[0]) == std::vector<std::uint32_t>{1, 0});
    request.rules.separation_m = 99.0;
    CHECK(assets_of(choose(request)[0]) == std::vector<std::uint32_t>{1, 0});
    request.rules.separation_m = 101.0;
    CHECK(assets_of(choose(request)[0]) == std::vector<std::uint32_t>{1});
}

TEST_CASE("Each municipality gets its part, or the plan says which cannot have it") {
    World world;
    world.grid.parts[2].municipality = 1;
    world.grid.parts[3].municipality = 1;
    PlanRequest request = world.request();
    // Of X's first municipality 300 of 300 people are left out, of the second 300 of 700.
    request.rules.floor_ratio = 0.7;
    const CarrierPlan both = choose(request)[0];
    CHECK(both.rules_kept);
    REQUIRE(both.floors.size() == 2);
    CHECK_THAT(both.floors[0].least, WithinAbs(210.0, 1e-9));
    CHECK_THAT(both.floors[1].least, WithinAbs(90.0, 1e-9));
    CHECK(both.floors[0].covered == 300.0);
    CHECK(both.floors[1].covered == 150.0);
    request.sites = 1;
    const CarrierPlan one = choose(request)[0];
    CHECK_FALSE(one.rules_kept);
    // The one that brings the worse off nearer to its floor.
    CHECK(assets_of(one) == std::vector<std::uint32_t>{1});
    CHECK(one.floors[0].covered == 200.0);
}

TEST_CASE("Around a plan: the curve, phases that keep what is built, and how few reach a target") {
    World world;
    PlanRequest request = world.request();
    request.outlook = true;
    request.rules.phases = {1, 1};
    request.rules.target_ratio = 0.7;
    const CarrierPlan plan = choose(request)[1]; // Y has nothing: 1,000 people
    REQUIRE(plan.curve.size() == 4);
    CHECK(plan.curve[0].covered == 400.0);
    CHECK(plan.curve[1].covered == 750.0);
    CHECK(plan.curve[3].covered == 850.0);
    REQUIRE(plan.phases.size() == 2);
    CHECK(plan.phases[0].assets == std::vector<std::uint32_t>{2});
    CHECK(plan.phases[1].assets == std::vector<std::uint32_t>{1});
    CHECK(plan.phases[1].covered == 750.0);
    CHECK(plan.phases[1].best == 750.0);
    // No plan of two with d, which reaches nobody, brings more than the better of the others.
    REQUIRE(plan.at_most_with.size() == plan.values.size());
    for (std::size_t k = 0; k < plan.values.size(); ++k) {
        CHECK(plan.at_most_with[k] >= (plan.values[k].asset == 3 ? 400.0 : 700.0));
    }
    REQUIRE(plan.target);
    CHECK(plan.target->reached);
    CHECK(plan.target->sites == 2);
    CHECK(plan.target->proved_least == 2);
    request.rules.target_ratio = 0.9;
    const CarrierPlan far = choose(request)[1];
    REQUIRE(far.target);
    CHECK_FALSE(far.target->reached);
    CHECK(far.target->proved_impossible);
    CHECK(far.target->most == 850.0);
}

TEST_CASE("A budget buys what brings most for it, and says what one that buys nothing would take") {
    const World world;
    PlanRequest request = world.request();
    request.costs = {1, 3, 2, 1};
    request.rules.budget = 3;
    request.improve = true;
    request.outlook = true;
    const CarrierPlan x = choose(request)[0];
    CHECK(assets_of(x) == std::vector<std::uint32_t>{1}); // b: 350 for 3; a is 300 for 1
    CHECK(x.budget == 3);
    CHECK(x.cost == 3);
    CHECK(x.sites[0].cost == 3);
    CHECK(x.upper_bound >= 350.0);
    REQUIRE(x.front.size() == 3); // a for 1, b for 3, both for 4
    CHECK(x.front[0].covered == 300.0);
    CHECK(x.front[1].covered == 350.0);
    CHECK(x.front[2].covered == 450.0);
    CHECK(x.front[2].cost == 4);
    // The bound of a budget is none of as many sites: a and b are two.
    CHECK(x.curve[1].covered == 450.0);
    CHECK(x.curve[0].upper_bound >= 350.0);
    request.rules.budget = 2;
    CHECK(assets_of(choose(request)[0]) == std::vector<std::uint32_t>{0});
    request.costs = {7, 9, 8, 7};
    CHECK_THROWS_WITH(choose(request), Contains("予算 2 では、最も安い資産「a」（費用 7）"));
    request.must_not = {"a"};
    CHECK_THROWS_WITH(choose(request), Contains("資産「d」"));
}

TEST_CASE("People whom two sites reach are counted beside the sum") {
    const World world;
    const CarrierPlan x = choose(world.request())[0];
    REQUIRE(x.sites.size() == 2);
    CHECK(x.sites[0].twice == 0.0);
    CHECK(x.sites[1].twice == 200.0); // cell 1
}

TEST_CASE("Assets beside a station of the carrier are left out of its plan, and of no other's") {
    World world;
    for (std::uint32_t k = 0; k < 4; ++k) {
        world.assets[k].place = geo::LatLng::from_degrees(34.0 + 0.1 * k, 136.0);
    }
    domain::Station station;
    station.carrier = "X";
    station.at = geo::LatLng::from_degrees(34.101, 136.0); // 111 m north of b
    const std::vector<domain::Station> stations = {station};
    PlanRequest request = world.request();
    request.stations = stations;
    request.rules.station_separation_m = 200.0;
    const auto plans = choose(request);
    CHECK(assets_of(plans[0]) == std::vector<std::uint32_t>{0});
    REQUIRE(plans[0].near_stations.size() == 1);
    CHECK(plans[0].near_stations[0].asset == 1);
    CHECK_THAT(plans[0].near_stations[0].distance_m, WithinAbs(110.9, 0.1));
    CHECK(assets_of(plans[1]) == std::vector<std::uint32_t>{2, 1});
    request.must = {"b"}; // who demands it knows
    CHECK(assets_of(choose(request)[0]) == std::vector<std::uint32_t>{1, 0});
}

TEST_CASE("The shared plan brings most to all carriers together") {
    const World world;
    Progress progress;
    const SharedPlan plan = shared_plan(world.request(), progress);
    CHECK(plan.carriers == std::vector<std::string>{"X", "Y"});
    REQUIRE(plan.sites.size() == 2);
    // b: 350 for each; c: 400 for Y, whom X has there already.
    CHECK(plan.sites[0].asset == 1);
    CHECK(plan.sites[0].gains == std::vector<double>{350.0, 350.0});
    CHECK(plan.sites[1].asset == 2);
    CHECK(plan.sites[1].gains == std::vector<double>{0.0, 400.0});
    CHECK(plan.sites[1].cumulative == 1100.0);
    CHECK(plan.upper_bound >= 1100.0);
    CHECK_THAT(plan.upper_bound, WithinAbs(1100.0, 1.0));
}

TEST_CASE("Without a site the bound of its absence holds") {
    const World world;
    PlanRequest request = world.request();
    request.improve = true;
    request.outlook = true;
    const CarrierPlan x = choose(request)[0];
    for (const PlanSite& site : x.sites) {
        PlanRequest without = request;
        without.must_not = {std::string(world.assets[site.asset].id)};
        REQUIRE(site.at_most_without);
        CHECK(*site.at_most_without >= choose(without)[0].sites.back().cumulative);
    }
}
