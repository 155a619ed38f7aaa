// Shares against exact arithmetic and against GEOS, on what is hard: random stars, data on the
// mesh, invalid rings.
#include "geo/ellipsoid.hpp"
#include "oracle.hpp"
#include "overlay/covered_shares.hpp"
#include "shapes.hpp"
#include "support/catch.hpp"

#include <map>
#include <mutex>

using namespace todoku;
using namespace todoku::overlay;
using namespace todoku::overlay::test;

namespace {

// The precision promised (issue of the room, covered_shares.hpp).
constexpr double kPromised = 1e-9;

using Parts = std::map<std::uint32_t, double>;

// Parts of every cell of a window, and that calls come once for a cell.
std::vector<Parts> combinations(const std::vector<geo::MultiPolygon>& layers,
                                const domain::MeshWindow& window, Threads threads = Threads{1}) {
    std::vector<const geo::MultiPolygon*> pointers;
    for (const auto& layer : layers) {
        pointers.push_back(&layer);
    }
    std::vector<Parts> result(window.size());
    std::mutex mutex;
    for_each_combination(pointers, window, threads,
                         [&](std::size_t cell, std::span<const CombinationPart> parts) {
                             const std::lock_guard lock(mutex);
                             REQUIRE(result.at(cell).empty());
                             double sum = 0.0;
                             std::uint32_t last = 0;
                             for (const CombinationPart& part : parts) {
                                 REQUIRE(part.mask > last);
                                 last = part.mask;
                                 result[cell][part.mask] = part.share;
                                 sum += part.share;
                             }
                             REQUIRE(sum <= 1.0);
                         });
    return result;
}

double worst_difference(const Parts& a, const Parts& b) {
    double worst = 0.0;
    for (const auto& [mask, share] : a) {
        const auto other = b.find(mask);
        worst = std::max(worst, std::abs(share - (other == b.end() ? 0.0 : other->second)));
    }
    return worst;
}

// Largest error over all cells of the window, combinations and single layers.
double worst_error(const std::vector<geo::MultiPolygon>& layers, const domain::MeshWindow& window) {
    const Oracle oracle(layers);
    const auto found = combinations(layers, window);
    double worst = 0.0;
    for (std::size_t cell = 0; cell < window.size(); ++cell) {
        const Parts exact = oracle.parts(window.cell(cell));
        worst = std::max(
            {worst, worst_difference(found[cell], exact), worst_difference(exact, found[cell])});
    }
    for (std::size_t k = 0; k < layers.size(); ++k) {
        const auto shares = picture(covered_shares(layers[k], window, Threads{1}), window);
        for (std::size_t cell = 0; cell < window.size(); ++cell) {
            double combined = 0.0;
            for (const auto& [mask, share] : found[cell]) {
                combined += (mask >> k & 1U) != 0 ? share : 0.0;
            }
            worst = std::max(worst, std::abs(shares[cell] - combined));
        }
    }
    return worst;
}

geo::Ring grid_ring(const Paper& paper, Dice& dice, int size, int step, std::size_t vertices) {
    geo::Ring ring;
    for (std::size_t i = 0; i < vertices; ++i) {
        ring.push_back(paper.at(
            static_cast<double>(dice.below(static_cast<std::size_t>(size * step))) / step,
            static_cast<double>(dice.below(static_cast<std::size_t>(size * step))) / step));
    }
    return ring;
}

} // namespace

TEST_CASE("overlapping ragged stars in three layers agree with exact arithmetic") {
    const Paper paper;
    Dice dice(20240401);
    {
        std::vector<geo::MultiPolygon> layers(3);
        for (auto& layer : layers) {
            for (int i = 0; i < 3; ++i) {
                const double x = dice.between(0, 4);
                const double y = dice.between(0, 4);
                geo::Polygon polygon{star(paper, dice, x, y, 1.0, 2.2, 24), {}};
                if (i == 0) {
                    polygon.holes.push_back(star(paper, dice, x, y, 0.2, 0.8, 9));
                }
                layer.polygons.push_back(std::move(polygon));
            }
        }
        CHECK(worst_error(layers, paper.window(5, 5)) < kPromised);
    }
}

TEST_CASE("cells of hundreds of teeth agree with exact arithmetic, whether layers cross or not") {
    const Paper paper;
    Dice dice(20261126);
    const auto gear = [&](double inner, double outer, std::size_t vertices) {
        return shape_of(star(paper, dice, 0.9, 1.1, inner, outer, vertices));
    };
    const std::vector<geo::MultiPolygon> nested = {gear(0.95, 1.2, 500), gear(0.6, 0.9, 200),
                                                   gear(0.3, 0.55, 100)};
    CHECK(worst_error(nested, paper.window(2, 2)) < kPromised);
    const std::vector<geo::MultiPolygon> crossing = {gear(0.9, 1.2, 660), gear(0.85, 1.0, 12)};
    CHECK(worst_error(crossing, paper.window(2, 2)) < kPromised);
}

TEST_CASE(
    "rings of hundreds of edges that cross themselves here and there or everywhere agree with "
    "exact arithmetic") {
    const Paper paper;
    Dice dice(20261127);
    for (const double back : {0.8, 2.0, 8.0}) { // steps by which a vertex may stand before the last
        std::vector<geo::MultiPolygon> layers(2);
        for (auto& layer : layers) {
            geo::Polygon polygon;
            for (const double inner : {0.7, 0.3}) {
                geo::Ring ring;
                for (int i = 0; i < 300; ++i) {
                    const double angle =
                        2.0 * std::numbers::pi * (i + dice.between(-back, back)) / 300;
                    const double radius = inner + dice.between(0.0, 0.2);
                    ring.push_back(
                        paper.at(1.1 + radius * std::cos(angle), 0.9 + radius * std::sin(angle)));
                }
                (inner > 0.5 ? polygon.outer : polygon.holes.emplace_back()) = std::move(ring);
            }
            layer.polygons.push_back(std::move(polygon));
        }
        INFO("back " << back);
        CHECK(worst_error(layers, paper.window(2, 2)) < kPromised);
    }
}

TEST_CASE(
    "rings on the lattice of the mesh, crossing themselves at will, agree with exact arithmetic") {
    // Vertices at thirds and at whole cells: edges along borders, through corners, on top of each
    // other.
    Dice dice(99);
    const Paper paper;
    for (const int step : {1, 2, 3, 5}) {
        for (int round = 0; round < 2; ++round) {
            std::vector<geo::MultiPolygon> layers(2);
            for (auto& layer : layers) {
                layer.polygons.push_back({grid_ring(paper, dice, 5, step, 3 + dice.below(7)), {}});
                layer.polygons.push_back({grid_ring(paper, dice, 5, step, 3 + dice.below(7)),
                                          {grid_ring(paper, dice, 5, step, 3 + dice.below(5))}});
            }
            INFO("step " << step << ", round " << round);
            CHECK(worst_error(layers, paper.window(5, 5)) < kPromised);
            CHECK(worst_error(layers, paper.window(3, 2, 1, 2)) < kPromised);
        }
    }
}

TEST_CASE("stairs traced from an image agree with exact arithmetic") {
    // A random picture of fifths of a cell, each run of painted pixels a polygon: every edge lies
    // on the lattice.
    Dice dice(5);
    const Paper paper;
    for (int round = 0; round < 3; ++round) {
        std::vector<geo::MultiPolygon> layers(2);
        for (auto& layer : layers) {
            for (int y = 0; y < 20; ++y) {
                for (int x = 0; x < 20;) {
                    int end = x;
                    while (end < 20 && dice.unit() < 0.7) {
                        ++end;
                    }
                    if (end > x) {
                        layer.polygons.push_back(
                            {paper.box(x / 5.0, y / 5.0, end / 5.0, (y + 1) / 5.0), {}});
                    }
                    x = end + 1;
                }
            }
        }
        CHECK(worst_error(layers, paper.window(4, 4)) < kPromised);
    }
}

TEST_CASE("one winding ring traced around the pixels of an image agrees with exact arithmetic") {
    // Skyline: up and down by fifths, so that long horizontal and vertical edges follow cell
    // borders.
    Dice dice(31);
    const Paper paper;
    for (int round = 0; round < 10; ++round) {
        std::vector<std::pair<double, double>> points = {{0, 0}};
        for (int x = 0; x < 20; ++x) {
            const double y = static_cast<double>(1 + dice.below(19)) / 5.0;
            points.emplace_back(x / 5.0, y);
            points.emplace_back((x + 1) / 5.0, y);
        }
        points.emplace_back(4, 0);
        const std::vector<geo::MultiPolygon> layers = {shape_of(paper.ring(points))};
        CHECK(worst_error(layers, paper.window(4, 4)) < kPromised);
    }
}

TEST_CASE("long thin and nearly horizontal edges agree with exact arithmetic") {
    Dice dice(77);
    const Paper paper;
    for (int round = 0; round < 10; ++round) {
        std::vector<geo::MultiPolygon> layers(2);
        for (auto& layer : layers) {
            const double y = dice.between(0, 3);
            const double tilt =
                dice.between(-1, 1) * std::pow(10.0, -static_cast<double>(dice.below(12)));
            layer.polygons.push_back(
                {paper.ring(
                     {{-200, y - tilt}, {300, y + tilt}, {300, y + tilt + 0.3}, {-200, y + 0.2}}),
                 {}});
            const double x = dice.between(0, 3);
            layer.polygons.push_back(
                {paper.ring({{x, -150}, {x + 0.01, -150}, {x + tilt + 0.01, 250}, {x + tilt, 250}}),
                 {}});
        }
        CHECK(worst_error(layers, paper.window(3, 3)) < kPromised);
    }
}

TEST_CASE("every level of the mesh is exact, large cells too") {
    Dice dice(3);
    for (const domain::MeshLevel level : domain::kMeshLevels) {
        const Paper paper(level);
        std::vector<geo::MultiPolygon> layers(2);
        for (auto& layer : layers) {
            layer.polygons.push_back({star(paper, dice, 1, 1, 0.3, 1.2, 12), {}});
            layer.polygons.push_back({star(paper, dice, 1.2, 0.9, 0.3, 1.2, 12), {}});
        }
        INFO(domain::name_of(level));
        CHECK(worst_error(layers, paper.window(2, 2)) < kPromised);
    }
}

TEST_CASE("a cell's share is the mean of its parts' shares, weighted by area, however many edges "
          "it holds") {
    // 60 near-copies of one ragged shape in 2 x 2 cells of 1 km: the 1 km cells hold so many edges
    // that the sweep halves them; their 64 cells of 125 m it sweeps as they are.
    Dice dice(64);
    const Paper coarse(domain::MeshLevel::Km1);
    geo::MultiPolygon shape;
    for (int i = 0; i < 60; ++i) {
        Dice same(5);
        shape.polygons.push_back(
            {star(coarse, same, 1 + dice.between(0, 0.05), 1 + dice.between(0, 0.05), 0.4, 0.9, 40),
             {}});
    }
    const geo::MultiPolygon other = shape_of(star(coarse, dice, 0.9, 1.1, 0.2, 0.8, 40));
    const std::vector<geo::MultiPolygon> layers = {shape, other};
    const auto window = coarse.window(2, 2);
    const auto whole = combinations(layers, window);
    const auto fine_window =
        domain::MeshWindow{domain::MeshLevel::M125, window.row * 8, window.column * 8, 16, 16};
    const auto fine = combinations(layers, fine_window);
    std::vector<Parts> sums(window.size());
    for (std::size_t i = 0; i < fine_window.size(); ++i) {
        const domain::MeshCell cell = fine_window.cell(i);
        const domain::MeshCell parent = cell.parent(domain::MeshLevel::Km1);
        const double weight = geo::area(cell.box()).value() / geo::area(parent.box()).value();
        for (const auto& [mask, share] : fine[i]) {
            sums[window.index(parent)][mask] += weight * share;
        }
    }
    for (std::size_t i = 0; i < window.size(); ++i) {
        CHECK(whole[i].size() == 3);
        CHECK(worst_difference(whole[i], sums[i]) < kPromised);
        CHECK(worst_difference(sums[i], whole[i]) < kPromised);
    }
}
