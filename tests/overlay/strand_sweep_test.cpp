// Areas between edges that cross seldom or never, against areas worked by hand and by the shoelace
// formula.
#include "overlay/strand_sweep.hpp"
#include "shapes.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <map>

using namespace todoku::overlay;
using todoku::overlay::test::Dice;

namespace {

struct At {
    double x = 0.0;
    double u = 0.0;
};
using Ring = std::vector<At>; // counter-clockwise

// Wholly inside the part, so that nothing is to be said of its western edge.
void add(CellPart& part, const Ring& ring, std::uint32_t group) {
    part.windings.resize(std::max<std::size_t>(part.windings.size(), group / 2 * 2 + 2), 0);
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const At a = ring[i];
        const At b = ring[(i + 1) % ring.size()];
        if (a.u == b.u) {
            continue;
        }
        const bool up = a.u < b.u;
        const At low = up ? a : b;
        const At high = up ? b : a;
        part.segments.push_back({low.u, low.x, high.u, high.x, (high.x - low.x) / (high.u - low.u),
                                 group, up ? -1 : 1});
    }
}

double area(const Ring& ring) {
    double twice = 0.0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const At a = ring[i];
        const At b = ring[(i + 1) % ring.size()];
        twice += a.x * b.u - b.x * a.u;
    }
    return 0.5 * twice;
}

Ring star(Dice& dice, double inner, double outer, int vertices) {
    Ring ring;
    for (int i = 0; i < vertices; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / vertices;
        const double radius = dice.between(inner, outer);
        ring.push_back({0.5 + radius * std::cos(angle), 0.5 + radius * std::sin(angle)});
    }
    return ring;
}

// Shares by set of layers; of a part whose area grows evenly from south to north.
std::optional<std::map<std::uint32_t, double>> shares(const CellPart& part,
                                                      std::vector<std::uint32_t> layers) {
    const auto areas = areas_between_strands(part, layers, RowArea());
    if (!areas) {
        return std::nullopt;
    }
    std::map<std::uint32_t, double> result;
    for (const StrandArea& a : *areas) {
        if (a.units != 0.0) {
            result[a.mask] = a.units / kSweepUnits;
        }
    }
    return result;
}

using Shares = std::map<std::uint32_t, double>;

} // namespace

TEST_CASE("strands of nested rings divide a part among layers") {
    CellPart part;
    add(part, {{0.125, 0.5}, {0.5, 0.125}, {0.875, 0.5}, {0.5, 0.875}}, 0); // area 9/32
    add(part, {{0.25, 0.5}, {0.5, 0.25}, {0.75, 0.5}, {0.5, 0.75}}, 1);     // its hole, 1/8
    add(part, {{0.375, 0.5}, {0.5, 0.375}, {0.625, 0.5}, {0.5, 0.625}}, 2); // in the hole, 1/32
    CHECK(shares(part, {0, 1}) == Shares{{0b01, 9.0 / 32 - 1.0 / 8}, {0b10, 1.0 / 32}});
    // Ground that a layer covers whole has its layer everywhere.
    part.covered = 0b100;
    CHECK(shares(part, {0, 1}) ==
          Shares{{0b100, 1.0 - 5.0 / 32 - 1.0 / 32}, {0b101, 5.0 / 32}, {0b110, 1.0 / 32}});
}

TEST_CASE("rings that come in over the western edge cover what lies between them") {
    // A triangle from beyond the western edge: at x = 0 it lies between u = 1/4 and 3/4.
    CellPart part;
    part.windings = {0, 0};
    part.segments = {{0.25, 0.0, 0.5, 0.5, 2.0, 0, -1}, {0.5, 0.5, 0.75, 0.0, -2.0, 0, -1}};
    part.events = {{0.25, 0, 1}, {0.75, 0, -1}};
    CHECK(shares(part, {0}) == Shares{{0b1, 0.125}});
    // The same ground left open.
    part.windings = {1, 0};
    for (CellEvent& event : part.events) {
        event.step = -event.step;
    }
    for (CellSegment& s : part.segments) {
        s.step = 1;
    }
    CHECK(shares(part, {0}) == Shares{{0b1, 0.875}});
}

TEST_CASE("a border that two layers share to the bit divides them") {
    CellPart part;
    const Ring west = {{0.25, 0.25}, {0.5, 0.125}, {0.5, 0.875}, {0.25, 0.75}};
    const Ring east = {{0.5, 0.125}, {0.75, 0.25}, {0.75, 0.75}, {0.5, 0.875}};
    add(part, west, 0);
    add(part, east, 2);
    CHECK(shares(part, {0, 1}) == Shares{{0b01, area(west)}, {0b10, area(east)}});
}

TEST_CASE("thousands of teeth have the areas of their rings") {
    Dice dice(31);
    const Ring around = star(dice, 0.40, 0.49, 2000);
    const Ring outer = star(dice, 0.30, 0.39, 3000);
    const Ring hole = star(dice, 0.20, 0.29, 1000);
    const Ring inner = star(dice, 0.05, 0.19, 5000);
    CellPart part;
    add(part, inner, 4);
    add(part, hole, 3);
    add(part, around, 0);
    add(part, outer, 2);
    const auto found = shares(part, {0, 1, 2});
    REQUIRE(found);
    REQUIRE(found->size() == 3);
    const auto close = [](double value) { return Catch::Matchers::WithinAbs(value, 1e-12); };
    CHECK_THAT(found->at(0b001), close(area(around) - area(outer) + area(hole) - area(inner)));
    CHECK_THAT(found->at(0b011), close(area(outer) - area(hole)));
    CHECK_THAT(found->at(0b101), close(area(inner)));
    std::reverse(part.segments.begin(), part.segments.end());
    CHECK(shares(part, {0, 1, 2}) == found);
}

TEST_CASE("rings that cross themselves cover both wings, and once what they wind around twice") {
    const auto covered = [](const Ring& ring) {
        CellPart part;
        add(part, ring, 0);
        return shares(part, {0});
    };
    // Two triangles that meet at (3/8, 3/8).
    CHECK(covered({{0.125, 0.125}, {0.625, 0.625}, {0.625, 0.125}, {0.125, 0.625}}) ==
          Shares{{0b1, 2 * 0.0625}});
    // A pentagram winds around its middle twice.
    Ring star5;
    Ring outline;
    const double inner = 0.25 * std::sin(std::numbers::pi / 10) / std::sin(0.3 * std::numbers::pi);
    for (int i = 0; i < 10; ++i) {
        const double angle = 0.1 + std::numbers::pi * i / 5;
        const double radius = i % 2 == 0 ? 0.25 : inner;
        outline.push_back({0.5 + radius * std::cos(angle), 0.5 + radius * std::sin(angle)});
    }
    for (std::size_t i = 0; i < 5; ++i) {
        star5.push_back(outline[i * 4 % 10]);
    }
    const auto found = covered(star5);
    REQUIRE(found);
    CHECK_THAT(found->at(0b1), Catch::Matchers::WithinAbs(area(outline), 1e-14));
}

TEST_CASE("layers that cross are divided where they do") {
    CellPart part;
    add(part, {{0.125, 0.5}, {0.375, 0.25}, {0.625, 0.5}, {0.375, 0.75}}, 0);
    add(part, {{0.375, 0.5}, {0.625, 0.25}, {0.875, 0.5}, {0.625, 0.75}}, 2);
    CHECK(shares(part, {0, 1}) == Shares{{0b01, 3.0 / 32}, {0b10, 3.0 / 32}, {0b11, 1.0 / 32}});
}

TEST_CASE(
    "what touches, crosses everywhere or is not known along its strands is left to the slabs") {
    const Ring left = {{0.125, 0.5}, {0.375, 0.25}, {0.625, 0.5}, {0.375, 0.75}};
    const auto with = [&](const Ring& other, std::uint32_t group,
                          std::vector<std::uint32_t> layers) {
        CellPart part;
        add(part, left, 0);
        add(part, other, group);
        return shares(part, std::move(layers));
    };
    CHECK_FALSE(with({{0.5, 0.375}, {0.75, 0.25}, {0.75, 0.5}}, 2, {0, 1})); // touches a side
    CHECK_FALSE(with({{0.7, 0.25}, {0.8, 0.25}, {0.75, 0.5}}, 2, {0, 1}));   // a horizontal edge
    CHECK(with({{0.7, 0.25}, {0.8, 0.3}, {0.75, 0.5}}, 2, {0, 1}));
    CHECK_FALSE(with({{0.7, 0.25}, {0.8, 0.3}, {0.75, 0.5}}, 2, {0, 0})); // of the same layer
    // Every edge of one comb crosses every edge of the other.
    Ring lying;
    Ring standing;
    for (int i = 0; i < 40; ++i) {
        const double at = 0.2 + 0.015 * i;
        lying.push_back({i % 2 == 0 ? 0.2 : 0.8, at});
        standing.push_back({at, i % 2 == 0 ? 0.2 : 0.8});
    }
    CellPart part;
    add(part, lying, 0);
    add(part, standing, 2);
    CHECK_FALSE(shares(part, {0, 1}));
}
