// Two small maps of loss whose differences can be counted by hand.
#include "domain/mesh.hpp"
#include "study/reach_difference.hpp"
#include "support/catch.hpp"

#include <limits>

namespace {

using namespace todoku;
using namespace todoku::study;
using Catch::Matchers::WithinAbs;

/// Two rows of posts within one cell of 250 m each: their middles a cell's width apart.
geo::HeightGrid losses(std::vector<float> values) {
    const auto cell =
        domain::MeshCell::at(geo::LatLng::from_degrees(34.73, 136.51), domain::MeshLevel::M250);
    const geo::Box box = cell->box();
    geo::HeightGrid grid;
    grid.rows = 2;
    grid.columns = values.size() / 2;
    grid.lat_step = box.north - box.south;
    grid.lng_step = (box.east - box.west) / 10.0;
    grid.north = box.centre().lat() + grid.lat_step;
    grid.west = box.west + grid.lng_step;
    grid.heights = std::move(values);
    return grid;
}

} // namespace

TEST_CASE("Who is served by one prediction and not by the other is counted by posts and cells") {
    // EIRP 32.77 dBm less 3 dB of body: -110 dBm at 139.77 dB, -100 at 129.77, -120 at 149.77.
    const radio::BandPreset& band = radio::band_preset("n77-macro");
    const float none = std::numeric_limits<float>::infinity();
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const auto a = losses({120.0F, 120.0F, 139.0F, nan, /**/ 139.0F, 139.0F, 145.0F, 155.0F});
    const auto b = losses({121.0F, 131.0F, 141.0F, 90.0F, /**/ 141.0F, 142.0F, 145.0F, none});
    const ReachDifference difference = difference_of(a, b, band);
    CHECK(difference.posts == 6); // with a number in both
    CHECK_THAT(difference.greatest_db, WithinAbs(11.0, 1e-6));
    CHECK_THAT(difference.median_db, WithinAbs(2.0, 1e-6));
    CHECK_THAT(difference.served_changed, WithinAbs(3.0 / 7.0, 1e-12));
    CHECK_THAT(difference.strength_changed, WithinAbs(4.0 / 7.0, 1e-12));
    CHECK(difference.cells == 2);
    // North: 3 of 3 served and then 2 of 3; south: 2 of 4 and then none. Strengths: good and then
    // fair, fair and then edge.
    CHECK_THAT(difference.cells_served_changed, WithinAbs(0.5, 1e-12));
    CHECK_THAT(difference.cells_strength_changed, WithinAbs(1.0, 1e-12));
    const ReachDifference same = difference_of(a, a, band);
    CHECK(same.served_changed + same.strength_changed + same.greatest_db == 0.0);
}

TEST_CASE("The band nearest in frequency tells the classes") {
    CHECK(nearest_preset(gigahertz(3.5)).id == "n78-macro");
    CHECK(nearest_preset(gigahertz(3.75)).id == "n77-macro");
    CHECK(nearest_preset(gigahertz(0.7)).id == "n28-macro");
    CHECK(nearest_preset(gigahertz(26.0)).id == "n257-small");
}
