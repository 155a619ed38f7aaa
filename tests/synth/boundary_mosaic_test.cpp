#include "support/catch.hpp"
#include "synth/boundary_mosaic.hpp"

#include <array>
#include <map>
#include <set>
#include <string>

using namespace todoku;
using synth::BoundaryMosaic;

namespace {

/// A picture of labels, northern row first; the grid's step is 0.01 degrees.
struct Picture {
    synth::NodeGrid grid;
    std::vector<std::uint8_t> label;
};

Picture picture(const std::vector<std::string>& rows) {
    Picture p;
    p.grid = {34.0,
              136.0,
              0.01,
              0.01,
              static_cast<std::int32_t>(rows.size()),
              static_cast<std::int32_t>(rows[0].size())};
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        for (const char c : *row) {
            p.label.push_back(static_cast<std::uint8_t>(c - '0'));
        }
    }
    return p;
}

BoundaryMosaic drawn(const Picture& p, std::uint64_t seed = 1) {
    return draw_boundaries(p.grid, p.label, [](std::size_t, std::size_t) { return 0.5; }, seed);
}

geo::MultiPolygon shape_of(const BoundaryMosaic& mosaic, std::uint8_t wanted) {
    return mosaic.polygons([wanted](std::uint8_t label) { return label == wanted; });
}

} // namespace

TEST_CASE("A label's polygon holds its own nodes and no others") {
    const Picture p =
        picture({"00000000", "01122220", "01122220", "01133220", "01333320", "00000000"});
    const BoundaryMosaic mosaic = drawn(p);
    for (std::uint8_t label = 1; label <= 3; ++label) {
        const geo::MultiPolygon shape = shape_of(mosaic, label);
        REQUIRE(shape.polygons.size() == 1);
        for (std::size_t node = 0; node < p.grid.size(); ++node) {
            CHECK(geo::contains(shape, p.grid.place(node)) == (p.label[node] == label));
        }
    }
}

TEST_CASE("Neighbours fit without gap or overlap, whatever the seed") {
    const Picture p = picture({"0000000", "0122330", "0123330", "0113240", "0444440", "0000000"});
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const BoundaryMosaic mosaic = drawn(p, seed);
        double parts = 0.0;
        for (std::uint8_t label = 1; label <= 4; ++label) {
            parts += geo::area(shape_of(mosaic, label)).value();
        }
        const double whole =
            geo::area(mosaic.polygons([](std::uint8_t label) { return label != 0; })).value();
        INFO("seed " << seed);
        CHECK_THAT(parts, Catch::Matchers::WithinAbs(whole, whole * 1e-12));
    }
}

TEST_CASE("An enclave leaves a hole with the enclave's own vertices") {
    const Picture p = picture({"00000", "01110", "01210", "01110", "00000"});
    const BoundaryMosaic mosaic = drawn(p);
    const geo::MultiPolygon around = shape_of(mosaic, 1);
    const geo::MultiPolygon enclave = shape_of(mosaic, 2);
    REQUIRE(around.polygons.size() == 1);
    REQUIRE(around.polygons[0].holes.size() == 1);
    REQUIRE(enclave.polygons.size() == 1);
    const std::set<geo::LatLng> hole(around.polygons[0].holes[0].begin(),
                                     around.polygons[0].holes[0].end());
    const std::set<geo::LatLng> outer(enclave.polygons[0].outer.begin(),
                                      enclave.polygons[0].outer.end());
    CHECK(hole == outer);
}

TEST_CASE("Where two labels touch corner to corner, one of them passes through and the pieces stay "
          "apart") {
    const Picture p = picture({"0000", "0120", "0210", "0000"});
    const BoundaryMosaic mosaic = drawn(p);
    CHECK(shape_of(mosaic, 1).polygons.size() == 2);
    CHECK(shape_of(mosaic, 2).polygons.size() == 1); // the larger label keeps together
    const Picture four = picture({"0000", "0120", "0340", "0000"});
    const BoundaryMosaic cross = drawn(four);
    for (std::uint8_t label = 1; label <= 4; ++label) {
        CHECK(shape_of(cross, label).polygons.size() == 1);
    }
}
