// Plans that are nearly as good: counted by hand.
#include "siting/near_optimal.hpp"
#include "support/catch.hpp"

namespace {

using namespace todoku::siting;

/// Three sites that bring 1,000 people: nobody does as well as the first, the second has a twin,
/// and what could stand in for the third loses 9 people, or 200.
CarrierPlan plan_of_three() {
    CarrierPlan plan;
    plan.upper_bound = 1000.0;
    plan.sites.resize(3);
    for (std::uint32_t k = 0; k < 3; ++k) {
        plan.sites[k].rank = k + 1;
        plan.sites[k].asset = k;
    }
    plan.sites[2].cumulative = 1000.0;
    plan.sites[0].at_most_without = 900.0;
    plan.sites[1].at_most_without = 1000.0;
    plan.sites[2].at_most_without = 1000.0;
    plan.sites[0].alternates = {{3, 150.0}};
    plan.sites[1].alternates = {{4, 0.0}};
    plan.sites[2].alternates = {{5, 9.0}, {3, 200.0}};
    plan.others.push_back({{0, 4, 5}, {}, 995.0, 1});
    plan.others.push_back({{3, 4, 5}, {}, 700.0, 0});
    return plan;
}

} // namespace

TEST_CASE(
    "Nearly as good are the plan, its cheap exchanges and the other plans within a hundredth") {
    const NearOptimal near = near_optimal(plan_of_three(), 6);
    CHECK(near.plans == 4); // {0,1,2} {0,4,2} {0,1,5} {0,4,5}
    CHECK(near.with == std::vector<std::uint32_t>{4, 2, 2, 0, 2, 2});
}

TEST_CASE("A site is hard to replace where no plan without it was found within a hundredth") {
    CarrierPlan plan = plan_of_three();
    plan.sites[0].at_most_without = 1000.0; // no longer proved; the other plan holds it too
    CHECK(standing_of(plan, plan.sites[0]) == Standing::Hard);
    plan.others.push_back({{3, 4, 5}, {}, 990.0, 0});
    CHECK(standing_of(plan, plan.sites[0]) == Standing::Usual);
    plan.others.clear();
    plan.sites[0].alternates.clear(); // nobody else serves its people: it is missed by its gain
    plan.sites[0].gain = 10.0;
    CHECK(standing_of(plan, plan.sites[0]) == Standing::Usual);
    plan.sites[0].gain = 10.5;
    CHECK(standing_of(plan, plan.sites[0]) == Standing::Hard);
}

TEST_CASE("A must-have is proved, a tie loses nobody, the rest is usual") {
    const CarrierPlan plan = plan_of_three();
    CHECK(standing_of(plan, plan.sites[0]) == Standing::MustHave);
    CHECK(standing_of(plan, plan.sites[1]) == Standing::Tie);
    CHECK(standing_of(plan, plan.sites[2]) == Standing::Usual);
    CHECK(near_optimal(CarrierPlan(), 2).plans == 0);
}
